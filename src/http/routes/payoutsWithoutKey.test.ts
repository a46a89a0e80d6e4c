import { afterAll, beforeAll, expect, it } from "vitest";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

/** Batches that Stripe is to pay, of a tenant that has taken its key away. The clock begins on 5 January. */

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const unit = "cash:GBP";
const setKey = () => app.api.put("/v1/tenant/stripe-key", { key: "sk_test_shop_00000001" });
const removeKey = () => app.api.send("DELETE", "/v1/tenant/stripe-key");
const confirm = (id: string) => app.api.post(`/v1/payout-batches/${id}/confirm`, {});

async function due(who: string): Promise<string> {
  await app.api.put(`/v1/participants/${who}`, {});
  await app.api.put(`/v1/participants/${who}/payout-details`, { kind: "stripe", accountId: `acct_of${who}0001` });
  const bonus = { unit, amountMinor: 1_000, reason: "thank you" };
  await app.api.post(`/v1/participants/${who}/adjustments`, bonus, { "idempotency-key": `bonus-${who}` });
  return who;
}

it("are not confirmed before there is one again", async () => {
  await setKey();
  const participant = await due("ann");
  const asked = { unit, cutoff: app.clock.now().toISOString(), method: "stripe_connect", participant };
  const { id } = (await app.api.post<{ id: string }>("/v1/payout-batches", asked, { "idempotency-key": "one" })).body;
  await removeKey();
  expect(await confirm(id)).toMatchObject({ status: 409, body: { code: "no_stripe_key" } });
  await setKey();
  expect(await confirm(id)).toMatchObject({ status: 200, body: { status: "sending" } });
});

it("that are drafted wait for a person, though they are to be confirmed by themselves", async () => {
  await due("bob");
  const settings = { minimumMinor: 0, method: "stripe_connect", autoConfirm: true };
  await app.api.put(`/v1/payout-settings/${unit}`, { ...settings, schedule: { every: "month", day: 10, lockDays: 0 } });
  await removeKey();
  app.clock.advance(Date.parse("2026-01-11T00:00:00Z") - app.clock.now().getTime());
  await runScheduledJobs(app.deps);
  const statusOf = async () => {
    const { body } = await app.api.get<{ data: { id: string; status: string }[] }>("/v1/payout-batches");
    return body.data[0];
  };
  const draft = await statusOf();
  expect(draft?.status).toBe("draft");
  expect(await confirm(draft?.id ?? "")).toMatchObject({ status: 409, body: { code: "no_stripe_key" } });
  // The next one goes by itself again.
  await setKey();
  app.clock.advance(Date.parse("2026-02-11T00:00:00Z") - app.clock.now().getTime());
  await runScheduledJobs(app.deps);
  expect((await statusOf())?.status).toMatch(/confirming|sending|collecting/);
});
