import { timeOrNull } from "../../contract/shown.ts";
import { proportionOf } from "../../domain/money.ts";
import type { Period } from "../../domain/periods.ts";
import type { RedeemedCoupons } from "../../domain/redeemedCoupons.ts";
import type { Rules } from "../../domain/rules.ts";
import type { BacktestProgram } from "./backtest.ts";
import type { Expected } from "./madeUpYear.ts";
import { presentShare } from "./presentBacktest.ts";
import type { Tally } from "./tally.ts";

/** The friends expected, and what if there were more of them. */
export const FACTORS = [1, 2, 5] as const;

export type ScenarioReply = ReturnType<typeof presentScenario>;

/** How often a budget of a period is there anew in a year. */
const TIMES_A_YEAR: Readonly<Record<Period, number>> = { day: 365, month: 12, quarter: 4, year: 1, lifetime: 1 };

/** The JSON of a scenario: what its years cost, and the most that a year can. */
export function presentScenario(
  expected: Expected,
  program: BacktestProgram,
  rules: Rules,
  years: readonly Tally[],
  redeemed: RedeemedCoupons,
) {
  const { friendsAMonth, buyBps, ordersAYear, orderMinor, friendsPerAdvocate } = expected;
  return {
    program: program.key,
    currency: program.currency,
    expected: { friendsAMonth, buyBps, ordersAYear, orderMinor, friendsPerAdvocate },
    coupons: presentShare(redeemed, [rules]),
    years: years.map((tally, index) => ({ times: FACTORS[index] ?? 1, ...presentYear(tally) })),
    worstCase: {
      /** The budget of a year; null where nothing limits what the program gives. */
      budgetMinor: rules.budget === null ? null : Number(rules.budget.amountMinor) * TIMES_A_YEAR[rules.budget.period],
    },
  };
}

/** The JSON of one made-up year. */
export function presentYear({ referrals, converted, rules, months, advocates, exhaustedAt }: Tally) {
  const cost = [...rules.values()].reduce((sum, rule) => sum + rule.costMinor, 0n);
  const dearest = [...advocates.values()].reduce((most, share) => (share > most ? share : most), 0n);
  return {
    friends: referrals,
    converted,
    costMinor: Number(cost),
    costPerConversionMinor: converted === 0 ? null : Number(proportionOf(cost, 1n, BigInt(converted))),
    dearestAdvocateMinor: Number(dearest),
    byRule: Object.fromEntries(
      [...rules].map(([rule, { live, costMinor }]) => [rule, { granted: live, costMinor: Number(costMinor) }]),
    ),
    series: [...months]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([month, costMinor]) => ({ month, costMinor: Number(costMinor) })),
    budgetExhaustedAt: timeOrNull(exhaustedAt),
  };
}
