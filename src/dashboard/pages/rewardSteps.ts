import * as z from "zod";
import { REWARD_STEPS } from "../../domain/rewardState.ts";
import { reason } from "../../http/schemas/texts.ts";
import type { Said } from "../../i18n/dashboard/said.ts";
import type { SteppedTogether } from "../../usecases/rewards/stepRewards.ts";
import { MAX_STEPPED, stepRewards } from "../../usecases/rewards/stepRewards.ts";
import { queryOf } from "../listQuery.ts";
import { actionRoute, NotProvedError } from "../route.ts";
import { rewardFilters } from "./rewards.ts";

const id = z.string().regex(/^rwd_[0-9a-z-]{1,64}$/);

/** Approves, gives out or ends the rewards that are selected, for one reason. */
export const rewardStepsAction = actionRoute(
  {
    ...{ path: "/rewards/steps", may: "handleCases" },
    form: z.object({
      // One box that is ticked comes as a text, several as a list, none as nothing.
      ids: z.union([id.transform((one) => [one]), z.array(id).max(MAX_STEPPED)]).default([]),
      step: z.enum(REWARD_STEPS),
      reason: z.union([z.literal(""), reason]).optional(),
      /** The list to go back to. */
      from: z.enum(["reviews", "coupons"]).optional(),
      ...rewardFilters,
    }),
  },
  async ({ app, asker, params: { tenant }, body, idempotency }) => {
    const { ids, step, from, status = "", program = "", person = "" } = body;
    const list = from !== undefined ? `/${from}` : `/rewards${queryOf({ status, program, person })}`;
    const to = `/dashboard/t/${tenant}${list}`;
    const input = { rewardIds: ids, step, reason: body.reason || null };
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

function saidOf({ moved, left }: SteppedTogether): Said {
  if (moved === 0) return "rewards_none_moved";
  return left === 0 ? "rewards_moved" : "rewards_some_left";
}
