import { removeOldNotices, tenantsWithOldNotices } from "../db/queries/deliveries.ts";
import type { OwnJob } from "./accountSums.ts";

/** So many of each go in one statement. */
const MAX_FORGOTTEN = 1_000;

/** Removes notices and deliveries that are older than they are kept. */
export const forgetNotices: OwnJob = {
  name: "forget-notices",
  tenantsDue: tenantsWithOldNotices,
  async runFor({ database, clock }, tenantId) {
    const asOf = clock.now().toISOString();
    const count = await removeOldNotices(database, tenantId, asOf, MAX_FORGOTTEN);
    return { job: this.name, asOf, count, more: count === MAX_FORGOTTEN };
  },
};
