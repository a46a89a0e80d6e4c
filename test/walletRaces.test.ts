import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { nanoIds } from "../src/adapters/nanoIds.ts";
import { attributionOf } from "../src/engine/testing/documents.ts";
import { announceExpiry } from "../src/jobs/announceExpiry.ts";
import { expireRewards } from "../src/jobs/expireRewards.ts";
import { releaseSpends } from "../src/jobs/releaseSpends.ts";
import type { Database } from "../src/ports.ts";
import { mergeParticipant } from "../src/usecases/people/mergeParticipant.ts";
import { stepReward } from "../src/usecases/rewards/stepReward.ts";
import { spendFromWallet } from "../src/usecases/wallet/spendFromWallet.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import {
  change,
  createEngineTenant,
  depsOn,
  dispute,
  purchase,
  refund,
  refundOfRest,
  reversal,
  signup,
} from "./support/engineTenant.ts";
import { day, report } from "./support/eventRaces.ts";
import { requestOf } from "./support/payoutActs.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";
import { adjust, CREDIT, overFor, release, spend } from "./support/walletActs.ts";

/** What is spent, beside everything that changes what there is to spend, on a real PostgreSQL. */

const rulesWith = (more: object) => ({
  schemaVersion: 1,
  attribution: attributionOf(),
  qualifies: [],
  rewards: [
    {
      id: "share",
      recipient: "advocate",
      on: { event: "purchase" },
      grant: { kind: "credit", amountMinor: 1000, currency: "GBP", ...more },
    },
  ],
});
const rules = rulesWith({});

let database: Database;
beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "wallet_races", MIGRATED_TEMPLATE);
  database = openPg(url, { max: RACING_CONNECTIONS });
});
afterAll(() => database.close());

const job: Act = async (tenant, on) => (await releaseSpends.run(depsOn(on), requestOf(tenant), null)).kind;
const expiry: Act = async (tenant, on) => (await expireRewards.run(depsOn(on), requestOf(tenant), null)).kind;
const announcement: Act = async (tenant, on) => (await announceExpiry.run(depsOn(on), requestOf(tenant), null)).kind;
const step =
  (name: "void" | "fulfill"): Act =>
  async (tenant, on) => {
    // The latest: of the first an order has spent some.
    const sql = "SELECT id FROM rewards WHERE tenant_id = $1 ORDER BY id DESC LIMIT 1";
    const rewardId = String((await database.query(sql, [tenant.tenantId]))[0]?.[0]);
    const outcome = await stepReward(depsOn(on), requestOf(tenant), { rewardId, step: name, reason: null });
    return outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;
  };
const merge: Act = async (tenant, on) => {
  const input = { whom: { externalId: "b" }, alias: "a", reason: null };
  return (await mergeParticipant(depsOn(on), requestOf(tenant), input)).kind;
};

const acts: Readonly<Record<string, Act>> = {
  "a spend of an order": spend("o1", 1500),
  "a spend of another order": spend("o2", 900),
  "a spend of as much as there is": spend("o3", 5000, true),
  "another amount of the spend before": spend("before", 200),
  "release of the spend before": release("before"),
  "the job that ends it": job,
};
const others: Readonly<Record<string, Act>> = {
  ...acts,
  "the same spend of the other": spend("o1", 100, false, "b"),
  "a report of the order": report(purchase("a", "o1", 4000, day(5))),
  "a report of the order before": report(purchase("a", "before", 4000, day(5))),
  "a refund before its order": report(refund("before", "r2", 4000, day(6))),
  "a full refund of what earned it": report(refundOfRest("e1", "r3", day(6))),
  "a dispute of what earned it": report(dispute("e1", "d1", "opened", day(6))),
  "what is earned next": report(purchase("f", "e3", 3000, day(6))),
  "voiding of a reward": step("void"),
  "giving a reward out": step("fulfill"),
  "a bonus": adjust(300),
  "a correction": adjust(-1600),
  "a merge": merge,
};
/** Of an order that was paid with credit and reported. */
const later: Readonly<Record<string, Act>> = {
  "a full refund": report(refundOfRest("paid", "r1", day(6))),
  "a change to nothing": report(change("paid", "c1", 0, day(6))),
  "the end of a full refund": report(reversal("paid", "r0", day(7))),
};

