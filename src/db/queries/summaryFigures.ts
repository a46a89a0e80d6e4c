/** A program's (or every program's) figures in a period. Sums are decimal strings of minor units. */
export interface SummaryView {
  /** False when the program named does not exist. */
  readonly found: boolean;
  readonly clicks: number;
  readonly referrals: number;
  /** Of these, the first of their friend and advocate: the rest are more orders of the same friends. */
  readonly newFriends: number;
  readonly converted: number;
  readonly reversals: number;
  readonly rejected: readonly { readonly reason: string; readonly count: number }[];
  readonly purchases: number;
  readonly revenue: readonly { readonly currency: string; readonly amount: string }[];
  readonly waiting: number;
  readonly overRefunds: number;
  readonly rules: readonly {
    readonly ruleId: string;
    readonly granted: number;
    readonly live: number;
    readonly amount: string;
  }[];
  readonly skipped: readonly { readonly ruleId: string; readonly reason: string; readonly count: number }[];
  readonly statuses: readonly { readonly status: string; readonly count: number }[];
  readonly totals: readonly { readonly unit: string; readonly amount: string }[];
  readonly cost: readonly { readonly currency: string; readonly amount: string }[];
}

/** Referrals that are alike. */
export interface ReferralGroup {
  readonly status: string;
  readonly live: boolean;
  /** Why they were refused, of those that were. */
  readonly reason: string | null;
  readonly newFriend: boolean;
  readonly count: number;
  readonly reversals: number;
}

/** Orders of one currency that qualify, or that don't. */
export interface OrderGroup {
  readonly currency: string;
  readonly qualifies: boolean;
  readonly count: number;
  /** What is left of them. */
  readonly amount: string;
  readonly overRefunds: number;
}

/** Rewards that are alike. */
export interface RewardGroup {
  readonly ruleId: string;
  readonly status: string;
  readonly unit: string | null;
  readonly currency: string;
  /** Whether they ended because the same was given to another advocate: granted once, they count where they went. */
  readonly goesOn: boolean;
  readonly live: boolean;
  readonly count: number;
  readonly amount: string;
  readonly cost: string;
}

export type SkippedCount = SummaryView["skipped"][number];

export interface AdvocateCost {
  readonly externalId: string;
  readonly cost: string;
}

export interface MonthCost {
  /** Of the program's time zone, for instance "2026-01". */
  readonly month: string;
  readonly cost: string;
}

/** What was read of a period, in whatever parts: a group may be there several times. */
export interface Groups {
  readonly clicks: number;
  /** Refunds that wait for their purchase now, whatever the period is. */
  readonly waiting: number;
  readonly referrals: readonly ReferralGroup[];
  readonly orders: readonly OrderGroup[];
  readonly rewards: readonly RewardGroup[];
  readonly skipped: readonly SkippedCount[];
}

/** The figures of all groups together; `found` as it was read. */
export function summaryOf({ found, ...read }: Groups & { readonly found: boolean }): SummaryView {
  const { clicks, waiting, referrals, orders, rewards, skipped } = read;
  const qualifying = orders.filter(({ qualifies }) => qualifies);
  const live = rewards.filter((group) => group.live);
  const ties = referrals.filter((group) => group.live);
  return {
    found,
    clicks,
    referrals: countOf(ties),
    newFriends: countOf(ties.filter(({ newFriend }) => newFriend)),
    converted: countOf(referrals.filter(({ status }) => status === "converted")),
    reversals: total(referrals.map(({ reversals }) => reversals)),
    rejected: by(
      referrals.filter((group) => !group.live),
      ({ reason }) => reason,
    ).flatMap(([reason, of]) => (reason === null ? [] : [{ reason, count: countOf(of) }])),
    waiting,
    purchases: countOf(qualifying),
    revenue: by(qualifying, ({ currency }) => currency).map(([currency, of]) => ({ currency, amount: sumOf(of) })),
    overRefunds: total(orders.map(({ overRefunds }) => overRefunds)),
    rules: by(rewards, ({ ruleId }) => ruleId).map(([ruleId, of]) => {
      const granted = countOf(of.filter(({ goesOn }) => !goesOn));
      return { ruleId, granted, live: countOf(of.filter((group) => group.live)), amount: sumOf(of) };
    }),
    skipped: by(skipped, ({ ruleId, reason }) => JSON.stringify([ruleId, reason])).flatMap(([, of]) => {
      const [first] = of;
      return first === undefined ? [] : [{ ...first, count: countOf(of) }];
    }),
    statuses: by(rewards, ({ status }) => status).map(([status, of]) => ({ status, count: countOf(of) })),
    totals: by(live, ({ unit }) => unit).flatMap(([unit, of]) => {
      const amount = sumOf(of);
      return unit === null || amount === "0" ? [] : [{ unit, amount }];
    }),
    cost: by(costing(rewards), ({ currency }) => currency).map(([currency, of]) => ({ currency, amount: costOf(of) })),
  };
}

/** The groups of several parts, none of which has what another has. `waiting` is of no part: it is that of the last. */
export function groupsTogether(parts: readonly Groups[]): Groups {
  return {
    clicks: total(parts.map(({ clicks }) => clicks)),
    waiting: parts.at(-1)?.waiting ?? 0,
    referrals: parts.flatMap(({ referrals }) => referrals),
    orders: parts.flatMap(({ orders }) => orders),
    rewards: parts.flatMap(({ rewards }) => rewards),
    skipped: parts.flatMap(({ skipped }) => skipped),
  };
}

/** What the rewards of each rule cost. */
export function costByRule(rewards: readonly RewardGroup[]): ReadonlyArray<{ ruleId: string; cost: string }> {
  return by(costing(rewards), ({ ruleId }) => ruleId).map(([ruleId, of]) => ({ ruleId, cost: costOf(of) }));
}

/** Those that live, and those that ended after their coupons had taken something off orders. */
function costing(rewards: readonly RewardGroup[]): readonly RewardGroup[] {
  return rewards.filter(({ live, cost }) => live || cost !== "0");
}

/** One cost for each advocate. */
export function costByAdvocate(costs: readonly AdvocateCost[]): readonly AdvocateCost[] {
  return by(costs, ({ externalId }) => externalId).map(([externalId, of]) => ({ externalId, cost: costOf(of) }));
}

/** One cost for each month. */
export function costByMonth(costs: readonly MonthCost[]): readonly MonthCost[] {
  return by(costs, ({ month }) => month).map(([month, of]) => ({ month, cost: costOf(of) }));
}

/** By key, in the order of the keys. */
function by<T, K extends string | null>(rows: readonly T[], keyOf: (row: T) => K): Array<[K, T[]]> {
  const groups = [...Map.groupBy(rows, keyOf)];
  return groups.toSorted(([a], [b]) => ((a ?? "") < (b ?? "") ? -1 : 1));
}

function countOf(groups: ReadonlyArray<{ readonly count: number }>): number {
  return total(groups.map(({ count }) => count));
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function sumOf(rows: ReadonlyArray<{ readonly amount: string }>): string {
  return String(rows.reduce((sum, { amount }) => sum + BigInt(amount), 0n));
}

function costOf(rows: ReadonlyArray<{ readonly cost: string }>): string {
  return String(rows.reduce((sum, { cost }) => sum + BigInt(cost), 0n));
}
