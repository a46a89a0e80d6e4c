import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { openPayouts } from "../../testing/payouts.ts";

let app: TestApp;
let cash: Awaited<ReturnType<typeof openPayouts>>;
beforeAll(async () => {
  app = await createTestApp();
  cash = await openPayouts(app);
});
afterAll(() => app.close());

const PATH = "/v1/payout-settings/cash:GBP";
const settings = { minimumMinor: 1_500, method: "external" };
const unscheduled = { schedule: null, autoConfirm: false, dueOn: null };
const shown = { unit: "cash:GBP", ...settings, ...unscheduled };
const audited = async () => {
  const { body } = await app.api.get<{ data: { action: string }[] }>("/v1/audit?limit=100");
  return body.data.filter(({ action }) => action.startsWith("payout_settings.")).length;
};

describe("what is set of the payouts of a unit", () => {
  it("is set once, changed and taken away, in one load and one commit each", async () => {
    const statements = await app.database.during(async () => {
      expect(await app.api.put(PATH, settings)).toMatchObject({ status: 201, body: shown });
    });
    expect(statements).toBe(2);
    const before = await audited();
    expect(await app.api.put(PATH, settings)).toMatchObject({ status: 200, body: shown });
    expect(await audited()).toBe(before);
    expect(await app.api.put(PATH, { ...settings, minimumMinor: 0 })).toMatchObject({ body: { minimumMinor: 0 } });
    await app.api.put("/v1/payout-settings/cash:EUR", { minimumMinor: 0, method: "csv" });
    expect((await app.api.get("/v1/payout-settings")).body).toEqual({
      data: [
        { unit: "cash:EUR", minimumMinor: 0, method: "csv", ...unscheduled },
        { ...shown, minimumMinor: 0 },
      ],
    });
    expect((await app.api.send("DELETE", PATH)).body).toMatchObject({ minimumMinor: 0 });
    expect(await app.api.send("DELETE", PATH)).toMatchObject({ status: 404 });
    expect(await app.api.put(PATH, settings)).toMatchObject({ status: 201 });
  });

  it("is what a batch goes by where its request says nothing else", async () => {
    const [{ who }, { who: rich }] = [await cash.earner(1), await cash.earner(2)];
    await app.api.put(PATH, settings);
    const said = { method: null, dryRun: true };
    const small = await cash.make({ ...said, participant: who });
    expect(small.body).toMatchObject({ payouts: [], leftOut: [{ reason: "below_minimum" }] });
    const other = await cash.make({ ...said, participant: who, minimumMinor: 0 });
    expect(other.body).toMatchObject({ payouts: [{ amountMinor: 1000 }] });
    const made = await cash.make({ method: null, participant: rich });
    expect(made).toMatchObject({ status: 201, body: { method: "external", minimumMinor: 1_500, amountMinor: 2000 } });
    const { body } = await cash.make({ method: "csv", participant: who, minimumMinor: 10 });
    expect(body).toMatchObject({ method: "csv", minimumMinor: 10, amountMinor: 1000 });
    await app.api.send("DELETE", PATH);
    for (const dryRun of [true, false]) {
      const refused = await cash.make({ method: null, participant: who, dryRun });
      expect(refused).toMatchObject({ status: 422, body: { code: "invalid_request", errors: [{ path: "method" }] } });
    }
  });

  it.each([
    ["cash:gbp", settings],
    ["credit:GBP", settings],
    ["cash:GBP", { ...settings, minimumMinor: -1 }],
    ["cash:GBP", { ...settings, minimumMinor: 0.5 }],
    ["cash:GBP", { ...settings, method: "pigeon" }],
    ["cash:GBP", { ...settings, method: "sepa_xml" }],
    ["cash:GBP", { ...settings, autoConfirm: true }],
    ["cash:GBP", { ...settings, schedule: { every: "week", day: 1, lockDays: 0 } }],
    ["cash:GBP", { ...settings, schedule: { every: "month", day: 32, lockDays: 0 } }],
    ["cash:GBP", { ...settings, schedule: { every: "month", day: 1, lockDays: 61 } }],
    ["cash:GBP", { minimumMinor: 5 }],
    ["cash:GBP", { ...settings, fee: 1 }],
  ])("is refused for %s where it is %o", async (unit, bad) => {
    const { status } = await app.api.put(`/v1/payout-settings/${unit}`, bad);
    expect(status).toBe(422);
  });
});
