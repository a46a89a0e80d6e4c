import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { checkSums, sumPostings } from "../src/db/queries/accountSums.ts";
import { commitEffects } from "../src/db/queries/commitEffects.ts";
import type { BalanceView } from "../src/db/queries/ledger.ts";
import { readBalances } from "../src/db/queries/ledger.ts";
import { adjusted } from "../src/domain/ledger.ts";
import { arbitraryMovingHistory } from "../src/engine/testing/arbitraryHistory.ts";
import { holdsForAllStored } from "../src/engine/testing/checking.ts";
import { documentOf } from "../src/engine/testing/documents.ts";
import { checkAccounts, SumsDifferError, sumAccounts } from "../src/jobs/accountSums.ts";
import type { Database } from "../src/ports.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn } from "./support/engineTenant.ts";
import { createLongHistory } from "./support/longHistory.ts";
import { countingRows, PLANNED, rowsRead } from "./support/rowsRead.ts";
import { toldTenant } from "./support/storedHistory.ts";

/** The sums of accounts are kept by a job, beside the books: that what is told is what was posted, at any moment. */

const RUNS = 30;
const POLL_MS = 10;
const AT = "2026-03-01T10:00:00.000Z";
const RULES = documentOf([]);

let url: string;
let database: Database;
beforeAll(async () => {
  url = await createDatabase(inject("postgresUrl"), "accountSums", MIGRATED_TEMPLATE);
  database = openPg(url);
});
afterAll(() => database.close());

/** All accounts, page by page, and the totals. */
async function told({ asker }: EngineTenant, limit: number, participant: string | null = null) {
  const accounts: string[] = [];
  let after: readonly [string, string] | null = null;
  for (;;) {
    const read = await readBalances(database, asker, { participant, after, limit });
    if (read === null) throw new Error("not proved");
    const { data, totals } = read.body;
    accounts.push(...data.map(({ account, unit, balance }: BalanceView) => `${account} ${unit} ${balance}`));
    const last = data.at(-1);
    if (last === undefined || data.length < limit) return { accounts, totals };
    after = [last.account, last.unit];
  }
}

