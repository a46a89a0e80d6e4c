import { html } from "hono/html";
import * as z from "zod";
import { figuresRead } from "../../contract/report.ts";
import type { BreakdownOrder, BreakdownRow, BreakdownView } from "../../db/queries/reports/breakdown.ts";
import { BREAKDOWN_ORDERS, readBreakdown, unknownIn } from "../../db/queries/reports/breakdown.ts";
import type { Breakdown } from "../../db/queries/reports/breakdownKeys.ts";
import { BREAKDOWNS } from "../../db/queries/reports/breakdownKeys.ts";
import type { Figures, MetricName } from "../../domain/metrics.ts";
import { METRIC_NAMES } from "../../domain/metrics.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { encodeCursor } from "../../http/request/page.ts";
import { usualOrder } from "../../http/routes/breakdowns.ts";
import { FILE_TEXTS } from "../../i18n/dashboard/files.ts";
import { HOME_TEXTS } from "../../i18n/dashboard/home.ts";
import { REPORT_TEXTS } from "../../i18n/dashboard/reports.ts";
import { METRIC_TEXTS } from "../../i18n/lists/metrics.ts";
import type { CsvColumn } from "../csv.ts";
import { csvResponse, pagesByKey, said } from "../csv.ts";
import { monthText } from "../days.ts";
import { cursorOf } from "../listQuery.ts";
import { unknownInRow } from "../parts/card.ts";
import { empty } from "../parts/empty.ts";
import { pager } from "../parts/pager.ts";
import type { Column } from "../parts/table.ts";
import { table } from "../parts/table.ts";
import { maskedText } from "../persons.ts";
import { fileLink, otherCurrencies, reportAddress, reportHead } from "../reportFrame.ts";
import { reportFields, scopeOf, withDays } from "../reportScope.ts";
import { pageRoute, proved } from "../route.ts";
import { metricCell, metricText } from "../shownFigures.ts";
import type { Viewer } from "../viewer.ts";

const ROWS = 50;
const CURSOR = [/^-?\d{1,30}$/, /^(1.{0,20000}|2)$/s];

/** What a table has room for; a file has all of them. */
const SHOWN = ["friends", "converted", "orders", "revenueMinor", "costMinor", "costPerCustomerMinor"] as const;

const sort = z.enum(BREAKDOWN_ORDERS).optional();
const query = z.object({ ...reportFields, sort, cursor: z.string().optional() });

/** Figures by channel, by advocate and so on, for the time that the address names: a page for each. */
export const breakdownPages = BREAKDOWNS.map((by) =>
  pageRoute(
    { path: `/reports/${by}`, may: "seeFigures", query },
    async ({ app, asker, query: given, viewer: look }) => {
      const now = app.deps.clock.now();
      const query = withDays(given, now);
      const { sort: order = usualOrder(by) } = query;
      const [value, place] = cursorOf(query.cursor, CURSOR) ?? [];
      const after = value === undefined || place === undefined ? null : { value, place };
      const { before: _, by: __, ...scope } = scopeOf(query, now);
      const filter = { ...scope, by, sort: order, after, limit: ROWS + 1 };
      const view = proved(await readBreakdown(app.deps.database, asker, filter));
      const viewer = look();
      const { language } = viewer;
      const rows = view.rows.slice(0, ROWS);
      const last = view.rows.length > ROWS ? rows.at(-1) : undefined;
      const address = (cursor: string) => reportAddress(viewer, by, query, { sort: order, cursor });
      const list =
        rows.length === 0
          ? empty({ icon: "chart-column", text: REPORT_TEXTS.nothing[language] })
          : tableOf(viewer, by, view, rows, (name) => ({
              href: reportAddress(viewer, by, query, { sort: name }),
              now: name === order ? "descending" : null,
            }));
      const pages = pager(language, {
        first: after === null ? null : address(""),
        next: last === undefined ? null : address(encodeCursor([last.value, last.place])),
      });
      const head = reportHead(viewer, by, query, view, null);
      const main = html`${head}${otherCurrencies(viewer, by, query, view)}${list}${pages}`;
      const actions = fileLink(viewer, by, query, { sort: order });
      return { title: REPORT_TEXTS[by][language], section: "reports", main, actions };
    },
  ),
);

