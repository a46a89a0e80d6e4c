import type { Ratio } from "./money.ts";
import { greatest, least } from "./money.ts";

/** The lines of an order, and what refunds have brought back of each: exact, and rounded by no one here. */

export interface OrderLine {
  /** Null where the shop has none. */
  readonly sku: string | null;
  readonly category: string | null;
  /** Up to three decimals, above zero. */
  readonly quantity: number;
  /** Minor units; a discount is a line below zero. */
  readonly amountMinor: number;
  /** The shop's own id of the line; where it is absent the sku stands for it. */
  readonly lineId?: string | undefined;
}

/** What a refund says of a line. */
export interface RefundLine {
  readonly lineId?: string | undefined;
  readonly sku?: string | undefined;
  readonly quantity?: number | undefined;
  readonly amountMinor: number;
}

/** A refund as it counts. */
export interface CountedRefund {
  /** Null for one of a time when no ids were kept. */
  readonly refundId: string | null;
  /** In the currency of the order. */
  readonly amountMinor: bigint;
  /** In the currency in which it was paid. */
  readonly paidMinor: bigint;
  readonly lines: readonly RefundLine[];
}

/** An order as its lines are asked about. */
export interface LinedOrder {
  readonly amountMinor: bigint;
  readonly paid: { readonly amountMinor: bigint };
  readonly refundedMinor: bigint;
  readonly items: readonly OrderLine[];
  readonly refunds: readonly CountedRefund[];
}

const WHOLE = 1000n;

/** A quantity in thousandths, which are exact. */
export function thousandthsOf(quantity: number): bigint {
  return BigInt(Math.round(quantity * Number(WHOLE)));
}

/** The sum of quantities, as a number with up to three decimals. */
export function sumOfQuantities(lines: readonly { readonly quantity: number }[]): number {
  return Number(lines.reduce((sum, { quantity }) => sum + thousandthsOf(quantity), 0n)) / Number(WHOLE);
}

/** What all lines come to together: lines below zero count too. */
export function sumOfLines(lines: readonly { readonly amountMinor: number }[]): bigint {
  return lines.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);
}

/** Whether the lines come to more than their order, so that each stands for its share of it. */
export function exceedsOrder({ items, amountMinor }: Pick<LinedOrder, "items" | "amountMinor">): boolean {
  return sumOfLines(items) > amountMinor;
}

/**
 * What is left of the amounts of some lines: of each its share of the order less what came back of it, all together
 * not below zero, times what refunds that named no lines have left.
 */
export function amountLeft(order: LinedOrder, isMeant: (line: OrderLine) => boolean): Ratio {
  const whole = sharedAmount(order);
  const returned = returnedOf(order);
  const left = order.items.reduce((sum, line, index) => {
    if (!isMeant(line)) return sum;
    return sum + BigInt(line.amountMinor) * order.amountMinor - (returned[index]?.amount ?? 0n);
  }, 0n);
  return leftUnnamed(order, { part: greatest(left, 0n), of: whole });
}

/** What is left of the pieces of some lines, likewise: whole ones, not thousandths. */
export function piecesLeft(order: LinedOrder, isMeant: (line: OrderLine) => boolean): Ratio {
  const returned = returnedOf(order);
  let left: Ratio = { part: 0n, of: 1n };
  for (const [index, line] of order.items.entries()) {
    if (!isMeant(line)) continue;
    const back = returned[index]?.thousandths ?? NOTHING;
    left = add(left, { part: thousandthsOf(line.quantity) * back.of - back.part, of: back.of });
  }
  return leftUnnamed(order, { part: greatest(left.part, 0n), of: left.of * WHOLE });
}

const NOTHING: Ratio = { part: 0n, of: 1n };

/** T: the sum of the lines where that is above the amount of the order, else that amount. */
function sharedAmount({ items, amountMinor }: LinedOrder): bigint {
  return greatest(sumOfLines(items), greatest(amountMinor, 1n));
}

/** Times (A - R) / (A - S): a refund that names no lines takes its share of each. */
function leftUnnamed(order: LinedOrder, { part, of }: Ratio): Ratio {
  const named = namedRefunds(order);
  const remaining = order.amountMinor * named.of - named.part;
  if (remaining <= 0n) return NOTHING;
  return { part: part * (order.amountMinor - order.refundedMinor) * named.of, of: of * remaining };
}

