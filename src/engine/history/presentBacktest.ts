import { timeOrNull } from "../../contract/shown.ts";
import type { HistoryHead } from "../../db/queries/history.ts";
import type { SummaryView } from "../../db/queries/summaryFigures.ts";
import { proportionOf } from "../../domain/money.ts";
import type { RedeemedCoupons } from "../../domain/redeemedCoupons.ts";
import { leavesCostOpen, leavesShippingOpen, redeemedShare, shareBpsOf } from "../../domain/redeemedCoupons.ts";
import type { Rules } from "../../domain/rules.ts";
import { spreadOf } from "../../domain/spread.ts";
import type { Tally } from "./tally.ts";

/** How many of those who gain, and of those who lose, are named. */
export const MAX_NAMED = 10;

export type BacktestReply = ReturnType<typeof presentBacktest>;

/**
 * The JSON of a backtest: the same figures of what happened and of what would have, and whom it would have moved.
 *
 * @param today under the rules of the latest version
 */
export function presentBacktest(
  { program, from, to }: { readonly program: string; readonly from: string | null; readonly to: string | null },
  head: HistoryHead,
  tally: Tally,
  today: Tally | null,
  { redeemed, documents }: { readonly redeemed: RedeemedCoupons; readonly documents: readonly Rules[] },
) {
  const really = new Map(head.advocates?.map(({ externalId, cost }) => [externalId, BigInt(cost)]));
  const would = tally.advocates;
  const currency = head.program?.currency ?? "";
  const revenue = head.actual?.revenue.find((sum) => sum.currency === currency)?.amount ?? "0";
  return {
    program,
    from,
    to,
    currency,
    events: head.events,
    coupons: presentShare(redeemed, documents),
    actual: presentFigures(actualFigures(head, [...really.values()])),
    backtest: presentFigures(backtestFigures(tally, [...would.values()])),
    today: today === null ? null : presentFigures(backtestFigures(today, [...today.advocates.values()])),
    ...movedBetween(really, would, "actualMinor"),
    againstToday: today === null ? null : movedBetween(today.advocates, would, "todayMinor"),
    series: seriesOf(new Map(head.months?.map(({ month, cost }) => [month, BigInt(cost)])), tally, today),
    revenueMinor: Number(revenue),
    budgetExhausted: { backtest: timeOrNull(tally.exhaustedAt), today: timeOrNull(today?.exhaustedAt ?? null) },
  };
}

/** The JSON of what is expected of coupons; null where none of these rules leaves the cost of a discount open. */
export function presentShare(redeemed: RedeemedCoupons, documents: readonly Rules[]) {
  if (!documents.some(leavesCostOpen)) return null;
  const { coupons, used, shippingMinor = null } = redeemed;
  const share = redeemedShare(redeemed);
  const shipping = documents.some(leavesShippingOpen)
    ? { shippingMinor: shippingMinor === null ? null : Number(shippingMinor) }
    : {};
  return { given: coupons, used, shareBps: shareBpsOf(share), isAssumed: share.isAssumed, ...shipping };
}

/** What each month cost, the earliest first. */
function seriesOf(really: ReadonlyMap<string, bigint>, { months }: Tally, today: Tally | null) {
  const names = new Set([...really.keys(), ...months.keys(), ...(today?.months.keys() ?? [])]);
  return [...names].toSorted().map((month) => ({
    month,
    actualMinor: Number(really.get(month) ?? 0n),
    backtestMinor: Number(months.get(month) ?? 0n),
    todayMinor: today === null ? null : Number(today.months.get(month) ?? 0n),
  }));
}

interface Figures {
  readonly referrals: number;
  readonly converted: number;
  readonly reversals: number;
  readonly rejected: ReadonlyMap<string, number>;
  readonly rules: ReadonlyMap<string, { granted: number; live: number; amountMinor: bigint; costMinor: bigint }>;
  readonly skipped: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly units: ReadonlyMap<string, bigint>;
  readonly shares: readonly bigint[];
}

function backtestFigures(tally: Tally, shares: readonly bigint[]): Figures {
  return { ...tally, shares };
}

