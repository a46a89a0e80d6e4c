import type { SummaryView } from "../db/queries/summaryFigures.ts";
import { proportionOf } from "../domain/money.ts";

/** The figures that a marketer asks for; sums by unit or currency, in minor units. */
export function presentSummary(view: SummaryView) {
  const cost = sums(view.cost, ({ currency }) => currency);
  const perCustomer = Object.entries(cost).map(([currency, amount]) => [currency, shareOf(amount, view.converted)]);
  return {
    clicks: view.clicks,
    signups: view.newFriends,
    referrals: view.referrals,
    converted: view.converted,
    conversions: view.converted + view.reversals,
    conversionsReversed: view.reversals,
    rejected: Object.fromEntries(view.rejected.map(({ reason, count }) => [reason, count])),
    qualifyingPurchases: view.purchases,
    revenue: sums(view.revenue, ({ currency }) => currency),
    refundsAwaitingTheirPurchase: view.waiting,
    overRefunds: view.overRefunds,
    byRule: Object.fromEntries(
      view.rules.map(({ ruleId, granted, live, amount }) => [
        ruleId,
        { granted, notVoided: live, amountMinor: Number(amount) },
      ]),
    ),
    skipped: skippedByRule(view.skipped),
    byStatus: Object.fromEntries(view.statuses.map(({ status, count }) => [status, count])),
    totals: sums(view.totals, ({ unit }) => unit),
    cost,
    costPerCustomer: view.converted === 0 ? {} : Object.fromEntries(perCustomer),
  };
}

function skippedByRule(skipped: SummaryView["skipped"]): Record<string, Record<string, number>> {
  const byRule = Map.groupBy(skipped, ({ ruleId }) => ruleId);
  return Object.fromEntries(
    [...byRule].map(([ruleId, reasons]) => [
      ruleId,
      Object.fromEntries(reasons.map(({ reason, count }) => [reason, count])),
    ]),
  );
}

function sums<T extends { readonly amount: string }>(
  rows: readonly T[],
  keyOf: (row: T) => string,
): Record<string, number> {
  return Object.fromEntries(rows.map((row) => [keyOf(row), Number(row.amount)]));
}

/** One part of an amount shared by `count`, half up. */
function shareOf(amountMinor: number, count: number): number {
  return Number(proportionOf(BigInt(amountMinor), 1n, BigInt(count)));
}
