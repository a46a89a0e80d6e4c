import * as z from "zod";
import { presentSummary } from "../../contract/summary.ts";
import { readSummary } from "../../db/queries/summaryInParts.ts";
import { serverRoute } from "../endpoint.ts";
import { ProblemError } from "../replies/problem.ts";
import { authorized } from "../replies/writeReply.ts";
import { summaryReply } from "../schemas/replies.ts";
import { instantOrDay, isInOrder, OUT_OF_ORDER, programKey } from "../schemas/texts.ts";

export const summaryRoute = serverRoute(
  {
    id: "summarize",
    method: "get",
    path: "/v1/reports/summary",
    summary: "A program's figures (or those of all programs) for from <= t < to",
    tag: "Reports",
    query: z
      .strictObject({
        program: programKey.optional(),
        from: instantOrDay.optional(),
        to: instantOrDay.optional(),
      })
      .refine(isInOrder, OUT_OF_ORDER),
    problems: ["program_not_found"],
    replies: { 200: { description: "The figures", schema: summaryReply } },
  },
  async ({ app, asker, query }) => {
    const { program = null, from = null, to = null } = query;
    const { found, ...figures } = authorized(await readSummary(app.deps.database, asker, { program, from, to }));
    if (!found) throw new ProblemError("program_not_found", `There is no program "${program}".`);
    return { status: 200, body: { program, from, to, ...presentSummary({ found, ...figures }) } };
  },
);
