import * as z from "zod";
import { breakdownReply, presentBreakdown, presentBreakdownRow } from "../../contract/report.ts";
import type { BreakdownOrder } from "../../db/queries/reports/breakdown.ts";
import { BREAKDOWN_ORDERS, readBreakdown } from "../../db/queries/reports/breakdown.ts";
import type { Breakdown } from "../../db/queries/reports/breakdownKeys.ts";
import { BREAKDOWNS } from "../../db/queries/reports/breakdownKeys.ts";
import type { Endpoint } from "../endpoint.ts";
import { serverRoute } from "../endpoint.ts";
import { authorized } from "../replies/writeReply.ts";
import { cursorKey, pageOf, pageQuery } from "../request/page.ts";
import { ofProgram, reportQueryOf } from "../schemas/reports.ts";

const CURSOR = [/^-?\d{1,30}$/, /^(1.{0,20000}|2)$/s];

const breakdownQuery = reportQueryOf({
  sort: z
    .enum(BREAKDOWN_ORDERS)
    .optional()
    .meta({ description: "The largest first, or by key; else by revenue, versions and cohorts by key" }),
  ...pageQuery,
});

const ABOUT: Readonly<Record<Breakdown, { readonly id: string; readonly summary: string; readonly note?: string }>> = {
  channel: { id: "reportByChannel", summary: "Figures by the channel through which a link was shared" },
  advocate: { id: "reportByAdvocate", summary: "Figures by advocate" },
  country: {
    ...{ id: "reportByCountry", summary: "Figures by country" },
    note: "The country is the friend's, else that of the order that made them a customer.",
  },
  version: {
    ...{ id: "reportByVersion", summary: "Figures by version of the rules" },
    note: "A version is written `program@number`.",
  },
  segment: {
    ...{ id: "reportBySegment", summary: "Figures by segment of the advocate" },
    note: "Rows of segments overlap, and `totals` counts each thing once.",
  },
  category: {
    ...{ id: "reportByCategory", summary: "Figures by category of the items" },
    note: "Rows of categories overlap, and `totals` counts each thing once.",
  },
  cohort: { id: "reportByCohort", summary: "Figures by month of attribution (cohort)" },
};

/** One route each: beside a name of any kind, the words that name the other reports would be told apart slowly. */
export const breakdownRoutes = BREAKDOWNS.map(breakdownRoute);

function breakdownRoute(by: Breakdown): Endpoint {
  const { id, summary, note } = ABOUT[by];
  const adding = "Each thing counts by its own time, as in the summary, so that rows add up to it.";
  return serverRoute(
    {
      id,
      method: "get",
      path: `/v1/reports/${by}`,
      summary,
      description: note === undefined ? adding : `${adding} ${note}`,
      tag: "Reports",
      query: breakdownQuery,
      problems: ["program_not_found"],
      replies: { 200: { description: "A page of rows", schema: breakdownReply } },
    },
    async ({ app, asker, query }) => {
      const { program = null, currency = null, from = null, to = null, limit, sort = usualOrder(by) } = query;
      const [value, place] = cursorKey(query.cursor, CURSOR) ?? [];
      const after = value === undefined || place === undefined ? null : { value, place };
      const filter = { by, program, currency, from, to, sort, after, limit: limit + 1 };
      const view = ofProgram(program, authorized(await readBreakdown(app.deps.database, asker, filter)));
      const present = (row: (typeof view.rows)[number]) => presentBreakdownRow(by, row);
      const page = pageOf(view.rows, limit, (row) => [row.value, row.place], present);
      return { status: 200, body: { ...presentBreakdown(by, program, view), ...page } };
    },
  );
}

/** By time where the rows have one. */
export function usualOrder(by: Breakdown): BreakdownOrder {
  return by === "version" || by === "cohort" ? "key" : "revenueMinor";
}
