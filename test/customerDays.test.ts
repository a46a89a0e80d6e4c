import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { readSeries } from "../src/db/queries/reports/series.ts";
import { keepCustomers, keepSums } from "../src/db/queries/timeSums.ts";
import { documentOf } from "../src/engine/testing/documents.ts";
import type { Database } from "../src/ports.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant } from "./support/engineTenant.ts";
import { settleSums } from "./support/settledSums.ts";

/** How many people bought is kept by days: that it is what the purchases say, whatever comes late. */

const RULES = documentOf([]);
const [FROM, TO] = ["2026-05-01", "2026-06-01"];
const MOST = { touched: 50, events: 1_000 };

let url: string;
let database: Database;
beforeAll(async () => {
  url = await createDatabase(inject("postgresUrl"), "customerDays", MIGRATED_TEMPLATE);
  database = openPg(url);
});
afterAll(() => database.close());

async function keep({ tenantId }: EngineTenant, most = MOST): Promise<void> {
  await keepSums(database, tenantId, MOST);
  for (let run = 0, more = true; more && run < 20; run++) ({ more } = await keepCustomers(database, tenantId, most));
}

/** A purchase as a commit stores it, in one statement. */
function buy({ tenantId }: EngineTenant, who: string, order: string, at: string): [string, unknown[]] {
  return [
    `WITH e AS (INSERT INTO events (tenant_id, id, type, natural_key, content_hash, attempt_id, participant_id, occurred_at,
         occurred_at_given, received_at, facts, flags, decisions)
       VALUES ($1, 'evt_' || $3, 'purchase', purchase_key($3), '', '', $2, $4::timestamptz, true, now(), '{}', '[]', '[]')
       RETURNING seq)
     INSERT INTO purchases (tenant_id, order_id, participant_id, amount_minor, currency, occurred_at, event_seq,
       refunded_minor, refunds, over_refunds, decided)
     SELECT $1, $3, $2, 100, 'GBP', $4::timestamptz, e.seq, 0, '[]', 0, '{}' FROM e`,
    [tenantId, who, order, at],
  ];
}

async function newShop(zone = "UTC"): Promise<EngineTenant> {
  const shop = await createEngineTenant(database, RULES, ["ann"]);
  await database.query("UPDATE tenants SET timezone = $2 WHERE id = $1", [shop.tenantId, zone]);
  await settleSums(database, shop.tenantId);
  return shop;
}

/** By buckets and in all, as a report says. */
async function told({ asker }: EngineTenant, by: "day" | "week", from = FROM, to = TO) {
  const scope = { program: null, currency: null, from, to, now: "2026-11-30T00:00:00.000Z", by } as const;
  const { buckets = [], totals } = (await readSeries(database, asker, scope))?.body ?? {};
  const counts = buckets.map((bucket) => [bucket.from, bucket.to, bucket.sums?.customers ?? "0"] as const);
  return { counts, total: totals?.customers };
}

/** Holds it against all purchases. */
async function holds(shop: EngineTenant, from = FROM, to = TO): Promise<void> {
  for (const by of ["day", "week"] as const) {
    const { counts, total } = await told(shop, by, from, to);
    for (const [since, until, customers] of counts) {
      expect([by, since, customers]).toEqual([by, since, await bought(shop, since, until)]);
    }
    expect(total).toBe(await bought(shop, counts[0]?.[0] ?? "", counts.at(-1)?.[1] ?? ""));
  }
}

async function bought({ tenantId }: EngineTenant, since: string, until: string): Promise<string> {
  const [row] = await database.query(
    `SELECT count(DISTINCT participant_id)::text FROM purchases
     WHERE tenant_id = $1 AND occurred_at >= $2::timestamptz AND occurred_at < $3::timestamptz`,
    [tenantId, since, until],
  );
  return String(row?.[0]);
}

async function keptPeople({ tenantId }: EngineTenant): Promise<number> {
  const [row] = await database.query("SELECT sum(people) FROM customer_days WHERE tenant_id = $1", [tenantId]);
  return Number(row?.[0]);
}

/** Two people over the month, one of whom came back the next day and after two weeks. */
async function tell(shop: EngineTenant): Promise<void> {
  await database.query(...buy(shop, "bob", "b-1", "2026-05-04T10:00:00Z"));
  await database.query(...buy(shop, "bob", "b-2", "2026-05-05T10:00:00Z"));
  await database.query(...buy(shop, "bob", "b-3", "2026-05-20T10:00:00Z"));
  await database.query(...buy(shop, "cy", "c-1", "2026-05-06T10:00:00Z"));
  await database.query(...buy(shop, "cy", "c-2", "2026-05-06T12:00:00Z"));
}

