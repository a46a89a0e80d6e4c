import * as z from "zod";
import { presentRetention, presentSeries, retentionReply, seriesReply } from "../../contract/report.ts";
import { readRetention } from "../../db/queries/reports/retention.ts";
import type { BucketSize } from "../../db/queries/reports/scope.ts";
import { BUCKET_SIZES } from "../../db/queries/reports/scope.ts";
import { readSeries } from "../../db/queries/reports/series.ts";
import { DAY_MS } from "../../domain/periods.ts";
import { serverRoute } from "../endpoint.ts";
import { authorized } from "../replies/writeReply.ts";
import { invalid } from "../request/requestTexts.ts";
import { ofProgram, reportQueryOf } from "../schemas/reports.ts";

/** Of each size: the fewest and the most days, and how many buckets there are where `from` is left out. */
export const BUCKETS: Readonly<Record<BucketSize, { least: number; most: number; usual: number }>> = {
  day: { least: 1, most: 1, usual: 30 },
  week: { least: 7, most: 7, usual: 13 },
  month: { least: 28, most: 31, usual: 12 },
};

/** A year of days, and some. */
export const MAX_BUCKETS = 400;

export const seriesRoute = serverRoute(
  {
    id: "readSeries",
    method: "get",
    path: "/v1/reports/series",
    summary: "Figures day by day, week by week or month by month, in the tenant's time zone",
    description:
      "Without from and to: the last 30 days, 13 weeks or 12 months, up to now. The first and the last one begin and " +
      `end where from and to say. ${MAX_BUCKETS} at most.`,
    tag: "Reports",
    query: reportQueryOf({ by: z.enum(BUCKET_SIZES).default("week") }),
    problems: ["program_not_found"],
    replies: { 200: { description: "The figures", schema: seriesReply } },
  },
  async ({ app, asker, query }) => {
    const { by, program = null, currency = null } = query;
    const now = app.deps.clock.now().toISOString();
    const { from, to } = spanOf(by, query, now);
    const filter = { by, program, currency, from, to, now };
    const view = ofProgram(program, authorized(await readSeries(app.deps.database, asker, filter)));
    return { status: 200, body: presentSeries(by, program, view) };
  },
);

interface Ends {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * From where to where a series goes.
 *
 * @throws {ProblemError} invalid_request where there would be more than `MAX_BUCKETS`
 */
export function spanOf(by: BucketSize, { from, to = undefined }: Ends, now: string) {
  const { least, most, usual } = BUCKETS[by];
  const end = to ?? now;
  if (from === undefined) return { from: { by, count: usual - 1, days: usual * most }, to: end };
  if ((Date.parse(end) - Date.parse(from)) / (least * DAY_MS) > MAX_BUCKETS) {
    throw invalid("query", [{ path: "from", message: `more than ${MAX_BUCKETS} ${by}s before the end` }]);
  }
  return { from, to: end };
}

export const retentionRoute = serverRoute(
  {
    id: "readRetention",
    method: "get",
    path: "/v1/reports/retention",
    summary: "Whether customers come back: those whom advocates brought beside all others",
    description:
      "Of customers whose first order is in from <= t < to. Referred are those who were an advocate's friend by then. " +
      "Orders of which nothing is left after refunds don't count.",
    tag: "Reports",
    query: reportQueryOf({}),
    problems: ["program_not_found"],
    replies: { 200: { description: "The figures", schema: retentionReply } },
  },
  async ({ app, asker, query }) => {
    const { program = null, currency = null, from = null, to = null } = query;
    const now = app.deps.clock.now().toISOString();
    const filter = { program, currency, from, to, now };
    const view = ofProgram(program, authorized(await readRetention(app.deps.database, asker, filter)));
    return { status: 200, body: presentRetention(program, view) };
  },
);
