import { afterAll, beforeAll, expect, it } from "vitest";
import { draftPayouts } from "../../jobs/draftPayouts.ts";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { openPayouts } from "../../testing/payouts.ts";

/** Batches that are drafted by themselves, on a day of each month. The clock begins on 5 January. */

let app: TestApp;
let cash: Awaited<ReturnType<typeof openPayouts>>;
beforeAll(async () => {
  app = await createTestApp();
  cash = await openPayouts(app);
  await app.api.patch("/v1/tenant", { timezone: "Asia/Tashkent" });
});
afterAll(() => app.close());

interface Batch {
  readonly id: string;
  readonly status: string;
  readonly dueOn: string | null;
  readonly cutoff: string;
  readonly payouts: number;
  readonly amountMinor: number;
}

const batches = async () => (await app.api.get<{ data: Batch[] }>("/v1/payout-batches")).body.data;
const set = (day: number, more: object = {}) => {
  const schedule = { every: "month", day, lockDays: 0 };
  const body = { minimumMinor: 0, method: "csv", schedule, ...more };
  return app.api.put<{ dueOn: string }>("/v1/payout-settings/cash:GBP", body);
};
/** Lets the jobs run at a moment. */
const at = async (time: string) => {
  app.clock.advance(Date.parse(time) - app.clock.now().getTime());
  await runScheduledJobs(app.deps);
};

it("drafts one batch when the day begins in the shop's time zone, and sets nothing aside", async () => {
  const { who } = await cash.earner(2);
  expect((await set(5)).body.dueOn).toBe("2026-02-05");
  expect((await set(31, { schedule: { every: "month", day: 31, lockDays: 7 } })).body.dueOn).toBe("2026-01-31");
  await at("2026-01-30T18:59:59Z");
  expect(await batches()).toEqual([]);
  await at("2026-01-30T19:00:00Z");
  await at("2026-01-30T19:01:00Z");
  const [draft, ...others] = await batches();
  expect(others).toEqual([]);
  expect(draft).toMatchObject({ status: "draft", dueOn: "2026-01-31", cutoff: "2026-01-23T19:00:00.000Z", payouts: 0 });
  expect(await cash.balance(who)).toEqual([2000, 0]);
  expect((await app.api.get("/v1/payout-settings")).body).toMatchObject({ data: [{ dueOn: "2026-02-28" }] });
});

it("finds who is due what when it is confirmed, and sends it", async () => {
  const [draft] = await batches();
  const { who } = await cash.earner();
  const first = "payee-1";
  await cash.refund("cash-1-1");
  expect(await cash.step(draft?.id ?? "", "confirm")).toMatchObject({ status: 200, body: { status: "confirming" } });
  expect(await cash.step(draft?.id ?? "", "confirm")).toMatchObject({ status: 200 });
  await runScheduledJobs(app.deps);
  expect((await batches())[0]).toMatchObject({ status: "sending", payouts: 1, amountMinor: 1000 });
  expect([await cash.balance(first), await cash.balance(who)]).toEqual([
    [0, 1000],
    [1000, 0],
  ]);
  await cash.balanced();
});

it("is drafted once for all that was missed, and takes the place of one that was not confirmed", async () => {
  await at("2026-02-28T12:00:00Z");
  const [february] = await batches();
  expect(february).toMatchObject({ status: "draft", dueOn: "2026-02-28" });
  const known = (await batches()).length;
  await at("2026-06-15T12:00:00Z");
  const all = await batches();
  expect(all.length).toBe(known + 1);
  expect(all[0]).toMatchObject({ status: "draft", dueOn: "2026-05-31" });
  expect(all[1]).toMatchObject({ id: february?.id, status: "cancelled" });
  expect(await cash.step(all[0]?.id ?? "", "cancel")).toMatchObject({ status: 200, body: { status: "cancelled" } });
  await runScheduledJobs(app.deps);
  expect((await batches()).length).toBe(known + 1);
});

it("is confirmed by itself where the unit is set so, by the terms of its due date", async () => {
  expect((await set(20, { autoConfirm: true })).body.dueOn).toBe("2026-06-20");
  await at("2026-06-20T00:00:00Z");
  await runScheduledJobs(app.deps);
  expect((await batches())[0]).toMatchObject({ status: "sending", dueOn: "2026-06-20", payouts: 1, amountMinor: 1000 });
  await cash.balanced();
});

it("comes no more where nothing is scheduled", async () => {
  const known = (await batches()).length;
  await set(20, { schedule: null });
  await at("2026-07-21T00:00:00Z");
  expect((await batches()).length).toBe(known);
});

/** A batch that is still collected: so large that one commit could not. */
async function collecting() {
  await cash.earner();
  const { body } = await cash.make({});
  await app.database.query("UPDATE payout_batches SET status = 'collecting' WHERE id = $1", [body.id]);
  return {
    end: () => app.database.query("UPDATE payout_batches SET status = 'ready' WHERE id = $1", [body.id]),
  };
}
const draftNow = () => runScheduledJobs(app.deps, [draftPayouts]);

it("is not confirmed while another batch of the unit is still collected, by hand or by itself", async () => {
  await set(25);
  await at("2026-07-25T00:00:00Z");
  const [draft] = await batches();
  expect(draft).toMatchObject({ status: "draft", dueOn: "2026-07-25" });
  const other = await collecting();
  const refused = await cash.step(draft?.id ?? "", "confirm");
  expect(refused).toMatchObject({ status: 409, body: { code: "batch_collecting" } });

  await set(25, { autoConfirm: true });
  app.clock.advance(Date.parse("2026-08-25T00:00:00Z") - app.clock.now().getTime());
  const known = (await batches()).length;
  expect(await draftNow()).toEqual({ "draft-payouts": 0 });
  expect((await batches()).length).toBe(known);
  await other.end();
  expect(await draftNow()).toEqual({ "draft-payouts": 1 });
  expect((await batches())[0]).toMatchObject({ status: "collecting", dueOn: "2026-08-25" });
  await runScheduledJobs(app.deps);
  await cash.balanced();
});

it("is drafted once of a due date that comes a second time, in a zone where it is still the day before", async () => {
  const zoned = (timezone: string) => app.api.patch("/v1/tenant", { timezone });
  await zoned("Pacific/Kiritimati");
  await set(10);
  await at("2026-09-09T12:00:00Z");
  const known = await batches();
  expect(known[0]).toMatchObject({ status: "draft", dueOn: "2026-09-10" });
  await zoned("Pacific/Honolulu");
  await app.api.send("DELETE", "/v1/payout-settings/cash:GBP");
  expect((await set(10)).body.dueOn).toBe("2026-09-10");
  app.clock.advance(Date.parse("2026-09-10T12:00:00Z") - app.clock.now().getTime());
  await draftNow();
  expect(await batches()).toEqual(known);
  expect((await app.api.get("/v1/payout-settings")).body).toMatchObject({ data: [{ dueOn: "2026-10-10" }] });
});
