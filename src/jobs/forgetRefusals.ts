import { removeOldRefusals, tenantsWithOldRefusals } from "../db/queries/refusals.ts";
import type { OwnJob } from "./accountSums.ts";

/** So many go in one statement. */
const MAX_FORGOTTEN = 1_000;

/** Removes what tenants are no longer told of their requests that were refused. */
export const forgetRefusals: OwnJob = {
  name: "forget-refusals",
  tenantsDue: tenantsWithOldRefusals,
  async runFor({ database, clock }, tenantId) {
    const asOf = clock.now().toISOString();
    const count = await removeOldRefusals(database, tenantId, asOf, MAX_FORGOTTEN);
    return { job: this.name, asOf, count, more: count === MAX_FORGOTTEN };
  },
};
