import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { attributionOf } from "../src/engine/testing/documents.ts";
import { BalancesDifferError, checkBalances } from "../src/jobs/checkBalances.ts";
import type { Database } from "../src/ports.ts";
import { makeBatch } from "../src/usecases/payouts/makeBatch.ts";
import type { ReportedStep } from "../src/usecases/payouts/stepPayout.ts";
import { reportPayout } from "../src/usecases/payouts/stepPayout.ts";
import { stepBatchByHand } from "../src/usecases/payouts/workOnBatch.ts";
import { adjustBalance } from "../src/usecases/people/adjustBalance.ts";
import { blockParticipant } from "../src/usecases/people/blockParticipant.ts";
import { mergeParticipant } from "../src/usecases/people/mergeParticipant.ts";
import { stepReward } from "../src/usecases/rewards/stepReward.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn, dispute, purchase, refundOfRest, signup } from "./support/engineTenant.ts";
import { day, report } from "./support/eventRaces.ts";
import { isCommit, pausing } from "./support/pausing.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** What is set aside to be paid, beside everything that changes what is due, on a real PostgreSQL. */

const UNIT = "cash:GBP";
const rules = {
  schemaVersion: 1,
  attribution: attributionOf(),
  qualifies: [],
  rewards: [
    {
      id: "share",
      recipient: "advocate",
      on: { event: "purchase" },
      grant: { kind: "cash", amountMinor: 1000, currency: "GBP" },
    },
  ],
};

let database: Database;
beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "payout_races", MIGRATED_TEMPLATE);
  database = openPg(url, { max: RACING_CONNECTIONS });
});
afterAll(() => database.close());

const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });

const make =
  (key: string): Act =>
  async ({ asker }, on) => {
    const deps = depsOn(on);
    const input = { unit: UNIT, cutoff: deps.clock.now().toISOString(), minimumMinor: 0, method: "csv" as const };
    const request = { asker, idempotency: { key, requestHash: key } };
    const outcome = await makeBatch(deps, request, { ...input, externalId: null });
    if (outcome.kind === "refused") return outcome.refusal.code;
    if (outcome.kind !== "done" && outcome.kind !== "replayed") return outcome.kind;
    return (outcome.body as { amountMinor: number }).amountMinor;
  };
const step =
  (name: "void" | "fulfill"): Act =>
  async (tenant, on) => {
    const sql = "SELECT id FROM rewards WHERE tenant_id = $1 ORDER BY id DESC LIMIT 1";
    const rewardId = String((await database.query(sql, [tenant.tenantId]))[0]?.[0]);
    const outcome = await stepReward(depsOn(on), requestOf(tenant), { rewardId, step: name, reason: null });
    return outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;
  };
const correct: Act = async (tenant, on) => {
  const input = { externalId: "a", amountMinor: -300, unit: UNIT, reason: "x" };
  return (await adjustBalance(depsOn(on), requestOf(tenant), input)).kind;
};
const merge: Act = async (tenant, on) => {
  const input = { whom: { externalId: "b" }, alias: "a", reason: null };
  return (await mergeParticipant(depsOn(on), requestOf(tenant), input)).kind;
};
const block: Act = async (tenant, on) => {
  return (
    await blockParticipant(depsOn(on), requestOf(tenant), { whom: { externalId: "a" }, blocks: true, reason: "x" })
  ).kind;
};

const batches: Readonly<Record<string, Act>> = { "a batch": make("one") };
const others: Readonly<Record<string, Act>> = {
  ...batches,
  "a batch under another key": make("two"),
  "a full refund": report(refundOfRest("e1", "r1", day(6))),
  "a dispute": report(dispute("e1", "d1", "opened", day(6))),
  "what is earned next": report(purchase("f", "e3", 3000, day(6))),
  "voiding of a reward": step("void"),
  "giving a reward out": step("fulfill"),
  "a correction": correct,
  "a merge": merge,
  "a block": block,
};

