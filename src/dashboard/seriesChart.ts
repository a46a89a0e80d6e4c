import { figuresRead } from "../contract/report.ts";
import type { BucketSize } from "../db/queries/reports/scope.ts";
import type { BucketView, SeriesView } from "../db/queries/reports/series.ts";
import type { MetricName } from "../domain/metrics.ts";
import { SUMS } from "../domain/metrics.ts";
import { HOME_TEXTS } from "../i18n/dashboard/home.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { Language } from "../i18n/languages.ts";
import { METRIC_TEXTS } from "../i18n/lists/metrics.ts";
import type { Bucket, LineChart } from "./parts/chart.ts";
import { metricAxis, metricText } from "./shownFigures.ts";

const BY_TEXTS = { day: HOME_TEXTS.byDay, week: HOME_TEXTS.byWeek, month: HOME_TEXTS.byMonth } as const;

/** A chart of one figure of a series, beside a year before where that is given. Charts of one group share their cursor. */
export function seriesChart(
  language: Language,
  {
    series,
    by,
    metric,
    group,
    colour,
    yearBefore = null,
  }: {
    readonly series: SeriesView;
    readonly by: BucketSize;
    readonly metric: MetricName;
    readonly group: string;
    readonly colour: 0 | 1;
    readonly yearBefore?: SeriesView | null;
  },
): LineChart {
  const currency = series.currency ?? "";
  const formats = formatsOf(language);
  const name = METRIC_TEXTS[metric].name[language];
  const format = (value: number) => metricText(language, metric, BigInt(value), currency) ?? "";
  const pointOf = ({ sums }: BucketView) => numberOf(figuresRead(sums ?? {})[metric]);
  const values = series.buckets.map((bucket) => (isYetToCome(bucket) ? null : pointOf(bucket)));
  const old = yearBefore === null ? [] : sinceFirst(yearBefore.buckets, pointOf);
  const hasOld = old.some((value) => value !== null);
  const before = {
    name: HOME_TEXTS.yearBefore[language],
    values: values.map((now, at) => (now === null ? null : (old[at] ?? null))),
  };
  const total = metricText(language, metric, figuresRead(series.totals)[metric], currency);
  const known = { metric: name, by: BY_TEXTS[by][language], total: total ?? "–" };
  return {
    id: `${group}-${metric}`,
    title: fillText(formats, HOME_TEXTS.chartTitle[language], known),
    ...(total === null ? {} : { total }),
    summary: fillText(formats, HOME_TEXTS.chartSummary[language], known),
    buckets: bucketsOf(language, by, series.buckets),
    series: [
      { name, values, kind: "area", colour },
      ...(hasOld ? ([{ ...before, kind: "dash", colour: 3 }] as const) : []),
    ],
    format,
    axis: (value) => metricAxis(language, metric, value, currency),
    running: series.buckets.at(-1)?.isRunning === true ? (metric in SUMS ? "sum" : "level") : null,
    marks: marksOf(series),
    group,
  };
}

/** In a time that has just begun nothing happened yet, where a zero would say that sales broke off. */
function isYetToCome({ isRunning, sums }: BucketView): boolean {
  return isRunning && sums === null;
}

/** Before anything happened nothing is known, where a zero would say that there was a shop and no one came. */
function sinceFirst<Value>(buckets: readonly BucketView[], pointOf: (bucket: BucketView) => Value) {
  const first = buckets.findIndex(({ sums }) => sums !== null);
  return buckets.map((bucket, at) => (first === -1 || at < first ? null : pointOf(bucket)));
}

/** Amounts stay below 2^53 (`domain/money.ts`), so that a number holds them. */
function numberOf(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}

/** Buckets by the day that begins them. */
export function bucketsOf(language: Language, by: BucketSize, buckets: readonly BucketView[]): readonly Bucket[] {
  // The day is one of the shop's time zone already; it is only put into words.
  const zone = { timeZone: "UTC" } as const;
  const long = new Intl.DateTimeFormat(
    language,
    by === "month" ? { month: "long", year: "numeric", ...zone } : { dateStyle: "long", ...zone },
  );
  const short = new Intl.DateTimeFormat(
    language,
    by === "month" ? { month: "short", ...zone } : { day: "numeric", month: "short", ...zone },
  );
  const formats = formatsOf(language);
  return buckets.map(({ period }) => {
    const at = Date.parse(by === "month" ? `${period}-01` : period);
    const day = formats.words(long.format(at));
    const label = by === "week" ? fillText(formats, HOME_TEXTS.weekOf[language], { day }) : day;
    return { label, short: short.format(at) };
  });
}

/** New versions where their bucket is; several in one bucket are one mark. */
function marksOf({ buckets, published }: SeriesView): NonNullable<LineChart["marks"]> {
  const hasOne = new Set(published.map(({ program }) => program)).size < 2;
  return buckets.flatMap(({ from, to }, at) => {
    const [latest, ...others] = published.filter(
      (one) => Date.parse(one.at) >= Date.parse(from) && Date.parse(one.at) < Date.parse(to),
    );
    if (latest === undefined) return [];
    const name = hasOne ? `v${latest.version}` : `${latest.program} v${latest.version}`;
    return [{ at, label: others.length === 0 ? name : `${name} +${others.length}` }];
  });
}
