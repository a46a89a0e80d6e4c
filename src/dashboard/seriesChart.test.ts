import { describe, expect, it } from "vitest";
import type { BucketView, SeriesView } from "../db/queries/reports/series.ts";
import type { MetricName } from "../domain/metrics.ts";
import { seriesChart } from "./seriesChart.ts";

const DAYS = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"];

const seriesOf = (sums: readonly BucketView["sums"][], isRunning = false): SeriesView => ({
  ...{ found: true, currency: "GBP", currencies: ["GBP"], programs: [], timezone: "UTC", from: null, to: null },
  buckets: DAYS.map((period, at) => ({
    ...{ period, from: `${period}T00:00:00Z`, to: `${DAYS[at + 1] ?? "2026-03-05"}T00:00:00Z` },
    isRunning: isRunning && at === DAYS.length - 1,
    sums: sums[at] ?? null,
  })),
  totals: {},
  published: [{ program: "friends", version: 2, at: "2026-03-02T09:00:00Z" }],
});
const NOW = seriesOf([null, { revenueMinor: "500" }, null, null]);
const chartBeside = (yearBefore: SeriesView) =>
  seriesChart("en", { series: NOW, by: "day", metric: "revenueMinor", group: "reports", colour: 0, yearBefore });

describe("a year before", () => {
  it("is a gap until something happened, and zero on quiet days from then on", () => {
    const { series } = chartBeside(seriesOf([null, { revenueMinor: "300" }, null, { revenueMinor: "100" }]));
    expect(series.map(({ values }) => values)).toEqual([
      [0, 500, 0, 0],
      [null, 300, 0, 100],
    ]);
  });

  it("is not drawn where nothing happened then", () => {
    expect(chartBeside(seriesOf([])).series).toHaveLength(1);
  });
});

it("a day that has just begun, on which nothing happened yet, is a gap and no fall to zero, beside a year before too", () => {
  const day = { revenueMinor: "300" };
  const valuesOf = (series: SeriesView) =>
    seriesChart("en", {
      series,
      by: "day",
      metric: "revenueMinor",
      group: "g",
      colour: 0,
      yearBefore: seriesOf([day, day, day, day]),
    }).series.map(({ values }) => values);
  expect(valuesOf(seriesOf([day, null, day, null], true))).toEqual([
    [300, 0, 300, null],
    [300, 300, 300, null],
  ]);
  expect(valuesOf(seriesOf([day, null, day, day], true))).toEqual([
    [300, 0, 300, 300],
    [300, 300, 300, 300],
  ]);
});

it("a version is marked at the day of its publication", () => {
  expect(chartBeside(seriesOf([])).marks).toEqual([{ at: 1, label: "v2" }]);
});

it("a sum of the bucket that is running stands apart, and a rate of it goes on from the one before", () => {
  const buckets = NOW.buckets.map((bucket, at) => ({ ...bucket, isRunning: at === DAYS.length - 1 }));
  const runningOf = (metric: MetricName, series: SeriesView) =>
    seriesChart("en", { series, by: "day", metric, group: "reports", colour: 0 }).running;
  expect(runningOf("revenueMinor", { ...NOW, buckets })).toBe("sum");
  expect(runningOf("conversionRateBps", { ...NOW, buckets })).toBe("level");
  expect(runningOf("revenueMinor", NOW)).toBeNull();
});