/** The same, summed from all postings. */
async function posted({ tenantId }: EngineTenant) {
  const rows = await database.query(
    `SELECT account, unit, sum(amount)::text FROM (
       SELECT source AS account, unit, -amount AS amount FROM postings WHERE tenant_id = $1
       UNION ALL SELECT destination, unit, amount FROM postings WHERE tenant_id = $1) s
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [tenantId],
  );
  const units = [...new Set(rows.map(([, unit]) => String(unit)))].toSorted();
  return { accounts: rows.map((row) => row.join(" ")), totals: units.map((unit) => ({ unit, balance: "0" })) };
}

async function postings({ tenantId }: EngineTenant): Promise<number> {
  const [[count] = []] = await database.query("SELECT count(*) FROM postings WHERE tenant_id = $1", [tenantId]);
  return Number(count);
}

/** Posts what a person gives by hand, under that id. */
function give(on: Database, { tenantId }: EngineTenant, id: string, at = AT): Promise<void> {
  const posting = {
    id,
    ...adjusted("par_x", 5n),
    unit: "points",
    programId: null,
    participantId: "par_x",
    rewardId: null,
    eventId: null,
    reason: "thanks",
  };
  return commitEffects(on, { tenantId, attemptId: id, at, postings: [posting] } as never);
}

/** Takes what was posted for old, so that it may be summed. */
async function age(on: Database, tenantId: string): Promise<void> {
  await on.query("ALTER TABLE postings DISABLE TRIGGER USER");
  await on.query("UPDATE postings SET created_at = $2 WHERE tenant_id = $1", [tenantId, AT]);
  await on.query("ALTER TABLE postings ENABLE TRIGGER USER");
}

describe("what accounts hold", () => {
  it("is what was posted after any history, however much of it is summed", async () => {
    await holdsForAllStored(arbitraryMovingHistory, RUNS, async (history) => {
      const tenant = await toldTenant(database, history, true);
      const all = await posted(tenant);
      expect(await told(tenant, 1_000)).toEqual(all);
      await age(database, tenant.tenantId);
      expect(await sumPostings(database, tenant.tenantId, 2)).toBe(Math.min(2, await postings(tenant)));
      expect(await told(tenant, 3)).toEqual(all);
      while ((await sumPostings(database, tenant.tenantId, 2)) > 0);
      expect(await told(tenant, 1)).toEqual(all);
      await give(database, tenant, "pst_0");
      await give(database, tenant, "pst_z");
      expect(await told(tenant, 2)).toEqual(await posted(tenant));
      expect(await checkSums(database, tenant.tenantId, 1_000, AT)).toMatchObject({ more: false, differences: [] });
    });
  });

  it("is told of one participant alone", async () => {
    const tenant = await createEngineTenant(database, RULES, ["ann"]);
    await give(database, tenant, "pst_1");
    const [[id] = []] = await database.query("SELECT id FROM participants WHERE tenant_id = $1", [tenant.tenantId]);
    await database.query(
      `INSERT INTO postings (tenant_id, id, source, destination, unit, amount, participant_id, created_at)
       VALUES ($1, 'pst_2', 'tenant:adjustments', held_account($2, 'available'), 'cash:GBP', 7, $2, now())`,
      [tenant.tenantId, id],
    );
    const totals = [{ unit: "cash:GBP", balance: "0" }];
    expect(await told(tenant, 1, "ann")).toEqual({ accounts: [`participant:${id}:available cash:GBP 7`], totals });
    expect(await told(tenant, 1, "none")).toEqual({ accounts: [], totals: [] });
  });

  it("leaves what was posted a moment ago to the next sum, since a commit may still be under way", async () => {
    const tenant = await createEngineTenant(database, RULES, []);
    await give(database, tenant, "pst_1", new Date().toISOString());
    expect(await sumPostings(database, tenant.tenantId, 10)).toBe(0);
    expect(await sumAccounts.tenantsDue(database, AT, "", 1_000, depsOn(database))).not.toContain(tenant.tenantId);
    await give(database, tenant, "pst_0");
    await give(database, tenant, "pst_2");
    expect(await sumAccounts.tenantsDue(database, AT, "", 1_000, depsOn(database))).toContain(tenant.tenantId);
    // What is young lies before one of them.
    expect(await sumPostings(database, tenant.tenantId, 10)).toBe(1);
    expect(await told(tenant, 10)).toEqual(await posted(tenant));
  });

  it("counts a commit of a slow clock once, which the sum has to wait for", async () => {
    const tenant = await createEngineTenant(database, RULES, []);
    await give(database, tenant, "pst_1");
    await sumPostings(database, tenant.tenantId, 10);
    await give(database, tenant, "pst_3");
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query("BEGIN");
      await give(
        {
          query: async (sql, values) =>
            (await client.query({ text: sql, values: values as unknown[], rowMode: "array" })).rows,
          close: async () => {},
        },
        tenant,
        "pst_2",
      );
      const summing = sumPostings(database, tenant.tenantId, 10);
      const waits = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      while ((await database.query(waits)).length === 0) await sleep(POLL_MS);
      await client.query("COMMIT");
      expect(await summing).toBe(2);
    } finally {
      await client.end();
    }
    expect(await told(tenant, 10)).toEqual(await posted(tenant));
  });

  it("is read in few rows after thousands of postings and with hundreds of participants", async () => {
    const own = await createDatabase(inject("postgresUrl"), "accountSumsLong", MIGRATED_TEMPLATE);
    const long = openPg(own);
    const { tenantId, asker } = await createLongHistory(long, 2_000);
    await long.query(
      `INSERT INTO postings (tenant_id, id, source, destination, unit, amount, participant_id, created_at)
       SELECT $1, 'pst_many-' || n, 'tenant:adjustments', held_account('par_' || n, 'available'), 'points', 1, 'par_' || n, now()
       FROM generate_series(1000, 1999) n`,
      [tenantId],
    );
    await age(long, tenantId);
    while ((await sumPostings(long, tenantId, 1_000)) > 0);
    await long.query("VACUUM ANALYZE");
    await long.close();
    const page = (after: readonly [string, string] | null, participant: string | null) => (on: Database) =>
      readBalances(on, asker, { participant, after, limit: 21 });
    for (const planned of PLANNED) {
      for (const after of [null, ["participant:par_1500:available", "points"], ["program:", ""]] as const) {
        const { rows, scans } = await rowsRead(own, planned, page(after, null));
        expect(rows, scans.join("; ")).toBeLessThan(100);
      }
    }
    expect(await countingRows(own, page(null, null))).toBeLessThan(200);
    expect(await countingRows(own, page(null, "star"))).toBeLessThan(100);
  });
});

describe("the round that holds them against all postings", () => {
  it.each([
    ["another sum", "UPDATE account_sums SET balance = 7 WHERE tenant_id = $1 AND account = 'tenant:adjustments'", "7"],
    ["no sum", "DELETE FROM account_sums WHERE tenant_id = $1 AND account = 'tenant:adjustments'", "0"],
  ])("fails for its tenant, once a round, and mends nothing: %s", async (_, damage, kept) => {
    const tenant = await createEngineTenant(database, RULES, []);
    for (const id of ["pst_1", "pst_2", "pst_3"]) await give(database, tenant, id);
    const deps = depsOn(database);
    await sumAccounts.runFor(deps, tenant.tenantId);
    await database.query(damage, [tenant.tenantId]);
    const failure = await checkAccounts.runFor(deps, tenant.tenantId).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SumsDifferError);
    const difference = { account: "tenant:adjustments", unit: "points", kept, posted: "-15" };
    expect((failure as SumsDifferError).differences).toEqual([difference]);
    const due = () => checkAccounts.tenantsDue(database, deps.clock.now().toISOString(), "", 1_000, depsOn(database));
    expect(await due()).not.toContain(tenant.tenantId);
    deps.clock.advance(25 * 3_600_000);
    expect(await due()).toContain(tenant.tenantId);
    await expect(checkAccounts.runFor(deps, tenant.tenantId)).rejects.toThrow("are not what was posted");
  });

  it("goes on where it stopped, whatever is posted meanwhile before and after that", async () => {
    const tenant = await createEngineTenant(database, RULES, []);
    for (const id of ["pst_1", "pst_2", "pst_3"]) await give(database, tenant, id);
    await sumPostings(database, tenant.tenantId, 10);
    expect(await checkSums(database, tenant.tenantId, 2, AT)).toMatchObject({ checked: 2, more: true });
    for (const id of ["pst_0", "pst_25", "pst_4"]) await give(database, tenant, id);
    await sumPostings(database, tenant.tenantId, 10);
    const last = { checked: 3, more: false, differences: [] };
    expect(await checkSums(database, tenant.tenantId, 10, AT)).toEqual(last);
    expect(await checkSums(database, tenant.tenantId, 10, AT)).toEqual({ ...last, checked: 6 });
  });
});

it("the migration says of each wallet which of its accounts were posted to", async () => {
  const older = new pg.Client({ connectionString: await createDatabase(inject("postgresUrl"), "accountSumsBefore") });
  await older.connect();
  try {
    const folder = new URL("../drizzle/", import.meta.url);
    const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
    const ours = names.findIndex((name) => name.endsWith("sums-of-accounts.sql"));
    const migrate = async (name: string) => {
      const text = await readFile(new URL(name, folder), "utf8");
      await older.query("BEGIN");
      for (const statement of text.split("--> statement-breakpoint")) await older.query(statement);
      await older.query("COMMIT");
    };
    for (const name of names.slice(0, ours)) await migrate(name);
    const post = (id: string, source: string, destination: string) =>
      older.query("INSERT INTO postings VALUES ('t', $1, $2, $3, 'points', 1, NULL, $4, NULL, NULL, NULL, now())", [
        id,
        source,
        destination,
        id.slice(0, 1),
      ]);
    await post("a1", "tenant:adjustments", "participant:a:pending");
    await post("b1", "tenant:adjustments", "participant:b:available");
    await post("c1", "tenant:adjustments", "participant:c:pending");
    await post("c2", "participant:c:pending", "participant:c:available");
    await migrate(names[ours] ?? "");
    await post("a2", "participant:a:pending", "participant:a:available");
    await post("b2", "participant:b:available", "tenant:adjustments");
    await post("d1", "tenant:adjustments", "participant:d:pending");
    const { rows } = await older.query({
      text: "SELECT participant_id, pending_posted, available_posted FROM wallets ORDER BY 1",
      rowMode: "array",
    });
    expect(rows).toEqual([
      ["a", true, true],
      ["b", false, true],
      ["c", true, true],
      ["d", true, false],
    ]);
  } finally {
    await older.end();
  }
});
