import type { StoredDispute } from "../../db/rows/purchase.ts";
import { isDisputed, withDispute } from "../../domain/disputes.ts";
import type { ReviewReason } from "../../domain/reviewReasons.ts";
import { withReason } from "../../domain/reviewReasons.ts";
import { isLive } from "../../domain/rewardState.ts";
import { rewardsFrom } from "./heldRewards.ts";
import type { EntryDraft, Making } from "./making.ts";
import { orderSource } from "./purchaseFacts.ts";
import { reviewReward } from "./rewardChanges.ts";
import type { PurchaseState, State } from "./state.ts";

/** Notes what is told of a dispute with its order; says whether that is anything new. */
export function noteDispute(purchase: PurchaseState, told: StoredDispute): boolean {
  const disputes = withDispute(purchase.now.disputes, told);
  if (disputes === purchase.now.disputes) return false;
  purchase.now = { ...purchase.now, disputes };
  return true;
}

/** Why a reward that an order earns now is granted in review. */
export function reviewReasonsOf({ now: { disputes } }: PurchaseState): readonly ReviewReason[] {
  return isDisputed(disputes) ? ["dispute"] : [];
}

/** Puts `dispute` among the reasons of all live rewards of an order while one is open, and takes it away afterwards. */
export function disputeIn(state: State, making: Making, draft: EntryDraft, purchase: PurchaseState): void {
  const { orderId, disputes } = purchase.now;
  if (disputes.length === 0) return;
  const isOpen = isDisputed(disputes);
  let isChanged = false;
  for (const reward of rewardsFrom(state.rewards, draft.referral.now.id, orderSource(orderId))) {
    const reasons = withReason(reward.now.reviewReasons, "dispute", isOpen);
    if (!isLive(reward.now.status) || reasons === reward.now.reviewReasons) continue;
    reviewReward(state, reward, reasons, making.eventId);
    draft.rewards.add(reward);
    isChanged = true;
  }
  if (isChanged) draft.happened.push({ kind: isOpen ? "disputed" : "dispute_closed", orderId });
}
