import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { MAX_PAYOUTS_AT_ONCE } from "../src/domain/payoutBatches.ts";
import { announceExpiry } from "../src/jobs/announceExpiry.ts";
import type { Job } from "../src/jobs/batchJob.ts";
import { checkBalances } from "../src/jobs/checkBalances.ts";
import { expireRewards } from "../src/jobs/expireRewards.ts";
import { releaseSpends } from "../src/jobs/releaseSpends.ts";
import type { Database } from "../src/ports.ts";
import { dyingAfter } from "./support/dying.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { copiesOf, createEngineTenant, depsOn, purchase, refundOfRest, signup } from "./support/engineTenant.ts";
import { day, report } from "./support/eventRaces.ts";
import { IS_LONG } from "./support/long.ts";
import { cashRules, endOf, goOn, make, payoutState, reported, requestOf, stepBatch } from "./support/payoutActs.ts";
import type { Act } from "./support/racing.ts";
import { overFor, release, spend } from "./support/walletActs.ts";

/**
 * A process that is killed between any two statements of what moves money, on a real PostgreSQL. Who asked asks again, or
 * the next run of the job goes on, and all is as if it had not been killed.
 */

let database: Database;
beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "money_kills", MIGRATED_TEMPLATE));
});
afterAll(() => database.close());

interface Course {
  readonly acts: readonly Act[];
  readonly begun: EngineTenant;
  readonly stateOf: (tenant: EngineTenant) => Promise<unknown>;
}

/** Does one act after the other, in a process that is killed after so many statements; the next one does that act again. */
async function killedAfter({ acts, stateOf }: Course, tenant: EngineTenant, statements: number) {
  const { database: mortal, death, sent } = dyingAfter(database, statements);
  let isDead = false;
  for (const act of acts) {
    if (!isDead && (await Promise.race([act(tenant, mortal), death])) !== "dead") continue;
    if (!isDead) {
      // Whatever was written by then holds together.
      await stateOf(tenant);
      await balanced(tenant);
    }
    isDead = true;
    await act(tenant, database);
  }
  return { state: await stateOf(tenant), sent: sent() };
}

async function balanced({ tenantId }: EngineTenant): Promise<void> {
  const deps = depsOn(database);
  // The round before is over.
  deps.clock.advance(25 * 3_600_000);
  let found = await checkBalances.runFor(deps, tenantId);
  while (found.more) found = await checkBalances.runFor(deps, tenantId);
}

/** @param every a kill after so many statements, and again and again after as many more */
async function holdsThroughKills(course: Course, every: number): Promise<void> {
  const [whole = course.begun] = await copiesOf(database, course.begun, 1);
  const { state, sent } = await killedAfter(course, whole, Number.POSITIVE_INFINITY);
  await balanced(whole);
  // Nearly each act loads and commits.
  expect(sent).toBeGreaterThan(1.5 * course.acts.length);
  for (let statements = 0; statements < sent; statements += every) {
    const [tenant = course.begun] = await copiesOf(database, course.begun, 1);
    expect(await killedAfter(course, tenant, statements), `killed after ${statements}`).toMatchObject({
      state,
      sent: statements,
    });
    await balanced(tenant);
  }
}

it("a batch that takes several commits, its confirmation, and what becomes of its payouts", async () => {
  const rules = cashRules([
    {
      id: "welcome",
      recipient: "friend",
      on: { event: "signup" },
      grant: { kind: "cash", amountMinor: 200, currency: "GBP" },
    },
  ]);
  const begun = await createEngineTenant(database, rules, ["a"]);
  const friends = Array.from({ length: MAX_PAYOUTS_AT_ONCE }, (_, n) => `f${n}`);
  await begun.report(database, [
    ...friends.map((friend) => signup(friend, "a", day(1))),
    purchase("f1", "e1", 3000, day(2)),
  ]);
  const acts = [
    make("one"),
    goOn,
    stepBatch("one", "confirm"),
    goOn,
    reported("paid"),
    reported("returned"),
    make("two"),
    stepBatch("two", "cancel"),
  ];
  await holdsThroughKills({ begun, acts, stateOf: (tenant) => payoutState(database, tenant) }, IS_LONG ? 1 : 4);
});

it("what orders are paid with, what expires, and what comes back", async () => {
  const credit = { kind: "credit", amountMinor: 1000, currency: "GBP", validDays: 30 };
  const rules = {
    ...cashRules(),
    rewards: [{ id: "share", recipient: "advocate", on: { event: "purchase" }, grant: credit }],
  };
  const begun = await createEngineTenant(database, rules, ["a"]);
  await begun.report(database, [
    signup("f", "a", day(1)),
    ...["e1", "e2", "e3"].map((order, n) => purchase("f", order, 3000, day(2 + n))),
  ]);
  /** What the first order has earned is over, and so is the time of all spends. */
  const over: Act = async (tenant) => {
    await overFor(database, "order:e1")(tenant, database);
    const sql =
      "UPDATE spends SET report_by = now() - interval '1 hour' WHERE tenant_id = $1 AND report_by IS NOT NULL";
    await database.query(sql, [tenant.tenantId]);
  };
  const job =
    (of: Job): Act =>
    async (tenant, on) =>
      endOf(await of.run(depsOn(on), requestOf(tenant), null));
  const acts = [
    spend("released", 700),
    release("released"),
    spend("bought", 400),
    spend("bought", 600),
    report(purchase("a", "bought", 4000, day(5))),
    spend("left", 300),
    over,
    job(releaseSpends),
    job(expireRewards),
    job(announceExpiry),
    report(refundOfRest("bought", "r1", day(6))),
    report(refundOfRest("e2", "r2", day(7))),
  ];
  await holdsThroughKills({ begun, acts, stateOf: walletState }, 1);
});

/** What spends and expiry decide, without ids and times. */
async function walletState({ tenantId }: EngineTenant): Promise<unknown> {
  const [state] = await database.query(
    `SELECT
      (SELECT json_agg(json_build_array(w.unit, w.pending_minor, w.available_minor, w.paid_minor) ORDER BY w.unit)
        FROM wallets w WHERE w.tenant_id = $1),
      (SELECT json_agg(json_build_array(r.source, r.status, r.amount_minor, r.expired_minor, l.left_minor,
          r.expiry_announced_at IS NULL) ORDER BY r.source)
        FROM rewards r JOIN lots l ON l.tenant_id = r.tenant_id AND l.id = r.id WHERE r.tenant_id = $1),
      (SELECT json_agg(json_build_array(s.order_id, s.status, s.amount_minor, s.report_by IS NULL) ORDER BY s.order_id)
        FROM spends s WHERE s.tenant_id = $1),
      (SELECT json_agg(json_build_array(n.type, n.count) ORDER BY n.type) FROM (SELECT n ->> 'type' AS type, count(*)
        FROM outbox o, jsonb_array_elements(o.notices) n WHERE o.tenant_id = $1 GROUP BY 1) n)`,
    [tenantId],
  );
  return state;
}
