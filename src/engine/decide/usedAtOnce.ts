import type { StoredReward } from "../../db/rows/reward.ts";
import { foldCode } from "../../domain/codes.ts";
import { isGivenBack } from "../../domain/orderHistory.ts";
import { bookUse, undoCoupons } from "./coupons.ts";
import type { EntryDraft, Making } from "./making.ts";
import { SIGNUP } from "./occasion.ts";
import { orderNow, orderSource } from "./purchaseFacts.ts";
import type { PurchaseState, State } from "./state.ts";

/** What a purchase says that took something off it. */
export type Discounts = readonly { readonly code: string; readonly amountMinor: number }[];

/**
 * Shops that give friends their discount for the code itself have given it with the order that brings the code. So an
 * order that ties its buyer to an advocate, and names that very code among its discounts, has used the first discount
 * that it earned the friend: it is given out at once, and costs what the order says.
 */
export function useAtOnce(
  state: State,
  making: Making,
  draft: EntryDraft,
  purchase: PurchaseState,
  discounts: Discounts,
): void {
  const { code, friendId } = draft.referral.now;
  const discount = discounts.find((each) => code !== null && isSameCode(state, foldCode(each.code), code));
  if (discount === undefined) return;
  const { orderId, currency } = purchase.now;
  const reward = [...draft.rewards].find(({ was, now }) => was === null && isFriends(now, friendId, orderId));
  if (reward === undefined) return;
  const { id: rewardId, programId, reviewReasons } = reward.now;
  // What has to be looked at first is used all the same: the shop has given it.
  if (reviewReasons.length === 0) {
    reward.now = { ...reward.now, status: "fulfilled" };
    state.notices.push({ type: "reward.fulfilled", eventId: making.eventId, programId, subjectId: rewardId });
  }
  const reportedMinor = BigInt(discount.amountMinor);
  // Its coupon has no code yet: the shell draws it.
  bookUse(state, making, { code: "", rewardId, programId, participantId: friendId, orderId, currency, reportedMinor });
  draft.happened.push({ kind: "used_at_once", orderId, rewardId });
  if (isGivenBack(orderNow(purchase))) undoCoupons(state, making, orderId);
}

function isFriends(
  { recipient, participantId, grant, coupon, source }: StoredReward,
  friendId: string,
  orderId: string,
) {
  const isDiscount =
    recipient === "friend" && participantId === friendId && grant.kind === "discount" && coupon !== null;
  return isDiscount && (source === SIGNUP || source === orderSource(orderId));
}

/** A vanity code is an alias of its primary. */
function isSameCode(state: State, named: string, code: string): boolean {
  if (named === code) return true;
  const primary = state.codes.get(named)?.primary;
  return primary !== undefined && primary === state.codes.get(code)?.primary;
}
