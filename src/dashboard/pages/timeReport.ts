import { html } from "hono/html";
import * as z from "zod";
import { figuresRead } from "../../contract/report.ts";
import type { BucketView, SeriesView } from "../../db/queries/reports/series.ts";
import { readSeries, readSeriesBeside } from "../../db/queries/reports/series.ts";
import type { MetricName } from "../../domain/metrics.ts";
import { METRIC_NAMES } from "../../domain/metrics.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { REPORT_TEXTS } from "../../i18n/dashboard/reports.ts";
import { METRIC_TEXTS } from "../../i18n/lists/metrics.ts";
import { csvResponse, said } from "../csv.ts";
import { figures } from "../parts/card.ts";
import { lineChart } from "../parts/chart.ts";
import { fileLink, otherCurrencies, reportHead } from "../reportFrame.ts";
import { reportFields, scopeOf, withDays } from "../reportScope.ts";
import { pageRoute, proved } from "../route.ts";
import { seriesChart } from "../seriesChart.ts";
import { figureOf, metricCell } from "../shownFigures.ts";
import type { Viewer } from "../viewer.ts";

const SHOWN = [
  ...["friends", "converted", "revenueMinor", "costMinor", "costPerCustomerMinor", "friendsPerCustomerBps"],
] as const as readonly MetricName[];
/** Revenue and cost never share an axis. */
const DRAWN = ["revenueMinor", "costMinor"] as const;

const query = z.object(reportFields);

/** Every figure of a time beside the same time a year before, in one statement. */
export const timeReportPage = pageRoute(
  { path: "/reports", may: "seeFigures", query },
  async ({ app, asker, query: given, viewer: look }) => {
    const now = app.deps.clock.now();
    const query = withDays(given, now);
    const { before, ...scope } = scopeOf(query, now);
    const filter = { ...scope, now: now.toISOString() };
    const [view, earlier] = proved(await readSeriesBeside(app.deps.database, asker, filter, before));
    const viewer = look();
    const { language } = viewer;
    const head = reportHead(viewer, "time", query, view, REPORT_TEXTS.compared[language]);
    const charts = DRAWN.map((metric, at) => {
      const drawn = { series: view, by: scope.by, metric, group: "reports", yearBefore: earlier } as const;
      return lineChart(language, seriesChart(language, { ...drawn, colour: at === 0 ? 0 : 1 }));
    });
    const main = html`${head}${otherCurrencies(viewer, "time", query, view)}${cards(viewer, view, earlier)}<div class="halves">${charts}</div>`;
    const actions = fileLink(viewer, "time", query);
    return { title: REPORT_TEXTS.time[language], section: "reports", main, actions };
  },
);

function cards({ language }: Viewer, view: SeriesView, earlier: SeriesView): Markup {
  const [now, then] = [figuresRead(view.totals), figuresRead(earlier.totals)];
  const shown = { now, before: then, currency: view.currency };
  return figures(SHOWN.map((name) => figureOf(language, name, shown)));
}

/** The same as a file, a line a day, week or month. */
export const timeReportFile = pageRoute(
  { path: "/reports/csv", may: "seeFigures", query },
  async ({ app, asker, query, language, requestId }) => {
    const now = app.deps.clock.now();
    const { before: _, ...scope } = scopeOf(query, now);
    const view = proved(await readSeries(app.deps.database, asker, { ...scope, now: now.toISOString() }));
    const { currency, buckets } = view;
    const columns = [
      said<BucketView>(
        () => REPORT_TEXTS[scope.by][language()],
        ({ period }) => period,
      ),
      ...METRIC_NAMES.map((name) =>
        said<BucketView>(
          () => METRIC_TEXTS[name].name[language()],
          ({ sums }) => metricCell(name, figuresRead(sums)[name], currency),
        ),
      ),
      said<BucketView>(
        () => REPORT_TEXTS.currency[language()],
        () => currency,
      ),
    ];
    return await csvResponse({ name: `report-${scope.by}`, columns, pages: once(buckets), cutText: "" }, requestId);
  },
);

async function* once<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[], void, undefined> {
  yield rows;
}
