import { keepSums as keep, tenantsWithUnkept } from "../db/queries/timeSums.ts";
import type { OwnJob } from "./accountSums.ts";

/** So far one statement goes: some 60 ms of a server. The embedded database answers others between two. */
const MOST = { touched: 20, events: 2_000 } as const;

/** Keeps the sums of reports by quarters of an hour, so that a long report does not read all rows of its period. */
export const keepSums: OwnJob = {
  name: "keep-sums",
  tenantsDue: tenantsWithUnkept,
  async runFor({ database, clock }, tenantId) {
    const { kept, more } = await keep(database, tenantId, MOST);
    return { job: this.name, asOf: clock.now().toISOString(), count: kept, more };
  },
};
