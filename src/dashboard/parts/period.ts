import { html, raw } from "hono/html";
import type { Markup } from "../../http/pages/layout.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import { PERIOD_TEXTS } from "../../i18n/dashboard/periods.ts";
import type { Language } from "../../i18n/languages.ts";
import { attributes, LIVE_FORM } from "./attributes.ts";
import { hiddenFields } from "./button.ts";
import { selectField, textField } from "./field.ts";

/** What a page can be of: so many days, weeks or months that end today, or the days that the viewer names. */
export const PERIOD_CHOICES = ["7d", "28d", "12w", "12m", "custom"] as const;
export type PeriodChoice = (typeof PERIOD_CHOICES)[number];

export interface PeriodPicker {
  /** The page's own address, without its query. */
  readonly action: string;
  readonly period: PeriodChoice;
  /** Days as YYYY-MM-DD, of a custom period; the last one is in it. */
  readonly from?: string;
  readonly to?: string;
  /** At most as many as the page read. */
  readonly programs: readonly { readonly key: string; readonly name: string }[];
  /** The key of the one program shown; null is all of them. */
  readonly program: string | null;
  /** What else the address says and keeps saying. */
  readonly keep?: Readonly<Record<string, string>>;
  /** What the figures are compared with, said here once. */
  readonly compared?: string;
}

/** The one picker of a page: its choice is in the address, and everything on the page goes by it. */
export function periodPicker(language: Language, picker: PeriodPicker): Markup {
  const { action, period, from = "", to = "", programs, program, keep = {}, compared } = picker;
  const choices = PERIOD_CHOICES.map((value) => ({ value, label: PERIOD_TEXTS[value][language] }));
  const ofAll = { value: "", label: FRAME_TEXTS.allPrograms[language] };
  const byProgram =
    programs.length < 2
      ? ""
      : selectField({
          name: "program",
          label: FRAME_TEXTS.program[language],
          hasUnseenLabel: true,
          value: program ?? "",
          options: [ofAll, ...programs.map(({ key, name }) => ({ value: key, label: name }))],
        });
  const days = html`<div class="days">${textField({ name: "from", label: FRAME_TEXTS.from[language], type: "date", value: from })}${textField({ name: "to", label: FRAME_TEXTS.to[language], type: "date", value: to })}</div>`;
  const byPeriod = selectField({
    name: "period",
    label: FRAME_TEXTS.period[language],
    hasUnseenLabel: true,
    value: period,
    options: choices,
  });
  return html`<form class="period" action="${action}"${attributes(LIVE_FORM)}>${hiddenFields(keep)}${byProgram}${byPeriod}${period === "custom" ? days : raw("")}<button class="button only-plain">${FRAME_TEXTS.apply[language]}</button>${compared === undefined ? "" : html`<p class="hint">${compared}</p>`}</form>`;
}