function actualFigures({ actual, costByRule }: HistoryHead, shares: readonly bigint[]): Figures {
  const costs = new Map(costByRule?.map(({ ruleId, cost }) => [ruleId, BigInt(cost)]));
  const rules = (actual?.rules ?? []).map(({ ruleId, granted, live, amount }: SummaryView["rules"][number]) => {
    return [ruleId, { granted, live, amountMinor: BigInt(amount), costMinor: costs.get(ruleId) ?? 0n }] as const;
  });
  const skipped = Map.groupBy(actual?.skipped ?? [], ({ ruleId }) => ruleId);
  return {
    ...{ referrals: actual?.referrals ?? 0, converted: actual?.converted ?? 0, reversals: actual?.reversals ?? 0 },
    rejected: new Map(actual?.rejected.map(({ reason, count }) => [reason, count])),
    rules: new Map(rules),
    skipped: new Map(
      [...skipped].map(([ruleId, rows]) => [ruleId, new Map(rows.map(({ reason, count }) => [reason, count]))]),
    ),
    units: new Map(actual?.totals.map(({ unit, amount }) => [unit, BigInt(amount)])),
    shares,
  };
}

function presentFigures({ referrals, converted, reversals, rejected, rules, skipped, units, shares }: Figures) {
  const cost = [...rules.values()].reduce((sum, rule) => sum + rule.costMinor, 0n);
  const { count, ...spread } = spreadOf(shares);
  return {
    referrals,
    rejected: sorted(rejected, (times) => times),
    converted,
    conversions: converted + reversals,
    conversionsReversed: reversals,
    byRule: sorted(rules, ({ granted, live, amountMinor, costMinor }) => {
      return { granted, notVoided: live, amountMinor: Number(amountMinor), costMinor: Number(costMinor) };
    }),
    skipped: sorted(skipped, (reasons) => sorted(reasons, (times) => times)),
    totals: sorted(new Map([...units].filter(([, amount]) => amount > 0n)), Number),
    costMinor: Number(cost),
    costPerConversionMinor: converted === 0 ? null : Number(proportionOf(cost, 1n, BigInt(converted))),
    advocates: {
      rewarded: count,
      meanMinor: Number(spread.mean),
      minMinor: Number(spread.min),
      p25Minor: Number(spread.p25),
      medianMinor: Number(spread.median),
      p75Minor: Number(spread.p75),
      p90Minor: Number(spread.p90),
      p99Minor: Number(spread.p99),
      maxMinor: Number(spread.max),
    },
  };
}

/** As an object with its names in order, so that two replies can be compared by eye. */
function sorted<A, B>(figures: ReadonlyMap<string, A>, present: (figure: A) => B): Record<string, B> {
  const names = [...figures].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(names.map(([name, figure]) => [name, present(figure)]));
}

/** The advocates to whom the rules would make the greatest difference, each way; the smaller external id first. */
function movedBetween<Before extends "actualMinor" | "todayMinor">(
  before: ReadonlyMap<string, bigint>,
  would: ReadonlyMap<string, bigint>,
  name: Before,
) {
  const moved = [...new Set([...before.keys(), ...would.keys()])].map((participant) => {
    const beforeMinor = Number(before.get(participant) ?? 0n);
    const backtestMinor = Number(would.get(participant) ?? 0n);
    const named = { [name]: beforeMinor } as Readonly<Record<Before, number>>;
    return { participant, ...named, backtestMinor, differenceMinor: backtestMinor - beforeMinor };
  });
  const ranked = moved.toSorted((a, b) => {
    return b.differenceMinor - a.differenceMinor || (a.participant < b.participant ? -1 : 1);
  });
  const falling = ranked.toSorted((a, b) => a.differenceMinor - b.differenceMinor);
  return {
    gain: ranked.filter(({ differenceMinor }) => differenceMinor > 0).slice(0, MAX_NAMED),
    lose: falling.filter(({ differenceMinor }) => differenceMinor < 0).slice(0, MAX_NAMED),
  };
}
