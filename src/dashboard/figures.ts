import type { Figures, MetricName } from "../domain/metrics.ts";
import { unitOfMetric } from "../domain/metrics.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { Language } from "../i18n/languages.ts";
import type { Cell, CsvColumn } from "./csv.ts";

const BPS_IN_ONE = 10_000;

/** A figure as the language writes it; null where it is not known. The K-factor is a number, not a part of something. */
export function figureText(language: Language, name: MetricName, value: bigint | null, currency: string | null) {
  if (value === null) return null;
  const formats = formatsOf(language);
  if (name === "friendsPerCustomerBps") return formats.number(Math.round(Number(value) / 100) / 100);
  const unit = unitOfMetric(name);
  if (unit === "rate") return formats.percent(Number(value));
  return unit === "money" && currency !== null ? formats.money(value, currency) : formats.number(Number(value));
}

/** The same for a spreadsheet: a number that can be added up; a rate is a part of one. */
export function figureCell(name: MetricName, figures: Figures, currency: string | null): Cell {
  const value = figures[name];
  if (value === null) return null;
  const unit = unitOfMetric(name);
  if (unit === "rate") return Number(value) / BPS_IN_ONE;
  return unit === "money" && currency !== null ? { minor: value, currency } : value;
}

/** A column whose title is asked for when it is written, and not before. */
export function said<Row>(title: () => string, cell: (row: Row) => Cell): CsvColumn<Row> {
  return {
    get title() {
      return title();
    },
    cell,
  };
}