/** Everything that spends decide, without times; and that what is left of lots is what is available. */
async function stateOf({ tenantId }: EngineTenant): Promise<unknown> {
  const rows = (sql: string) => database.query(sql, [tenantId]);
  const wallets =
    await rows(`SELECT coalesce(m.merged_into, m.id) AS who, sum(w.available_minor)::text, sum(w.paid_minor)::text
    FROM wallets w JOIN participants m ON m.tenant_id = w.tenant_id AND m.id = w.participant_id
    WHERE w.tenant_id = $1 GROUP BY 1 ORDER BY 1`);
  const left = await rows(`SELECT coalesce(m.merged_into, m.id) AS who, sum(l.left_minor)::text
    FROM lots l JOIN participants m ON m.tenant_id = l.tenant_id AND m.id = l.participant_id
    WHERE l.tenant_id = $1 GROUP BY 1 ORDER BY 1`);
  const available = wallets.map(([who, minor]) => [who, minor]).filter(([, minor]) => minor !== "0");
  expect(left.filter(([, minor]) => minor !== "0")).toEqual(available);
  return {
    wallets,
    // Ids are drawn.
    lots: await rows(`SELECT coalesce(w.source, ''), l.left_minor::text FROM lots l
      LEFT JOIN rewards w ON w.tenant_id = l.tenant_id AND w.id = l.id WHERE l.tenant_id = $1 ORDER BY 1, 2`),
    spends:
      await rows(`SELECT s.order_id, p.external_id, s.asked_minor::text, s.amount_minor::text, s.status, s.report_by IS NULL
      FROM spends s JOIN participants p ON p.tenant_id = s.tenant_id AND p.id = s.participant_id
      WHERE s.tenant_id = $1 ORDER BY 1`),
    rewards: await rows(
      `SELECT source, participant_id, status, review_reasons, amount_minor::text, expired_minor::text,
        expiry_announced_at IS NOT NULL FROM rewards WHERE tenant_id = $1 ORDER BY 1, 2, 3`,
    ),
    announced: await rows(
      "SELECT count(*)::integer FROM outbox o, jsonb_array_elements(o.notices) n WHERE o.tenant_id = $1 AND n ->> 'type' = 'reward.expiring'",
    ),
    orders: await rows(
      "SELECT order_id, amount_minor::text, refunded_minor::text FROM purchases WHERE tenant_id = $1 ORDER BY 1",
    ),
  };
}

/** An advocate who has earned 20.00, of which an order was paid with 6.00, long enough ago for the job. */
const begun = (...more: readonly Act[]) => begunUnder(rules, more);

async function begunUnder(document: typeof rules, more: readonly Act[]): Promise<EngineTenant> {
  const tenant = await createEngineTenant(database, document, ["a", "b"]);
  await tenant.report(database, [
    signup("f", "a", day(1)),
    purchase("f", "e1", 3000, day(2)),
    purchase("f", "e2", 3000, day(3)),
  ]);
  await spend("before", 600)(tenant, database);
  for (const act of more) await act(tenant, database);
  await database.query(
    "UPDATE spends SET report_by = now() - interval '1 hour' WHERE tenant_id = $1 AND report_by IS NOT NULL",
    [tenant.tenantId],
  );
  return tenant;
}

for (const pairs of pairsOf(acts, others)) {
  it(`${pairs.name}, beside itself and every other, ends as one after the other`, async () => {
    await raceEach({ database, begun: await begun(), stateOf }, pairs);
  });
}

for (const pairs of pairsOf(later, {
  ...later,
  "a spend of all there is": spend("o3", 5000, true),
  "a merge": merge,
  release: release("paid"),
})) {
  it(`of a reported order: ${pairs.name}, beside every other`, async () => {
    const paid = [spend("paid", 700), report(purchase("a", "paid", 4000, day(5)))];
    await raceEach({ database, begun: await begun(...paid), stateOf }, pairs);
    const back = report(refundOfRest("paid", "r0", day(5)));
    await raceEach({ database, begun: await begun(...paid, back), stateOf }, pairs);
  });
}

