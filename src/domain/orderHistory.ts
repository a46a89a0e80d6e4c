import { greatest, halfUp, least } from "./money.ts";
import type { Addition } from "./orderAdditions.ts";
import { withAddition } from "./orderAdditions.ts";
import type { OrderChange } from "./orderChanges.ts";
import { changedBy, decides } from "./orderChanges.ts";
import type { ChangeFacts, FirstReport, OrderFacts, Paid, RefundFacts } from "./orderFacts.ts";
import type { CountedRefund, OrderLine, RefundLine } from "./orderLines.ts";
import type { Instant } from "./periods.ts";

/** What an order is now: a fold over what was reported of it, in the order of arrival. */

export type OrderEntry = RefundEntry | ChangeEntry | ReversalEntry | AdditionEntry;

/** A second report of the order has brought what none had brought before. */
export interface AdditionEntry extends Addition {
  readonly kind: "addition";
}

export interface ChangeEntry extends OrderChange {
  readonly kind: "change";
}

/** A refund did not happen after all. */
export interface ReversalEntry {
  readonly kind: "reversal";
  readonly refundId: string;
}

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
  /** What its reports say, without its changes: the purchase, and what others have added. */
  readonly first: FirstReport;
  readonly amountMinor: bigint;
  /** What the customer paid for it, in their currency. */
  readonly paid: { readonly amountMinor: bigint; readonly currency: string };
  readonly items: readonly OrderLine[];
  readonly metadata: OrderFacts["metadata"];
  /** In order of arrival. */
  readonly changes: readonly OrderChange[];
  /** Those that have arrived and were not undone, in order of arrival. */
  readonly refunds: readonly CountedRefund[];
  /** Ids of refunds that were undone, also before they came. */
  readonly undone: readonly string[];
  /** What all refunds have taken, at most the amount. */
  readonly refundedMinor: bigint;
  readonly netMinor: bigint;
}

/** What one entry made of an order; a refund that was undone before it came is two steps. */
export interface OrderStep {
  /** What it asks of programs that have decided the order. Nothing: it is only kept. */
  readonly asks: "refund" | "again" | "nothing";
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
  const nothingSince = { changes: [], refunds: [], undone: [], refundedMinor: 0n, netMinor: amountMinor };
  return { first, amountMinor, paid, items, metadata, ...nothingSince };
}

/** The order after each of its entries. */
export function orderSteps(first: FirstReport, entries: readonly OrderEntry[]): OrderStep[] {
  let was = beginOrder(first);
  return entries.flatMap((entry) => {
    const steps = applyEntry(was, entry);
    was = steps.at(-1)?.now ?? was;
    return steps;
  });
}

/** The order after all of its entries. */
export function orderAfter(first: FirstReport, entries: readonly OrderEntry[]): OrderNow {
  return orderSteps(first, entries).at(-1)?.now ?? beginOrder(first);
}

/** What one entry more makes of an order: one step, or two. */
export function applyEntry(was: OrderNow, entry: OrderEntry): OrderStep[] {
  switch (entry.kind) {
    case "refund": {
      const step = applyRefund(was, entry);
      const { refundId } = entry;
      return was.undone.includes(refundId ?? "") ? [step, undoRefund(step.now, refundId)] : [step];
    }
    case "change":
      return [applyChange(was, entry)];
    case "reversal": {
      const { refundId } = entry;
      const noted = { ...was, undone: [...was.undone, refundId] };
      const isThere = was.refunds.some((refund) => refund.refundId === refundId);
      return [isThere ? { ...undoRefund(noted, refundId), was } : stepTo(was, noted, "nothing")];
    }
    case "addition":
      return [applyAddition(was, entry)];
    default:
      return entry satisfies never;
  }
}

function stepTo(was: OrderNow, now: OrderNow, asks: OrderStep["asks"], more: Partial<OrderStep> = {}): OrderStep {
  return { was, now, asks, isOver: false, isForeign: false, ...more };
}

function undoRefund(was: OrderNow, refundId: string | null): OrderStep {
  const refunds = was.refunds.filter((refund) => refund.refundId !== refundId);
  return stepTo(was, withRefunds({ ...was, refunds }), "again");
}

