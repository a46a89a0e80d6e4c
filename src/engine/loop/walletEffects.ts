import type { ExpiryRow, SpendRow } from "../../db/queries/commitEffects.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import type { StoredSpend } from "../../db/rows/spend.ts";
import { expiryOf, spendableAgainUntil } from "../../domain/expiry.ts";
import { isoTime, isoTimeOrNull } from "../../domain/isoTime.ts";
import type { Instant } from "../../domain/periods.ts";
import type { Tracked } from "../decide/tracked.ts";

/** What a commit writes of what is spent in parts. */

/** Time has no place in `decide` either: what a reward is approved at is when its commit was received. */
export function setExpiries(rewards: readonly Tracked<StoredReward>[], at: Instant): void {
  for (const reward of rewards) {
    if (reward.was === reward.now) continue;
    const expiresAt = expiryOf(reward.was, reward.now, at);
    if (expiresAt !== reward.now.expiresAt) reward.now = { ...reward.now, expiresAt };
  }
}

/** When it expires, where that is new. */
export function expiryRow({ was, now: { id, participantId, unit, expiresAt } }: Tracked<StoredReward>): ExpiryRow[] {
  if (unit === null || expiresAt === null || expiresAt === was?.expiresAt) return [];
  return [{ id, participantId, unit, expiresAt: isoTime(expiresAt) }];
}

/** Where something happened to its order; only events of its order go by one. */
export function spendRow({ was, now }: Tracked<StoredSpend>, at: Date): SpendRow[] {
  if (was === null || was === now) return [];
  const { orderId, unit, status, reportBy } = now;
  const moves = status !== was.status;
  const again = status === "returned" ? { goodUntil: isoTime(spendableAgainUntil(at.getTime())) } : {};
  return [{ orderId, unit, status, reportBy: isoTimeOrNull(reportBy), versionWas: was.version, moves, ...again }];
}
