import { removeOldClickKeys, tenantsWithOldClickKeys } from "../db/queries/clicks.ts";
import type { OwnJob } from "./accountSums.ts";

/** So many keys go in one statement. */
const MAX_FORGOTTEN = 1_000;

/** Removes the keys that visitors of programs that pay for clicks were hashed with: then the hashes lead back to no one. */
export const forgetVisitors: OwnJob = {
  name: "forget-visitors",
  tenantsDue: tenantsWithOldClickKeys,
  async runFor({ database, clock }, tenantId) {
    const asOf = clock.now().toISOString();
    const count = await removeOldClickKeys(database, tenantId, asOf, MAX_FORGOTTEN);
    return { job: this.name, asOf, count, more: count === MAX_FORGOTTEN };
  },
};