function applyChange(was: OrderNow, change: ChangeEntry): OrderStep {
  if (expectedCurrency(was, change) !== null) return stepTo(was, was, "nothing", { isForeign: true });
  const changes = [...was.changes, change];
  if (!decides(changes, change)) return stepTo(was, { ...was, changes }, "nothing");
  return stepTo(was, withRefunds({ ...was, changes, ...changedBy(was.first, changes) }), "again");
}

/** What changes have said goes before it, as it goes before all that the purchase said. */
function applyAddition(was: OrderNow, entry: AdditionEntry): OrderStep {
  if (expectedCurrency(was, entry) !== null) return stepTo(was, was, "nothing", { isForeign: true });
  // A code or a click alone changes nothing of the order.
  if (Object.keys(entry.facts).length === 0) return stepTo(was, was, "again");
  const first = { ...was.first, facts: withAddition(was.first.facts, entry.facts) };
  return stepTo(was, withRefunds({ ...was, first, ...changedBy(first, was.changes) }), "again");
}

function applyRefund(was: OrderNow, entry: RefundEntry): OrderStep {
  const isForeign = expectedCurrency(was, entry) !== null;
  const counted = isForeign ? NOTHING : countedOf(was, entry);
  const { refundId, lines } = entry;
  const adds = counted.amountMinor > 0n || counted.paidMinor > 0n;
  // A total that is no more than before tells of what has been counted, of lines too.
  const isNothing = isForeign || (entry.totalPaidMinor !== null && !adds);
  const refunds = [...was.refunds, { refundId, ...counted, lines: isNothing ? [] : lines }];
  const now = withRefunds({ ...was, refunds });
  return stepTo(was, now, isNothing ? "nothing" : "refund", {
    isOver: adds && isBeyond(now),
    isForeign,
  });
}

const NOTHING = { amountMinor: 0n, paidMinor: 0n };

/** Where an entry is in another currency than it should be, and in which it should be. */
export interface ExpectedCurrency {
  readonly at: "currency" | "paid.currency";
  readonly currency: string;
}

/** The currency in which an entry should be and is not; null where nothing is wrong. */
export function expectedCurrency(
  order: OrderNow,
  entry: RefundEntry | ChangeEntry | AdditionEntry,
): ExpectedCurrency | null {
  const { first, paid } = order;
  const isTotal = entry.kind === "refund" && entry.totalPaidMinor !== null;
  const expected = isTotal ? paid.currency : first.currency;
  // An addition was compared with the currency of the order before it was one.
  const currency = entry.kind === "addition" ? null : entry.currency;
  if (currency !== null && currency !== expected) return { at: "currency", currency: expected };
  const saidPaid = entry.kind === "addition" ? (entry.facts.paid ?? null) : entry.paid;
  // What was paid is in the currency of the order only as long as nothing was said of it.
  const mayBeAny = entry.kind !== "refund" && !isPaidSaid(order);
  const isForeign = !mayBeAny && saidPaid !== null && saidPaid.currency !== paid.currency;
  return isForeign ? { at: "paid.currency", currency: paid.currency } : null;
}

function isPaidSaid({ first, changes }: OrderNow): boolean {
  return first.facts.paid !== undefined || changes.some(({ paid }) => paid !== null);
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

/** A change as its order goes by it. */
export function changeEntry({ currency, amountMinor, paid, items, metadata }: ChangeFacts, at: Instant): ChangeEntry {
  const said = { paid: paid ?? null, items: items ?? null, metadata: metadata ?? null };
  return { kind: "change", at, currency, amountMinor: amountMinor === undefined ? null : BigInt(amountMinor), ...said };
}

/** A sum at the rate at which `is` stands for `of`, half up; 0 where `of` is. */
function converted(sum: bigint, is: bigint, of: bigint): bigint {
  return of === 0n ? 0n : halfUp({ part: sum * is, of });
}

/** Whether refunds have left nothing of an order that had some. */
export function isGivenBack({ refunds, netMinor }: OrderNow): boolean {
  return refunds.length > 0 && netMinor === 0n;
}
