import { setTimeout as sleep } from "node:timers/promises";
import { keepSums } from "../../src/db/queries/timeSums.ts";
import type { Database } from "../../src/ports.ts";

const POLL_MS = 10;
const MOST_POLLS = 2_000;

/**
 * Begins to keep a tenant's sums, and waits until all transactions that were under way then have ended: those of other
 * databases of the server count too. What is kept after that needs one run.
 */
export async function settleSums(database: Database, tenantId: string): Promise<void> {
  await keepSums(database, tenantId, { touched: 0, events: 0 });
  for (let poll = 0; poll < MOST_POLLS; poll++) {
    const [row] = await database.query(
      `SELECT asked_xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM summed_times WHERE tenant_id = $1`,
      [tenantId],
    );
    if (row?.[0] === true) return;
    await sleep(POLL_MS);
  }
  throw new Error("a transaction of the server has not ended");
}
