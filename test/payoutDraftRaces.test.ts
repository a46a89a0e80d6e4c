import { afterAll, beforeAll, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { draftPayouts } from "../src/jobs/draftPayouts.ts";
import type { Database } from "../src/ports.ts";
import { setPayouts } from "../src/usecases/payouts/setPayouts.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn, purchase, refundOfRest, signup } from "./support/engineTenant.ts";
import { day, report } from "./support/eventRaces.ts";
import { cashRules, endOf, goOn, make, payoutState, requestOf, stepBatch, UNIT } from "./support/payoutActs.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** Batches that are drafted by themselves, beside what else changes what is paid, on a real PostgreSQL. */

let database: Database;
beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "payout_draft_races", MIGRATED_TEMPLATE);
  database = openPg(url, { max: RACING_CONNECTIONS });
});
afterAll(() => database.close());

const schedule = { every: "month", day: 31, lockDays: 0 } as const;
const settingsOf = (minimumMinor: number) => ({ minimumMinor, method: "csv", schedule, autoConfirm: false }) as const;
const set =
  (minimumMinor: number): Act =>
  async (tenant, on) =>
    endOf(await setPayouts(depsOn(on), requestOf(tenant), UNIT, settingsOf(minimumMinor)));
/** The due date of a month that is over. */
const comesDue: Act = ({ tenantId }) =>
  database.query("UPDATE payout_settings SET due_on = '2026-01-31' WHERE tenant_id = $1", [tenantId]);
const draft: Act = async (tenant, on) => endOf(await draftPayouts.run(depsOn(on), requestOf(tenant), null));
/** So that it is found by its key. */
const named: Act = ({ tenantId }) =>
  database.query("UPDATE payout_batches SET idempotency_key = 'draft' WHERE tenant_id = $1", [tenantId]);

async function begun(...more: readonly Act[]): Promise<EngineTenant> {
  const tenant = await createEngineTenant(database, cashRules(), ["a", "b"]);
  const orders = ["e1", "e2"].map((order, n) => purchase("f", order, 3000, day(2 + n)));
  await tenant.report(database, [signup("f", "a", day(1)), ...orders]);
  for (const act of [set(0), comesDue, ...more]) await act(tenant, database);
  return tenant;
}

const stateOf = async (tenant: EngineTenant) => [
  await payoutState(database, tenant),
  await database.query(
    `SELECT b.status, b.due_on::text, b.minimum_minor::text, b.confirmed, b.payouts, b.amount_minor::text
     FROM payout_batches b WHERE b.tenant_id = $1 ORDER BY b.due_on, b.status, b.payouts`,
    [tenant.tenantId],
  ),
  await database.query("SELECT minimum_minor::text, due_on::text FROM payout_settings WHERE tenant_id = $1", [
    tenant.tenantId,
  ]),
];

const others = {
  "a batch by hand": make("two"),
  "other settings": set(500),
  "a refund": report(refundOfRest("e1", "r1", day(6))),
};

it("of a due date: two jobs draft one batch, beside every other", async () => {
  const acts = { "the job that drafts": draft };
  for (const pairs of pairsOf(acts, { ...acts, ...others }))
    await raceEach({ database, begun: await begun(), stateOf }, pairs);
});

it("of a draft: its confirmation and its cancellation, beside every other and the draft that takes its place", async () => {
  const acts = { "its confirmation": stepBatch("draft", "confirm"), "its cancellation": stepBatch("draft", "cancel") };
  const tenant = await begun(draft, named, comesDue);
  for (const pairs of pairsOf(acts, { ...acts, ...others, "the next draft": draft }))
    await raceEach({ database, begun: tenant, stateOf }, pairs);
});

it("of a draft that was confirmed: the job goes on, beside every other", async () => {
  const tenant = await begun(draft, named, stepBatch("draft", "confirm"));
  for (const pairs of pairsOf({ "the job": goOn }, { "the job again": goOn, ...others }))
    await raceEach({ database, begun: tenant, stateOf }, pairs);
});
