import * as z from "zod";
import { readSelectedPayouts } from "../../db/queries/payoutPages.ts";
import type { BatchStep } from "../../domain/payoutBatches.ts";
import { PAYOUT_STATUSES } from "../../domain/payouts.ts";
import { externalId, reason } from "../../http/schemas/texts.ts";
import { PAYOUTS_TEXTS } from "../../i18n/dashboard/payouts.ts";
import type { Said } from "../../i18n/dashboard/said.ts";
import { reportPayout } from "../../usecases/payouts/stepPayout.ts";
import { stepBatchByHand } from "../../usecases/payouts/workOnBatch.ts";
import { queryOf } from "../listQuery.ts";
import { outcomeOf } from "../outcomes.ts";
import { PageError } from "../pageReply.ts";
import { payoutStepView, REPORTED_STEPS, STEPS_PATH, takesStep } from "../payoutStepForm.ts";
import type { Acted, PageCall } from "../route.ts";
import { actionRoute, NotProvedError, proved } from "../route.ts";
import { shopPath } from "../viewer.ts";
import { batchParams } from "./payoutBatch.ts";

const batchStep = (step: BatchStep, said: Said) =>
  actionRoute(
    { path: `/payouts/batches/{id}/${step}`, may: "administer", params: batchParams, form: z.object({}) },
    async ({ app, asker, idempotency, params }): Promise<Acted> => {
      const outcome = outcomeOf(await stepBatchByHand(app.deps, { asker, idempotency }, params.id, step), [
        "not_found",
        "batch_state",
        "batch_collecting",
        "no_stripe_key",
      ]);
      const to = shopPath({ tenantSlug: params.tenant }, `/payouts/batches/${params.id}`);
      if (outcome.kind === "done") return { to, said };
      if (outcome.code === "not_found") throw new PageError("notFound");
      return { to, said: outcome.code === "batch_state" ? "payouts_none_moved" : outcome.code };
    },
  );

/** Its payouts are to be paid from then on. */
export const confirmBatchAction = batchStep("confirm", "payouts_confirmed");
/** What it has set aside is due again. */
export const cancelBatchAction = batchStep("cancel", "payouts_cancelled");

/** So many stand in one list. */
const MOST_SELECTED = 50;
const id = z.string().regex(/^po_[0-9a-z]{1,64}$/);

const form = z.object({
  // One box that is ticked comes as a text, several as a list, none as nothing.
  ids: z.union([id.transform((one) => [one]), z.array(id).max(MOST_SELECTED)]).default([]),
  step: z.enum(REPORTED_STEPS),
  /** As it was typed: what is wrong with it is said beside its box. */
  said: z.string().max(3_000).default(""),
  /** Said by the page that asks first. */
  confirmed: z.literal("yes").optional(),
  /** The list to go back to. */
  batch: batchParams.shape.id.optional(),
  status: z.union([z.literal(""), z.enum(PAYOUT_STATUSES)]).optional(),
  person: z.union([z.literal(""), z.string().regex(/^par_[0-9a-z-]{1,64}$/)]).optional(),
});
type Fields = z.output<typeof form>;

/**
 * Says of the selected payouts what became of them; a page of its own asks for the reference or the reason. Each has a
 * commit of its own, and one of which it was said before is as it was, so sending the form again says it of those that
 * the first time left.
 */
export const payoutStepsAction = actionRoute(
  { path: STEPS_PATH, may: "administer", form },
  async (call): Promise<Acted> => {
    const { app, asker, params, body } = call;
    const { ids, step } = body;
    if (body.confirmed === undefined) return await ask(call, false);
    const typed = body.said.trim();
    const read = (step === "paid" ? externalId : reason).safeParse(typed);
    const isEmpty = step === "paid" && typed === "";
    if (!read.success && !isEmpty) return await ask(call, true);
    const text = isEmpty ? null : typed;
    const said = step === "paid" ? { reference: text, reason: null } : { reference: null, reason: text };
    let moved = 0;
    for (const payoutId of new Set(ids)) {
      const outcome = await reportPayout(app.deps, { asker, idempotency: null }, { payoutId, step, ...said });
      if (outcome.kind === "unauthorized") throw new NotProvedError();
      if (outcome.kind === "done") moved += 1;
    }
    return { to: listOf(params.tenant, body), said: saidOf(moved, ids.length) };
  },
);

function saidOf(moved: number, selected: number): Said {
  if (moved === 0) return "payouts_none_moved";
  return moved === selected ? "payouts_moved" : "payouts_some_left";
}

/** Asks whether it is meant. Where none of them takes the step, there is nothing to ask. */
async function ask(
  { app, asker, viewer: look, params, body }: PageCall<{ readonly tenant: string }, object, Fields>,
  isWrong: boolean,
): Promise<Acted> {
  const { step, batch, status = "", person = "" } = body;
  const ids = [...new Set(body.ids)];
  const selected = proved(await readSelectedPayouts(app.deps.database, asker, ids));
  const moving = selected.filter((payout) => takesStep(payout, step));
  const href = listOf(params.tenant, body);
  if (moving.length === 0) return { to: href, said: "payouts_none_moved" };
  const viewer = look();
  const label = PAYOUTS_TEXTS[batch === undefined ? "all" : "batch"][viewer.language];
  const view = payoutStepView(viewer, {
    ...{ step, moving, left: ids.length - moving.length, said: body.said, isWrong, back: { href, label } },
    fields: Object.fromEntries(
      Object.entries({ batch: batch ?? "", status, person }).filter(([, value]) => value !== ""),
    ),
  });
  return { view, status: isWrong ? 422 : 200 };
}

/** Where the list is that they were selected in. */
function listOf(tenant: string, { batch, status = "", person = "" }: Fields): string {
  const list = batch === undefined ? `/all${queryOf({ status, person })}` : `/batches/${batch}${queryOf({ status })}`;
  return shopPath({ tenantSlug: tenant }, `/payouts${list}`);
}
