import type { StoredReward } from "../../db/rows/reward.ts";
import { isLive } from "../../domain/rewardState.ts";
import type { Belongings } from "./belongings.ts";
import { addBelonging, dropBelonging } from "./belongings.ts";
import type { Tracked } from "./tracked.ts";

/**
 * The rewards of a fold, by what decisions ask for. A friend may have any number of orders, each with its rewards, so
 * no decision looks through all of a referral's.
 */
export interface HeldRewards {
  readonly byId: Map<string, Tracked<StoredReward>>;
  /** By referral and source: what one order, signup or event earned in it. */
  readonly bySource: Map<string, Tracked<StoredReward>[]>;
  /** By referral and rule: all of which may live. */
  readonly byRule: Map<string, Set<Tracked<StoredReward>>>;
  /** By participant, and by referral. */
  readonly byOwner: Belongings<Tracked<StoredReward>>;
}

export function holdNoRewards(): HeldRewards {
  return { byId: new Map(), bySource: new Map(), byRule: new Map(), byOwner: new Map() };
}

export function holdReward({ byId, bySource, byRule, byOwner }: HeldRewards, reward: Tracked<StoredReward>): void {
  const { id, participantId, referralId, source, ruleId } = reward.now;
  byId.set(id, reward);
  for (const owner of [participantId, referralId]) addBelonging(byOwner, owner, reward);
  const [sourceKey, ruleKey] = [keyOf(referralId, source), keyOf(referralId, ruleId)];
  const ofSource = bySource.get(sourceKey);
  if (ofSource === undefined) bySource.set(sourceKey, [reward]);
  else ofSource.push(reward);
  const ofRule = byRule.get(ruleKey);
  if (ofRule === undefined) byRule.set(ruleKey, new Set([reward]));
  else ofRule.add(reward);
}

/** What an order, a signup or an event earned in a referral, in the order in which it was held. */
export function rewardsFrom(
  { bySource }: Pick<HeldRewards, "bySource">,
  referralId: string,
  source: string,
): readonly Tracked<StoredReward>[] {
  return bySource.get(keyOf(referralId, source)) ?? [];
}

/** Whether a rule has given a referral something that lives. */
export function hasLiveReward({ byRule }: HeldRewards, referralId: string, ruleId: string): boolean {
  const ofRule = byRule.get(keyOf(referralId, ruleId));
  if (ofRule === undefined) return false;
  for (const reward of ofRule) {
    if (isLive(reward.now.status)) return true;
    // What has ended never lives again, and is not looked at again as often as a conversion moves.
    ofRule.delete(reward);
  }
  return false;
}

/** What a rule has given a referral and what lives of it. */
export function liveRewardsOf({ byRule }: HeldRewards, referralId: string, ruleId: string): Tracked<StoredReward>[] {
  return [...(byRule.get(keyOf(referralId, ruleId)) ?? [])].filter(({ now }) => isLive(now.status));
}

/** Gives all that one participant has to another. */
export function moveRewards({ byOwner }: HeldRewards, from: string, to: string): void {
  for (const reward of byOwner.get(from) ?? []) {
    reward.now = { ...reward.now, participantId: to };
    addBelonging(byOwner, to, reward);
  }
  byOwner.delete(from);
}

/** Lets go of a reward that no later event can ask for. */
export function dropReward({ byId, bySource, byRule, byOwner }: HeldRewards, reward: Tracked<StoredReward>): void {
  const { id, participantId, referralId, source, ruleId } = reward.now;
  byId.delete(id);
  for (const owner of [participantId, referralId]) dropBelonging(byOwner, owner, reward);
  const others = rewardsFrom({ bySource }, referralId, source).filter((other) => other !== reward);
  if (others.length > 0) bySource.set(keyOf(referralId, source), others);
  else bySource.delete(keyOf(referralId, source));
  byRule.get(keyOf(referralId, ruleId))?.delete(reward);
}

function keyOf(referralId: string, of: string): string {
  return `${referralId} ${of}`;
}
