import type { StoredReward } from "../../db/rows/reward.ts";
import type { CouponOrder, CouponTerms } from "../../domain/coupons.ts";
import { checkCoupon } from "../../domain/coupons.ts";
import { least } from "../../domain/money.ts";
import type { OrderNow } from "../../domain/orderHistory.ts";
import { applyEntry, isGivenBack } from "../../domain/orderHistory.ts";
import type { Instant } from "../../domain/periods.ts";
import type { RedeemedShare } from "../../domain/redeemedCoupons.ts";
import { expectedOf, isCostOpen } from "../../domain/redeemedCoupons.ts";
import { isLive } from "../../domain/rewardState.ts";
import { keptOf } from "../decide/orders.ts";
import { orderSource } from "../decide/purchaseFacts.ts";
import type { State, Tracked } from "../decide/state.ts";
import type { EngineEvent, PurchaseEvent } from "../events/events.ts";
import { isOrderEvent } from "../events/events.ts";
import { orderWithoutLines, withoutLines } from "./orderWithoutLines.ts";
import type { Tally } from "./tally.ts";
import { isForSharing, tallyGiven } from "./tally.ts";

/**
 * What coupons take off the orders of a history that is decided again, since the rules that are tried give other coupons
 * than those that were used: the recipient's next order that meets the terms of a coupon uses it. As much of that is
 * counted as of the program's coupons is used. A discount of which its author says what it costs is left to them.
 */
export interface CouponsUsed {
  readonly expected: CouponsExpected;
  readonly tally: Tally;
  readonly programId: string;
  readonly currency: string;
  /** Coupons with a use left, by whose they are, in the order in which they were granted. */
  readonly open: Map<string, Set<OpenCoupon>>;
  /** Orders that used coupons. */
  readonly orders: Map<string, UsingOrder>;
  readonly seen: WeakSet<Tracked<StoredReward>>;
}

/** What is expected of coupons. */
export interface CouponsExpected {
  readonly share: RedeemedShare;
  /** What is ordered by those of whom the history has no orders; null where it has those of everyone. */
  readonly orderMinor: bigint | null;
}

interface OpenCoupon {
  readonly reward: StoredReward;
  readonly terms: CouponTerms;
  uses: number;
}

interface UsingOrder {
  now: OrderNow;
  isUndone: boolean;
  readonly uses: { coupon: OpenCoupon; readonly minor: bigint }[];
}

/**
 * What each grant takes off an order: the same by all of its coupons that are not over. They may be many, and so may the
 * lines of the order and what the grant applies to.
 */
type DiscountsKnown = Map<StoredReward["grant"], bigint>;

/** So many of a person's coupons are looked at for one order: those that were granted first. */
const MOST_COUPONS = 100;

export function openCouponsUsed(
  tally: Tally,
  program: { readonly id: string; readonly currency: string },
  expected: CouponsExpected,
): CouponsUsed {
  const { id: programId, currency } = program;
  return { expected, tally, programId, currency, open: new Map(), orders: new Map(), seen: new WeakSet() };
}

/**
 * Uses the coupons that a buyer had before a purchase, which has been decided by now.
 *
 * @param participantId the buyer
 */
export function useCoupons(used: CouponsUsed, state: State, event: PurchaseEvent, participantId: string): void {
  const coupons = used.open.get(participantId);
  if (coupons === undefined || event.currency !== used.currency) return;
  const { amountMinor, currency, occurredAt } = event;
  const order = { amountMinor, currency, items: event.order.items };
  const known: DiscountsKnown = new Map();
  let left = amountMinor;
  let looked = 0;
  for (const coupon of coupons) {
    if (looked === MOST_COUPONS) break;
    if (isOver(coupon, state, occurredAt)) {
      coupons.delete(coupon);
      continue;
    }
    looked += 1;
    if (isHeld(coupon, state, occurredAt)) continue;
    const { freeShipping } = coupon.terms;
    const worth = discountOn(used, coupon, order, occurredAt, known);
    // The shipping is no part of what the order says of its amount.
    const discount = freeShipping ? worth : least(worth, left);
    if (discount === 0n) continue;
    if (!freeShipping) left -= discount;
    useBy(used, state, event.orderId, coupon, expectedOf(discount, used.expected.share));
  }
  if (coupons.size === 0) used.open.delete(participantId);
  undoIfGivenBack(used, event.orderId);
}

/** Takes up the coupons of the rewards that an event has granted or changed, and what it says that they took off. */
export function takeCoupons(used: CouponsUsed, state: State, rewardIds: readonly string[]): void {
  for (const id of rewardIds) {
    const reward = state.rewards.byId.get(id);
    if (reward === undefined) continue;
    const { programId, grant, coupon } = reward.now;
    // What it costs is its grant's to say: a reward that has ended has no cost left.
    if (programId !== used.programId || coupon === null || grant.kind !== "discount" || !isCostOpen(grant)) continue;
    if (!used.seen.has(reward)) takeCoupon(used, state, reward);
    useKnown(used, state, reward.now);
  }
}

function takeCoupon(used: CouponsUsed, state: State, reward: Tracked<StoredReward>): void {
  used.seen.add(reward);
  const open = { reward: reward.now, terms: termsOf(used, reward.now), uses: 0 };
  const { orderMinor } = used.expected;
  if (orderMinor !== null && isForSharing(reward.now.recipient)) {
    const order = { amountMinor: orderMinor, currency: used.currency, items: [] };
    const off = expectedOff(used.expected, open.terms, order, reward.now.occurredAt);
    tallyGiven(used.tally, reward.now, expectedOf(off, used.expected.share));
    return;
  }
  keepOpen(used, open);
  takeUse(used, state, open);
}

