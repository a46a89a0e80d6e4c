import { html } from "hono/html";
import type { SkipReason } from "../domain/skipReasons.ts";
import type { BacktestReply } from "../engine/history/presentBacktest.ts";
import type { Markup } from "../http/pages/layout.ts";
import type { COST_TEXTS } from "../i18n/dashboard/cost.ts";
import { SKIP_NAMES } from "../i18n/dashboard/skipNames.ts";
import type { Formats } from "../i18n/formats.ts";
import { table } from "./parts/table.ts";
import { personName } from "./persons.ts";
import type { Viewer } from "./viewer.ts";

/** So many reasons of skipped rules are told, the commonest first. */
const REASONS = 8;

export type Say = (text: keyof typeof COST_TEXTS) => string;

/** What each rule is called, by its id. */
export type RuleTitles = ReadonlyMap<string, string>;

/** What the parts of the panel are drawn with. */
export interface Drawing {
  readonly viewer: Viewer;
  readonly say: Say;
  readonly formats: Formats;
  readonly currency: string;
}

/** An amount to the last minor unit. */
export function money({ formats, currency }: Drawing, minor: number): string {
  return formats.money(BigInt(minor), currency);
}

/** Who would gain most by the draft, and who would lose most: all whom the API names (`MAX_NAMED`). */
export function movedTables({ againstToday }: BacktestReply, drawing: Drawing): Markup {
  if (againstToday === null) return html``;
  const { viewer, say } = drawing;
  const { gain, lose } = againstToday;
  if (gain.length === 0 && lose.length === 0) return html`<p class="hint">${say("noneMoves")}</p>`;
  const list = (caption: string, rows: typeof gain) =>
    rows.length === 0
      ? ""
      : html`<section><h3>${caption}</h3>${table({
          caption,
          rows,
          columns: [
            {
              title: say("person"),
              cell: ({ participant }) => html`<bdi>${personName(viewer, { externalId: participant })}</bdi>`,
            },
            {
              title: say("difference"),
              kind: "number",
              onPhone: "end",
              cell: ({ differenceMinor }) =>
                `${differenceMinor > 0 ? "+" : "−"}${money(drawing, Math.abs(differenceMinor))}`,
            },
          ],
        })}</section>`;
  return html`${list(say("gain"), gain)}${list(say("lose"), lose)}`;
}

/** Why rules gave nothing, folded. */
export function skippedTable(
  { backtest, today }: BacktestReply,
  titles: RuleTitles,
  { say, viewer, formats }: Drawing,
): Markup {
  const rows = Object.entries(backtest.skipped).flatMap(([rule, reasons]) =>
    Object.entries(reasons).map(([reason, times]) => ({
      rule,
      reason,
      times,
      before: today?.skipped[rule]?.[reason] ?? 0,
    })),
  );
  if (rows.length === 0) return html``;
  const first = rows.toSorted((a, b) => b.times - a.times).slice(0, REASONS);
  const nameOf = (reason: string) => SKIP_NAMES[reason as SkipReason]?.[viewer.language] ?? reason;
  return html`<details id="cost-skipped"><summary>${say("skipped")}</summary>${table({
    caption: say("skipped"),
    rows: first,
    columns: [
      {
        title: say("reason"),
        cell: ({ reason, rule }) =>
          html`${nameOf(reason)} <small class="hint"><bdi>${titles.get(rule) ?? rule}</bdi></small>`,
      },
      { title: say("today"), kind: "number", cell: ({ before }) => formats.number(before) },
      { title: say("draft"), kind: "number", onPhone: "end", cell: ({ times }) => formats.number(times) },
    ],
  })}</details>`;
}
