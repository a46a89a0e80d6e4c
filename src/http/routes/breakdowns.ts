import * as z from "zod";
import { breakdownReply, presentBreakdown, presentBreakdownRow } from "../../contract/report.ts";
import type { BreakdownOrder } from "../../db/queries/reports/breakdown.ts";
import { BREAKDOWN_ORDERS, readBreakdown } from "../../db/queries/reports/breakdown.ts";
import type { Breakdown } from "../../db/queries/reports/breakdownKeys.ts";
import { BREAKDOWNS } from "../../db/queries/reports/breakdownKeys.ts";
import { serverRoute } from "../endpoint.ts";
import { authorized } from "../replies/writeReply.ts";
import { cursorKey, pageOf, pageQuery } from "../request/page.ts";
import { ofProgram, reportQueryOf } from "../schemas/reports.ts";

const CURSOR = [/^-?\d{1,30}$/, /^(1.{0,20000}|2)$/s];

export const breakdownRoute = serverRoute(
  {
    id: "readBreakdown",
    method: "get",
    path: "/v1/reports/{by}",
    summary: "Figures by channel, advocate, country, version, segment, category or month of attribution (cohort)",
    description:
      "Each thing counts by its own time, as in the summary, so that rows add up to it. Rows of segments (those of the " +
      "advocate) and of categories (of items) overlap, and `totals` counts each thing once. The country is the friend's, " +
      "else that of the order that made them a customer. A version is written `program@number`.",
    tag: "Reports",
    params: z.strictObject({ by: z.enum(BREAKDOWNS) }),
    query: reportQueryOf({
      sort: z
        .enum(BREAKDOWN_ORDERS)
        .optional()
        .meta({ description: "The largest first, or by key; else by revenue, versions and cohorts by key" }),
      ...pageQuery,
    }),
    problems: ["program_not_found"],
    replies: { 200: { description: "A page of rows", schema: breakdownReply } },
  },
  async ({ app, asker, params: { by }, query }) => {
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

/** By time where the rows have one. */
export function usualOrder(by: Breakdown): BreakdownOrder {
  return by === "version" || by === "cohort" ? "key" : "revenueMinor";
}
