import { removeOldRows, tenantsWithOldRows } from "../db/queries/retention.ts";
import type { OwnJob } from "./accountSums.ts";

/** So many rows of each table go in one statement. */
export const MAX_FORGOTTEN = 1_000;

/** Removes what is kept no longer: `RETENTION` says what, and for how long. The oldest go first. */
export const forgetOld: OwnJob = {
  name: "forget-old",
  tenantsDue: tenantsWithOldRows,
  async runFor({ database, clock }, tenantId) {
    const asOf = clock.now().toISOString();
    const { count, mostOfOne } = await removeOldRows(database, tenantId, asOf, MAX_FORGOTTEN);
    return { job: this.name, asOf, count, more: mostOfOne === MAX_FORGOTTEN };
  },
};