/** Of a use that its order reports it is known that it was, and for how much. */
function useKnown(used: CouponsUsed, state: State, reward: StoredReward): void {
  const use = state.coupons.reported.find(({ use: { rewardId } }) => rewardId === reward.id)?.use;
  if (use === undefined || use.currency !== used.currency) return;
  const isCounted = used.orders.get(use.orderId)?.uses.some(({ coupon }) => coupon.reward.id === reward.id);
  if (isCounted === true) return;
  const kept = [...(used.open.get(reward.participantId) ?? [])].find((coupon) => coupon.reward.id === reward.id);
  useBy(used, state, use.orderId, kept ?? { reward, terms: termsOf(used, reward), uses: 0 }, use.reportedMinor);
  undoIfGivenBack(used, use.orderId);
}

/** Where its order has used it in place of one that has ended, that one's use is its use, and counted already. */
function takeUse({ orders }: CouponsUsed, { coupons }: State, open: OpenCoupon): void {
  const { id, ruleId, source } = open.reward;
  const orderId = source.slice(orderSource("").length);
  if (!coupons.usesByOrder.get(orderId)?.some(({ rewardId }) => rewardId === id)) return;
  const order = orders.get(orderId);
  const use = order?.uses.find(({ coupon: { reward } }) => reward.ruleId === ruleId && reward.source === source);
  if (order === undefined || use === undefined) return;
  if (!order.isUndone) {
    use.coupon.uses -= 1;
    open.uses += 1;
  }
  use.coupon = open;
}

function keepOpen({ open }: CouponsUsed, coupon: OpenCoupon): void {
  const { participantId } = coupon.reward;
  const others = open.get(participantId);
  if (others === undefined) open.set(participantId, new Set([coupon]));
  else others.add(coupon);
}

/** Follows an order that used coupons: while all of it is given back, it has used none. */
export function followOrder(used: CouponsUsed, event: EngineEvent): void {
  if (!isOrderEvent(event)) return;
  const order = used.orders.get(event.orderId);
  if (order === undefined) return;
  order.now = applyEntry(order.now, withoutLines(keptOf(event).entry)).at(-1)?.now ?? order.now;
  undoIfGivenBack(used, event.orderId);
}

function termsOf({ currency }: CouponsUsed, { grant, coupon }: StoredReward): CouponTerms {
  if (grant.kind !== "discount") throw new Error("only a discount is a coupon");
  const { percentBps, amountMinor, minOrderMinor, appliesTo, maxUses } = grant;
  const standing = { uses: 0, status: "approved" as const, reviewReasons: [] };
  return {
    ...{ percentBps, amountMinor, minOrderMinor, appliesTo, maxUses, currency },
    freeShipping: grant.freeShipping === true,
    expiresAt: coupon?.expiresAt ?? null,
    ...standing,
  };
}

/** Whether no later order can use it any more. A reward that has left the state is one that nothing ends. */
function isOver({ reward, terms, uses }: OpenCoupon, state: State, at: Instant): boolean {
  if (uses >= terms.maxUses) return true;
  if (terms.expiresAt !== null && terms.expiresAt <= at) return true;
  const now = state.rewards.byId.get(reward.id)?.now;
  return now !== undefined && !isLive(now.status);
}

function isHeld({ reward }: OpenCoupon, state: State, at: Instant): boolean {
  // No job releases what is held here: its time does.
  if (at < reward.occurredAt || at < reward.holdUntil) return true;
  return (state.rewards.byId.get(reward.id)?.now.reviewReasons ?? []).length > 0;
}

function discountOn(
  { expected }: CouponsUsed,
  { reward, terms }: OpenCoupon,
  order: CouponOrder,
  at: Instant,
  known: DiscountsKnown,
): bigint {
  const already = known.get(reward.grant);
  if (already !== undefined) return already;
  const discount = expectedOff(expected, terms, order, at);
  known.set(reward.grant, discount);
  return discount;
}

/** What a coupon takes off an order; free shipping is expected to take what it took so far. */
function expectedOff({ share }: CouponsExpected, terms: CouponTerms, order: CouponOrder, at: Instant): bigint {
  const verdict = checkCoupon(terms, order, at);
  if (!verdict.valid) return 0n;
  return terms.freeShipping ? share.shippingMinor : verdict.discountMinor;
}

function useBy(used: CouponsUsed, state: State, orderId: string, coupon: OpenCoupon, minor: bigint): void {
  coupon.uses += 1;
  tallyGiven(used.tally, coupon.reward, minor);
  const order = used.orders.get(orderId);
  if (order !== undefined) {
    order.uses.push({ coupon, minor });
    return;
  }
  const purchase = state.purchases.get(orderId);
  if (purchase === undefined) throw new Error(`order ${orderId} was reported and is not there`);
  used.orders.set(orderId, { now: orderWithoutLines(purchase), isUndone: false, uses: [{ coupon, minor }] });
}

function undoIfGivenBack(used: CouponsUsed, orderId: string): void {
  const order = used.orders.get(orderId);
  if (order === undefined || order.isUndone === isGivenBack(order.now)) return;
  order.isUndone = !order.isUndone;
  for (const { coupon, minor } of order.uses) {
    coupon.uses += order.isUndone ? -1 : 1;
    tallyGiven(used.tally, coupon.reward, order.isUndone ? -minor : minor);
    // It may be used again; one that has no use left is dropped by the next order.
    keepOpen(used, coupon);
  }
}
