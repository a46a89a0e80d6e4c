import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { arbitraryMovingHistory } from "../src/engine/testing/arbitraryHistory.ts";
import { holdsForAllStored } from "../src/engine/testing/checking.ts";
import { attributionOf } from "../src/engine/testing/documents.ts";
import { BalancesDifferError, checkBalances } from "../src/jobs/checkBalances.ts";
import { expireRewards } from "../src/jobs/expireRewards.ts";
import { JobsFailedError, runScheduledJobs } from "../src/jobs/runScheduledJobs.ts";
import type { Database } from "../src/ports.ts";
import { mergeParticipant } from "../src/usecases/people/mergeParticipant.ts";
import { spendFromWallet } from "../src/usecases/wallet/spendFromWallet.ts";
import { createEngineTenant, depsOn, purchase, refundOfRest, signup } from "./support/engineTenant.ts";
import { toldTenant } from "./support/storedHistory.ts";
import { overFor } from "./support/walletActs.ts";

/** What participants have is kept beside the books: that the two are one and the same, whatever code posted. */

const RUNS = 60;
const POLL_MS = 10;
const RULES = {
  schemaVersion: 1,
  attribution: attributionOf(),
  qualifies: [],
  rewards: [
    {
      id: "share",
      recipient: "advocate",
      on: { event: "purchase" },
      grant: { kind: "cash", rateBps: 10_000 },
      holdDays: 5,
    },
  ],
};
const HELD = { pending: "4000", available: "0", paid: "0" };

let url: string;
let database: Database;
beforeAll(async () => {
  url = await createDatabase(inject("postgresUrl"), "wallets", MIGRATED_TEMPLATE);
  database = openPg(url);
});
afterAll(() => database.close());

