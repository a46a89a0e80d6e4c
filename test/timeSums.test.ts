import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { readSeries } from "../src/db/queries/reports/series.ts";
import { keepCustomers, keepSums, tenantsWithUnkept } from "../src/db/queries/timeSums.ts";
import { DAY_MS } from "../src/domain/periods.ts";
import { documentOf } from "../src/engine/testing/documents.ts";
import type { Database } from "../src/ports.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, purchase, signup } from "./support/engineTenant.ts";
import { settleSums } from "./support/settledSums.ts";

/** Sums are kept beside the rows that they are of: that a report says what is so, whatever happens meanwhile. */

const RULES = documentOf([]);
const POLL_MS = 10;
const HOUR_MS = DAY_MS / 24;
const ALL = { touched: 50, events: 1_000 };
/** Long before anything that a transaction does not note. */
const OLD = Date.now() - 40 * DAY_MS;

let url: string;
let database: Database;
let tenant: EngineTenant;
/** Another writer, whose transaction stays open for as long as a test wants. */
let other: pg.Client;
beforeAll(async () => {
  url = await createDatabase(inject("postgresUrl"), "timeSums", MIGRATED_TEMPLATE);
  database = openPg(url);
  other = new pg.Client({ connectionString: url });
  await other.connect();
});
afterAll(async () => {
  await other.end();
  await database.close();
});
beforeEach(async () => {
  tenant = await createEngineTenant(database, RULES, ["ann"]);
  await settleSums(database, tenant.tenantId);
  await keep();
});

async function keep(): Promise<void> {
  await keepSums(database, tenant.tenantId, ALL);
  await keepCustomers(database, tenant.tenantId, ALL);
}

/** A click of a time, as one statement. */
function click(id: string, at: number): [string, unknown[]] {
  return [
    `INSERT INTO clicks (tenant_id, id, code, program_id, participant_id, channel, occurred_at)
     SELECT $1, click_ids_of($3::timestamptz) || $2, 'x', g.id, 'par_x', NULL, $3::timestamptz
     FROM programs g WHERE g.tenant_id = $1`,
    [tenant.tenantId, id, new Date(at).toISOString()],
  ];
}

async function stored(key: keyof typeof STORED): Promise<string> {
  const [row] = await database.query(STORED[key], [tenant.tenantId]);
  return String(row?.[0]);
}
const STORED = {
  clicks: "SELECT count(*) FROM clicks WHERE tenant_id = $1",
  touched: "SELECT count(*) FROM touched_times WHERE tenant_id = $1",
  kept: "SELECT coalesce(sum(clicks), 0) FROM time_sums WHERE tenant_id = $1",
  upTo: "SELECT up_to::text FROM summed_times WHERE tenant_id = $1",
};

