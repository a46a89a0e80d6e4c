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

/** The figures that are counted and not put together from groups. */
export type PeopleFigures = Pick<
  SummaryView,
  "found" | "clicks" | "referrals" | "newFriends" | "converted" | "reversals" | "rejected" | "waiting"
>;

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

/** What was read of a period, in whatever parts: a group may be there several times. */
export interface Groups {
  readonly orders: readonly OrderGroup[];
  readonly rewards: readonly RewardGroup[];
  readonly skipped: readonly SkippedCount[];
}

/** The figures of all groups together. */
export function summaryOf(people: PeopleFigures, { orders, rewards, skipped }: Groups): SummaryView {
  const qualifying = orders.filter(({ qualifies }) => qualifies);
  const live = rewards.filter((group) => group.live);
  const countOf = (groups: ReadonlyArray<{ readonly count: number }>) => total(groups.map(({ count }) => count));
  return {
    ...people,
    purchases: countOf(qualifying),
    revenue: by(qualifying, ({ currency }) => currency).map(([currency, of]) => ({ currency, amount: sumOf(of) })),
    overRefunds: total(orders.map(({ overRefunds }) => overRefunds)),
    rules: by(rewards, ({ ruleId }) => ruleId).map(([ruleId, of]) => {
      return { ruleId, granted: countOf(of), live: countOf(of.filter((group) => group.live)), amount: sumOf(of) };
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
    cost: by(live, ({ currency }) => currency).map(([currency, of]) => ({ currency, amount: costOf(of) })),
  };
}

/** What the rewards of each rule cost that live. */
export function costByRule(rewards: readonly RewardGroup[]): ReadonlyArray<{ ruleId: string; cost: string }> {
  const live = rewards.filter((group) => group.live);
  return by(live, ({ ruleId }) => ruleId).map(([ruleId, of]) => ({ ruleId, cost: costOf(of) }));
}

/** One cost for each advocate. */
export function costByAdvocate(costs: readonly AdvocateCost[]): readonly AdvocateCost[] {
  return by(costs, ({ externalId }) => externalId).map(([externalId, of]) => ({ externalId, cost: costOf(of) }));
}

/** By key, in the order of the keys. */
function by<T, K extends string | null>(rows: readonly T[], keyOf: (row: T) => K): Array<[K, T[]]> {
  const groups = [...Map.groupBy(rows, keyOf)];
  return groups.toSorted(([a], [b]) => ((a ?? "") < (b ?? "") ? -1 : 1));
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
