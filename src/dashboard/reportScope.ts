import * as z from "zod";
import type { BucketSize, ReportScope } from "../db/queries/reports/scope.ts";
import { DAY_MS } from "../domain/periods.ts";
import { currency, day, programKey } from "../http/schemas/texts.ts";
import type { PeriodChoice } from "./parts/period.ts";
import { PERIOD_CHOICES } from "./parts/period.ts";
import { namedDays } from "./periods.ts";

/** What a report's page is about, as its address says it. */

const dayOrNone = z.union([z.literal(""), day]);

export const reportFields = {
  period: z.enum(PERIOD_CHOICES).optional(),
  from: dayOrNone.optional(),
  to: dayOrNone.optional(),
  program: z.union([z.literal(""), programKey]).optional(),
  currency: z.union([z.literal(""), currency]).optional(),
};

const fields = z.object(reportFields);
export type ReportQuery = z.output<typeof fields>;

/** What is asked, with the days that a period of named days lacks, in order: its boxes hold what the page is of. */
export function withDays<Q extends ReportQuery>(query: Q, now: Date): Q {
  return query.period === "custom" ? { ...query, ...namedDays(query, now) } : query;
}

/** The same again, for links that keep it. */
export function askedOf({ period, from = "", to = "", program = "", currency: named = "" }: ReportQuery) {
  const days = period === "custom" ? { from, to } : { from: "", to: "" };
  return { period: period ?? USUAL, ...days, program, currency: named };
}

const USUAL = "12w" satisfies PeriodChoice;

const SPANS: Readonly<Record<Exclude<PeriodChoice, "custom">, { by: BucketSize; count: number; days: number }>> = {
  "7d": { by: "day", count: 6, days: 7 },
  "28d": { by: "day", count: 27, days: 28 },
  "12w": { by: "week", count: 11, days: 84 },
  "12m": { by: "month", count: 11, days: 366 },
};

/** So many days of a period that the viewer names are told day by day, and so many week by week. */
const MOST_BY_DAY = 62;
const MOST_BY_WEEK = 400;
/** Weeks later to the day, so that Mondays stand beside Mondays. */
const YEAR_OF_WEEKS_MS = 52 * 7 * DAY_MS;

export interface PageScope extends ReportScope {
  readonly by: BucketSize;
  readonly to: string;
  /** The same period a year before. */
  readonly before: { readonly from: ReportScope["from"]; readonly to: string };
}

/** What the page reads. */
export function scopeOf(query: ReportQuery, now: Date): PageScope {
  const { period = USUAL, program = "", currency: named = "" } = query;
  // A program has a currency of its own.
  const about = { program: program || null, currency: program === "" ? named || null : null };
  if (period === "custom") return { ...about, ...spanOf(namedDays(query, now)) };
  const back = SPANS[period];
  const to = now.toISOString();
  return { ...about, by: back.by, from: back, to, before: { from: back, to: yearBefore(now, back.by) } };
}

function spanOf({ from, to }: { readonly from: string; readonly to: string }) {
  const end = dayAfter(to);
  const length = (Date.parse(end) - Date.parse(from)) / DAY_MS;
  const by = length <= MOST_BY_DAY ? "day" : length <= MOST_BY_WEEK ? "week" : "month";
  const earlier = (text: string) => yearBefore(new Date(text), by).slice(0, 10);
  return { by, from, to: end, before: { from: earlier(from), to: earlier(end) } } as const;
}

function dayAfter(text: string): string {
  return new Date(Date.parse(text) + DAY_MS).toISOString().slice(0, 10);
}

function yearBefore(at: Date, by: BucketSize): string {
  if (by !== "month") return new Date(at.getTime() - YEAR_OF_WEEKS_MS).toISOString();
  const earlier = new Date(at);
  earlier.setUTCFullYear(at.getUTCFullYear() - 1);
  return earlier.toISOString();
}
