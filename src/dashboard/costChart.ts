import { minorDigits } from "../domain/currencies.ts";
import type { BacktestReply } from "../engine/history/presentBacktest.ts";
import type { Markup } from "../http/pages/layout.ts";
import { COST_TEXTS } from "../i18n/dashboard/cost.ts";
import type { Formats } from "../i18n/formats.ts";
import { currencyDisplay, formatsOf } from "../i18n/formats.ts";
import { lineChart } from "./parts/chart.ts";
import type { Viewer } from "./viewer.ts";

/** From this on an amount is told in whole units: its pence say nothing beside it. */
const WHOLE_FROM = 100;

/** An amount as a summary tells it. */
export function roundMoney(
  { formats, currency }: { readonly formats: Formats; readonly currency: string },
  minor: number,
): string {
  const one = 10 ** minorDigits(currency);
  if (minor < WHOLE_FROM * one) return formats.money(BigInt(minor), currency);
  const whole = Math.round(minor / one) * one;
  // The digits after the point are all noughts, and are left out.
  return formats.money(BigInt(whole), currency).replace(/[.,]0+(?=\D*$)/, "");
}

/** What each month would have cost under today's rules and under the draft, beside what really happened. */
export function costChart(viewer: Viewer, { series, currency, today }: BacktestReply): Markup {
  const { language, timezone } = viewer;
  const formats = formatsOf(language);
  const say = (text: keyof typeof COST_TEXTS) => COST_TEXTS[text][language];
  const name = (month: string, style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...style, timeZone: "UTC" }).format(new Date(`${month}-15T12:00:00Z`));
  const long = { month: "long", year: "numeric" } as const;
  const short = { month: "short" } as const;
  const isRunning =
    series.at(-1)?.month === new Intl.DateTimeFormat("sv-SE", { timeZone: timezone }).format().slice(0, 7);
  const compact = new Intl.NumberFormat(language, {
    ...{ style: "currency", currency, currencyDisplay: currencyDisplay(language, currency) },
    ...{ notation: "compact", maximumFractionDigits: 1 },
  });
  return lineChart(language, {
    ...{ id: "cost-by-month", title: say("byMonth"), isInside: true, running: isRunning ? "sum" : null },
    summary: `${say("byMonth")}: ${say("today")}, ${say("draft")}, ${say("really")}`,
    buckets: series.map(({ month }) => ({ label: name(month, long), short: name(month, short) })),
    series: [
      ...(today === null
        ? []
        : [{ name: say("today"), kind: "line" as const, values: series.map(({ todayMinor }) => todayMinor) }]),
      { name: say("draft"), kind: "dash", values: series.map(({ backtestMinor }) => backtestMinor) },
      { name: say("really"), kind: "line", values: series.map(({ actualMinor }) => actualMinor) },
    ],
    format: (minor) => formats.money(BigInt(Math.round(minor)), currency),
    axis: (minor) => compact.format(minor / 10 ** minorDigits(currency)),
  });
}
