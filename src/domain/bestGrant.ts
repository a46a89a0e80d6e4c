import type { Amount, Grant, Option } from "./rules.ts";

/** Which of several grants is the best: what a headline names, since it has room for one. */

/** The kinds, the best first: a larger grant of a later kind is never before a smaller one of an earlier kind. */
export const BEST_KINDS = ["cash", "credit", "discount", "item", "points"] as const satisfies readonly Option["kind"][];

/**
 * A rate is compared with a sum on an order of ten times the largest sum among them: so it is the better one from
 * 10 % of the order on, whatever the currency.
 */
const ORDERS_IN_LARGEST = 10n;
/** Where no grant is a sum, rates compare alike on any order. */
const ANY_ORDER_MINOR = 1_000_000n;
const BPS_IN_ONE = 10_000n;

/**
 * The best of several, the first of those that are alike: by kind, then by what it comes to; a gift by what it is
 * expected to cost, then by its pieces; a choice by its best option. Undefined where there is none.
 */
export function bestOf<T extends { readonly grant: Grant }>(offered: readonly T[]): T | undefined {
  const order = orderFor(offered.flatMap(({ grant }) => optionsOf(grant)));
  let best: { readonly one: T; readonly worth: Worth } | undefined;
  for (const one of offered) {
    const worth = worthOf(one.grant, order);
    if (best === undefined || isMore(worth, best.worth)) best = { one, worth };
  }
  return best?.one;
}

/** From the most telling on; a smaller place in the list of kinds is counted as more. */
type Worth = readonly bigint[];

function worthOf(grant: Grant, order: bigint): Worth {
  const [first = [], ...others] = optionsOf(grant).map((option) => worthOfOption(option, order));
  return others.reduce((most, worth) => (isMore(worth, most) ? worth : most), first);
}

function optionsOf(grant: Grant): readonly Option[] {
  return grant.kind === "choice" ? grant.options : [grant];
}

function worthOfOption(option: Option, order: bigint): Worth {
  const kind = BigInt(BEST_KINDS.length - BEST_KINDS.indexOf(option.kind));
  switch (option.kind) {
    case "cash":
    case "credit":
    case "points":
      return [kind, sumOf(option.amount, order)];
    case "discount": {
      const { percentBps, amountMinor } = option;
      return [kind, percentBps === null ? (amountMinor ?? 0n) : shareOf(order, percentBps), BigInt(option.maxUses)];
    }
    case "item":
      return [kind, option.costMinor, BigInt(option.quantity)];
  }
}

function sumOf(amount: Amount, order: bigint): bigint {
  if (amount.type !== "rate") return amount.amountMinor;
  const share = shareOf(order, amount.rateBps);
  return amount.maxMinor === null || amount.maxMinor > share ? share : amount.maxMinor;
}

function shareOf(order: bigint, rateBps: number): bigint {
  return (order * BigInt(rateBps)) / BPS_IN_ONE;
}

function orderFor(options: readonly Option[]): bigint {
  const sums = options.flatMap((option) => {
    if (option.kind === "discount") return option.amountMinor ?? [];
    return "amount" in option && option.amount.type !== "rate" ? option.amount.amountMinor : [];
  });
  if (sums.length === 0) return ANY_ORDER_MINOR;
  return ORDERS_IN_LARGEST * sums.reduce(larger);
}

function larger(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}

function isMore(worth: Worth, than: Worth): boolean {
  for (const [place, size] of worth.entries()) {
    const other = than[place] ?? 0n;
    if (size !== other) return size > other;
  }
  return false;
}
