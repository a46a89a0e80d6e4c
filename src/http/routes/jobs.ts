import { z } from "@hono/zod-openapi";
import { isValidKey } from "../../db/queries/apiKeys.ts";
import { announceCoupons } from "../../usecases/announceCoupons.ts";
import type { Request, WriteDeps, WriteOutcome } from "../../usecases/commitOnce.ts";
import type { JobRefusal } from "../../usecases/releaseRewards.ts";
import { releaseRewards } from "../../usecases/releaseRewards.ts";
import { reviewAdvocates } from "../../usecases/reviewAdvocates.ts";
import { settleChoices } from "../../usecases/settleChoices.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { badKey } from "../middleware/authentication.ts";
import { ProblemError } from "../problem.ts";
import { instant } from "../schemas/texts.ts";
import { replyTo } from "../writeReply.ts";

type Job = (deps: WriteDeps, request: Request, asOf: string | null) => Promise<WriteOutcome<JobRefusal>>;

/** What the schedule runs for everybody, and a tenant for itself. */
const JOBS: ReadonlyMap<string, Job> = new Map([
  ["release-rewards", releaseRewards],
  ["settle-choices", settleChoices],
  ["expire-coupons", announceCoupons],
  ["review-advocates", reviewAdvocates],
]);

const input = z
  .strictObject({
    asOf: instant
      .transform((text) => new Date(text).toISOString())
      .nullish()
      .openapi({ description: "Another time than now; only for keys of test mode" }),
  })
  .openapi("JobInput");

const report = z
  .strictObject({
    job: z.string(),
    asOf: z.iso.datetime(),
    count: z.int().openapi({ description: "How many things this run changed" }),
    more: z.boolean().openapi({ description: "More was due than one batch holds: run it again" }),
  })
  .openapi("JobReport");

export const jobRoute = serverRoute(
  {
    method: "post",
    path: "/v1/jobs/{name}",
    summary: `Runs one batch of a scheduled job now, for this tenant: ${[...JOBS.keys()].join(", ")}`,
    tag: "Jobs",
    params: z.strictObject({ name: z.string().max(64) }),
    body: { ...bodyOf(input), mayBeAbsent: true },
    replies: { 200: { description: "What the run did", schema: report } },
  },
  async ({ app, keyHash, idempotency, params, body }) => {
    const job = JOBS.get(params.name);
    if (job === undefined) {
      // No job proves the key here, and what exists is told to holders of a valid one only.
      if (!(await isValidKey(app.deps.database, keyHash))) throw badKey();
      throw new ProblemError("not_found", `There is no such job; there are ${[...JOBS.keys()].join(", ")}.`);
    }
    return replyTo(await job(app.deps, { asker: keyHash, idempotency }, body.asOf ?? null));
  },
);
