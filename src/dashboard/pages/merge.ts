import { html } from "hono/html";
import * as z from "zod";
import type { Markup } from "../../http/pages/layout.ts";
import { externalId } from "../../http/schemas/texts.ts";
import { MERGE_TEXTS } from "../../i18n/dashboard/merge.ts";
import type { MergeSight } from "../../usecases/people/lookAtMerge.ts";
import { lookAtMerge } from "../../usecases/people/lookAtMerge.ts";
import type { MergeParty } from "../../usecases/people/mergeLook.ts";
import { mergeAsSeen } from "../../usecases/people/mergeParticipant.ts";
import type { TypedMerge } from "../mergeForm.ts";
import { mergeFields, mergeForm, NOTHING_TYPED, readReason } from "../mergeForm.ts";
import { hindranceText, lookCards, mergePath, movedCard } from "../mergeView.ts";
import type { PageView } from "../page.ts";
import { PageError, redirectReply } from "../pageReply.ts";
import type { PageCall } from "../route.ts";
import { actionRoute, NotProvedError, pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";
import { personPath } from "./personSteps.ts";

const path = "/people/{id}/merge/{name}";
const may = "handleCases" as const;
const params = z.object({ id: externalId, name: externalId });

type Asked = Pick<PageCall<{ readonly id: string; readonly name: string }, object>, "app" | "asker" | "params">;

/** What a merge of two would move, with the form that does it; once it is done, what moved. */
export const mergePage = pageRoute({ path, may, params }, async (call) => {
  const sight = await sightOf(call);
  if (sight.kind === "own") return redirectReply(personPath(call.params), call.requestId);
  return sightView(call.viewer(), sight, NOTHING_TYPED, call);
});

/** Merges the two as they were shown. What has changed since is shown again instead. */
export const mergeAction = actionRoute({ path, may, params, form: mergeFields }, async (call) => {
  const { app, asker, viewer, params, body, idempotency } = call;
  const again = async (typed: TypedMerge, status: 409 | 422) => {
    const sight = await sightOf(call);
    if (sight.kind === "own") return { to: personPath(params) };
    return { view: sightView(viewer(), sight, typed, call), status };
  };
  const reason = readReason(body.reason);
  if (reason === null) return await again({ reason: body.reason, isReasonWrong: true, hasChanged: false }, 422);
  const input = { whom: { id: params.id }, alias: params.name, reason, seen: body.seen };
  const outcome = await mergeAsSeen(app.deps, { asker, idempotency }, input);
  if (outcome.kind === "unauthorized") throw new NotProvedError();
  if (outcome.kind === "refused") {
    if (outcome.refusal.code === "not_found") throw new PageError("notFound");
    if (outcome.refusal.code === "unprocessable") throw new PageError("notUnderstood");
    return await again({ reason: body.reason, isReasonWrong: false, hasChanged: true }, 409);
  }
  const to = mergePath(viewer(), params.id, params.name);
  return { to, said: outcome.kind === "idempotency_mismatch" ? "sent_before" : "merged" };
});

async function sightOf({ app, asker, params: { id, name } }: Asked): Promise<MergeSight> {
  const sight = proved(await lookAtMerge(app.deps, asker, { whom: { id }, alias: name }));
  if (sight === null) throw new PageError("notFound");
  return sight;
}

function sightView(
  viewer: Viewer,
  sight: Exclude<MergeSight, { kind: "own" }>,
  typed: TypedMerge,
  { app, params }: Asked,
): PageView {
  switch (sight.kind) {
    case "look": {
      const { look, seen, programs } = sight;
      const changed = typed.hasChanged ? alert(MERGE_TEXTS.changed[viewer.language]) : "";
      const form = mergeForm(viewer, look, typed, { seen, key: app.deps.ids.secret(16) });
      return framed(viewer, params.id, look.kept, html`${changed}${lookCards(viewer, look, programs)}${form}`);
    }
    case "done":
      return framed(viewer, params.id, sight.kept, movedCard(viewer, sight));
    case "hindered":
      return framed(viewer, params.id, sight.kept, alert(hindranceText(viewer, sight.by)));
    default:
      return sight satisfies never;
  }
}

function alert(text: string): Markup {
  return html`<p class="alert bad" role="alert">${text}</p>`;
}

/** @param kept null where more was found than can be read, their name included */
function framed(viewer: Viewer, id: string, kept: MergeParty | null, main: Markup): PageView {
  const label = kept === null ? id : (kept.name ?? kept.externalId);
  return {
    ...{ title: MERGE_TEXTS.title[viewer.language], section: "people", isNarrow: true, main },
    back: { href: shopPath(viewer, `/people/${encodeURIComponent(id)}`), label },
  };
}
