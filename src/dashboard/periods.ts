import type { Back, BucketSize } from "../db/queries/reports/scope.ts";
import type { PeriodChoice } from "./parts/period.ts";

const DAY_MS = 86_400_000;

/** A chosen period as statements are asked for it, with the one before. */
export interface ChosenPeriod {
  readonly choice: PeriodChoice;
  /** Of a custom period: its days, the last one in it. */
  readonly days: { readonly from: string; readonly to: string } | null;
  readonly by: BucketSize;
  readonly from: Back | string;
  readonly to: string;
  /** Where the period before begins. */
  readonly earlier: Back | string;
  /** Where that ends: it is as long as the period is by now, so that a part of a week is compared with a part. */
  readonly before: string;
}

const BACK = {
  "7d": { by: "day", count: 6, days: 7 },
  "28d": { by: "day", count: 27, days: 28 },
  "12w": { by: "week", count: 11, days: 84 },
  "12m": { by: "month", count: 11, days: 366 },
} as const;

/** Longer periods are drawn by weeks, and by months. */
const MOST_DAYS = 62;
const MOST_WEEKS_DAYS = 400;

export interface PeriodQuery {
  readonly period?: PeriodChoice | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What a page is of. */
export function chosenPeriod({ period = "12w", ...days }: PeriodQuery, now: Date): ChosenPeriod {
  if (period === "custom") return customPeriod(days, now);
  const from = BACK[period];
  const before = period === "12m" ? yearBefore(now) : new Date(now.getTime() - from.days * DAY_MS);
  return {
    choice: period,
    days: null,
    by: from.by,
    from,
    to: now.toISOString(),
    earlier: { by: from.by, count: 2 * from.count + 1, days: 2 * from.days },
    before: before.toISOString(),
  };
}

/**
 * The days of a period that a visitor names, in order. What they see when they choose to name days is the last four
 * weeks, to be changed.
 */
export function namedDays({ from, to }: Pick<PeriodQuery, "from" | "to">, now: Date): { from: string; to: string } {
  const last = to || dayOf(now.getTime());
  const first = from || dayOf(Date.parse(last) - 27 * DAY_MS);
  return first > last ? { from: last, to: first } : { from: first, to: last };
}

function customPeriod(days: Pick<PeriodQuery, "from" | "to">, now: Date): ChosenPeriod {
  const { from: first, to: last } = namedDays(days, now);
  const length = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  const by = length <= MOST_DAYS ? "day" : length <= MOST_WEEKS_DAYS ? "week" : "month";
  return {
    choice: "custom",
    days: { from: first, to: last },
    by,
    from: first,
    to: dayOf(Date.parse(last) + DAY_MS),
    earlier: dayOf(Date.parse(first) - length * DAY_MS),
    before: first,
  };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The 29th of February is a day later in other years, which is in the same week. */
function yearBefore(now: Date): Date {
  const before = new Date(now);
  before.setUTCFullYear(now.getUTCFullYear() - 1);
  return before;
}
