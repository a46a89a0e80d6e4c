import type { WriteDeps } from "../usecases/commitOnce.ts";
import type { OwnJob } from "./accountSums.ts";
import { checkAccounts, sumAccounts } from "./accountSums.ts";
import { forgetOld } from "./forgetOld.ts";
import { keepSums } from "./keepSums.ts";
import { scheduledJobs } from "./scheduledJobs.ts";
import { sealSecrets } from "./sealSecrets.ts";

/** Tenants that are asked for at once. */
export const TENANTS_AT_ONCE = 100;
/** One run looks at no more tenants than this; the next one goes on with those who still have something due. */
export const MAX_TENANTS = 10_000;
/** A tenant gets this many batches in one run, so that a large one does not keep the others waiting. */
export const MAX_BATCHES = 10;

/** What no tenant can run for itself comes last. */
const allJobs: readonly OwnJob[] = [
  ...scheduledJobs,
  ...[sumAccounts, checkAccounts, keepSums, forgetOld, sealSecrets],
];

/** Some tenants' jobs failed; the others' were done. */
export class JobsFailedError extends AggregateError {
  constructor(errors: readonly unknown[]) {
    super(errors, `${errors.length} scheduled jobs failed; each will be tried again by the next run`);
    this.name = "JobsFailedError";
  }
}

/**
 * Runs every scheduled job for every tenant with something due. Any number of processes may run it at once: each
 * thing is done by one of them.
 *
 * @returns how many things each job did
 * @throws {JobsFailedError} after every tenant had its turn
 */
export async function runScheduledJobs(
  deps: WriteDeps,
  jobs: readonly OwnJob[] = allJobs,
): Promise<Readonly<Record<string, number>>> {
  const errors: unknown[] = [];
  const done: Record<string, number> = {};
  for (const job of jobs) {
    done[job.name] = await runForEveryone(deps, job, errors);
  }
  if (errors.length > 0) throw new JobsFailedError(errors);
  return done;
}

async function runForEveryone(deps: WriteDeps, job: OwnJob, errors: unknown[]): Promise<number> {
  const asOf = deps.clock.now().toISOString();
  let count = 0;
  let after = "";
  for (let seen = 0; seen < MAX_TENANTS; seen += TENANTS_AT_ONCE) {
    const tenants = await job.tenantsDue(deps.database, asOf, after, TENANTS_AT_ONCE, deps);
    for (const tenantId of tenants) {
      try {
        count += await runForOne(deps, job, tenantId);
      } catch (error) {
        // One tenant's trouble is not the others': it is told when all had their turn.
        errors.push(error);
      }
    }
    const last = tenants.at(-1);
    if (last === undefined || tenants.length < TENANTS_AT_ONCE) break;
    after = last;
  }
  return count;
}

async function runForOne(deps: WriteDeps, job: OwnJob, tenantId: string): Promise<number> {
  let count = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const report = await job.runFor(deps, tenantId);
    count += report.count;
    if (!report.more) break;
  }
  return count;
}
