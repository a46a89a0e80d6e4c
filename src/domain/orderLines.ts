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
  const returned = returnedOf(order);
  const left = order.items.reduce((sum, line, index) => {
    if (!isMeant(line)) return sum;
    return sum + BigInt(line.amountMinor) * order.amountMinor - (returned[index] ?? 0n);
  }, 0n);
  return leftUnnamed(order, { part: greatest(left, 0n), of: whole });
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

/** Every rule asks for the same, and an order may have hundreds of lines and of refunds. */
const returnedByOrder = new WeakMap<LinedOrder, readonly bigint[]>();

/** What came back of each line, times T. A refund by sku goes to the lines of that sku in their order. */
function returnedOf(order: LinedOrder): readonly bigint[] {
  const known = returnedByOrder.get(order);
  if (known !== undefined) return known;
  const whole = sharedAmount(order);
  const find = finderOf(order.items);
  const returned = order.items.map(() => 0n);
  for (const line of order.refunds.flatMap(({ lines }) => lines)) {
    let unplaced = BigInt(line.amountMinor) * whole;
    for (const index of find(line)) {
      const [item, before] = [order.items[index], returned[index]];
      if (item === undefined || before === undefined || unplaced <= 0n) break;
      // At most the line's share of the order; of one below zero nothing comes back.
      const share = greatest(BigInt(item.amountMinor) * order.amountMinor, 0n);
      const after = least(before + unplaced, share);
      unplaced -= after - before;
      returned[index] = after;
    }
  }
  returnedByOrder.set(order, returned);
  return returned;
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