/** Everything that a batch decides, without ids and times; and that the books hold what it says. */
async function stateOf({ tenantId }: EngineTenant): Promise<unknown> {
  const rows = (sql: string) => database.query(sql, [tenantId]);
  const [sums] = await rows(`SELECT
    (SELECT coalesce(sum(CASE destination WHEN 'payouts:clearing' THEN amount ELSE -amount END), 0)::text FROM postings
      WHERE tenant_id = $1 AND 'payouts:clearing' IN (source, destination)),
    (SELECT coalesce(sum(amount_minor), 0)::text FROM payouts
      WHERE tenant_id = $1 AND status IN ('created', 'sending'))`);
  expect(sums?.[0]).toBe(sums?.[1]);
  return {
    payouts: await rows(
      "SELECT participant_id, amount_minor::text, rewards, status FROM payouts WHERE tenant_id = $1 ORDER BY id",
    ),
    rewards: await rows(
      "SELECT source, participant_id, status, amount_minor::text, payout_id IS NULL, review_reasons FROM rewards WHERE tenant_id = $1 ORDER BY 1",
    ),
    wallets: await rows(
      "SELECT participant_id, available_minor::text, paid_minor::text FROM wallets WHERE tenant_id = $1 ORDER BY 1",
    ),
  };
}

async function begun(): Promise<EngineTenant> {
  const tenant = await createEngineTenant(database, rules, ["a", "b"]);
  await tenant.report(database, [
    signup("f", "a", day(1)),
    purchase("f", "e1", 3000, day(2)),
    purchase("f", "e2", 3000, day(3)),
  ]);
  return tenant;
}

for (const pairs of pairsOf(batches, others)) {
  it(`${pairs.name}, beside itself and every other, ends as one after the other`, async () => {
    await raceEach({ database, begun: await begun(), stateOf }, pairs);
  });
}

/** Of a batch whose payout is under way. */
const reported =
  (what: ReportedStep): Act =>
  async (tenant, on) => {
    const [row] = await database.query("SELECT id FROM payouts WHERE tenant_id = $1 ORDER BY id LIMIT 1", [
      tenant.tenantId,
    ]);
    const input = { payoutId: String(row?.[0]), step: what, reference: null, reason: null };
    const outcome = await reportPayout(depsOn(on), requestOf(tenant), input);
    return outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;
  };
const reports = { "it was paid": reported("paid"), "it failed": reported("failed") };
const steps: Readonly<Record<string, Act>> = { ...reports, "it came back": reported("returned") };

for (const pairs of pairsOf(reports, { ...others, ...steps })) {
  it(`of a payout: ${pairs.name}, beside itself and every other`, async () => {
    const tenant = await begun();
    await make("first")(tenant, database);
    const sql = "SELECT id FROM payout_batches WHERE tenant_id = $1";
    const [batch] = await database.query(sql, [tenant.tenantId]);
    await stepBatchByHand(depsOn(database), requestOf(tenant), String(batch?.[0]), "confirm");
    await raceEach({ database, begun: tenant, stateOf }, pairs);
  });
}

it("an order in dispute by the time a batch is written is not paid by it", async () => {
  const tenant = await begun();
  const { paused, release, atGate } = pausing(database, isCommit);
  const made = make("one")(tenant, paused);
  await atGate;
  await report(dispute("e1", "d1", "opened", day(6)))(tenant, database);
  release();
  expect(await made).toBe(1000);
  const sql = "SELECT source, status FROM rewards WHERE tenant_id = $1 ORDER BY source";
  expect(await database.query(sql, [tenant.tenantId])).toEqual([
    ["order:e1", "approved"],
    ["order:e2", "fulfilled"],
  ]);
});

it("check-balances holds payouts against what is set aside for them, of a person under all their names", async () => {
  const tenant = await begun();
  const deps = depsOn(database);
  const differences = async () => {
    deps.clock.advance(25 * 3_600_000);
    return await checkBalances.runFor(deps, tenant.tenantId).then(
      () => [],
      (error) => (error instanceof BalancesDifferError ? error.differences : [error]),
    );
  };
  await make("one")(tenant, database);
  await merge(tenant, database);
  expect(await differences()).toEqual([]);
  await database.query("UPDATE payouts SET status = 'paid' WHERE tenant_id = $1", [tenant.tenantId]);
  expect(await differences()).toMatchObject([{ unit: UNIT, setAside: "2000", payouts: "0" }]);
});

it("of 200 requests at once, half of them under one key, one makes a batch and one payout", async () => {
  const tenant = await begun();
  const ends = await Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      for (;;) {
        const ended = await make(n % 2 === 0 ? "one" : `other ${n}`)(tenant, database).catch(() => null);
        if (ended !== null) return ended;
      }
    }),
  );
  expect(new Set(ends)).toEqual(new Set([2000, "nothing_to_pay"]));
  const [made] = await database.query(
    "SELECT count(*)::integer, (SELECT count(*)::integer FROM payouts WHERE tenant_id = $1) FROM payout_batches WHERE tenant_id = $1",
    [tenant.tenantId],
  );
  expect(made).toEqual([1, 1]);
});