/** Whether a statement waits for a row that another transaction has. */
async function waits(): Promise<boolean> {
  const [row] = await database.query(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return Number(row?.[0]) > 0;
}

/** What a report of the last months says, by the sums that are kept. */
async function told(sum: "clicks" | "costMinor" = "clicks"): Promise<string | undefined> {
  const now = new Date(Date.now() + HOUR_MS).toISOString();
  const from = new Date(OLD - 10 * DAY_MS).toISOString();
  const scope = { program: null, currency: null, from, to: now, now, by: "week" } as const;
  return (await readSeries(database, tenant.asker, scope))?.body.totals[sum];
}

describe("a report", () => {
  it("reads what is kept, and not the rows that it is the sum of", async () => {
    await database.query(...click("a", OLD));
    await keep();
    expect([await told(), await stored("kept")]).toEqual(["1", "1"]);
    await database.query("UPDATE time_sums SET clicks = 7 WHERE tenant_id = $1", [tenant.tenantId]);
    expect(await told()).toBe("7");
  });

  it("says what is so of a time that is kept while the change that came late is committed", async () => {
    await database.query(...click("a", OLD));
    await keep();
    await database.query(...click("b", OLD));
    await other.query("BEGIN");
    await other.query(...click("c", OLD));
    // What the other does is not seen yet; what was done before is counted, and taken from the list.
    await keep();
    expect([await told(), await stored("touched")]).toEqual(["2", "0"]);
    await other.query("COMMIT");
    expect([await told(), await stored("touched")]).toEqual(["3", "1"]);
    await keep();
    expect([await told(), await stored("kept"), await stored("touched")]).toEqual(["3", "3", "0"]);
  });

  it("says what coupons took off, which their orders tell later, of what was earned in a time that is kept", async () => {
    const grant = { kind: "discount", percentBps: 1000 };
    const coupon = { id: "coupon", recipient: "friend", on: { event: "signup" }, grant };
    tenant = await createEngineTenant(database, documentOf([coupon]), ["ann"]);
    const at = new Date(OLD).toISOString();
    await tenant.report(database, [signup("fay", "ann", at), purchase("fay", "o-1", 4200, at)]);
    await settleSums(database, tenant.tenantId);
    await keep();
    expect([await told("costMinor"), await stored("touched")]).toEqual(["0", "0"]);
    const [row] = await database.query("SELECT code FROM coupons WHERE tenant_id = $1", [tenant.tenantId]);
    const discounts = [{ code: String(row?.[0]), amountMinor: 420 }];
    const order = purchase("fay", "o-2", 4200, new Date().toISOString());
    await tenant.report(database, [{ ...order, discounts }]);
    expect(await told("costMinor")).toBe("420");
    await keep();
    expect([await told("costMinor"), await stored("touched")]).toEqual(["420", "0"]);
  });

  it("says what is so when a row goes, or moves to another time", async () => {
    const grant = { kind: "cash", amountMinor: 500, currency: "GBP" };
    const rule = { id: "pays", recipient: "advocate", on: { event: "purchase" }, grant };
    tenant = await createEngineTenant(database, documentOf([rule]), ["ann"]);
    const at = new Date(OLD).toISOString();
    await tenant.report(database, [
      signup("fay", "ann", at),
      purchase("fay", "o-1", 4200, at),
      purchase("fay", "o-2", 4200, at),
    ]);
    await settleSums(database, tenant.tenantId);
    await keep();
    expect(await told("costMinor")).toBe("1000");
    const [first, second] = (
      await database.query("SELECT id FROM rewards WHERE tenant_id = $1", [tenant.tenantId])
    ).map(([id]) => id);
    const ofReward = (id: unknown) => [tenant.tenantId, id];
    await database.query("UPDATE rewards SET occurred_at = now() WHERE tenant_id = $1 AND id = $2", ofReward(first));
    await database.query("DELETE FROM rewards WHERE tenant_id = $1 AND id = $2", ofReward(second));
    expect(await told("costMinor")).toBe("500");
    await keep();
    const kept = "SELECT coalesce(sum(cost_minor), 0)::text FROM time_sums WHERE tenant_id = $1 AND scope LIKE 'prg%'";
    expect([await told("costMinor"), await database.query(kept, [tenant.tenantId])]).toEqual(["500", [["0"]]]);
  });

  it("says the same of clicks that are kept no longer, whether their sums are kept by then or not", async () => {
    await database.query(...click("a", OLD));
    await keep();
    await database.query(...click("b", OLD));
    await database.query("DELETE FROM clicks WHERE tenant_id = $1", [tenant.tenantId]);
    expect([await told(), await stored("kept"), await stored("touched")]).toEqual(["2", "1", "1"]);
    await keep();
    expect([await told(), await stored("kept")]).toEqual(["2", "2"]);
  });
});

describe("nothing is kept", () => {
  it("that a transaction may still change without a note, however long it takes", async () => {
    tenant = await createEngineTenant(database, RULES, ["ann"]);
    await other.query("BEGIN");
    // It began when this time was young, which it notes nothing of.
    await other.query("SET LOCAL session_replication_role = replica");
    await other.query(...click("a", OLD));
    // Nor does it count the click then.
    await other.query(
      `INSERT INTO click_quarters SELECT tenant_id, quarter_of(occurred_at), program_id, participant_id, '', 1
       FROM clicks WHERE tenant_id = $1`,
      [tenant.tenantId],
    );
    for (let run = 0; run < 3; run++) await keep();
    await other.query("COMMIT");
    expect(await told()).toBe("1");
    await settleSums(database, tenant.tenantId);
    await keep();
    expect([await told(), await stored("kept")]).toEqual(["1", "1"]);
  });

  it("of the last hour, of which no change is noted", async () => {
    await database.query(...click("a", Date.now() - 50 * 60_000));
    await keep();
    await database.query(...click("b", Date.now() - 50 * 60_000));
    expect([await stored("touched"), await stored("kept"), await told()]).toEqual(["0", "0", "2"]);
    expect(Date.parse(await stored("upTo"))).toBeLessThanOrEqual(Date.now() - HOUR_MS);
  });
});

describe("keeping", () => {
  it("is done by one process at a time, and the second sees what came before its turn", async () => {
    tenant = await createEngineTenant(database, RULES, ["ann"]);
    await settleSums(database, tenant.tenantId);
    await database.query(...click("a", OLD));
    await other.query("BEGIN");
    // As far as the first has come when the second begins.
    await other.query("SELECT FROM summed_times WHERE tenant_id = $1 FOR UPDATE", [tenant.tenantId]);
    await database.query(...click("b", OLD));
    const second = keep().catch((error: unknown) => error);
    while (!(await waits())) await sleep(POLL_MS);
    await other.query("SELECT keep_sums($1, 50, 1000)", [tenant.tenantId]);
    await other.query("COMMIT");
    expect(await second).toBeUndefined();
    await keep();
    expect([await told(), await stored("kept"), await stored("touched")]).toEqual(["2", "2", "0"]);
  });

  it("leaves everything as it was when it ends before its commit, and the next run does the same", async () => {
    await database.query(...click("a", OLD));
    const before = [await stored("touched"), await stored("kept"), await stored("upTo")];
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    await client.connect();
    await client.query("BEGIN");
    await client.query("SELECT keep_sums($1, 50, 1000)", [tenant.tenantId]);
    await database.query("SELECT pg_terminate_backend($1)", [
      (client as unknown as { readonly processID: number }).processID,
    ]);
    expect([await stored("touched"), await stored("kept"), await stored("upTo")]).toEqual(before);
    await keep();
    expect([await told(), await stored("kept")]).toEqual(["1", "1"]);
  });

  it("goes on where the database was put into another server, whose transactions have smaller numbers", async () => {
    const upTo = await stored("upTo");
    await database.query(
      `UPDATE summed_times SET asked_xid = 9000000000000000000, up_to = $2, settled_to = $2 WHERE tenant_id = $1`,
      [tenant.tenantId, new Date(OLD - DAY_MS).toISOString()],
    );
    await database.query(...click("a", OLD));
    await settleSums(database, tenant.tenantId);
    await keep();
    expect([await told(), await stored("kept"), (await stored("upTo")) >= upTo]).toEqual(["1", "1", true]);
  });

  it("is due where something happened or was touched, and ends", async () => {
    const due = async () => (await tenantsWithUnkept(database, "", "", 1_000)).includes(tenant.tenantId);
    await keep();
    expect(await due()).toBe(false);
    await database.query(...click("a", OLD));
    expect(await due()).toBe(true);
    await keep();
    expect(await due()).toBe(false);
  });

  it("goes so many events and touched times at once, and says that there is more", async () => {
    tenant = await createEngineTenant(database, RULES, ["ann"]);
    await settleSums(database, tenant.tenantId);
    await database.query(
      `INSERT INTO events (tenant_id, id, type, natural_key, content_hash, attempt_id, occurred_at, occurred_at_given,
         received_at, facts, flags, decisions)
       SELECT $1, 'evt_' || n, 'seen', 'seen-' || n, '', '', $2::timestamptz + n * interval '1 hour', true, now(), '{}', '[]', '[]'
       FROM generate_series(0, 5) n`,
      [tenant.tenantId, new Date(OLD).toISOString()],
    );
    for (let n = 0; n < 6; n++) await database.query(...click(`c-${n}`, OLD + n * HOUR_MS));
    const few = { touched: 2, events: 2 };
    const kept: string[] = [];
    for (let more = true; more; ) {
      ({ more } = await keepSums(database, tenant.tenantId, few));
      kept.push(await stored("kept"));
      expect(await told()).toBe("6");
      expect(kept.length).toBeLessThan(20);
    }
    expect(new Set(kept).size).toBeGreaterThan(3);
    expect(kept.at(-1)).toBe("6");
  });
});
