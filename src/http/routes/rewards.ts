import * as z from "zod";
import { presentReward, rewardReply, rewardsReply } from "../../contract/reward.ts";
import { listRewards, readReward } from "../../db/queries/rewards.ts";
import type { RewardView } from "../../db/rows/reward.ts";
import { parseReward } from "../../db/rows/reward.ts";
import { REWARD_STATUSES } from "../../domain/rewardState.ts";
import { serverRoute } from "../endpoint.ts";
import { authorized, found } from "../replies/writeReply.ts";
import { cursorKey, pageOf, pageQuery } from "../request/page.ts";
import { externalId, instantOrDay, isInOrder, OUT_OF_ORDER, programKey } from "../schemas/texts.ts";

const CURSOR = [/^rwd_[0-9a-z-]{1,64}$/];

const query = z
  .strictObject({
    program: programKey.optional(),
    participant: externalId.optional(),
    orderId: externalId.optional().meta({ description: "What this order earned, what has ended included" }),
    status: z.enum(REWARD_STATUSES).optional(),
    from: instantOrDay.optional(),
    to: instantOrDay.optional(),
    ...pageQuery,
  })
  .refine(isInOrder, OUT_OF_ORDER);

export const listRewardsRoute = serverRoute(
  {
    id: "listRewards",
    method: "get",
    path: "/v1/rewards",
    summary: "Rewards, the newest first; from and to, and the sequence with them, go by the time of what earned them",
    tag: "Rewards",
    query,
    replies: { 200: { description: "A page of rewards", schema: rewardsReply } },
  },
  async ({ app, asker, query }) => {
    const { program = null, participant = null, orderId = null, status = null, from = null, to = null, limit } = query;
    const before = cursorKey(query.cursor, CURSOR)?.[0] ?? null;
    const filter = { program, participant, orderId, status, from, to, before, limit: limit + 1 };
    const { rows, isCut } = authorized(await listRewards(app.deps.database, asker, filter));
    return { status: 200, body: pageOf(rows, limit, ({ reward }) => [reward.id], present, isCut) };
  },
);

export const getRewardRoute = serverRoute(
  {
    id: "getReward",
    method: "get",
    path: "/v1/rewards/{id}",
    summary: "One reward",
    tag: "Rewards",
    params: z.strictObject({ id: externalId }),
    problems: ["not_found"],
    replies: { 200: { description: "The reward", schema: rewardReply } },
  },
  async ({ app, asker, params }) => {
    const read = await readReward(app.deps.database, asker, params.id);
    return { status: 200, body: present(found(read, "No reward has this id.")) };
  },
);

function present({ reward, of }: RewardView) {
  return presentReward(parseReward(reward), of);
}
