import { proportionOf } from "./money.ts";

/**
 * The figures of reports, each defined once: what is counted, in what, and by which time it falls into a period. The
 * statements of `db/queries/reports` count by this list, replies and pages show by it, and `i18n/lists/metrics.ts` says
 * the same in words.
 *
 * A report is of the programs of one currency, since no sum of two currencies means anything: its amounts are in that
 * currency, and so are the orders of friends that it counts.
 */

/** Amounts are minor units of the report's currency; a rate is in basis points. */
export const METRIC_UNITS = ["count", "money", "rate"] as const;
export type MetricUnit = (typeof METRIC_UNITS)[number];

/** Which time decides in which period something counts. */
export const METRIC_TIMES = [
  /** Of the click. */
  "click",
  /** When the friend was attributed to the advocate. */
  "attribution",
  /** Of the order that made the friend a customer. */
  "conversion",
  /** Of the order. */
  "order",
  /** Of what earned the reward. */
  "reward",
] as const;
export type MetricTime = (typeof METRIC_TIMES)[number];

/** What is counted or added up. */
export const SUMS = {
  /** Visits through share links. */
  clicks: { unit: "count", at: "click" },
  /** People who became an advocate's friend: of one who has several orders bound, the first. */
  friends: { unit: "count", at: "attribution" },
  /** Ties of a friend to an advocate that were not refused: one a friend, or one an order where a program binds orders. */
  referrals: { unit: "count", at: "attribution" },
  /** Of these referrals, those that have converted by now, whenever that was. */
  converted: { unit: "count", at: "attribution" },
  /** Referrals that converted in the period, whenever they were attributed. */
  newCustomers: { unit: "count", at: "conversion" },
  /** Orders of friends that qualify. */
  orders: { unit: "count", at: "order" },
  /** What is left of these orders after refunds. */
  revenueMinor: { unit: "money", at: "order" },
  /** What rewards cost (`costOfReward`). */
  costMinor: { unit: "money", at: "reward" },
  /** People who bought anything, referred or not, in whichever currency. */
  customers: { unit: "count", at: "order" },
} as const satisfies Readonly<Record<string, { readonly unit: MetricUnit; readonly at: MetricTime }>>;

/** What is known of what one reward costs, in minor units of its program's currency. */
export interface RewardCost {
  readonly isLive: boolean;
  /** Of cash and credit the amount, of all else what its author expects; 0 where they expect nothing. */
  readonly expectedMinor: bigint;
  /** What its coupon took off orders. */
  readonly givenMinor: bigint;
}

/**
 * What a reward costs in reports: what its author expects, else what its coupon took off orders. A reward that ended
 * costs what had been given by then, since its orders keep it.
 */
export function costOfReward({ isLive, expectedMinor, givenMinor }: RewardCost): bigint {
  return isLive && expectedMinor > 0n ? expectedMinor : givenMinor;
}

export type SumName = keyof typeof SUMS;
export const SUM_NAMES = Object.keys(SUMS) as readonly SumName[];

/** What is one sum for each of another. */
export const RATIOS = {
  /** Of the period's referrals, the part that has converted by now. */
  conversionRateBps: { unit: "rate", part: "converted", whole: "referrals" },
  /** What an order is worth after refunds. */
  averageOrderMinor: { unit: "money", part: "revenueMinor", whole: "orders" },
  /** What rewards cost for each of the period's referrals that has converted. */
  costPerCustomerMinor: { unit: "money", part: "costMinor", whole: "converted" },
  /** The part of the revenue that rewards cost. */
  costOfRevenueBps: { unit: "rate", part: "costMinor", whole: "revenueMinor" },
  /** The K-factor: how many friends each customer of the period brought. */
  friendsPerCustomerBps: { unit: "rate", part: "friends", whole: "customers" },
} as const satisfies Readonly<
  Record<string, { readonly unit: MetricUnit; readonly part: SumName; readonly whole: SumName }>
>;

export type RatioName = keyof typeof RATIOS;
export const RATIO_NAMES = Object.keys(RATIOS) as readonly RatioName[];

export type MetricName = SumName | RatioName;
export const METRIC_NAMES: readonly MetricName[] = [...SUM_NAMES, ...RATIO_NAMES];

/** The unit of a figure. */
export function unitOfMetric(name: MetricName): MetricUnit {
  return name in SUMS ? SUMS[name as SumName].unit : RATIOS[name as RatioName].unit;
}

/** The sums that a figure is made of. */
export function sumsOf(name: MetricName): readonly SumName[] {
  if (name in SUMS) return [name as SumName];
  const { part, whole } = RATIOS[name as RatioName];
  return [part, whole];
}

/** What grows when more is paid: the less of it, the better. */
const COSTS: ReadonlySet<MetricName> = new Set<MetricName>(["costMinor", "costPerCustomerMinor", "costOfRevenueBps"]);

/** Whether a figure is a cost, which is better the less it is. */
export function isCost(name: MetricName): boolean {
  return COSTS.has(name);
}

/** Sums as the database counts them; null where a report can't know one. */
export type Sums = { readonly [Name in SumName]: bigint | null };

export type Figures = { readonly [Name in MetricName]: bigint | null };

const BPS_IN_ONE = 10_000n;

/** All figures of these sums. A ratio is rounded half up, and null where there is nothing to divide by. */
export function figuresOf(sums: Sums): Figures {
  const ratios = RATIO_NAMES.map((name) => [name, ratioOf(name, sums)]);
  return { ...sums, ...(Object.fromEntries(ratios) as { [Name in RatioName]: bigint | null }) };
}

function ratioOf(name: RatioName, sums: Sums): bigint | null {
  const { unit, part, whole } = RATIOS[name];
  const [above, below] = [sums[part], sums[whole]];
  if (above === null || below === null || below <= 0n) return null;
  return proportionOf(unit === "rate" ? BPS_IN_ONE : 1n, above, below);
}

/**
 * Within so many days of a customer's first order. Only customers whose first order is that long ago are counted, so that
 * a new one does not look like one who stayed away. Of orders, those count of which something is left.
 */
export const RETENTION_DAYS = [30, 60, 90, 180, 365] as const;

/** Customers of whom the same is asked: those who were an advocate's friend by their first order, and all others. */
export interface Retention {
  readonly customers: bigint;
  /** Those who bought again within the days. */
  readonly retained: bigint;
  /** What is left of all their orders of these days, the first included. */
  readonly revenueMinor: bigint;
}

/** What a customer is worth, on average. Null where there are none. */
export function retentionOf({ customers, retained, revenueMinor }: Retention) {
  const of = (unit: bigint, part: bigint) => (customers === 0n ? null : proportionOf(unit, part, customers));
  return { retainedRateBps: of(BPS_IN_ONE, retained), revenuePerCustomerMinor: of(1n, revenueMinor) };
}