/** S: of each refund the lesser of its known lines and its own amount, summed, at most what counts of all refunds. */
function namedRefunds({ items, refunds, amountMinor, paid, refundedMinor }: LinedOrder): Ratio {
  const of = greatest(paid.amountMinor, 1n);
  const find = finderOf(items);
  const part = refunds.reduce((sum, refund) => {
    const known = refund.lines.filter((line) => find(line).length > 0);
    if (known.length === 0) return sum;
    const own = refund.amountMinor * of + (paid.amountMinor === 0n ? 0n : refund.paidMinor * amountMinor);
    return sum + least(sumOfLines(known) * of, own);
  }, 0n);
  return part > refundedMinor * of ? { part: refundedMinor, of: 1n } : { part, of };
}

/** What came back of one line. */
interface Returned {
  /** At most the line's share of the order; times T. */
  readonly amount: bigint;
  /** At most the line's own amount; by it go the pieces of a refund that names none. */
  readonly ofLine: bigint;
  readonly thousandths: Ratio;
}

/** What of a refund's line has found no line of the order yet. */
interface Unplaced {
  readonly amount: bigint;
  readonly ofLine: bigint;
  /** Null where the refund names no quantity. */
  readonly thousandths: bigint | null;
}

/** Every rule asks for the same, and an order may have hundreds of lines and of refunds. */
const returnedByOrder = new WeakMap<LinedOrder, readonly Returned[]>();

/** What came back of each line. A refund by sku goes to the lines of that sku in their order. */
function returnedOf(order: LinedOrder): readonly Returned[] {
  const known = returnedByOrder.get(order);
  if (known !== undefined) return known;
  const whole = sharedAmount(order);
  const find = finderOf(order.items);
  const returned = order.items.map((): Returned => ({ amount: 0n, ofLine: 0n, thousandths: NOTHING }));
  for (const line of order.refunds.flatMap(({ lines }) => lines)) {
    const { amountMinor, quantity } = line;
    let unplaced: Unplaced = {
      amount: BigInt(amountMinor) * whole,
      ofLine: BigInt(amountMinor),
      thousandths: quantity === undefined ? null : thousandthsOf(quantity),
    };
    for (const index of find(line)) {
      const [item, before] = [order.items[index], returned[index]];
      if (item === undefined || before === undefined || isPlaced(unplaced)) break;
      const after = giveBack(item, BigInt(item.amountMinor) * order.amountMinor, before, unplaced);
      unplaced = lessGiven(unplaced, before, after);
      returned[index] = after;
    }
  }
  returnedByOrder.set(order, returned);
  return returned;
}

/** @param share the line's share of the order, times T */
function giveBack(item: OrderLine, share: bigint, before: Returned, unplaced: Unplaced): Returned {
  const own = greatest(BigInt(item.amountMinor), 0n);
  const all = thousandthsOf(item.quantity);
  const ofLine = least(before.ofLine + unplaced.ofLine, own);
  const more: Ratio =
    unplaced.thousandths === null
      ? { part: all * (ofLine - before.ofLine), of: greatest(own, 1n) }
      : { part: unplaced.thousandths, of: 1n };
  return {
    amount: least(before.amount + unplaced.amount, greatest(share, 0n)),
    ofLine,
    thousandths: atMost(all, add(before.thousandths, more)),
  };
}

function lessGiven({ amount, ofLine, thousandths }: Unplaced, before: Returned, after: Returned): Unplaced {
  const { thousandths: was } = before;
  const { thousandths: is } = after;
  return {
    amount: amount - (after.amount - before.amount),
    ofLine: ofLine - (after.ofLine - before.ofLine),
    thousandths: thousandths === null ? null : thousandths - (is.part * was.of - was.part * is.of) / (is.of * was.of),
  };
}

function isPlaced({ amount, ofLine, thousandths }: Unplaced): boolean {
  return amount <= 0n && ofLine <= 0n && (thousandths ?? 0n) <= 0n;
}

type FindLines = (line: Pick<RefundLine, "lineId" | "sku">) => readonly number[];

/** The places of the lines that a refund's line means; none where the order has no such line. */
function finderOf(items: readonly OrderLine[]): FindLines {
  const places = [...items.keys()];
  const byId = Map.groupBy(places, (index) => items[index]?.lineId ?? items[index]?.sku ?? null);
  const bySku = Map.groupBy(places, (index) => items[index]?.sku ?? null);
  return ({ lineId, sku }) => {
    const meant = lineId === undefined ? undefined : byId.get(lineId);
    return meant ?? (sku === undefined ? undefined : bySku.get(sku)) ?? [];
  };
}

function add(a: Ratio, b: Ratio): Ratio {
  if (a.of === b.of) return { part: a.part + b.part, of: a.of };
  return { part: a.part * b.of + b.part * a.of, of: a.of * b.of };
}

function atMost(most: bigint, ratio: Ratio): Ratio {
  return ratio.part > most * ratio.of ? { part: most, of: 1n } : ratio;
}
