import type { StoredReferral } from "../../db/rows/referral.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import { isLiveReferral } from "../../domain/attribution.ts";
import { foldCode } from "../../domain/codes.ts";
import { isGivenBack } from "../../domain/orderHistory.ts";
import { isLive } from "../../domain/rewardState.ts";
import { bookUse, moveUse, undoCoupons } from "./coupons.ts";
import { rewardsFrom } from "./heldRewards.ts";
import type { EntryDraft, Making } from "./making.ts";
import { eventOf } from "./making.ts";
import { notify } from "./notify.ts";
import { SIGNUP } from "./occasion.ts";
import { programOf, rulesOf } from "./programRules.ts";
import { orderNow, orderSource } from "./purchaseFacts.ts";
import { isOfOneOwner } from "./source.ts";
import type { PurchaseState, State, Tracked } from "./state.ts";

/** What a purchase says that took something off it. */
export type Discounts = readonly { readonly code: string; readonly amountMinor: number }[];

/**
 * Shops that give friends their discount for the code itself have given it with the order that brings the code. So an
 * order that ties its buyer to an advocate, and names that very code among its discounts, has used the first discount
 * that it earned the friend: it is given out at once, and costs what the order says.
 *
 * @param draft of the referral that the order has made
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
  const reward = firstDiscount(state, draft, purchase);
  if (reward === undefined) return;
  const { orderId, currency } = purchase.now;
  const { id: rewardId, programId } = reward.now;
  giveOut(state, making, reward);
  draft.rewards.add(reward);
  const reportedMinor = BigInt(discount.amountMinor);
  // The coupon of a reward that is new has no code yet: the shell draws it.
  const coupon = reward.was?.coupon?.code ?? "";
  bookUse(state, making, {
    ...{ code: coupon, rewardId, programId, participantId: friendId },
    ...{ orderId, currency, reportedMinor },
  });
  draft.happened.push({ kind: "used_at_once", orderId, rewardId });
  if (isGivenBack(orderNow(purchase))) undoCoupons(state, making, orderId);
}

/** Whether it is the order that has tied its buyer to the advocate, with whichever of its reports. */
export function isTiedBy({ id, status }: StoredReferral, { reportIds }: PurchaseState): boolean {
  return isLiveReferral(status) && reportIds.includes(eventOf(id));
}

/** What may be looked for when a later report of an order names the discounts: what a signup by that order has earned. */
export function mayBeUsedAtOnce({ recipient, coupon }: StoredReward): boolean {
  return recipient === "friend" && coupon !== null;
}

/** The friend's discount of the first rule that gave one. What the order has ended may have returned since. */
function firstDiscount(
  state: State,
  { referral: { now: referral } }: EntryDraft,
  { now: { orderId } }: PurchaseState,
): Tracked<StoredReward> | undefined {
  const earned = [SIGNUP, orderSource(orderId)]
    .flatMap((source) => rewardsFrom(state.rewards, referral.id, source))
    .filter(({ now }) => isFriends(now, referral.friendId));
  const { rewards: rules } = rulesOf(programOf(state, referral).now, referral.version);
  const first = rules.find(({ id }) => earned.some(({ now }) => now.ruleId === id));
  const given = earned.filter(({ now }) => now.ruleId === first?.id);
  return given.find(({ now }) => isLive(now.status)) ?? given.at(-1);
}

/**
 * An order that has used its own discount has used what returns in its place, also when the conversion comes back to it
 * from another order: a grant that its order had ended comes back with a coupon of its own.
 */
export function useAgain(state: State, making: Making, draft: EntryDraft): void {
  for (const reward of draft.rewards) {
    const { was, now } = reward;
    if (was !== null || now.coupon === null || !now.source.startsWith(orderSource("")) || !isLive(now.status)) continue;
    const orderId = now.source.slice(orderSource("").length);
    const use = state.coupons.usesByOrder.get(orderId)?.find(({ rewardId }) => {
      const used = state.rewards.byId.get(rewardId)?.now;
      return used !== undefined && isInPlaceOf(now, used);
    });
    if (use === undefined) continue;
    giveOut(state, making, reward);
    moveUse(state, making, use, now.id);
    draft.happened.push({ kind: "used_at_once", orderId, rewardId: now.id });
  }
}

/** Whether a reward is the grant of one that has ended, given once more. */
function isInPlaceOf({ ruleId, referralId, source }: StoredReward, ended: StoredReward): boolean {
  const isSame = ended.ruleId === ruleId && ended.referralId === referralId && ended.source === source;
  return isSame && !isLive(ended.status);
}

/** What has to be looked at first is used all the same, since the shop has given it. */
function giveOut(state: State, { eventId }: Making, reward: Tracked<StoredReward>): void {
  const { id: subjectId, programId, status, reviewReasons } = reward.now;
  if (!isLive(status) || status === "fulfilled" || reviewReasons.length > 0) return;
  reward.now = { ...reward.now, status: "fulfilled" };
  notify(state, { type: "reward.fulfilled", eventId, programId, subjectId });
}

/** A choice is taken later than its order came. */
function isFriends({ recipient, participantId, grant, coupon, choice }: StoredReward, friendId: string): boolean {
  const isDiscount = grant.kind === "discount" && coupon !== null && choice === null;
  return isDiscount && recipient === "friend" && participantId === friendId;
}

/** Whatever codes one has in a program, each stands for all. */
function isSameCode({ codes, namedCodes }: State, named: string, code: string): boolean {
  if (named === code) return true;
  const [one, other] = [named, code].map((each) => codes.get(each) ?? namedCodes.get(each));
  return isOfOneOwner(one, other);
}
