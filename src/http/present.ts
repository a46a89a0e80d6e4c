import type { ParticipantView } from "../db/queries/participants.ts";
import type { SummaryView } from "../db/queries/summary.ts";
import { proportionOf } from "../domain/money.ts";
import { presentBlock } from "../usecases/blockParticipant.ts";
import { shareUrl } from "../usecases/shareUrl.ts";

/** The JSON of the contract, made from what the reads return. */

export function presentParticipant(view: ParticipantView, baseUrl: string) {
  const { externalId, email, name, locale, country, segments, clicks, signups, conversions } = view;
  return {
    externalId,
    email,
    name,
    locale,
    country,
    segments,
    createdAt: iso(view.createdAt),
    blocked: presentBlock(view),
    codes: view.codes.map(({ code, vanity, program }) => {
      return { code, vanity, shareUrl: shareUrl(baseUrl, view.slug, vanity ?? code), program };
    }),
    balances: view.balances.map(({ unit, pending, available, paid }) => {
      return { unit, pendingMinor: Number(pending), availableMinor: Number(available), paidMinor: Number(paid) };
    }),
    stats: { clicks, signups, conversions },
  };
}

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

function iso(at: string): string {
  return new Date(at).toISOString();
}
