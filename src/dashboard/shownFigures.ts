import type { Cell } from "../contract/csvLine.ts";
import type { Figures, MetricName } from "../domain/metrics.ts";
import { isCost, unitOfMetric } from "../domain/metrics.ts";
import { axisMoney, wholeMoney } from "../i18n/dashboard/amounts.ts";
import { HOME_TEXTS } from "../i18n/dashboard/home.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { Language } from "../i18n/languages.ts";
import { METRIC_TEXTS } from "../i18n/lists/metrics.ts";
import type { Change, Figure } from "./parts/card.ts";

const BPS_IN_ONE = 10_000;
/** A change of more than that says no more than that it is a large one. */
const MOST_CHANGE_BPS = 99_900n;

/** A figure as a page says it; null where it is not known. */
export function metricText(
  language: Language,
  name: MetricName,
  value: bigint | null,
  currency: string | null,
): string | null {
  if (value === null) return null;
  const unit = unitOfMetric(name);
  if (unit === "money" && currency !== null) return wholeMoney(language, value, currency);
  const { number, percent } = formatsOf(language);
  if (unit !== "rate") return number(Number(value));
  // Friends for each customer are a number of people, and no part of them.
  return name === "friendsPerCustomerBps" ? number(Math.round(Number(value) / 100) / 100) : percent(Number(value));
}

/** A figure for a spreadsheet: a number that can be added up; a rate is a part of one. */
export function metricCell(name: MetricName, value: bigint | null, currency: string | null): Cell {
  if (value === null) return null;
  const unit = unitOfMetric(name);
  if (unit === "rate") return Number(value) / BPS_IN_ONE;
  return unit === "money" && currency !== null ? { minor: value, currency } : value;
}

/** A figure in as few letters as an axis has room for. */
export function metricAxis(language: Language, name: MetricName, value: number, currency: string): string {
  if (unitOfMetric(name) === "money") return axisMoney(language, value, currency);
  return unitOfMetric(name) === "count" ? formatsOf(language).number(value) : formatsOf(language).percent(value);
}

/** A figure with its change since the period before. */
export function figureOf(
  language: Language,
  name: MetricName,
  { now, before, currency }: { readonly now: Figures; readonly before: Figures; readonly currency: string | null },
): Figure {
  const value = metricText(language, name, now[name], currency);
  const missing = (name === "friendsPerCustomerBps" ? HOME_TEXTS.noneBought : HOME_TEXTS.noneConverted)[language];
  const label = METRIC_TEXTS[name].name[language];
  return { label, value, missing, change: changeOf(language, name, now[name], before[name]) };
}

function changeOf(language: Language, name: MetricName, now: bigint | null, before: bigint | null): Change | null {
  if (now === null || before === null || (now === 0n && before === 0n)) return null;
  if (before <= 0n) return { text: HOME_TEXTS.isNew[language], way: "up", tone: isCost(name) ? "notice" : "good" };
  const bps = ((now - before) * BigInt(BPS_IN_ONE)) / before;
  const rounded = (bps + (bps < 0n ? -50n : 50n)) / 100n;
  if (rounded === 0n) return { text: formatsOf(language).percent(0), way: "same", tone: "plain" };
  const shown = rounded > MOST_CHANGE_BPS / 100n ? MOST_CHANGE_BPS / 100n : rounded;
  const text = `${rounded > 0n ? "+" : ""}${formatsOf(language).percent(Number(shown) * 100)}`;
  if (rounded < 0n) return { text, way: "down", tone: "plain" };
  return { text, way: "up", tone: isCost(name) ? "notice" : "good" };
}
