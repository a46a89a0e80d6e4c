import type { ExpiringReward } from "../db/queries/expiringRewards.ts";
import { readExpiringRewards, tenantsWithExpiringRewards } from "../db/queries/expiringRewards.ts";
import { noticeOf } from "../domain/notices.ts";
import { batchJob } from "./batchJob.ts";
import { noticeSpan } from "./noticeSpan.ts";

/** The most rewards that one commit announces. */
export const MAX_ANNOUNCED_REWARDS = 2_000;

/** Announces rewards in credit and points of which something is left that expires soon, each once. */
export const announceExpiry = batchJob({
  name: "announce-expiry",
  most: MAX_ANNOUNCED_REWARDS,
  tenantsDue: (database, asOf, after, limit) => tenantsWithExpiringRewards(database, noticeSpan(asOf), after, limit),
  read: (database, asker, idempotencyKey, { asOf, limit }) =>
    readExpiringRewards(database, asker, idempotencyKey, { ...noticeSpan(asOf), limit }),
  rowsOf: (rewards: readonly ExpiringReward[]) => rewards,
  effects({ ids }, batch, { at }) {
    const notices = batch.map(({ id, programId, moment }) => noticeOf("reward.expiring", id, programId, moment));
    return { announcedRewards: batch.map(({ id }) => id), outbox: [{ id: ids.id("obx", at), notices }] };
  },
});
