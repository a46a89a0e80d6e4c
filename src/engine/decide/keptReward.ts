import type { KeptReward, StoredReward } from "../../db/rows/reward.ts";
import { expiryOf } from "../../domain/expiry.ts";
import type { Instant } from "../../domain/periods.ts";

/** A reward as the commit at hand keeps it, which was received at that time. */
export function keptReward(reward: StoredReward, at: Instant): KeptReward {
  return { ...reward, createdAt: reward.createdAt ?? at, expiresAt: expiryOf(null, reward, at) };
}
