import { expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { nanoIds } from "../src/adapters/nanoIds.ts";
import { systemClock } from "../src/adapters/systemClock.ts";
import type { KeptRefusal } from "../src/db/queries/refusals.ts";
import { keepRefusals, MAX_KEPT_AT_ONCE } from "../src/db/queries/refusals.ts";
import { testSealing } from "../src/testing/testSealing.ts";
import { createTenant } from "../src/usecases/tenants/createTenant.ts";

const PROCESSES = 8;
const ROUNDS = 20;

it("several processes that keep the same refusals at once lose none and wait for no one for ever", async () => {
  const database = openPg(await createDatabase(inject("postgresUrl"), "refusals", MIGRATED_TEMPLATE));
  const deps = { database, clock: systemClock, ids: nanoIds, sealing: testSealing };
  const { tenantId } = await createTenant(deps, { name: "Tea", slug: null, landingUrl: null, live: false });
  const batchOf = (round: number) =>
    Array.from(
      { length: MAX_KEPT_AT_ONCE },
      (_, n): KeptRefusal => ({
        ...{ tenantId, id: `${round}-${n}`, at: "2026-01-05T10:00:00.000Z", times: 1, route: "POST /v1/events" },
        ...{ code: "invalid_request", paths: [`p${n}`], origin: null },
      }),
    );
  for (let round = 0; round < ROUNDS; round++) {
    const batch = batchOf(round);
    const orders = Array.from({ length: PROCESSES }, (_, n) => (n % 2 === 0 ? batch : batch.toReversed()));
    await Promise.all(orders.map((one) => keepRefusals(database, one)));
  }
  const rows = await database.query("SELECT count(*), sum(times) FROM refusals WHERE tenant_id = $1", [tenantId]);
  expect(rows).toEqual([[String(MAX_KEPT_AT_ONCE * ROUNDS), String(MAX_KEPT_AT_ONCE * ROUNDS * PROCESSES)]]);
  await database.close();
});
