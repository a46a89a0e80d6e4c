import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { issueCode, publishProgram, rulesOf } from "../../testing/programs.ts";

/** Discounts of which the author of the rules says that they cost nothing. */

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const tenth = { kind: "discount", percentBps: 1000 };
const points = { kind: "points", amount: 1 };
const welcome = { recipient: "friend", on: { event: "signup" } };
const choice = { kind: "choice", options: [points, tenth], chooseWithinDays: 5, costMinor: 0 };
const rules = rulesOf([
  { ...welcome, id: "free", grant: { ...tenth, costMinor: 0 } },
  { ...welcome, id: "pick", grant: choice },
]);

it("a discount that is said to cost nothing costs nothing, alone or as an option, whatever orders say and undo", async () => {
  await publishProgram(app.api, "free", rules);
  const report = (event: object) =>
    app.api.post<{ results: { rewards: { id: string; coupon?: { code: string } }[] }[] }>("/v1/events", event);
  const participant = { externalId: "fay" };
  const { body } = await report({ type: "signup", participant, code: await issueCode(app.api, "free", "ann") });
  const [given, offered] = body.results[0]?.rewards ?? [];
  const pick = `/v1/rewards/${offered?.id}/choose`;
  const taken = await app.api.post<{ coupon: { code: string } }>(pick, { option: 1 });
  const coupons = [given?.coupon?.code, taken.body.coupon.code];
  const order = { orderId: "o-1", amountMinor: 4200, currency: "GBP" };
  const discounts = coupons.map((code) => ({ code, amountMinor: 420 }));
  for (const event of [
    { type: "purchase", participant, ...order, discounts },
    { type: "refund", refundId: "r-1", ...order },
    { type: "refund_reversal", refundId: "r-1", orderId: "o-1" },
  ]) {
    expect((await report(event)).status).toBe(201);
    const summary = await app.api.get<{ cost: object }>("/v1/reports/summary?program=free");
    expect(summary.body.cost).toEqual({ GBP: 0 });
  }
});