/** When the time of what was earned first is over, and that of the next soon. */
const over: Act = (tenant) => overFor(database, "order:e1")(tenant, database);

for (const pairs of pairsOf(
  { "the job that lets expire": expiry, "the job that announces it": announcement },
  { "the job that lets expire": expiry, "the job that announces it": announcement, ...others },
)) {
  it(`of what expires: ${pairs.name}, beside itself and every other, ends as one after the other`, async () => {
    const tenant = await begunUnder(rulesWith({ validDays: 30 }), [over]);
    await raceEach({ database, begun: tenant, stateOf }, pairs);
  });
}

for (const pairs of pairsOf(later, { "the job that lets expire": expiry })) {
  it(`of what expires: ${pairs.name}, beside the job`, async () => {
    const paid = [spend("paid", 700), report(purchase("a", "paid", 4000, day(5)))];
    const document = rulesWith({ validDays: 30 });
    await raceEach({ database, begun: await begunUnder(document, [...paid, over]), stateOf }, pairs);
    const back = report(refundOfRest("paid", "r0", day(5)));
    await raceEach({ database, begun: await begunUnder(document, [...paid, back, over]), stateOf }, pairs);
  });
}

it("of 200 spends at once beside the job, none takes of what has expired, and all of the rest is taken", async () => {
  const tenant = await begunUnder(rulesWith({ validDays: 30 }), [over]);
  const deps = depsOn(database);
  const ends: string[] = [];
  const spends = Array.from({ length: 200 }, async (_, n) => {
    const asked = { externalId: "a", orderId: `o${n}`, unit: CREDIT, amountMinor: 20, partly: false };
    for (;;) {
      const ended = await spendFromWallet(deps, requestOf(tenant), asked).catch(() => null);
      if (ended === null) continue;
      ends.push(ended.kind === "refused" ? ended.refusal.code : "spent");
      return;
    }
  });
  const jobs = async () => {
    while (ends.length < 200) await expiry(tenant, database).catch(() => null);
  };
  await Promise.all([...spends, jobs()]);
  // Among so many it may have found its turn in none.
  expect(await expiry(tenant, database)).toBe("done");
  expect(ends.filter((end) => end === "spent").length).toBe(50);
  const state = await database.query(
    `SELECT w.available_minor::text, w.paid_minor::text, (SELECT sum(r.expired_minor)::text FROM rewards r
       WHERE r.tenant_id = w.tenant_id) FROM wallets w WHERE w.tenant_id = $1`,
    [tenant.tenantId],
  );
  expect(state).toEqual([["0", "1600", "400"]]);
});

it("of 200 spends at once of what is there for 50, exactly 50 are taken", async () => {
  const tenant = await createEngineTenant(database, rules, ["a"]);
  await tenant.report(database, [signup("f", "a", day(1)), purchase("f", "e1", 3000, day(2))]);
  const deps = depsOn(database);
  const all = Array.from({ length: 200 }, async (_, n) => {
    const asked = { externalId: "a", orderId: `o${n}`, unit: CREDIT, amountMinor: 20, partly: false };
    const idempotency = { key: nanoIds.secret(16), requestHash: `o${n}` };
    for (;;) {
      const ended = await spendFromWallet(deps, { ...requestOf(tenant), idempotency }, asked).catch(() => null);
      // Busy: the shop asks again under the same key.
      if (ended !== null) return ended.kind === "refused" ? ended.refusal.code : "spent";
    }
  });
  const ends = Map.groupBy(await Promise.all(all), (end) => end);
  expect([...ends].map(([end, { length }]) => [end, length]).toSorted()).toEqual([
    ["not_enough", 150],
    ["spent", 50],
  ]);
  const [row] = await database.query(
    "SELECT available_minor::text, paid_minor::text FROM wallets WHERE tenant_id = $1",
    [tenant.tenantId],
  );
  expect(row).toEqual(["0", "1000"]);
});
