import * as z from "zod";
import { readSelectedRewards } from "../../db/queries/rewardPages.ts";
import { parseReward } from "../../db/rows/reward.ts";
import type { RewardStep } from "../../domain/rewardState.ts";
import { isFinal, REWARD_STEPS } from "../../domain/rewardState.ts";
import { reason } from "../../http/schemas/texts.ts";
import { CODES_TEXTS } from "../../i18n/dashboard/codes.ts";
import { REWARD_CASE_TEXTS } from "../../i18n/dashboard/rewardCases.ts";
import type { Said } from "../../i18n/dashboard/said.ts";
import { verdictOf } from "../../usecases/rewards/movedRewards.ts";
import type { SteppedTogether } from "../../usecases/rewards/stepRewards.ts";
import { MAX_STEPPED, stepRewards } from "../../usecases/rewards/stepRewards.ts";
import type { FinalStep } from "../finalStepForm.ts";
import { finalStepView } from "../finalStepForm.ts";
import { queryOf } from "../listQuery.ts";
import { PageError } from "../pageReply.ts";
import type { Acted, PageCall } from "../route.ts";
import { actionRoute, NotProvedError, proved } from "../route.ts";
import { shopPath } from "../viewer.ts";
import { rewardFilters } from "./rewards.ts";

const id = z.string().regex(/^rwd_[0-9a-z-]{1,64}$/);

const form = z.object({
  // One box that is ticked comes as a text, several as a list, none as nothing.
  ids: z.union([id.transform((one) => [one]), z.array(id).max(MAX_STEPPED)]).default([]),
  step: z.enum(REWARD_STEPS),
  /** As it was typed: what is wrong with it is said beside its box. */
  reason: z.string().max(3_000).default(""),
  /** Said by the page that asks before a step that can't be undone. */
  confirmed: z.literal("yes").optional(),
  /** The list to go back to. */
  from: z.enum(["reviews", "coupons"]).optional(),
  ...rewardFilters,
});
type Fields = z.output<typeof form>;

/** Approves, gives out or ends the rewards that are selected, for one reason; what can't be undone is asked first. */
export const rewardStepsAction = actionRoute(
  { path: "/rewards/steps", may: "handleCases", form },
  async (call): Promise<Acted> => {
    const { app, asker, params, body, idempotency } = call;
    const { ids, step, confirmed } = body;
    const typed = body.reason.trim();
    const isReasonWrong = typed !== "" && !reason.safeParse(typed).success;
    if (isToAsk(step)) {
      if (confirmed === undefined) return await ask(call, step, false);
      if (typed === "" || isReasonWrong) return await ask(call, step, true);
    }
    if (isReasonWrong) throw new PageError("notUnderstood");
    const to = listOf(params.tenant, body);
    const input = { rewardIds: ids, step, reason: typed === "" ? null : reason.parse(typed) };
    const outcome = await stepRewards(app.deps, { asker, idempotency }, input);
    switch (outcome.kind) {
      case "unauthorized":
        throw new NotProvedError();
      case "refused":
        throw new Error("several steps are not refused together");
      case "idempotency_mismatch":
        return { to, said: "sent_before" };
      case "done":
      case "replayed":
        return { to, said: saidOf(outcome.body as SteppedTogether) };
      default:
        return outcome satisfies never;
    }
  },
);

function isToAsk(step: RewardStep): step is FinalStep {
  return isFinal(step);
}

/** Asks whether it is meant, and why. Where none of them takes the step, there is nothing to ask. */
async function ask(
  { app, asker, viewer: look, params, body }: PageCall<{ readonly tenant: string }, object, Fields>,
  step: FinalStep,
  isReasonWrong: boolean,
): Promise<Acted> {
  const { status = "", program = "", person = "", from, reason: typed } = body;
  const ids = [...new Set(body.ids)];
  const moving = proved(await readSelectedRewards(app.deps.database, asker, ids)).flatMap(({ reward, left }) => {
    const stored = parseReward(reward);
    return verdictOf(stored, step, left).kind === "moves" ? [stored] : [];
  });
  const href = listOf(params.tenant, body);
  if (moving.length === 0) return { to: href, said: "rewards_none_moved" };
  const viewer = look();
  const title = from === "coupons" ? CODES_TEXTS.coupons : REWARD_CASE_TEXTS[from ?? "rewards"];
  const kept = { status, program, person, from: from ?? "" };
  const view = finalStepView(viewer, {
    ...{ step, moving, left: ids.length - moving.length, reason: typed, isReasonWrong },
    list: { section: from === "coupons" ? "codes" : (from ?? "rewards"), title: title[viewer.language], href },
    fields: {
      ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== "")),
      key: app.deps.ids.secret(16),
    },
  });
  return { view, status: isReasonWrong ? 422 : 200 };
}

/** Where the list is that they were selected in. */
function listOf(tenant: string, { from, status = "", program = "", person = "" }: Fields): string {
  const list = from !== undefined ? `/${from}` : `/rewards${queryOf({ status, program, person })}`;
  return shopPath({ tenantSlug: tenant }, list);
}

function saidOf({ moved, left }: SteppedTogether): Said {
  if (moved === 0) return "rewards_none_moved";
  return left === 0 ? "rewards_moved" : "rewards_some_left";
}
