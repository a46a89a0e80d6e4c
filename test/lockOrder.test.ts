import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { ReportedEvent } from "../src/engine/events/report.ts";
import { attributionOf } from "../src/engine/testing/documents.ts";
import type { Database } from "../src/ports.ts";
import { DatabaseError } from "../src/ports.ts";
import { setPayoutDetails } from "../src/usecases/payees/payoutDetails.ts";
import { mergeParticipant } from "../src/usecases/people/mergeParticipant.ts";
import { reassignReferral } from "../src/usecases/people/reassignReferral.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { change, codeOf, createEngineTenant, depsOn, purchase, refund, signup } from "./support/engineTenant.ts";
import { day, report } from "./support/eventRaces.ts";
import { isCommit } from "./support/pausing.ts";
import type { Act } from "./support/racing.ts";

/**
 * Commits that change the same rows wait for each other, and never in a circle. A circle costs one of the two its commit
 * and both the time in which the database sees it; what comes of them is the same. So no other race finds one.
 */

const POLL_MS = 5;
/** Longer than the database takes to see a circle. */
const LOCK_WAIT_MS = 60_000;

let url: string;
let database: Database;
beforeAll(async () => {
  url = await createDatabase(inject("postgresUrl"), "lock_order", MIGRATED_TEMPLATE);
  database = openPg(url);
});
afterAll(() => database.close());

/** The database, with commits that wait for a row until they have it, and what went wrong with them. */
function patient(errors: (string | null)[]): Database {
  return {
    close: async () => {},
    async query(sql, values, ...more) {
      const waits = isCommit(sql) ? values?.map(waitingLonger) : values;
      try {
        return await database.query(sql, waits, ...more);
      } catch (error) {
        if (error instanceof DatabaseError) errors.push(error.sqlState);
        throw error;
      }
    },
  };
}

function waitingLonger(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/"lockWaitMs":\d+/, `"lockWaitMs":${LOCK_WAIT_MS}`) : value;
}

/**
 * The first act waits in its commit for the row that is held, then the second one waits, for the same row or for one that
 * the first has locked; then the row is let go.
 *
 * @param row a statement that selects one row of the tenant
 * @returns what went wrong with their commits
 */
async function inTurn(tenant: EngineTenant, row: string, first: Act, second: Act): Promise<(string | null)[]> {
  const errors: (string | null)[] = [];
  const holder = new pg.Client({ connectionString: url });
  await holder.connect();
  try {
    await holder.query("BEGIN");
    expect((await holder.query(`${row} FOR UPDATE`, [tenant.tenantId])).rowCount).toBe(1);
    const one = first(tenant, patient(errors));
    await untilWaiting(1);
    const two = second(tenant, patient(errors));
    await untilWaiting(2);
    await holder.query("COMMIT");
    expect(await Promise.all([one, two])).toEqual([201, 201]);
  } finally {
    await holder.end();
  }
  return errors;
}

async function untilWaiting(count: number): Promise<void> {
  const sql = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  while ((await database.query(sql)).length < count) await sleep(POLL_MS);
}

const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });
const give =
  (friend: string, advocate: string): Act =>
  async (tenant, on) => {
    const sql = `SELECT r.id FROM referrals r JOIN participants f ON f.tenant_id = r.tenant_id AND f.id = r.friend_id
      WHERE r.tenant_id = $1 AND f.external_id = $2 AND r.status <> 'rejected'`;
    const [[id] = []] = await database.query(sql, [tenant.tenantId, friend]);
    const input = { referralId: String(id), advocate, reason: "wrong link" };
    const outcome = await reassignReferral(depsOn(on), requestOf(tenant), input);
    return outcome.kind === "done" ? outcome.status : outcome;
  };
const merge =
  (externalId: string, alias: string): Act =>
  async (tenant, on) => {
    const outcome = await mergeParticipant(depsOn(on), requestOf(tenant), {
      whom: { externalId },
      alias,
      reason: null,
    });
    return outcome.kind === "done" ? outcome.status : outcome;
  };
const friendsOf = (advocate: string) => `SELECT FROM friend_counts c WHERE c.tenant_id = $1 AND c.advocate_id = (
  SELECT id FROM participants WHERE tenant_id = $1 AND external_id = '${advocate}')`;

