import type { StoredReferral } from "../../db/rows/referral.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import { refundedChoice } from "../../domain/choices.ts";
import { testConditions } from "../../domain/conditions.ts";
import type { OrderNow, OrderStep } from "../../domain/orderHistory.ts";
import { amountAfterRefund } from "../../domain/refunds.ts";
import { isLive } from "../../domain/rewardState.ts";
import { onRefundOf } from "../../domain/rules.ts";
import { countRevenue } from "./advocateNumbers.ts";
import { moveConversion } from "./conversions.ts";
import { factsOf } from "./facts.ts";
import { rewardsFrom } from "./heldRewards.ts";
import type { EntryDraft, Making } from "./making.ts";
import { countQualifying, decidedKey } from "./memberships.ts";
import { programOf, rulesOf } from "./programRules.ts";
import { basisOf, eventFactsOf, orderSource, setDecided } from "./purchaseFacts.ts";
import { shrinkReward } from "./rewardChanges.ts";
import type { PurchaseState, State, Tracked } from "./state.ts";

/**
 * What one refund of a purchase does in one referral: steps 2 to 4 of rules.md.
 *
 * @param step the order before and after it
 */
export function refundIn(
  state: State,
  making: Making,
  draft: EntryDraft,
  purchase: PurchaseState,
  { was, now }: OrderStep,
): void {
  const { referral } = draft;
  const program = programOf(state, referral.now);
  const key = decidedKey(referral.now);
  const decided = purchase.now.decided[key];
  if (decided === undefined) return;

  for (const reward of rewardsFrom(state.rewards, referral.now.id, orderSource(purchase.now.orderId))) {
    if (isLive(reward.now.status)) {
      refundReward(state, making, draft, { purchase, now }, reward);
    }
  }

  if (!decided.qualifies) return;
  const rules = rulesOf(program.now, decided.version ?? referral.now.version);
  if (stillHolds({ purchase, now }, referral.now, decided.facts, rules.qualifies)) {
    countRevenue(state, program.now, referral.now, purchase, was.netMinor, now.netMinor);
    return;
  }
  countNoMore(state, making, draft, purchase, was);
}

/** Steps 3 and 4: an order that qualified and no longer does counts no more, and is no conversion. */
export function countNoMore(
  state: State,
  making: Making,
  draft: EntryDraft,
  purchase: PurchaseState,
  was: OrderNow,
): void {
  const { referral } = draft;
  const program = programOf(state, referral.now);
  countRevenue(state, program.now, referral.now, purchase, was.netMinor, 0n);
  setDecided(purchase, decidedKey(referral.now), { qualifies: false });
  countQualifying(state, referral, -1);
  const { orderId } = purchase.now;
  if (referral.now.conversionOrderId === orderId) moveConversion(state, making, draft, program.now, purchase);
  else draft.happened.push({ kind: "counts_no_more", orderId });
}

interface Refunded {
  readonly purchase: PurchaseState;
  readonly now: OrderNow;
}

function refundReward(
  state: State,
  making: Making,
  draft: EntryDraft,
  refunded: Refunded,
  reward: Tracked<StoredReward>,
): void {
  const program = programOf(state, draft.referral.now);
  const rules = rulesOf(program.now, reward.now.version);
  const rule = rules.rewards.find(({ id }) => id === reward.now.ruleId);
  if (rule === undefined) throw new Error(`version ${reward.now.version} has no rule ${reward.now.ruleId}`);
  const { amountMinor, basisMinor, facts, choice } = reward.now;
  const stillMeets = stillHolds(refunded, draft.referral.now, facts, [...rules.qualifies, ...rule.when]);
  const basis = basisOf(refunded.now);
  const leftOf = (given: Pick<StoredReward, "grant" | "grantedMinor" | "amountMinor">) =>
    amountAfterRefund({ ...given, onRefund: onRefundOf(rule, given.grant), basisMinor }, basis, stillMeets);
  const left = leftOf(reward.now);
  const offered = refundedChoice(choice, leftOf);
  if (left === amountMinor && offered === choice) return;
  shrinkReward(
    state,
    program.now,
    reward,
    left === null ? null : { amountMinor: left, choice: offered },
    making.eventId,
  );
  draft.rewards.add(reward);
}

/** Whether conditions hold with the facts seen then and the net for the amount; a net of 0 meets nothing. */
export function stillHolds(
  { purchase, now }: Refunded,
  referral: StoredReferral,
  seen: StoredReward["facts"],
  conditions: Parameters<typeof testConditions>[0],
): boolean {
  if (now.netMinor === 0n) return false;
  return testConditions(conditions, factsOf(eventFactsOf(purchase, now), referral, seen)).failure === null;
}
