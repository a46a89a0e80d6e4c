import { afterAll, beforeAll, expect, it } from "vitest";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";
import { openPayouts } from "../../testing/payouts.ts";

/** What a customer reads of payouts. The clock begins on 5 January; the shop is in New York, where days begin later. */

let app: TestApp;
let cash: Awaited<ReturnType<typeof openPayouts>>;
beforeAll(async () => {
  app = await createTestApp();
  cash = await openPayouts(app);
  await app.api.patch("/v1/tenant", { timezone: "America/New_York" });
});
afterAll(() => app.close());

interface Total {
  readonly available: string;
  readonly paid: string;
  readonly payout?: readonly string[];
}

const set = (minimumMinor: number, schedule: object | null) =>
  app.api.put("/v1/payout-settings/cash:GBP", { minimumMinor, method: "csv", schedule });
const monthly = (day: number, lockDays = 0) => ({ every: "month", day, lockDays });
const client = async (who: string) => apiClient(app.fetch, await participantToken(app.tenant, who, app.clock.now()));
const totalOf = async (who: string) => {
  const { body } = await (await client(who)).get<{ totals: Total[] }>("/v1/client/panel?program=cash");
  const [total] = body.totals;
  return total;
};
const payoutOf = async (who: string) => (await totalOf(who))?.payout;
const at = async (time: string) => {
  app.clock.advance(Date.parse(time) - app.clock.now().getTime());
  await runScheduledJobs(app.deps);
};

it("says nothing of when where nothing is set, and what is missing where a least is", async () => {
  const { who, buy } = await cash.earner();
  expect(await payoutOf(who)).toEqual([]);
  await set(2500, null);
  expect(await payoutOf(who)).toEqual(["Paid out from £25.00 on: £15.00 more to go"]);
  await buy();
  await buy();
  expect(await payoutOf(who)).toEqual([]);
  await cash.adjust(who, -4000);
  expect(await payoutOf(who)).toEqual(["Paid out from £25.00 on: £35.00 more to go"]);
  await set(0, null);
  expect(await payoutOf(who)).toEqual([]);
});

it("says on which day of the shop the next payout comes, and of what", async () => {
  const { who } = await cash.earner();
  await set(0, monthly(1));
  expect(await payoutOf(who)).toEqual(["Next payout: February 1, 2026"]);
  await set(0, monthly(1, 14));
  expect(await payoutOf(who)).toEqual(["Next payout: February 1, 2026, of rewards approved before January 18, 2026"]);
});

it("tells what is on its way apart from what was paid, under every name of a participant", async () => {
  await set(0, monthly(1));
  const next = "Next payout: February 1, 2026";
  const [one, other] = [await cash.earner(2), await cash.earner()];
  const payout = await one.send();
  const onItsWay = ["On its way to you: £20.00", next];
  expect(await totalOf(one.who)).toMatchObject({ available: "£0.00", paid: "£0.00", payout: onItsWay });
  expect(await payoutOf(other.who)).toEqual([next]);

  await app.api.put("/v1/participants/payee-kept", {});
  const merged = await app.api.put(`/v1/participants/payee-kept/aliases/${one.who}`, {
    merge: true,
    reason: "rang us",
  });
  expect(merged.status).toBeLessThan(300);
  expect(await totalOf("payee-kept")).toMatchObject({ paid: "£0.00", payout: onItsWay });

  await cash.report(payout, "paid", { reference: "B-1" });
  expect(await totalOf("payee-kept")).toMatchObject({ available: "£0.00", paid: "£20.00", payout: [next] });
  await cash.report(payout, "returned", { reason: "account closed" });
  expect(await totalOf("payee-kept")).toMatchObject({ available: "£20.00", paid: "£0.00", payout: [next] });
});

it("tells who is blocked what is on its way, and no next payout", async () => {
  await set(5000, monthly(1));
  const { who, buy, send } = await cash.earner();
  await set(0, monthly(1));
  await send();
  await buy();
  await set(5000, monthly(1));
  await app.api.post(`/v1/participants/${who}/block`, { reason: "many accounts" });
  expect(await payoutOf(who)).toEqual(["On its way to you: £10.00"]);
});

it("says that a payout is being prepared while its draft waits, to those whom it pays", async () => {
  await set(1500, monthly(1));
  const [due, poor] = [await cash.earner(2), await cash.earner()];
  await at("2026-02-01T05:00:00Z");
  const next = "Next payout: March 1, 2026";
  expect(await payoutOf(due.who)).toEqual(["The payout of February 1, 2026 is being prepared", next]);
  expect(await payoutOf(poor.who)).toEqual(["Paid out from £15.00 on: £5.00 more to go", next]);
});

it("says no day that is over, where the job that drafts is late", async () => {
  const { who } = await cash.earner();
  await set(0, monthly(10));
  expect(await payoutOf(who)).toContain("Next payout: February 10, 2026");
  app.clock.advance(Date.parse("2026-02-11T04:59:59Z") - app.clock.now().getTime());
  expect(await payoutOf(who)).toContain("Next payout: February 10, 2026");
  app.clock.advance(1000);
  expect(await payoutOf(who)).toEqual(["The payout of February 1, 2026 is being prepared"]);
});
