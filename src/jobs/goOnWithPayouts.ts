import { tenantsWithBatches } from "../db/queries/payoutWrites.ts";
import type { BatchWork } from "../usecases/payouts/workOnBatch.ts";
import { goOnWithBatch } from "../usecases/payouts/workOnBatch.ts";
import type { Job, JobReport } from "./batchJob.ts";

const NAME = "go-on-with-payouts";

/**
 * Collects, confirms and cancels batches of payouts that one commit could not, a part at a time. When it is stopped, the
 * next run goes on where the last commit ended.
 */
export const goOnWithPayouts: Job = {
  name: NAME,
  tenantsDue: tenantsWithBatches,
  run(deps, request, asOf) {
    return goOnWithBatch(deps, request, (work) => reportOf(work, asOf ?? deps.clock.now().toISOString()));
  },
  async runFor(deps, tenantId) {
    const asOf = deps.clock.now().toISOString();
    const asker = { kind: "job", tenantId, job: NAME } as const;
    const outcome = await goOnWithBatch(deps, { asker, idempotency: null }, (work) => reportOf(work, asOf));
    if (outcome.kind !== "done") throw new Error(`a scheduled job ended as ${outcome.kind}`);
    return outcome.body as JobReport;
  },
};

function reportOf(work: BatchWork, asOf: string): JobReport {
  return { job: NAME, asOf, ...work };
}