/** A session of its own, whose locks can be held. */
async function withClient(use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

async function untilOneWaits(): Promise<void> {
  const sql = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  while ((await database.query(sql)).length === 0) await sleep(POLL_MS);
}

/** An advocate with one posted reward. */
async function tenantWithReward() {
  const tenant = await createEngineTenant(database, RULES, ["ann"]);
  await tenant.report(database, [
    signup("bob", "ann", "2026-03-01T10:00:00Z"),
    purchase("bob", "o1", 4_000, "2026-03-02T10:00:00Z"),
  ]);
  return tenant;
}

async function walletsOf(tenantId: string): Promise<unknown[]> {
  const sql = `SELECT unit, pending_minor::text, available_minor::text, paid_minor::text FROM wallets
    WHERE tenant_id = $1 ORDER BY participant_id, unit`;
  return await database.query(sql, [tenantId]);
}

describe("balances that are kept", () => {
  it("are the sums of the postings after any history", async () => {
    await holdsForAllStored(arbitraryMovingHistory, RUNS, async (history) => {
      const tenant = await toldTenant(database, history, true);
      expect(await checkBalances.runFor(depsOn(database), tenant.tenantId)).toMatchObject({ count: 0, more: false });
    });
  });

  it("are kept of what is posted by any other statement too", async () => {
    const { tenantId } = await tenantWithReward();
    await database.query(
      `INSERT INTO postings SELECT (jsonb_populate_record(o, jsonb_build_object('id', o.id || '-more'))).*
       FROM postings o WHERE o.tenant_id = $1`,
      [tenantId],
    );
    expect(await walletsOf(tenantId)).toEqual([["cash:GBP", "8000", "0", "0"]]);
    expect(await checkBalances.runFor(depsOn(database), tenantId)).toMatchObject({ count: 0 });
  });

  it("refuse the one event that would take them beyond what JSON tells, and take the others of its batch", async () => {
    const most = Number.MAX_SAFE_INTEGER;
    const tenant = await tenantWithReward();
    const buys = (order: string, amount: number) => purchase("bob", order, amount, "2026-03-03T10:00:00Z");
    const replies = await tenant.report(database, [buys("o2", 1), buys("o3", most), buys("o4", 2)]);
    expect(replies).toMatchObject([
      { status: 201 },
      { status: 422, problem: { code: "balance_out_of_range" } },
      { status: 201 },
    ]);
    expect(await walletsOf(tenant.tenantId)).toEqual([["cash:GBP", "4003", "0", "0"]]);
    const stored = "SELECT order_id FROM purchases WHERE tenant_id = $1 ORDER BY 1";
    expect(await database.query(stored, [tenant.tenantId])).toEqual([["o1"], ["o2"], ["o4"]]);
  });

  it("are locked in the order of their keys, so that two commits never wait for each other", async () => {
    const { tenantId } = await tenantWithReward();
    const post = (participants: readonly string[]) =>
      database.query(
        `INSERT INTO postings (tenant_id, id, source, destination, unit, amount, participant_id, created_at)
         SELECT $1, gen_random_uuid()::text, 'tenant:adjustments', held_account(p, 'available'), 'points', 1, p, now()
         FROM jsonb_array_elements_text($2::jsonb) WITH ORDINALITY AS x(p, n) ORDER BY n`,
        [tenantId, participants],
      );
    await post(["par_1", "par_2", "par_3"]);
    await withClient(async (other) => {
      await other.query("BEGIN");
      await other.query("SELECT FROM wallets WHERE tenant_id = $1 AND participant_id = 'par_1' FOR UPDATE", [tenantId]);
      const posting = post(["par_3", "par_2", "par_1"]);
      await untilOneWaits();
      // It would fail here if one of the others were locked already.
      await other.query("SELECT FROM wallets WHERE tenant_id = $1 FOR UPDATE NOWAIT", [tenantId]);
      await other.query("COMMIT");
      await posting;
    });
  });
});

describe("the migration that makes wallets", () => {
  it("fills them from the postings that are there, and lets the books go on that are beyond what JSON tells", async () => {
    const older = new pg.Client({ connectionString: await createDatabase(inject("postgresUrl"), "walletsBefore") });
    await older.connect();
    try {
      const folder = new URL("../drizzle/", import.meta.url);
      const migrate = async (name: string) => {
        const text = await readFile(new URL(name, folder), "utf8");
        for (const statement of text.split("--> statement-breakpoint")) await older.query(statement);
      };
      const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
      for (const name of names.filter((name) => name < "0003")) await migrate(name);
      const most = Number.MAX_SAFE_INTEGER;
      const post = (id: string, source: string, destination: string, amount: number) =>
        older.query(
          "INSERT INTO postings VALUES ('t', $1, $2, $3, 'cash:GBP', $4, NULL, $5, NULL, NULL, NULL, now())",
          [id, source, destination, amount, id.slice(0, 1)],
        );
      await post("a1", "program:p:reward_cost", "participant:a:pending", 500);
      await post("a2", "participant:a:pending", "participant:a:available", 300);
      await post("a3", "participant:a:available", "world:cash:GBP", 200);
      await post("a4", "program:p:discounts_given", "world:cash:GBP", 50);
      await post("b1", "tenant:adjustments", "participant:b:available", most);
      await post("b2", "tenant:adjustments", "participant:b:available", most);
      await migrate(names.find((name) => name.startsWith("0003")) ?? "");
      const wallets = async () => {
        const { rows } = await older.query({ text: "SELECT * FROM wallets ORDER BY participant_id", rowMode: "array" });
        return rows;
      };
      const rich = ["t", "b", "cash:GBP", "0", String(2n * BigInt(most)), "0"];
      expect(await wallets()).toEqual([["t", "a", "cash:GBP", "200", "100", "200"], rich]);
      await post("a5", "payouts:clearing", "participant:a:available", 10);
      await expect(post("b3", "tenant:adjustments", "participant:b:available", 1)).rejects.toThrow("wallets_exact");
      expect(await wallets()).toEqual([["t", "a", "cash:GBP", "200", "110", "190"], rich]);
    } finally {
      await older.end();
    }
  });
});

describe("the job that compares them", () => {
  it.each([
    ["another sum", "UPDATE wallets SET paid_minor = 7 WHERE tenant_id = $1", { ...HELD, paid: "7" }, HELD],
    ["no wallet", "DELETE FROM wallets WHERE tenant_id = $1", null, HELD],
    ["no postings", "UPDATE wallets SET unit = 'a' WHERE tenant_id = $1", HELD, null],
  ])("fails for its tenant alone, once a round, and repairs nothing: %s", async (_, damage, kept, posted) => {
    const [{ tenantId }, other] = [await tenantWithReward(), await tenantWithReward()];
    const [[whole] = []] = await database.query("SELECT json_agg(w) FROM wallets w WHERE tenant_id = $1", [tenantId]);
    await database.query(damage, [tenantId]);
    const before = await walletsOf(tenantId);
    const deps = depsOn(database);
    const failure = await runScheduledJobs(deps, [checkBalances]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(JobsFailedError);
    const [error, ...others] = (failure as JobsFailedError).errors;
    expect(others).toEqual([]);
    expect(error).toBeInstanceOf(BalancesDifferError);
    expect(String(error)).toContain(tenantId);
    expect((error as BalancesDifferError).differences[0]).toMatchObject({ kept, posted });
    expect(await walletsOf(tenantId)).toEqual(before);
    expect(await walletsOf(other.tenantId)).toEqual([["cash:GBP", "4000", "0", "0"]]);
    expect(await runScheduledJobs(deps, [checkBalances])).toEqual({ "check-balances": 0 });
    deps.clock.advance(25 * 3_600_000);
    await expect(runScheduledJobs(deps, [checkBalances])).rejects.toThrow("1 scheduled jobs failed");
    // The next case begins with nothing wrong.
    await database.query("DELETE FROM wallets WHERE tenant_id = $1", [tenantId]);
    await database.query("INSERT INTO wallets SELECT * FROM jsonb_populate_recordset(NULL::wallets, $1)", [whole]);
  });

  describe("what is left of lots", () => {
    const credit = {
      ...RULES,
      rewards: [{ ...RULES.rewards[0], grant: { kind: "credit", rateBps: 10_000 }, holdDays: 0 }],
    };
    const unit = "credit:GBP";

    /** Of 4000 credit 3000 are spent; 2500 of 4000 are spent under a name that is another's now, and are owed. */
    async function tenantThatOwes() {
      const tenant = await createEngineTenant(database, credit, ["ann", "eve"]);
      const request = { asker: tenant.asker, idempotency: null };
      const deps = depsOn(database);
      const earn = (advocate: string, friend: string) =>
        tenant.report(database, [
          signup(friend, advocate, "2026-03-01T10:00:00Z"),
          purchase(friend, `of-${friend}`, 4_000, "2026-03-02T10:00:00Z"),
        ]);
      await earn("ann", "bob");
      await earn("eve", "fay");
      const spend = (externalId: string, amountMinor: number) =>
        spendFromWallet(deps, request, { externalId, orderId: `by-${externalId}`, unit, amountMinor, partly: false });
      expect(await spend("ann", 3_000)).toMatchObject({ kind: "done" });
      expect(await spend("eve", 2_500)).toMatchObject({ kind: "done" });
      await tenant.report(database, [refundOfRest("of-fay", "r", "2026-03-03T10:00:00Z")]);
      expect(
        await mergeParticipant(deps, request, { whom: { externalId: "ann" }, alias: "eve", reason: null }),
      ).toMatchObject({ kind: "done" });
      return tenant.tenantId;
    }

    it("is what a person has by all their names, what they owe included", async () => {
      const tenantId = await tenantThatOwes();
      expect(await checkBalances.runFor(depsOn(database), tenantId)).toMatchObject({ count: 0 });
    });

    it.each([
      [
        "more than they have",
        "UPDATE lots SET left_minor = left_minor + 7 WHERE tenant_id = $1 AND left_minor > 0",
        "-1493",
      ],
      ["less", "UPDATE lots SET left_minor = left_minor - 7 WHERE tenant_id = $1 AND left_minor < 0", "-1507"],
      [
        "that nothing was posted for",
        "INSERT INTO lots SELECT tenant_id, 'x', unit, participant_id, 5 FROM lots WHERE tenant_id = $1 LIMIT 1",
        "-1495",
      ],
      ["nothing", "DELETE FROM lots WHERE tenant_id = $1", "0"],
    ])("fails where it is %s", async (_, damage, left) => {
      const tenantId = await tenantThatOwes();
      await database.query(damage, [tenantId]);
      const failure = await checkBalances.runFor(depsOn(database), tenantId).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(BalancesDifferError);
      expect((failure as BalancesDifferError).differences).toMatchObject([{ unit, available: "-1500", left }]);
    });
  });

  it("fails where more has expired than was posted, of a person under all their names", async () => {
    const grant = { kind: "credit", rateBps: 10_000, validDays: 30 };
    const rules = { ...RULES, rewards: [{ ...RULES.rewards[0], grant, holdDays: 0 }] };
    const tenant = await createEngineTenant(database, rules, ["ann", "eve"]);
    await tenant.report(database, [
      signup("bob", "ann", "2026-03-01T10:00:00Z"),
      purchase("bob", "o1", 4_000, "2026-03-02T10:00:00Z"),
    ]);
    const [deps, request] = [depsOn(database), { asker: tenant.asker, idempotency: null }];
    await overFor(database, "order:o1")(tenant, database);
    expect(await expireRewards.runFor(deps, tenant.tenantId)).toMatchObject({ count: 1 });
    await mergeParticipant(deps, request, { whom: { externalId: "eve" }, alias: "ann", reason: null });
    expect(await checkBalances.runFor(deps, tenant.tenantId)).toMatchObject({ count: 0 });
    await database.query("UPDATE rewards SET expired_minor = 3999 WHERE tenant_id = $1", [tenant.tenantId]);
    deps.clock.advance(25 * 3_600_000);
    const failure = await checkBalances.runFor(deps, tenant.tenantId).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BalancesDifferError);
    expect((failure as BalancesDifferError).differences).toMatchObject([{ expired: "3999", posted: "4000" }]);
  });
});