describe("how many people bought", () => {
  it("is read from what is kept of each day", async () => {
    const shop = await newShop();
    await tell(shop);
    await keep(shop);
    await holds(shop);
    expect(await keptPeople(shop)).toBe(4);
    await database.query("UPDATE customer_days SET people = 7 WHERE tenant_id = $1 AND day = '2026-05-06'", [
      shop.tenantId,
    ]);
    expect((await told(shop, "day")).total).toBe("8");
  });

  it("is what the purchases say once two of them turn out to be one, though events keep both ids", async () => {
    const shop = await newShop();
    await tell(shop);
    await database.query(...buy(shop, "cy", "c-3", "2026-05-21T12:00:00Z"));
    await keep(shop);
    await database.query(
      `INSERT INTO participants (tenant_id, id, external_id, segments, merged_into, version, referred_version, created_at,
         updated_at) VALUES ($1, 'cy', 'cy', '[]', 'bob', 1, 0, now(), now())`,
      [shop.tenantId],
    );
    await database.query("UPDATE purchases SET participant_id = 'bob' WHERE tenant_id = $1 AND participant_id = 'cy'", [
      shop.tenantId,
    ]);
    await holds(shop);
    expect((await told(shop, "day")).total).toBe("1");
    await keep(shop);
    await holds(shop);
    await database.query(...buy(shop, "bob", "late", "2026-05-06T11:00:00Z"));
    await holds(shop);
    await keep(shop);
    await holds(shop);
  });

  it.each([
    ["comes late, before one that is kept", "bob", "2026-05-18T09:00:00Z"],
    ["comes late, on a day that has one", "bob", "2026-05-05T09:00:00Z"],
    ["comes late, after all of its person", "cy", "2026-05-28T23:59:59.999Z"],
    ["is the first of its person", "dee", "2026-05-20T00:00:00Z"],
  ])("is what the purchases say while one that %s is not counted yet, and after", async (_, who, at) => {
    const shop = await newShop();
    await tell(shop);
    await keep(shop);
    await database.query(...buy(shop, who, "late", at));
    await holds(shop);
    await keep(shop);
    await holds(shop);
    const [left] = await database.query("SELECT count(*) FROM touched_customers WHERE tenant_id = $1", [shop.tenantId]);
    expect(Number(left?.[0])).toBe(0);
  });

  it("is so when a purchase is moved to another time or person, or goes", async () => {
    const shop = await newShop();
    const change = async (set: string, order: string) => {
      const sql = `UPDATE purchases SET ${set} WHERE tenant_id = $1 AND order_id = $2`;
      await database.query(sql, [shop.tenantId, order]);
    };
    await tell(shop);
    await keep(shop);
    await database.query(
      `UPDATE events SET participant_id = 'bob' WHERE tenant_id = $1 AND natural_key IN (purchase_key('c-1'), purchase_key('c-2'))`,
      [shop.tenantId],
    );
    await change("participant_id = 'bob'", "c-1");
    await change("participant_id = 'bob'", "c-2");
    await holds(shop);
    await database.query("DELETE FROM events WHERE tenant_id = $1 AND natural_key = purchase_key('b-2')", [
      shop.tenantId,
    ]);
    await database.query("DELETE FROM purchases WHERE tenant_id = $1 AND order_id = 'b-2'", [shop.tenantId]);
    await holds(shop);
    await keep(shop);
    await holds(shop);
  });

  it("is so of a purchase that is committed after the job counted its day", async () => {
    const shop = await newShop();
    await tell(shop);
    await keep(shop);
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    try {
      await database.query(...buy(shop, "dee", "d-1", "2026-05-05T10:00:00Z"));
      await other.query("BEGIN");
      await other.query(...buy(shop, "eve", "e-1", "2026-05-05T11:00:00Z"));
      await keep(shop);
      await holds(shop);
      await other.query("COMMIT");
      await holds(shop);
      await keep(shop);
      await holds(shop);
    } finally {
      await other.end();
    }
  });
});

describe("days", () => {
  it("are those of the tenant's time zone, and another zone's after it has changed", async () => {
    const shop = await newShop("Asia/Kathmandu");
    await database.query(...buy(shop, "bob", "b-1", "2026-05-04T18:14:59Z"));
    await database.query(...buy(shop, "bob", "b-2", "2026-05-04T18:15:00Z"));
    await keep(shop);
    await holds(shop);
    expect(await keptPeople(shop)).toBe(2);
    await database.query("UPDATE tenants SET timezone = 'UTC' WHERE id = $1", [shop.tenantId]);
    await holds(shop);
    await keep(shop);
    await holds(shop);
    expect(await keptPeople(shop)).toBe(1);
  });

  it("begin where a report's do, also where midnight comes twice", async () => {
    const shop = await newShop("America/Havana");
    const times = ["2025-11-02T03:30:00Z", "2025-11-02T04:30:00Z", "2025-11-02T05:30:00Z", "2025-11-03T05:00:00Z"];
    for (const [n, at] of times.entries()) await database.query(...buy(shop, "bob", `b-${n}`, at));
    await database.query(...buy(shop, "cy", "c-1", "2025-11-02T04:30:00Z"));
    await keep(shop);
    await holds(shop, "2025-10-20", "2025-11-20");
    expect(await keptPeople(shop)).toBe(4);
  });

  it("are kept a few at a time, and every report is right meanwhile", async () => {
    const shop = await newShop();
    await tell(shop);
    await keepSums(database, shop.tenantId, MOST);
    const kept: number[] = [];
    for (let more = true; more && kept.length < 20; ) {
      ({ more } = await keepCustomers(database, shop.tenantId, { touched: 1, events: 2 }));
      kept.push(await keptPeople(shop));
      await holds(shop);
    }
    expect(new Set(kept).size).toBeGreaterThan(2);
    expect(kept.at(-1)).toBe(4);
  });

  it("that a period begins or ends within are counted by their purchases", async () => {
    const shop = await newShop();
    await tell(shop);
    await keep(shop);
    await holds(shop, "2026-05-04T10:00:00.001Z", "2026-05-20T10:00:00.000Z");
    await holds(shop, "2026-05-01", "2026-05-20T10:00:00.001Z");
    await holds(shop, "2026-05-04", "2026-05-04T09:00:00.000Z");
  });
});
