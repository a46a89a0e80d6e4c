import * as z from "zod";
import type { ReassignPage } from "../../db/queries/reassignPage.ts";
import { readReassignPage } from "../../db/queries/reassignPage.ts";
import { externalId } from "../../http/schemas/texts.ts";
import { REASSIGN_TEXTS } from "../../i18n/dashboard/reassign.ts";
import type { WriteOutcome } from "../../usecases/commitOnce.ts";
import type { ReassignRefusal } from "../../usecases/people/reassignReferral.ts";
import { reassignReferral } from "../../usecases/people/reassignReferral.ts";
import { refusalInWords } from "../byHandForm.ts";
import { queryOf } from "../listQuery.ts";
import type { PageView } from "../page.ts";
import { PageError } from "../pageReply.ts";
import { personName } from "../persons.ts";
import type { TypedReassign, WrongReassign } from "../reassignForm.ts";
import { readReassign, reassignFields, reassignForm } from "../reassignForm.ts";
import { actionRoute, NotProvedError, pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

const path = "/referrals/{id}/reassign";
const may = "handleCases" as const;
const params = z.object({ id: externalId });

/** Where a friend is given to another advocate than the one whose code or click they came with. */
export const reassignPage = pageRoute({ path, may, params }, async ({ app, asker, viewer, params: { id } }) => {
  const page = proved(await readReassignPage(app.deps.database, asker, id));
  if (page === null) throw new PageError("notFound");
  const nothing = { problems: [], refusal: null };
  return formView(viewer(), id, page, { advocate: "", reason: "" }, nothing, app.deps.ids.secret(16));
});

/** Gives them. The same advocate once more changes nothing, whatever form says so. */
export const reassignAction = actionRoute(
  { path, may, params, form: reassignFields },
  async ({ app, asker, viewer, params: { id }, body, idempotency }) => {
    const page = proved(await readReassignPage(app.deps.database, asker, id));
    if (page === null) throw new PageError("notFound");
    const looking = viewer();
    const again = (wrong: WrongReassign, status: 409 | 422) => {
      return { view: formView(looking, id, page, body, wrong, app.deps.ids.secret(16)), status };
    };
    const input = readReassign(body, app);
    if ("length" in input) return again({ problems: input, refusal: null }, 422);
    const outcome = await reassignReferral(app.deps, { asker, idempotency }, { referralId: id, ...input });
    if (outcome.kind === "refused") return again(wrongOf(looking, page, outcome), 409);
    if (outcome.kind === "unauthorized") throw new NotProvedError();
    const to = storyPath(looking, id, page);
    if (outcome.kind === "idempotency_mismatch") return { to, said: "sent_before" };
    return { to, said: outcome.status === 201 ? "reassigned" : "attributed_before" };
  },
);

function wrongOf(
  viewer: Viewer,
  { friend }: ReassignPage,
  { refusal: { code, reason } }: Extract<WriteOutcome<ReassignRefusal>, { kind: "refused" }>,
): WrongReassign {
  switch (code) {
    case "not_found":
    case "too_many_decisions":
      return { problems: [code], refusal: null };
    case "referral_refused":
      return { problems: [], refusal: refusalInWords(viewer, null, reason ?? "?", friend.externalId) };
    // It is of no one since the page was read.
    case "not_reassignable":
      throw new PageError("notFound");
    case "unprocessable":
      throw new PageError("notUnderstood");
    default:
      return code satisfies never;
  }
}

/** The page of the friend, with what happened in the referral. */
function storyPath(viewer: Viewer, id: string, { friend }: ReassignPage): string {
  return shopPath(viewer, `/people/${friend.id}${queryOf({ referral: id })}`);
}

function formView(
  viewer: Viewer,
  id: string,
  page: ReassignPage,
  fields: TypedReassign,
  wrong: WrongReassign,
  key: string,
): PageView {
  const back = storyPath(viewer, id, page);
  const action = shopPath(viewer, `/referrals/${id}/reassign`);
  return {
    ...{ title: REASSIGN_TEXTS.title[viewer.language], section: "people", isNarrow: true },
    main: reassignForm(viewer, page, { action, back }, fields, wrong, key),
    back: { href: back, label: personName(viewer, page.friend) },
  };
}
