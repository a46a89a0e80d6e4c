import { keepSums as keep, keepCustomers, tenantsWithUnkept } from "../db/queries/timeSums.ts";
import type { OwnJob } from "./accountSums.ts";

/** So far one statement goes: some 60 ms of a server. The embedded database answers others between two. */
const MOST = { touched: 20, events: 2_000 } as const;
/** Days of customers, each of which has all purchases of its day looked at. */
const MOST_DAYS = { touched: 5, events: 2_000 } as const;

/** Keeps the sums of reports by quarters of an hour, so that a long report does not read all rows of its period. */
export const keepSums: OwnJob = {
  name: "keep-sums",
  tenantsDue: tenantsWithUnkept,
  async runFor({ database, clock }, tenantId) {
    const sums = await keep(database, tenantId, MOST);
    const days = await keepCustomers(database, tenantId, MOST_DAYS);
    const asOf = clock.now().toISOString();
    return { job: this.name, asOf, count: sums.kept + days.kept, more: sums.more || days.more };
  },
};
