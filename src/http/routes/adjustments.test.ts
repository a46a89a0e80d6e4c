import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

describe("bonuses and corrections by hand", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
    await app.api.put("/v1/participants/ann", {});
  });
  afterAll(() => app.close());

  const path = "/v1/participants/ann/adjustments";
  const adjust = (key: string, amountMinor: number, unit = "cash:GBP", reason = "thank you") => {
    // The newest first needs one to be newer.
    app.clock.advance(1);
    return app.api.post<{ id: string; code?: string }>(path, { amountMinor, unit, reason }, { "idempotency-key": key });
  };
  const balances = async () => (await app.api.get("/v1/participants/ann")).body.balances;

  it("a bonus is available at once, a correction takes it back and may go below zero", async () => {
    expect((await adjust("bonus", 500)).status).toBe(201);
    expect((await adjust("correction", -800, "cash:GBP", "paid twice")).status).toBe(201);
    expect((await adjust("points", 20, "points")).status).toBe(201);
    expect(await balances()).toEqual([
      { unit: "cash:GBP", pendingMinor: 0, availableMinor: -300, paidMinor: 0 },
      { unit: "points", pendingMinor: 0, availableMinor: 20, paidMinor: 0 },
    ]);
    const books = await app.api.get<{ totals: { balanceMinor: number }[] }>("/v1/ledger/balances");
    expect(books.body.totals.every(({ balanceMinor }) => balanceMinor === 0)).toBe(true);
  });

  it("a repeat under its Idempotency-Key posts nothing; without one nothing is posted at all", async () => {
    const before = await balances();
    const first = await adjust("once", 100);
    const again = await adjust("once", 100);
    expect(again.headers.get("idempotency-hit")).toBe("true");
    expect(again.body).toEqual(first.body);
    expect((await adjust("once", 101)).body.code).toBe("idempotency_mismatch");
    const unnamed = await app.api.post(path, { amountMinor: 1, unit: "points", reason: "x" });
    expect([unnamed.status, unnamed.body.code]).toEqual([400, "idempotency_key_required"]);
    expect(await adjust("back", -100).then(balances)).toEqual(before);
  });

  it("lists what was done with its reason, the newest first, and keeps who did it", async () => {
    const { body } = await app.api.get<{ data: { id: string; amountMinor: number; reason: string }[] }>(path);
    expect(body.data.map(({ amountMinor, reason }) => [amountMinor, reason]).slice(-3)).toEqual([
      [20, "thank you"],
      [-800, "paid twice"],
      [500, "thank you"],
    ]);
    const first = await app.api.get<{ data: { id: string }[]; nextCursor: string }>(`${path}?limit=2`);
    const second = await app.api.get<{ data: { id: string }[] }>(`${path}?limit=200&cursor=${first.body.nextCursor}`);
    expect([...first.body.data, ...second.body.data].map(({ id }) => id)).toEqual(body.data.map(({ id }) => id));
    const audit = await app.database.query("SELECT actor->>'type', detail->>'reason' FROM audit WHERE subject = $1", [
      body.data.at(-1)?.id,
    ]);
    expect(audit).toEqual([["apiKey", expect.any(String)]]);
  });

  it("refuses what would be rounded when it is told, and writes nothing of it", async () => {
    const most = Number.MAX_SAFE_INTEGER;
    const unit = "cash:JPY";
    const told = async () => ((await balances()) as { unit: string }[]).filter((balance) => balance.unit === unit);
    expect((await adjust("most", most, unit)).status).toBe(201);
    const before = await app.api.get(path);
    const refused = await adjust("one more", 1, unit);
    expect([refused.status, refused.body.code]).toEqual([422, "balance_out_of_range"]);
    expect((await app.api.get(path)).body).toEqual(before.body);
    expect(await told()).toEqual([{ unit, pendingMinor: 0, availableMinor: most, paidMinor: 0 }]);
    // It was not kept under its key either: when there is room, the same request is taken.
    expect((await adjust("room", -1, unit)).status).toBe(201);
    expect((await adjust("one more", 1, unit)).status).toBe(201);
    expect((await adjust("least", -most, "points")).status).toBe(201);
    expect((await adjust("one less", -21, "points")).body.code).toBe("balance_out_of_range");
  });

  it.each([
    { amountMinor: 0, unit: "points", reason: "x" },
    { amountMinor: 1, unit: "cash:XXQ", reason: "x" },
    { amountMinor: 1, unit: "GBP", reason: "x" },
    { amountMinor: 1, unit: "points", reason: "" },
    { amountMinor: 1, unit: "points" },
  ])("refuses %j", async (body) => {
    const answer = await app.api.post(path, body, { "idempotency-key": "refused" });
    expect([answer.status, answer.body.code]).toEqual([422, "invalid_request"]);
  });
});
