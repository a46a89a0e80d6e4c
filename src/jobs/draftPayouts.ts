import type { DuePayouts } from "../db/queries/payoutSettings.ts";
import { readDuePayouts, tenantsWithDuePayouts } from "../db/queries/payoutSettings.ts";
import { draftEffects } from "../usecases/payouts/draftBatch.ts";
import { batchJob } from "./batchJob.ts";

/**
 * Drafts the batch of payouts of each unit whose due date has come: one for all due dates that were missed. Each has a
 * commit of its own. Two that do it at once draft one.
 */
export const draftPayouts = batchJob({
  name: "draft-payouts",
  most: 1,
  tenantsDue: tenantsWithDuePayouts,
  read: readDuePayouts,
  rowsOf: (due: readonly DuePayouts[]) => due,
  effects(deps, [due], attempt) {
    if (due === undefined) throw new Error("a batch without anything due");
    return draftEffects(deps, due, attempt);
  },
});
