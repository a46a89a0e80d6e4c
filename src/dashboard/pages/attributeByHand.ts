import * as z from "zod";
import type { ByHandPage } from "../../db/queries/byHandPage.ts";
import { readByHandPage } from "../../db/queries/byHandPage.ts";
import { externalId } from "../../http/schemas/texts.ts";
import { BY_HAND_TEXTS } from "../../i18n/dashboard/byHand.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import type { WriteOutcome } from "../../usecases/commitOnce.ts";
import type { ByHandRefusal } from "../../usecases/people/attributeByHand.ts";
import { attributeByHand } from "../../usecases/people/attributeByHand.ts";
import type { TypedByHand, WrongByHand } from "../byHandForm.ts";
import { beginByHand, byHandFields, byHandForm, NOTHING_WRONG, readByHand, refusalInWords } from "../byHandForm.ts";
import type { PageView } from "../page.ts";
import { PageError } from "../pageReply.ts";
import { linkButton } from "../parts/button.ts";
import { empty } from "../parts/empty.ts";
import { personName } from "../persons.ts";
import { actionRoute, NotProvedError, pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

const path = "/people/{id}/attribute";
const may = "handleCases" as const;
const params = z.object({ id: externalId });

/** Where a person is tied to the advocate who brought them, of whom no code and no click told. */
export const attributeByHandPage = pageRoute({ path, may, params }, async ({ app, asker, viewer, params: { id } }) => {
  const page = proved(await readByHandPage(app.deps.database, asker, id, null));
  if (page === null) throw new PageError("notFound");
  return formView(viewer(), page, beginByHand(page), NOTHING_WRONG, app.deps.ids.secret(16));
});

/** Ties them. The same advocate once more changes nothing, whatever form says so. */
export const attributeByHandAction = actionRoute(
  { path, may, params, form: byHandFields },
  async ({ app, asker, viewer, params: { id }, body, idempotency }) => {
    const page = proved(await readByHandPage(app.deps.database, asker, id, body.program));
    if (page === null) throw new PageError("notFound");
    const looking = viewer();
    const { id: ownId, externalId: friend } = page.person;
    const again = (wrong: WrongByHand, status: 409 | 422) => {
      return { view: formView(looking, page, body, wrong, app.deps.ids.secret(16)), status };
    };
    const input = readByHand(body, friend, looking.timezone, app);
    if ("length" in input) return again({ problems: input, refusal: null }, 422);
    const outcome = await attributeByHand(app.deps, { asker, idempotency }, input);
    if (outcome.kind === "refused") return again(wrongOf(looking, page, outcome), 409);
    if (outcome.kind === "unauthorized") throw new NotProvedError();
    const to = shopPath(looking, `/people/${ownId}`);
    if (outcome.kind === "idempotency_mismatch") return { to, said: "sent_before" };
    return { to, said: outcome.status === 201 ? "attributed" : "attributed_before" };
  },
);

function wrongOf(
  viewer: Viewer,
  page: ByHandPage,
  { refusal: { code, reason } }: Extract<WriteOutcome<ByHandRefusal>, { kind: "refused" }>,
): WrongByHand {
  switch (code) {
    case "not_found":
    case "no_code":
    case "too_many_decisions":
      return { problems: [code], refusal: null };
    case "referral_refused":
      return { problems: [], refusal: refusalInWords(viewer, page.latest, reason ?? "?", page.person.externalId) };
    case "program_not_found":
      throw new PageError("notFound");
    case "unprocessable":
      throw new PageError("notUnderstood");
    default:
      return code satisfies never;
  }
}

function formView(viewer: Viewer, page: ByHandPage, fields: TypedByHand, wrong: WrongByHand, key: string): PageView {
  const { language } = viewer;
  const { person, programs } = page;
  const action = linkButton({ href: shopPath(viewer, "/programs"), label: FRAME_TEXTS.programs[language] });
  const main =
    programs.length === 0
      ? empty({ icon: "gift", text: BY_HAND_TEXTS.noPrograms[language], action })
      : byHandForm(viewer, page, fields, wrong, key);
  return {
    ...{ title: BY_HAND_TEXTS.title[language], section: "people", main, isNarrow: true },
    back: { href: shopPath(viewer, `/people/${person.id}`), label: personName(viewer, person) },
  };
}
