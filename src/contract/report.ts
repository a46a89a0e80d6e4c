import * as z from "zod";
import type { BreakdownRow, BreakdownView } from "../db/queries/reports/breakdown.ts";
import { unknownIn } from "../db/queries/reports/breakdown.ts";
import type { Breakdown } from "../db/queries/reports/breakdownKeys.ts";
import { BREAKDOWNS } from "../db/queries/reports/breakdownKeys.ts";
import type { RetentionGroup, RetentionView } from "../db/queries/reports/retention.ts";
import type { BucketSize, ScopeView } from "../db/queries/reports/scope.ts";
import { BUCKET_SIZES } from "../db/queries/reports/scope.ts";
import type { BucketView, SeriesView, SumsRead } from "../db/queries/reports/series.ts";
import type { Figures, MetricName, SumName } from "../domain/metrics.ts";
import { figuresOf, METRIC_NAMES, RETENTION_DAYS, retentionOf, SUM_NAMES } from "../domain/metrics.ts";
import { METRIC_TEXTS } from "../i18n/lists/metrics.ts";

/** Reports, as the API answers them: each with its schema. Amounts are minor units of the report's currency. */

const time = z.iso.datetime();
const count = z.int();

const figure = (name: MetricName) => z.int().nullable().meta({ description: METRIC_TEXTS[name].meaning.en });

export const figuresReply = z
  .strictObject(Object.fromEntries(METRIC_NAMES.map((name) => [name, figure(name)])) as FiguresShape)
  .meta({
    id: "Figures",
    description: "null where there is nothing to divide by, or where what is counted has no such thing",
  });

type FiguresShape = { readonly [Name in MetricName]: ReturnType<typeof figure> };
type FiguresJson = { readonly [Name in MetricName]: number | null };

const scope = {
  program: z.string().nullable(),
  currency: z.string().nullable().meta({ description: "The one that amounts are in; null before there is a program" }),
  currencies: z.array(z.string()).meta({ description: "Those of the programs: each can be asked for" }),
  timezone: z.string().meta({ description: "The tenant's, which cuts the period" }),
  from: time.nullable(),
  to: time.nullable(),
};

export const seriesReply = z
  .strictObject({
    by: z.enum(BUCKET_SIZES),
    ...scope,
    data: z.array(
      z.strictObject({
        period: z.string().meta({ description: "Its first day, or its month", examples: ["2026-03-02", "2026-03"] }),
        from: time,
        to: time,
        running: z.boolean().meta({ description: "Whether now lies in it, so that there is more to come" }),
        figures: figuresReply,
      }),
    ),
    totals: figuresReply,
    published: z
      .array(z.strictObject({ program: z.string(), version: z.int(), publishedAt: time }))
      .meta({ description: "Versions that were published in the period, the latest first" }),
  })
  .meta({ id: "Series" });

export const breakdownReply = z
  .strictObject({
    by: z.enum(BREAKDOWNS),
    ...scope,
    data: z.array(
      z.strictObject({
        key: z.string().nullable().meta({ description: "null for what has none" }),
        figures: figuresReply,
      }),
    ),
    count: count.meta({ description: "How many rows there are, of all pages" }),
    totals: figuresReply,
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "Breakdown" });

const retentionGroup = z
  .strictObject({
    customers: count,
    within: z.array(
      z.strictObject({
        days: z.int(),
        customers: count.meta({ description: "Those whose first order is at least so many days old" }),
        retained: count.meta({ description: "Of them, those who bought again within the days" }),
        retainedRateBps: count.nullable(),
        revenuePerCustomerMinor: count.nullable().meta({
          description: "What is left of all their orders of these days, the first included, for each of them",
        }),
      }),
    ),
  })
  .meta({ id: "RetentionGroup" });

export const retentionReply = z
  .strictObject({ ...scope, referred: retentionGroup, others: retentionGroup })
  .meta({ id: "Retention" });

/** All figures of what was read; sums that are not named are zero. */
export function figuresRead(sums: SumsRead | null, unknown: ReadonlySet<SumName> = new Set()): Figures {
  const read = SUM_NAMES.map((name) => [name, unknown.has(name) ? null : BigInt(sums?.[name] ?? 0)]);
  return figuresOf(Object.fromEntries(read) as { [Name in SumName]: bigint | null });
}

function presentFigures(sums: SumsRead | null, unknown?: ReadonlySet<SumName>): FiguresJson {
  const figures = Object.entries(figuresRead(sums, unknown));
  return Object.fromEntries(figures.map(([name, value]) => [name, value === null ? null : Number(value)])) as {
    [Name in MetricName]: number | null;
  };
}

function presentScope(program: string | null, { currency, currencies, timezone, from, to }: ScopeView) {
  return { program, currency, currencies: [...currencies], timezone, from: timeOrNull(from), to: timeOrNull(to) };
}

/** Figures day by day, week by week or month by month. */
export function presentSeries(by: BucketSize, program: string | null, view: SeriesView): z.infer<typeof seriesReply> {
  return {
    by,
    ...presentScope(program, view),
    data: view.buckets.map(presentBucket),
    totals: presentFigures(view.totals),
    published: view.published.map(({ at, ...version }) => ({ ...version, publishedAt: timeOf(at) })),
  };
}

function presentBucket({ period, from, to, isRunning, sums }: BucketView) {
  return { period, from: timeOf(from), to: timeOf(to), running: isRunning, figures: presentFigures(sums) };
}

/** Figures by channel, by advocate and so on: what is around its rows. */
export function presentBreakdown(by: Breakdown, program: string | null, view: BreakdownView) {
  const totals = presentFigures(view.totals, unknownIn(by));
  return { by, ...presentScope(program, view), count: view.count, totals };
}

/** One of its rows. */
export function presentBreakdownRow(by: Breakdown, { key, sums }: Pick<BreakdownRow, "key" | "sums">) {
  return { key, figures: presentFigures(sums, unknownIn(by)) };
}

/** Whether customers came back. */
export function presentRetention(program: string | null, view: RetentionView): z.infer<typeof retentionReply> {
  const groupOf = (isReferred: boolean) => presentGroup(view.groups.find((group) => group.isReferred === isReferred));
  return { ...presentScope(program, view), referred: groupOf(true), others: groupOf(false) };
}

function presentGroup(group: RetentionGroup | undefined): z.infer<typeof retentionGroup> {
  const none = RETENTION_DAYS.map((days) => ({ days, customers: "0", retained: "0", revenue: "0" }));
  const { customers, windows } = group ?? { customers: "0", windows: none };
  return { customers: Number(customers), within: windows.map(presentWindow) };
}

function presentWindow({ days, revenue, ...read }: RetentionGroup["windows"][number]) {
  const counts = { customers: BigInt(read.customers), retained: BigInt(read.retained), revenueMinor: BigInt(revenue) };
  const { retainedRateBps, revenuePerCustomerMinor } = retentionOf(counts);
  return {
    days,
    customers: Number(counts.customers),
    retained: Number(counts.retained),
    retainedRateBps: numberOrNull(retainedRateBps),
    revenuePerCustomerMinor: numberOrNull(revenuePerCustomerMinor),
  };
}

const numberOrNull = (value: bigint | null) => (value === null ? null : Number(value));
const timeOf = (text: string) => new Date(text).toISOString();
const timeOrNull = (text: string | null) => (text === null ? null : timeOf(text));