const document = {
  schemaVersion: 1,
  attribution: attributionOf(),
  qualifies: [{ field: "order.amountMinor", op: "gte", value: 1500 }],
  rewards: [
    {
      ...{ id: "own", recipient: "friend", on: { event: "purchase" } },
      grant: { kind: "discount", percentBps: 1000, maxUses: 5 },
    },
  ],
};

it("two advocates whose friends change places are counted in one order", async () => {
  const tenant = await createEngineTenant(database, document, ["a", "b"]);
  await tenant.report(database, [signup("f1", "a", day(1)), signup("f2", "b", day(1))]);
  expect(await inTurn(tenant, friendsOf("a"), give("f1", "b"), give("f2", "a"))).toEqual([]);
});

it.each([
  ["a", "b"],
  ["b", "a"],
])("advocates who did not get a friend who is merged are counted in the order of others: %s, %s", async (from, to) => {
  const tenant = await createEngineTenant(database, document, ["a", "b", "c"]);
  // Each of the two came by all three, and stayed with the first.
  await tenant.report(database, [
    ...["k", "m"].flatMap((friend) => [
      ...[signup(friend, "c", day(1)), signup(friend, "a", day(2)), signup(friend, "b", day(3))],
    ]),
    ...[signup("fa", "a", day(1)), signup("fb", "b", day(1))],
  ]);
  expect(await inTurn(tenant, friendsOf(to), merge("k", "m"), give(`f${from}`, to))).toEqual([]);
});

it("the reward whose coupon was used in place of another is locked with the others that change", async () => {
  const tenant = await createEngineTenant(database, document, ["a"]);
  const naming = (bought: ReportedEvent, ...codes: readonly string[]) =>
    ({ ...bought, discounts: codes.map((code) => ({ code, amountMinor: 200 })) }) as ReportedEvent;
  await tenant.report(database, [
    naming(purchase("f1", "o1", 2000, day(2), "a"), codeOf("a")),
    purchase("f1", "o2", 2000, day(3)),
    change("o1", "less", 1000, day(4)),
  ]);
  const coupons = await database.query("SELECT code FROM coupons WHERE tenant_id = $1 ORDER BY reward_id", [
    tenant.tenantId,
  ]);
  const [first = "", second = ""] = coupons.map(([code]) => String(code));
  // The reward of the one order has ended and returns, that of the other ends.
  const both: Act = async (of, on) => {
    const told = await of.report(on, [change("o1", "more", 2000, day(5)), refund("o2", "r", 2000, day(5))]);
    return Math.max(...told.map(({ status }) => status));
  };
  const other = report(naming(purchase("g", "o3", 2000, day(5)), first, second));
  expect(await inTurn(tenant, "SELECT FROM coupon_uses WHERE tenant_id = $1", both, other)).toEqual([]);
  const uses = await database.query("SELECT order_id, code FROM coupon_uses WHERE tenant_id = $1 ORDER BY 1", [
    tenant.tenantId,
  ]);
  expect(uses.map(([order, code]) => [order, code === first || code === second])).toEqual([
    ["o1", false],
    ["o3", true],
    ["o3", true],
  ]);
});

it("two participants who take each other's account are locked in one order, and the later one is decided again", async () => {
  const tenant = await createEngineTenant(database, document, ["a", "b"]);
  const says =
    (externalId: string, email: string): Act =>
    async (of, on) => {
      const details = { kind: "paypal", email: `${email}@example.com` } as const;
      const outcome = await setPayoutDetails(depsOn(on), requestOf(of), { externalId }, details);
      return outcome.kind === "done" ? 201 : outcome;
    };
  await says("a", "x")(tenant, database);
  await says("b", "y")(tenant, database);
  const ofA = `SELECT FROM payout_details d WHERE d.tenant_id = $1 AND d.participant_id = (
    SELECT id FROM participants WHERE tenant_id = $1 AND external_id = 'a')`;
  expect(await inTurn(tenant, ofA, says("a", "y"), says("b", "x"))).toEqual(["40001"]);
});
