import { html } from "hono/html";
import * as z from "zod";
import { presentRetention } from "../../contract/report.ts";
import { readRetention } from "../../db/queries/reports/retention.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { REPORT_TEXTS } from "../../i18n/dashboard/reports.ts";
import { formatsOf } from "../../i18n/formats.ts";
import { card, unknown } from "../parts/card.ts";
import { table } from "../parts/table.ts";
import { otherCurrencies, reportHead } from "../reportFrame.ts";
import type { ReportQuery } from "../reportScope.ts";
import { reportFields, scopeOf, withDays } from "../reportScope.ts";
import { pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";

/** Shorter ones tell of the first weeks alone. */
const USUAL = "12m";

/** Whether customers come back: those whom advocates brought beside all others. */
export const retentionPage = pageRoute(
  { path: "/reports/retention", may: "seeFigures", query: z.object(reportFields) },
  async ({ app, asker, query, viewer: look }) => {
    const now = app.deps.clock.now();
    const asked: ReportQuery = withDays({ ...query, period: query.period ?? USUAL }, now);
    const { before: _, by: __, ...scope } = scopeOf(asked, now);
    const view = proved(await readRetention(app.deps.database, asker, { ...scope, now: now.toISOString() }));
    const viewer = look();
    const { language } = viewer;
    const { referred, others } = presentRetention(scope.program, view);
    const head = reportHead(viewer, "retention", asked, view, REPORT_TEXTS.ofFirstOrders[language]);
    const both = [
      groupCard(viewer, REPORT_TEXTS.broughtByAdvocates[language], referred, view.currency),
      groupCard(viewer, REPORT_TEXTS.otherCustomers[language], others, view.currency),
    ];
    const main = html`${head}${otherCurrencies(viewer, "retention", asked, view)}${both}`;
    return { title: REPORT_TEXTS.retention[language], section: "reports", main };
  },
);

type Group = ReturnType<typeof presentRetention>["referred"];
type Within = Group["within"][number];

function groupCard({ language }: Viewer, title: string, { within }: Group, currency: string | null): Markup {
  const formats = formatsOf(language);
  const inDays = new Intl.NumberFormat(language, { style: "unit", unit: "day", unitDisplay: "long" });
  const known = (value: number | null, write: (value: number) => string) =>
    value === null ? unknown(REPORT_TEXTS.tooYoung[language]) : html`<bdi>${write(value)}</bdi>`;
  const money = (value: number) => (currency === null ? formats.number(value) : formats.money(BigInt(value), currency));
  const body = table<Within>({
    caption: title,
    columns: [
      {
        title: REPORT_TEXTS.within[language],
        cell: ({ days }) => inDays.format(days),
      },
      {
        ...{ title: REPORT_TEXTS.customersSoOld[language], kind: "number" },
        cell: ({ customers }) => html`<bdi>${formats.number(customers)}</bdi>`,
      },
      {
        ...{ title: REPORT_TEXTS.cameBack[language], kind: "number", onPhone: "end" },
        cell: ({ retainedRateBps }) => known(retainedRateBps, formats.percent),
      },
      {
        ...{ title: REPORT_TEXTS.revenueEach[language], kind: "number" },
        cell: ({ revenuePerCustomerMinor }) => known(revenuePerCustomerMinor, money),
      },
    ],
    rows: within,
  });
  return card({ title, body, isFlush: true });
}
