import { html, raw } from "hono/html";
import type { Markup } from "../../http/pages/layout.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import type { Language } from "../../i18n/languages.ts";
import { attributes } from "./attributes.ts";
import type { Point } from "./chartScale.ts";
import { loosePoints, pathOf, scaleOf } from "./chartScale.ts";

export interface ChartSeries {
  readonly name: string;
  /** One a bucket; null where it is not known, which leaves a gap. */
  readonly values: readonly (number | null)[];
  /** `dash` is for what was not really so, such as a draft's cost or the year before. */
  readonly kind: "area" | "line" | "dash";
  /** One of the chart's colours; by default its place among the series. */
  readonly colour?: 0 | 1 | 2 | 3;
}

export interface Bucket {
  /** As the table says it: "Week of 5 January 2026". */
  readonly label: string;
  /** As the axis says it: "5 Jan". */
  readonly short: string;
}

export interface LineChart {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** The sum of the period, beside the title. */
  readonly total?: string;
  /** What one sees at a glance, for those who don't see it. */
  readonly summary: string;
  readonly buckets: readonly Bucket[];
  /** At most four. */
  readonly series: readonly ChartSeries[];
  /** A value as the table and the cursor say it. */
  readonly format: (value: number) => string;
  /** A value as the axis says it, in as few letters as there can be. */
  readonly axis: (value: number) => string;
  /**
   * The last bucket is not over yet. A sum of it has only begun to grow, so it stands apart and no line falls to it; a
   * level, such as a rate, is as it is so far, and the way to it is dashed.
   */
  readonly running?: "sum" | "level" | null;
  /** What happened at a bucket, such as a new version of the rules. */
  readonly marks?: readonly { readonly at: number; readonly label: string }[];
  /** Charts of one group share their cursor. */
  readonly group?: string;
  /** It stands inside of a card that has a title of its own, instead of being one. */
  readonly isInside?: boolean;
}

/** In units of the drawing, which is stretched to its place; lines keep their width. */
const WIDTH = 600;
const HEIGHT = 200;

/** So many words the axis of time has room for. */
const MOST_TIMES = 6;

/**
 * Values over time. The server draws it; the axes' texts are HTML, so that they keep their size. Time goes from left to
 * right in every language, as charts of Hebrew papers have it. The table holds the same, and gives the cursor its values.
 */
export function lineChart(language: Language, chart: LineChart): Markup {
  const { id, title, total, series, summary, group, isInside = false } = chart;
  const scale = scaleOf(series.flatMap(({ values }) => values));
  const legend = series.length < 2 ? "" : html`<ul class="legend">${series.map(legendEntry)}</ul>`;
  const sum = total === undefined ? "" : html`<bdi class="total">${total}</bdi>`;
  const heading = isInside ? html`<h3>${title}</h3>` : html`<h2>${title}</h2>`;
  return html`<figure class="${isInside ? "chart" : "card chart"}" id="${id}"${attributes({ "data-cursor": group ?? id })}>
<figcaption>${heading}${sum}${legend}</figcaption>
<div class="plot" dir="ltr">${valueAxis(chart, scale)}<div class="canvas"><svg viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" preserveAspectRatio="none" role="img" aria-label="${summary}">${raw(drawing(chart, scale))}</svg>${marks(chart, soFar(language, chart, scale))}</div>${timeAxis(chart)}</div>
<div class="readout" aria-hidden="true" hidden></div>
${valueTable(language, chart)}</figure>`;
}

type Scale = ReturnType<typeof scaleOf>;

const xOf = (at: number, count: number) => (count < 2 ? WIDTH / 2 : (at * WIDTH) / (count - 1));

function drawing({ series, buckets, running = null }: LineChart, { low, high, ticks }: Scale): string {
  const y = (value: number) => HEIGHT * (1 - (value - low) / (high - low));
  const grid = ticks.map((tick) => `<path class="grid" d="M0 ${round(y(tick))}H${WIDTH}"/>`);
  const drawn = series.map(({ values, kind, colour }, index) => {
    const points = values.map((value, at) => (value === null ? null : ([xOf(at, buckets.length), y(value)] as const)));
    const name = `c${colour ?? index}`;
    const isCut = points.length > 1 && (running === "sum" || (running === "level" && kind !== "dash"));
    const sure = isCut ? points.slice(0, -1) : points;
    const last = isCut ? (points.at(-1) ?? null) : null;
    const area = kind === "area" ? `<path class="${name} fill" d="${pathOf(sure, y(Math.max(low, 0)))}"/>` : "";
    const way =
      running === "sum" ? (kind === "dash" ? "" : stemTo(last, y(Math.max(low, 0)))) : pathOf(points.slice(-2));
    const begun = isCut && way !== "" ? `<path class="${name} dash" d="${way}"/>` : "";
    const loose = loosePoints(sure) + (running === "sum" ? loosePoints([last]) : "");
    const dots = loose === "" ? "" : `<path class="${name} point" d="${loose}"/>`;
    return `${area}${dots}<path class="${name} ${kind === "dash" ? "dash" : "line"}" d="${pathOf(sure)}"/>${begun}`;
  });
  return [...grid, ...drawn].join("");
}

