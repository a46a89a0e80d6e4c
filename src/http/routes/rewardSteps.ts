import * as z from "zod";
import { presentReward, rewardReply } from "../../contract/reward.ts";
import type { RewardStep } from "../../domain/rewardState.ts";
import { chooseReward } from "../../usecases/rewards/chooseReward.ts";
import { stepReward } from "../../usecases/rewards/stepReward.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { replyTo } from "../replies/writeReply.ts";
import { externalId, option, reason } from "../schemas/texts.ts";

const body = {
  ...bodyOf(z.strictObject({ reason: reason.nullish() }).meta({ id: "StepInput" })),
  mayBeAbsent: true,
} as const;

export const approveRewardRoute = stepRoute(
  "approve",
  "Approves a reward before its hold is over; its value becomes available",
);

export const voidRewardRoute = stepRoute(
  "void",
  "Ends a reward that has not been fulfilled; its value, its limits and its budget are free again",
);

export const fulfillRewardRoute = stepRoute(
  "fulfill",
  "Records that an approved reward was given out: credit spent, points redeemed, a gift sent",
);

export const releaseRewardRoute = stepRoute(
  "release",
  "Settles by hand what a reward is in review for; it is held again, and approved when its hold is over",
);

export const chooseRewardRoute = serverRoute(
  {
    id: "chooseReward",
    method: "post",
    path: "/v1/rewards/{id}/choose",
    summary: "Takes one of the options of a choice; a repeat answers the reward as it is",
    tag: "Rewards",
    params: z.strictObject({ id: externalId }),
    body: bodyOf(z.strictObject({ option }).meta({ id: "ChoiceInput" })),
    problems: ["choice_over", "choice_taken", "no_choice", "not_found", "option_gone", "reward_state"],
    replies: { 200: { description: "The reward as it is now", schema: rewardReply } },
  },
  async ({ app, asker, idempotency, params, body }) => {
    const input = { rewardId: params.id, option: body.option };
    return replyTo(await chooseReward(app.deps, { asker, idempotency }, input, presentReward));
  },
);

/** One step of the state machine: taken before, it answers the reward as it is; forbidden, 409 `reward_state`. */
function stepRoute(step: RewardStep, summary: string) {
  return serverRoute(
    {
      id: `${step}Reward`,
      method: "post",
      path: `/v1/rewards/{id}/${step}`,
      summary,
      tag: "Rewards",
      params: z.strictObject({ id: externalId }),
      body,
      problems: ["choice_open", "in_review", "not_found", "partly_spent", "reward_state"],
      replies: { 200: { description: "The reward as it is now", schema: rewardReply } },
    },
    async ({ app, asker, idempotency, params, body }) => {
      const input = { rewardId: params.id, step, reason: body.reason ?? null };
      return replyTo(await stepReward(app.deps, { asker, idempotency }, input));
    },
  );
}
