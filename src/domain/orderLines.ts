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
function thousandthsOf(quantity: number): bigint {
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
  const { amounts } = returnedOf(order);
  const left = order.items.reduce((sum, line, index) => {
    if (!isMeant(line)) return sum;
    return sum + BigInt(line.amountMinor) * order.amountMinor - (amounts[index] ?? 0n);
  }, 0n);
  return leftUnnamed(order, { part: greatest(left, 0n), of: whole });
}

/**
 * How many pieces of some lines are left: of each its quantity less what came back of it, times what refunds that named
 * no lines have left. A line below zero is a discount, and no piece.
 */
export function piecesLeft(order: LinedOrder, isMeant: (line: OrderLine) => boolean): Ratio {
  const { pieces } = returnedOf(order);
  const left = order.items.reduce((sum, line, index) => {
    if (!isPiece(line) || !isMeant(line)) return sum;
    const { part, of } = pieces[index] ?? NOTHING;
    // Most lines are whole or gone, and add no denominator of their own.
    const whole = thousandthsOf(line.quantity);
    if (part === 0n) return plus(sum, { part: whole, of: WHOLE });
    const rest = whole * (of / WHOLE) - part;
    return rest === 0n ? sum : plus(sum, { part: rest, of });
  }, NOTHING);
  return leftUnnamed(order, left);
}

