import { afterAll, beforeAll, expect, test } from "vitest";
import { attributionOf } from "../../engine/testing/documents.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { openPayouts } from "../../testing/payouts.ts";
import { issueCode, publishProgram, rulesOf } from "../../testing/programs.ts";

/** Programs that pay an advocate for the first time once some of their friends have bought. */

let app: TestApp;
let cash: Awaited<ReturnType<typeof openPayouts>>;
beforeAll(async () => {
  app = await createTestApp();
  cash = await openPayouts(app);
});
afterAll(() => app.close());

test("pays an advocate for the first time once so many friends have bought as the program asks, and from then on always", async () => {
  const grant = { kind: "cash", amountMinor: 400, currency: "GBP" };
  const given = { on: { event: "purchase" }, grant };
  const rules = rulesOf([
    { ...given, id: "brings", recipient: "advocate" },
    { ...given, id: "buys", recipient: "friend" },
  ]);
  await publishProgram(app.api, "slow", { ...rules, payouts: { firstFriends: 2 } });
  const code = await issueCode(app.api, "slow", "brings");
  const joins = (externalId: string) =>
    app.api.post("/v1/events", { type: "signup", participant: { externalId }, program: "slow", code });
  const buys = (externalId: string, orderId: string) => {
    const money = { amountMinor: 5000, currency: "GBP" };
    return app.api.post("/v1/events", { type: "purchase", participant: { externalId }, orderId, ...money });
  };
  const due = async (participant: string) => (await cash.make({ participant, dryRun: true })).body;
  await joins("slow-1");
  await joins("slow-2");
  await buys("slow-1", "slow-a");
  await buys("slow-1", "slow-b");
  const waiting = { participant: "brings", reason: "first_friends", amountMinor: 0 };
  expect(await due("brings")).toMatchObject({ payouts: [], leftOut: [waiting] });
  expect(await due("slow-1")).toMatchObject({ payouts: [{ amountMinor: 800 }] });
  await buys("slow-2", "slow-c");
  expect(await due("brings")).toMatchObject({ payouts: [{ amountMinor: 1200 }], leftOut: [] });
  // A friend who gave everything back has not bought.
  await cash.refund("slow-c");
  expect(await due("brings")).toMatchObject({ payouts: [], leftOut: [waiting] });
  await buys("slow-2", "slow-d");
  const made = (await cash.make({ participant: "brings" })).body;
  await cash.step(made.id, "confirm");
  const { data } = (await app.api.get<{ data: { id: string }[] }>(`/v1/payouts?batch=${made.id}`)).body;
  await cash.report(data[0]?.id ?? "", "paid");
  // It asks for a first time alone.
  await cash.refund("slow-d");
  await buys("slow-1", "slow-e");
  await buys("slow-1", "slow-f");
  expect(await due("brings")).toMatchObject({ payouts: [{ amountMinor: 400 }] });
  // Nor of the one whose other name was paid.
  await app.api.put("/v1/participants/keeps", {});
  expect((await app.api.put("/v1/participants/keeps/aliases/brings", { merge: true })).status).toBe(201);
  expect(await due("keeps")).toMatchObject({ payouts: [{ amountMinor: 400 }], leftOut: [] });
  await cash.balanced();
});

test("counts a friend once of whom each order is attributed by itself", async () => {
  const grant = { kind: "cash", amountMinor: 400, currency: "GBP" };
  const rules = rulesOf([{ id: "each", recipient: "advocate", on: { event: "purchase" }, grant }]);
  const attribution = attributionOf({ binds: "order", newCustomersOnly: false });
  await publishProgram(app.api, "orders", { ...rules, attribution, payouts: { firstFriends: 2 } });
  const code = await issueCode(app.api, "orders", "sends");
  const buys = async (externalId: string, orderId: string) => {
    const money = { amountMinor: 5000, currency: "GBP", code };
    const event = { type: "purchase", participant: { externalId }, orderId, ...money };
    expect((await app.api.post("/v1/events", event)).status).toBe(201);
  };
  const due = async () => (await cash.make({ participant: "sends", dryRun: true })).body;
  await buys("again", "orders-a");
  await buys("again", "orders-b");
  expect(await due()).toMatchObject({ payouts: [], leftOut: [{ reason: "first_friends" }] });
  await buys("other", "orders-c");
  expect(await due()).toMatchObject({ payouts: [{ amountMinor: 1200 }], leftOut: [] });
});

test("is asked only of the programs that a participant has something of, and not of all that there are", async () => {
  const { database, tenant } = app;
  await database.query(
    `WITH copy AS (INSERT INTO programs SELECT (jsonb_populate_record(p, jsonb_build_object('id', p.id || n, 'key', p.key || n))).*
       FROM programs p CROSS JOIN generate_series(1, 20) AS n WHERE p.tenant_id = $1 AND p.key = 'slow' RETURNING id)
     INSERT INTO program_versions SELECT (jsonb_populate_record(v, jsonb_build_object('program_id', c.id))).*
       FROM copy c JOIN program_versions v ON v.tenant_id = $1 AND starts_with(c.id, v.program_id) AND v.rules ? 'payouts'`,
    [tenant.tenantId],
  );
  const calls = async () => {
    await database.query("SELECT pg_stat_force_next_flush()");
    const sums =
      "SELECT coalesce(sum(calls), 0)::integer FROM pg_stat_user_functions WHERE funcname = 'awaits_friends'";
    return Number((await database.query(sums))[0]?.[0]);
  };
  await database.query("SET track_functions = 'all'");
  const before = await calls();
  expect((await cash.make({ participant: "sends", dryRun: true })).body).toMatchObject({
    payouts: [{ amountMinor: 1200 }],
  });
  expect((await calls()) - before).toBe(1);
  await database.query("SET track_functions = 'none'");
});