type Sorting = (name: BreakdownOrder) => { readonly href: string; readonly now: "descending" | null };

function tableOf(
  viewer: Viewer,
  by: Breakdown,
  view: BreakdownView,
  rows: readonly BreakdownRow[],
  sorting: Sorting,
): Markup {
  const { language } = viewer;
  const unknown = unknownIn(by);
  const shown = (figures: Figures, name: MetricName) => {
    const text = metricText(language, name, figures[name], view.currency);
    return text === null ? unknownInRow(HOME_TEXTS.noneConverted[language]) : html`<bdi>${text}</bdi>`;
  };
  const names = SHOWN.filter((name) => isKnown(by, name));
  const columns: Column<BreakdownRow>[] = [
    { title: REPORT_TEXTS[by][language], cell: ({ key }) => html`<bdi>${shownName(viewer, by, key)}</bdi>` },
    ...names.map((name): Column<BreakdownRow> => {
      const order = BREAKDOWN_ORDERS.find((one) => one === name);
      return {
        ...{ title: METRIC_TEXTS[name].name[language], kind: "number" },
        ...(name === "revenueMinor" ? { onPhone: "end" } : {}),
        cell: ({ sums }) => shown(figuresRead(sums, unknown), name),
        ...(order === undefined ? {} : { sort: sorting(order) }),
      };
    }),
  ];
  const totals = figuresRead(view.totals, unknown);
  const foot = [REPORT_TEXTS.total[language], ...names.map((name) => shown(totals, name))];
  return html`<section class="card flush">${table({ caption: REPORT_TEXTS[by][language], columns, rows, foot })}</section>`;
}

/** Whether a breakdown can know a figure at all. */
function isKnown(by: Breakdown, name: MetricName): boolean {
  const nothing = figuresRead({ orders: "1", revenueMinor: "1", referrals: "1", converted: "1" }, unknownIn(by));
  return nothing[name] !== null;
}

/** As the page says it; a file has what a spreadsheet can sort. */
function shownName(viewer: Viewer, by: Breakdown, key: string | null): string {
  return by === "cohort" && key !== null ? monthText(viewer.language, key) : nameOf(viewer, by, key);
}

function nameOf(viewer: Viewer, by: Breakdown, key: string | null): string {
  if (key === null) return REPORT_TEXTS.none[viewer.language];
  return by === "advocate" ? maskedText(viewer, key) : key;
}

/** The same as files, every row and every figure of it. */
export const breakdownFiles = BREAKDOWNS.map((by) =>
  pageRoute(
    { path: `/reports/${by}/csv`, may: "seeFigures", query: z.object({ ...reportFields, sort }), isLong: true },
    async ({ app, asker, query, viewer, language, requestId }) => {
      const { before: _, by: __, ...scope } = scopeOf(query, app.deps.clock.now());
      const filter = { ...scope, by, sort: query.sort ?? usualOrder(by) };
      let currency: string | null = null;
      const pages = pagesByKey(
        async (after: BreakdownRow | null, limit) => {
          const view = proved(await readBreakdown(app.deps.database, asker, { ...filter, after, limit }));
          currency = view.currency;
          return view;
        },
        (row) => row,
      );
      // What is said waits for the first page, since it is known then who looks.
      const columns: CsvColumn<BreakdownRow>[] = [
        said(
          () => REPORT_TEXTS[by][language()],
          ({ key }) => nameOf(viewer(), by, key),
        ),
        ...METRIC_NAMES.filter((name) => isKnown(by, name)).map((name) =>
          said<BreakdownRow>(
            () => METRIC_TEXTS[name].name[language()],
            ({ sums }) => metricCell(name, figuresRead(sums, unknownIn(by))[name], currency),
          ),
        ),
        said(
          () => REPORT_TEXTS.currency[language()],
          () => currency,
        ),
      ];
      const file = {
        name: `report-${by}`,
        columns,
        pages,
        get cutText() {
          return FILE_TEXTS.cut[language()];
        },
      };
      return await csvResponse(file, requestId);
    },
  ),
);
