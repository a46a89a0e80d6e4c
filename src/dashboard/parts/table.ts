import { html, raw } from "hono/html";
import type { Markup } from "../../http/pages/layout.ts";
import { attributes } from "./attributes.ts";

export interface Column<Row> {
  readonly title: string;
  /** Numbers stand at the end, in figures of one width; neither they nor times are broken into lines. */
  readonly kind?: "text" | "number" | "time";
  /**
   * Where it goes on a phone, whose rows have two lines: `start` and `end` are the first line's ends, `below` follows
   * under them, and `hidden` is left out. By default the first column is the start and the others are below.
   */
  readonly onPhone?: "start" | "end" | "below" | "hidden";
  readonly cell: (row: Row) => Markup | string;
  /** The heading is for readers by ear alone, such as that of a column of buttons. */
  readonly hasUnseenTitle?: boolean;
  /** Sorts by this column. */
  readonly sort?: { readonly href: string; readonly now: "ascending" | "descending" | null };
}

export interface Table<Row> {
  /** What the table is of, for readers by ear. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  /** The page's own limit bounds them. */
  readonly rows: readonly Row[];
  /** Where a row leads; all of it opens that. */
  readonly href?: (row: Row) => string | null;
  /** A stable id of the row's element, so that what is open stays open when the page changes in place. */
  readonly id?: (row: Row) => string;
  /** Makes rows selectable for the bulk bar of that form. */
  readonly select?: Selecting<Row>;
  /** A last row of sums, one cell a column. */
  readonly foot?: readonly (Markup | string)[];
}

export interface Selecting<Row> {
  /** The id of the form that the boxes belong to. */
  readonly form: string;
  readonly name: string;
  readonly value: (row: Row) => string;
  /** What the box is for, such as "Select the reward of Ada"; null for a row that can't be selected. */
  readonly label: (row: Row) => string | null;
  readonly allLabel: string;
}

/** A table that stays readable on a phone, where each row has two lines. */
export function table<Row>(all: Table<Row>): Markup {
  const { caption, columns, rows, foot } = all;
  const head = html`<tr>${all.select === undefined ? "" : selectAll(all.select)}${columns.map(heading)}</tr>`;
  const last =
    foot === undefined
      ? ""
      : html`<tfoot><tr>${all.select === undefined ? "" : html`<td class="select"></td>`}${foot.map((cell, at) => footCell(columns, cell, at))}</tr></tfoot>`;
  return html`<div class="scroll"><table class="rows"><caption class="unseen">${caption}</caption><thead>${head}</thead><tbody>${rows.map((row) => bodyRow(all, row))}</tbody>${last}</table></div>`;
}

function heading<Row>({ title, kind, sort, hasUnseenTitle = false }: Column<Row>): Markup {
  const text = hasUnseenTitle ? html`<span class="unseen">${title}</span>` : html`${title}`;
  if (sort === undefined) return html`<th scope="col"${classes(kind)}>${text}</th>`;
  const link = html`<a href="${sort.href}">${text}</a>`;
  return html`<th scope="col"${classes(kind)}${attributes({ "aria-sort": sort.now })}>${link}</th>`;
}

function bodyRow<Row>({ columns, href, id, select }: Table<Row>, row: Row): Markup {
  const target = href?.(row) ?? null;
  const name = id === undefined ? raw("") : html` id="${id(row)}"`;
  const cells = columns.map((column, at) => bodyCell(column, row, at, at === 0 ? target : null));
  return html`<tr${name}>${select === undefined ? "" : selectOne(select, row)}${cells}</tr>`;
}

function bodyCell<Row>(column: Column<Row>, row: Row, at: number, target: string | null): Markup {
  const { title, kind, hasUnseenTitle = false, cell, onPhone = at === 0 ? "start" : "below" } = column;
  const shown = cell(row);
  const inside = target === null ? html`${shown}` : html`<a class="open" href="${target}">${shown}</a>`;
  const label = onPhone === "below" && !hasUnseenTitle ? html` data-label="${title}"` : raw("");
  if (at === 0) return html`<th scope="row"${classes(kind, onPhone)}>${inside}</th>`;
  return html`<td${classes(kind, onPhone)}${label}>${inside}</td>`;
}

function footCell<Row>(columns: readonly Column<Row>[], cell: Markup | string, at: number): Markup {
  const column = columns[at];
  const place = column?.onPhone ?? (at === 0 ? "start" : "below");
  const label = place === "below" ? html` data-label="${column?.title ?? ""}"` : raw("");
  if (at === 0) return html`<th scope="row"${classes(column?.kind, place)}>${cell}</th>`;
  return html`<td${classes(column?.kind, place)}${label}>${cell}</td>`;
}

function selectAll<Row>({ form, allLabel }: Selecting<Row>): Markup {
  return html`<td class="select"><input type="checkbox" form="${form}" data-select-all aria-label="${allLabel}"></td>`;
}

function selectOne<Row>({ form, name, value, label }: Selecting<Row>, row: Row): Markup {
  const said = label(row);
  if (said === null) return html`<td class="select"></td>`;
  return html`<td class="select"><input type="checkbox" form="${form}" name="${name}" value="${value(row)}" aria-label="${said}"></td>`;
}

function classes(kind: "text" | "number" | "time" = "text", onPhone?: string): Markup {
  const names = [...(kind === "text" ? [] : [kind]), ...(onPhone === undefined ? [] : [onPhone])];
  return names.length === 0 ? raw("") : raw(` class="${names.join(" ")}"`);
}
