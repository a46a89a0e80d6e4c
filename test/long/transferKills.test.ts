import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../../dev/postgres.ts";
import { openPg } from "../../src/adapters/database/pg.ts";
import type { Database } from "../../src/ports.ts";
import { fixedClock } from "../../src/testing/fixedClock.ts";
import { stripeFake } from "../../src/testing/stripeFake.ts";
import {
  confirmedPayouts,
  drawing,
  faultsOf,
  outcomes,
  senderDeps,
  sendThroughKills,
} from "../support/transferKilling.ts";

const [PAYOUTS, KILLS] = [200, 100];

let database: Database;

beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "transferKills", MIGRATED_TEMPLATE));
});
afterAll(() => database.close());

it("a hundred kills and any answers of Stripe pay two hundred payouts once each", async () => {
  const clock = fixedClock(new Date().toISOString());
  const stripe = await stripeFake();
  const tenant = await confirmedPayouts(database, clock, stripe, "long", PAYOUTS);
  stripe.fault = faultsOf(0.4, drawing(1));
  const { killed, isIdle } = await sendThroughKills(senderDeps(database, clock, stripe), clock, KILLS, drawing(2));
  expect([killed, isIdle]).toEqual([KILLS, true]);
  const all = await outcomes(database, tenant, stripe);
  expect(all).toHaveLength(PAYOUTS);
  for (const { status, amount, doubt, transfers } of all) {
    expect(transfers).toEqual([[expect.any(String), amount]]);
    expect(status).toBe(doubt === null ? "paid" : "sending");
  }
  await stripe.close();
});
