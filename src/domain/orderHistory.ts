import type { Scalar } from "./conditions.ts";
import { greatest, halfUp, least } from "./money.ts";
import type { CountedRefund, OrderLine, RefundLine } from "./orderLines.ts";

/** What an order is now: a fold over what was reported of it, in the order of arrival. */

/** A sum as events tell it: minor units with their currency. */
export interface Paid {
  readonly amountMinor: number;
  readonly currency: string;
}

/** The facts of an order that conditions and grants look at. */
export interface OrderFacts {
  readonly country: string | null;
  readonly items: readonly OrderLine[];
  readonly subscription: boolean;
  readonly discounts: readonly { readonly code: string; readonly amountMinor: number }[];
  readonly metadata: Readonly<Record<string, Scalar>>;
  /** What the customer paid, where the purchase says it. */
  readonly paid?: Paid | undefined;
}

/** An order as its purchase told it. */
export interface FirstReport {
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly facts: OrderFacts;
}

/** A refund: exactly one of the four ways to say how much. Amounts are minor units. */
export interface RefundFacts {
  readonly orderId: string;
  readonly refundId: string;
  readonly currency?: string | undefined;
  readonly amountMinor?: number | undefined;
  readonly paid?: Paid | undefined;
  readonly totalPaidMinor?: number | undefined;
  readonly rest?: true | undefined;
  readonly items?: readonly RefundLine[] | undefined;
}

export type OrderEntry = RefundEntry;

/** Exactly one of the four ways to say how much went back. */
export interface RefundEntry {
  readonly kind: "refund";
  /** Null for one of a time when no ids were kept. */
  readonly refundId: string | null;
  readonly currency: string | null;
  readonly amountMinor: bigint | null;
  readonly paid: Paid | null;
  /** All the money that went back so far, as a payment provider tells it. */
  readonly totalPaidMinor: bigint | null;
  /** Everything that was not given back yet. */
  readonly rest: boolean;
  readonly lines: readonly RefundLine[];
}

/** An order at one moment. Amounts are minor units of its own currency, but those of `paid`. */
export interface OrderNow {
  readonly first: FirstReport;
  readonly amountMinor: bigint;
  /** What the customer paid for it, in their currency. */
  readonly paid: { readonly amountMinor: bigint; readonly currency: string };
  readonly items: readonly OrderLine[];
  readonly metadata: OrderFacts["metadata"];
  /** Those that count, in order of arrival. */
  readonly refunds: readonly CountedRefund[];
  /** What all refunds have taken, at most the amount. */
  readonly refundedMinor: bigint;
  readonly netMinor: bigint;
}

/** What one entry made of an order. */
export interface OrderStep {
  readonly was: OrderNow;
  readonly now: OrderNow;
  /** Refunds go beyond what was paid: what does is not counted, but told. */
  readonly isOver: boolean;
  /** It waited, and proved to be in another currency: it counts nothing. */
  readonly isForeign: boolean;
}

/** A refund as its order counts it. */
export function refundEntry({ refundId, ...said }: RefundFacts): RefundEntry {
  const { currency = null, amountMinor, paid = null, totalPaidMinor, rest = false, items = [] } = said;
  return {
    kind: "refund",
    ...{ refundId, currency, paid, rest, lines: items },
    amountMinor: amountMinor === undefined ? null : BigInt(amountMinor),
    totalPaidMinor: totalPaidMinor === undefined ? null : BigInt(totalPaidMinor),
  };
}

/** The order as it came. */
export function beginOrder(first: FirstReport): OrderNow {
  const { amountMinor, currency, facts } = first;
  const paid =
    facts.paid === undefined
      ? { amountMinor, currency }
      : { ...facts.paid, amountMinor: BigInt(facts.paid.amountMinor) };
  const { items, metadata } = facts;
  return { first, amountMinor, paid, items, metadata, refunds: [], refundedMinor: 0n, netMinor: amountMinor };
}

/** The order after each of its entries. */
export function orderSteps(first: FirstReport, entries: readonly OrderEntry[]): OrderStep[] {
  let was = beginOrder(first);
  return entries.map((entry) => {
    const step = applyEntry(was, entry);
    was = step.now;
    return step;
  });
}

/** The order after all of its entries. */
export function orderAfter(first: FirstReport, entries: readonly OrderEntry[]): OrderNow {
  return orderSteps(first, entries).at(-1)?.now ?? beginOrder(first);
}

/** What one entry more makes of an order. */
export function applyEntry(was: OrderNow, entry: OrderEntry): OrderStep {
  const isForeign = expectedCurrency(was, entry) !== null;
  const counted = isForeign ? NOTHING : countedOf(was, entry);
  const { refundId, lines } = entry;
  const refunds = [...was.refunds, { refundId, ...counted, lines: isForeign ? [] : lines }];
  const now = withRefunds({ ...was, refunds });
  const adds = counted.amountMinor > 0n || counted.paidMinor > 0n;
  return { was, now, isOver: adds && isBeyond(now), isForeign };
}

const NOTHING = { amountMinor: 0n, paidMinor: 0n };

/** The currency in which an entry should be and is not; null where nothing is wrong. */
export function expectedCurrency({ first, paid }: OrderNow, entry: RefundEntry): string | null {
  const expected = entry.totalPaidMinor === null ? first.currency : paid.currency;
  if (entry.currency !== null && entry.currency !== expected) return expected;
  return entry.paid !== null && entry.paid.currency !== paid.currency ? paid.currency : null;
}

/** What a refund counts for, as the order is when it is decided. */
function countedOf(order: OrderNow, { amountMinor, paid, totalPaidMinor, rest }: RefundEntry) {
  if (rest) return { amountMinor: order.netMinor, paidMinor: 0n };
  if (amountMinor !== null) return { amountMinor, paidMinor: 0n };
  if (paid !== null) return { amountMinor: 0n, paidMinor: BigInt(paid.amountMinor) };
  const { byAmount, byPaid } = sumsOf(order.refunds);
  const before = byPaid + converted(byAmount, order.paid.amountMinor, order.amountMinor);
  return { amountMinor: 0n, paidMinor: greatest((totalPaidMinor ?? 0n) - before, 0n) };
}

function sumsOf(refunds: readonly CountedRefund[]) {
  return {
    byAmount: refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
    byPaid: refunds.reduce((sum, { paidMinor }) => sum + paidMinor, 0n),
  };
}

function withRefunds(order: OrderNow): OrderNow {
  const { amountMinor, paid, refunds } = order;
  const { byAmount, byPaid } = sumsOf(refunds);
  const taken = byAmount + converted(least(byPaid, paid.amountMinor), amountMinor, paid.amountMinor);
  const refundedMinor = least(amountMinor, taken);
  return { ...order, refundedMinor, netMinor: amountMinor - refundedMinor };
}

function isBeyond({ amountMinor, paid, refunds }: OrderNow): boolean {
  const { byAmount, byPaid } = sumsOf(refunds);
  return byPaid > paid.amountMinor || byAmount + converted(byPaid, amountMinor, paid.amountMinor) > amountMinor;
}

/** A sum at the rate at which `is` stands for `of`, half up; 0 where `of` is. */
function converted(sum: bigint, is: bigint, of: bigint): bigint {
  return of === 0n ? 0n : halfUp({ part: sum * is, of });
}

/** Whether refunds have left nothing of an order that had some. */
export function isGivenBack({ refunds, netMinor }: OrderNow): boolean {
  return refunds.length > 0 && netMinor === 0n;
}