function plus(a: Ratio, b: Ratio): Ratio {
  return a.of === b.of ? { part: a.part + b.part, of: a.of } : { part: a.part * b.of + b.part * a.of, of: a.of * b.of };
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

const namedByOrder = new WeakMap<LinedOrder, Ratio>();

/** S, looked up once of each order: every rule asks for it. */
function namedRefunds(order: LinedOrder): Ratio {
  const known = namedByOrder.get(order);
  if (known !== undefined) return known;
  const named = sumNamed(order);
  namedByOrder.set(order, named);
  return named;
}

/** S: of each refund the lesser of its known lines and its own amount, summed, at most what counts of all refunds. */
function sumNamed({ items, refunds, amountMinor, paid, refundedMinor }: LinedOrder): Ratio {
  const of = greatest(paid.amountMinor, 1n);
  const find = finderOf(items);
  const part = refunds.reduce((sum, refund) => {
    const known = knownSum(refund, items, find);
    if (known === null) return sum;
    const own = refund.amountMinor * of + (paid.amountMinor === 0n ? 0n : refund.paidMinor * amountMinor);
    return sum + least(known * of, own);
  }, 0n);
  return part > refundedMinor * of ? { part: refundedMinor, of: 1n } : { part, of };
}

/** Of an order with a hundred refunds each step has one more: the others have been added up. */
const knownSums = new WeakMap<CountedRefund, { readonly items: LinedOrder["items"]; readonly sum: bigint | null }>();

/** What the lines of a refund come to that the order has; null where it has none of them. */
function knownSum(refund: CountedRefund, items: LinedOrder["items"], find: FindLines): bigint | null {
  const before = knownSums.get(refund);
  if (before?.items === items) return before.sum;
  const known = refund.lines.filter((line) => find(line).length > 0);
  const sum = known.length === 0 ? null : sumOfLines(known);
  knownSums.set(refund, { items, sum });
  return sum;
}

/** What refunds that name lines have brought back of each line of an order, in the order of its lines. */
interface Returned {
  /** Times T. */
  readonly amounts: readonly bigint[];
  readonly pieces: readonly Ratio[];
}

/** Every rule asks for the same, and an order may have hundreds of lines and of refunds. */
const returnedByOrder = new WeakMap<LinedOrder, Returned>();

/** A refund by sku goes to the lines of that sku in their order. */
function returnedOf(order: LinedOrder): Returned {
  const known = returnedByOrder.get(order);
  if (known !== undefined) return known;
  const find = finderOf(order.items);
  const whole = sharedAmount(order);
  const { lines, added } = addedBefore(order);
  for (const refund of order.refunds.slice(added)) {
    for (const line of refund.lines) {
      const places = find(line);
      // Mostly it is one line, and there may be fifty thousand of them.
      const [place = -1] = places;
      const only = places.length === 1 ? lines[place] : undefined;
      const meant = only === undefined ? places.flatMap((index) => lines[index] ?? []) : [only];
      const amount = BigInt(line.amountMinor);
      returnAmount(meant, amount * whole);
      returnWorth(meant, amount, line.quantity === undefined);
      if (line.quantity !== undefined) returnPieces(meant, thousandthsOf(line.quantity));
    }
  }
  const returned = {
    amounts: lines.map(({ amount }) => amount),
    pieces: lines.map(({ pieces, worth }) => ({ part: pieces, of: greatest(worth, 1n) * WHOLE })),
  };
  returnedByOrder.set(order, returned);
  const last = order.refunds.at(-1);
  if (last !== undefined) addedByLast.set(last, { order, lines });
  return returned;
}

/** By the last refund of an order, what its refunds have brought back, for the order with one refund more. */
const addedByLast = new WeakMap<CountedRefund, { readonly order: LinedOrder; readonly lines: readonly LineReturn[] }>();

/** What the refunds of an order but the last have brought back, where they were added up just before; else nothing. */
function addedBefore(order: LinedOrder): { readonly lines: readonly LineReturn[]; readonly added: number } {
  const { items, amountMinor, refunds } = order;
  const previous = refunds.at(-2);
  const known = previous === undefined ? undefined : addedByLast.get(previous);
  const isSame =
    known?.order.items === items &&
    known.order.amountMinor === amountMinor &&
    known.order.refunds.every((refund, index) => refund === refunds[index]);
  if (known === undefined || previous === undefined || !isSame) {
    return { lines: items.map((item) => newReturn(item, order)), added: 0 };
  }
  // Kept for one order alone, however many steps it has.
  addedByLast.delete(previous);
  return { lines: known.lines.map((line) => ({ ...line })), added: refunds.length - 1 };
}

/** One line while its refunds are added up. */
interface LineReturn {
  /** The line's share of the order, times T; of a line below zero nothing comes back. */
  readonly share: bigint;
  /** The line's own amount, of which its pieces are parts. Where the lines exceed the order it is more than the share. */
  readonly worth: bigint;
  /** Thousandths; none of a line below zero. */
  readonly quantity: bigint;
  /** Times T, at most the share. */
  amount: bigint;
  /** What refunds have named of the worth, at most all of it. */
  named: bigint;
  /** Thousandths times the worth, so that a part of an amount is a whole number of them; at most the quantity. */
  pieces: bigint;
}

function newReturn(item: OrderLine, order: LinedOrder): LineReturn {
  const worth = greatest(BigInt(item.amountMinor), 0n);
  const quantity = isPiece(item) ? thousandthsOf(item.quantity) : 0n;
  return { share: worth * order.amountMinor, worth, quantity, amount: 0n, named: 0n, pieces: 0n };
}

/** @param amount times T */
function returnAmount(lines: readonly LineReturn[], amount: bigint): void {
  let unplaced = amount;
  for (const line of lines) {
    if (unplaced <= 0n) break;
    const taken = least(unplaced, line.share - line.amount);
    unplaced -= taken;
    line.amount += taken;
  }
}

/** @param bringsPieces whether the refund says of the line no more than an amount: so much of its pieces came back */
function returnWorth(lines: readonly LineReturn[], amount: bigint, bringsPieces: boolean): void {
  let unplaced = amount;
  for (const line of lines) {
    if (unplaced <= 0n) break;
    const taken = least(unplaced, line.worth - line.named);
    unplaced -= taken;
    line.named += taken;
    if (bringsPieces) line.pieces = least(line.pieces + line.quantity * taken, line.quantity * line.worth);
  }
}

function returnPieces(lines: readonly LineReturn[], thousandths: bigint): void {
  let unplaced = thousandths;
  for (const line of lines) {
    if (unplaced <= 0n) break;
    const per = greatest(line.worth, 1n);
    const taken = least(unplaced, (line.quantity * per - line.pieces) / per);
    unplaced -= taken;
    line.pieces += taken * per;
  }
}

/** A line below zero is a discount. */
function isPiece({ amountMinor }: OrderLine): boolean {
  return amountMinor >= 0;
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
