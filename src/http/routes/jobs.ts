import * as z from "zod";
import { isAuthorized } from "../../db/queries/asker.ts";
import { scheduledJobs } from "../../jobs/scheduledJobs.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { ProblemError } from "../replies/problem.ts";
import { replyTo } from "../replies/writeReply.ts";
import { badKey } from "../request/authentication.ts";
import { instant } from "../schemas/texts.ts";

const NAMES = scheduledJobs.map(({ name }) => name).join(", ");

const input = z
  .strictObject({
    asOf: instant
      .transform((text) => new Date(text).toISOString())
      .nullish()
      .meta({ description: "Another time than now; only for keys of test mode" }),
  })
  .meta({ id: "JobInput" });

const report = z
  .strictObject({
    job: z.string(),
    asOf: z.iso.datetime(),
    count: z.int().meta({
      description:
        "How many things this run changed; of check-balances, how many balances are not what was posted or what is left of lots, or payouts not what is set aside",
    }),
    more: z.boolean().meta({ description: "More was due than one batch holds: run it again" }),
  })
  .meta({ id: "JobReport" });

export const jobRoute = serverRoute(
  {
    id: "runJob",
    method: "post",
    path: "/v1/jobs/{name}",
    summary: `Runs one batch of a scheduled job now, for this tenant: ${NAMES}`,
    tag: "Jobs",
    params: z.strictObject({ name: z.string().max(64) }),
    body: { ...bodyOf(input), mayBeAbsent: true },
    problems: ["not_found", "test_mode_only"],
    replies: { 200: { description: "What the run did", schema: report } },
  },
  async ({ app, asker, idempotency, params, body }) => {
    const job = scheduledJobs.find(({ name }) => name === params.name);
    if (job === undefined) {
      // No job proves the key here, and what exists is told to holders of a valid one only.
      if (!(await isAuthorized(app.deps.database, asker))) throw badKey();
      throw new ProblemError("not_found", `No job has this name. The jobs are ${NAMES}.`);
    }
    return replyTo(await job.run(app.deps, { asker, idempotency }, body.asOf ?? null));
  },
);