/** From the ground up to what there is so far. */
function stemTo(point: Point | null, ground: number): string {
  return point === null ? "" : `M${round(point[0])} ${round(ground)}V${round(point[1])}`;
}

/** Words where the sum of the running bucket stands, which looks like a fall to those who don't know that it goes on. */
function soFar(language: Language, { series, running = null }: LineChart, { low, high }: Scale): Markup {
  const value = series.find(({ kind }) => kind !== "dash")?.values.at(-1) ?? null;
  if (running !== "sum" || value === null || (series[0]?.values.length ?? 0) < 2) return html``;
  const top = Math.max(MOST_UP, 100 - ((value - low) * 100) / (high - low));
  return html`<g class="event"><text x="100%" y="${round(top)}%" dx="-8" dy="-4" text-anchor="end">${FRAME_TEXTS.notOver[language]}</text></g>`;
}

/** In percent from above: words that begin higher would be cut off. */
const MOST_UP = 8;

function valueAxis({ axis }: LineChart, { ticks }: Scale): Markup {
  return html`<ol class="values" aria-hidden="true">${ticks.toReversed().map((tick) => html`<li>${axis(tick)}</li>`)}</ol>`;
}

/** In shares of the width, so that words and lines stand where their bucket is and keep their own size. */
function percentOf(at: number, count: number): string {
  return `${round((xOf(at, count) * 100) / WIDTH)}%`;
}

function timeAxis({ buckets }: LineChart): Markup {
  const count = buckets.length;
  const every = Math.max(1, Math.ceil(count / MOST_TIMES));
  const words = buckets.map(({ short }, at) => {
    if (at % every !== 0) return "";
    const isLast = count > 1 && at === count - 1;
    // Where there is little room, every other word goes.
    const spare = (at / every) % 2 === 1 ? raw(' class="spare"') : raw("");
    return html`<text${spare} x="${percentOf(at, count)}" y="14" text-anchor="${isLast ? "end" : "middle"}">${short}</text>`;
  });
  return html`<svg class="times" aria-hidden="true">${words}</svg>`;
}

function marks({ marks: all = [], buckets }: LineChart, more: Markup): Markup {
  const lines = all.map(({ at, label }) => {
    const x = percentOf(at, buckets.length);
    const isLate = at > buckets.length / 2;
    return html`<g class="event"><line x1="${x}" x2="${x}" y1="0" y2="100%"/><text x="${x}" dx="${isLate ? "-4" : "4"}" y="10" text-anchor="${isLate ? "end" : "start"}">${label}</text></g>`;
  });
  return html`<svg class="over" aria-hidden="true">${lines}${more}<line class="cursor" y1="0" y2="100%" visibility="hidden"/></svg>`;
}

function legendEntry({ name, kind, colour }: ChartSeries, index: number): Markup {
  return html`<li><span class="key c${String(colour ?? index)}${kind === "dash" ? " dash" : ""}"></span>${name}</li>`;
}

function valueTable(language: Language, { title, buckets, series, format, running = null }: LineChart): Markup {
  const rows = buckets.map(({ label }, at) => {
    const note =
      running !== null && at === buckets.length - 1 ? html` <small>${FRAME_TEXTS.notOver[language]}</small>` : "";
    const cells = series.map(({ values }) => {
      const value = values[at] ?? null;
      return html`<td class="number"><bdi>${value === null ? "–" : format(value)}</bdi></td>`;
    });
    return html`<tr><th scope="row">${label}${note}</th>${cells}</tr>`;
  });
  const heads = series.map(({ name }) => html`<th scope="col" class="number">${name}</th>`);
  return html`<details><summary>${FRAME_TEXTS.showTable[language]}</summary><div class="scroll" tabindex="0" role="region" aria-label="${title}"><table><thead><tr><th scope="col">${FRAME_TEXTS.time[language]}</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

/** A tenth of a unit is less than any screen shows. */
function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
