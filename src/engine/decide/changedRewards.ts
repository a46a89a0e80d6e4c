import type { StoredReward } from "../../db/rows/reward.ts";
import { isLiveReferral } from "../../domain/attribution.ts";
import { changedChoice } from "../../domain/choices.ts";
import type { OrderNow } from "../../domain/orderHistory.ts";
import { amountAfterChange, amountOfReturn } from "../../domain/refunds.ts";
import { isLive } from "../../domain/rewardState.ts";
import type { RewardRule } from "../../domain/rules.ts";
import { onRefundOf } from "../../domain/rules.ts";
import { growReward } from "./growReward.ts";
import { rewardsFrom } from "./heldRewards.ts";
import type { EntryDraft, Making } from "./making.ts";
import { programOf, rulesOf } from "./programRules.ts";
import { basisOf, orderSource } from "./purchaseFacts.ts";
import { stillHolds } from "./refunds.ts";
import type { Left } from "./rewardChanges.ts";
import { shrinkReward } from "./rewardChanges.ts";
import type { PurchaseState, State, Tracked } from "./state.ts";

/** The live rewards of an order that was changed: first those that shrink or end, then those that grow. */
export function changeRewards(
  state: State,
  making: Making,
  draft: EntryDraft,
  purchase: PurchaseState,
  now: OrderNow,
): void {
  const program = programOf(state, draft.referral.now);
  const { eventId } = making;
  const live = rewardsFrom(state.rewards, draft.referral.now.id, orderSource(purchase.now.orderId))
    .filter((reward) => isLive(reward.now.status))
    .toSorted(byGranting);
  const changed = live.map((reward) => {
    const rule = rulesOf(program.now, reward.now.version).rewards.find(({ id }) => id === reward.now.ruleId);
    if (rule === undefined) throw new Error(`version ${reward.now.version} has no rule ${reward.now.ruleId}`);
    return { reward, rule, left: leftNow(state, draft, rule, { purchase, now }, reward.now) };
  });
  for (const { reward, left } of changed) {
    const isLess = left === null || left.amountMinor < reward.now.amountMinor;
    if (!isLess) continue;
    shrinkReward(state, program.now, reward, left, eventId, "order_change");
    draft.rewards.add(reward);
  }
  // What has ended with a merge gives no more than it has given.
  if (!isLiveReferral(draft.referral.now.status)) return;
  for (const { reward, rule, left } of changed) {
    if (left === null || left.amountMinor < reward.now.amountMinor || !isLive(reward.now.status)) continue;
    if (left.amountMinor === reward.now.amountMinor && left.choice === reward.now.choice) continue;
    const before = reward.now.amountMinor;
    const { grew, clamped } = growReward(state, program.now, rule, reward, left, eventId);
    const of = { orderId: purchase.now.orderId, rewardId: reward.now.id };
    if (grew) draft.rewards.add(reward);
    const added = reward.now.amountMinor - before;
    if (added > 0n) draft.happened.push({ kind: "grew", ...of, addedMinor: String(added) });
    if (clamped) draft.happened.push({ kind: "growth_cut", ...of });
  }
}

/** What the order makes of a live reward now; null ends it. */
function leftNow(
  state: State,
  draft: EntryDraft,
  rule: RewardRule,
  changed: { readonly purchase: PurchaseState; readonly now: OrderNow },
  reward: StoredReward,
): Left | null {
  const program = programOf(state, draft.referral.now);
  const { qualifies } = rulesOf(program.now, reward.version);
  const meets = stillHolds(changed, draft.referral.now, reward.facts, [...qualifies, ...rule.when]);
  const basis = basisOf(changed.now);
  const { basisMinor } = reward;
  const amountFor = ({ grant, grantedMinor, amountMinor }: Changed) => {
    const given = { grant, grantedMinor, basisMinor, onRefund: onRefundOf(rule, grant) };
    // An option of which nothing was left comes back as a grant does.
    if (amountMinor === null) return meets ? amountOfReturn(given, basis) || null : null;
    return amountAfterChange({ ...given, amountMinor }, basis, meets);
  };
  const amountMinor = amountFor(reward);
  return amountMinor === null ? null : { amountMinor, choice: changedChoice(reward.choice, amountFor) };
}

interface Changed extends Pick<StoredReward, "grant" | "grantedMinor"> {
  readonly amountMinor: bigint | null;
}

/** In the order in which they were granted: ids begin with the time, and count within an event in base 36. */
export function byGranting({ now: a }: Tracked<StoredReward>, { now: b }: Tracked<StoredReward>): number {
  const [left, right] = [a.id, b.id].map((id) => {
    const cut = id.lastIndexOf("-");
    return { event: id.slice(0, cut), place: Number.parseInt(id.slice(cut + 1), 36) };
  });
  if (left === undefined || right === undefined || left.event === right.event) {
    return (left?.place ?? 0) - (right?.place ?? 0);
  }
  return left.event < right.event ? -1 : 1;
}
