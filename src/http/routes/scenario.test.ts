import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ScenarioReply } from "../../engine/history/presentScenario.ts";
import { attributionOf, cash, documentOf, ruleOf } from "../../engine/testing/documents.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

describe("a scenario", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  const perConversion = documentOf([ruleOf("each", { on: { event: "conversion" }, grant: cash(70) })]);
  const expected = { friendsAMonth: 20, buyBps: 6_000, ordersAYear: 4, orderMinor: 6_000 };
  type Refused = { readonly code: string; readonly errors: readonly { readonly path: string }[] };
  const tryOut = (body: object) => app.api.post<ScenarioReply & Refused>("/v1/programs/friends/scenario", body);

  it("decides a year of made-up friends, with as many, with twice and with five times as many", async () => {
    const { status, body } = await tryOut({ rules: perConversion, ...expected });
    expect(status).toBe(200);
    expect(body.years.map(({ times, friends }) => [times, friends])).toEqual([
      [1, 240],
      [2, 480],
      [5, 1_200],
    ]);
    expect(body.coupons).toBeNull();
    for (const { friends, converted, costMinor, costPerConversionMinor, series } of body.years) {
      expect(costMinor).toBe(converted * 70);
      expect(costPerConversionMinor).toBe(70);
      // Of the friends, 60 % buy, to within what a number of friends that is not a multiple of five allows.
      expect(Math.abs(converted - friends * 0.6)).toBeLessThanOrEqual(friends * 0.02);
      expect(series.reduce((sum, month) => sum + month.costMinor, 0)).toBe(costMinor);
    }
    expect(body.worstCase).toEqual({ budgetMinor: null });
  });

  it("gives the same figures for the same numbers, stores nothing and reads once", async () => {
    const ask = () => tryOut({ rules: perConversion, ...expected });
    const first = await ask();
    const counts = "SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM participants)";
    const before = await app.database.query(counts);
    expect(await app.database.during(async () => expect((await ask()).body).toEqual(first.body))).toBe(1);
    expect(await app.database.query(counts)).toEqual(before);
  });

  it("costs more with a dearer step for those who bring many, and never more than the budget", async () => {
    const steps = [{ from: 3, grant: cash(900) }];
    const tiers = { by: "conversions", window: "lifetime", steps };
    const dearer = documentOf([ruleOf("each", { on: { event: "conversion" }, grant: cash(70), tiers })]);
    const budget = { amountMinor: 10_000, currency: "GBP", period: "year", onExhausted: "skip" };
    const [plain, more, bounded] = await Promise.all([
      tryOut({ rules: perConversion, ...expected }),
      tryOut({ rules: dearer, ...expected }),
      tryOut({ rules: { ...dearer, budget }, ...expected }),
    ]).then((replies) => replies.map(({ body }) => body));
    expect(more?.years[0]?.costMinor).toBeGreaterThan(plain?.years[0]?.costMinor ?? 0);
    expect(bounded?.worstCase).toEqual({ budgetMinor: 10_000 });
    expect(bounded?.years[2]?.budgetExhaustedAt).not.toBeNull();
    // The year from now lies in two calendar years, of which each has the budget.
    for (const year of bounded?.years ?? []) expect(year.costMinor).toBeLessThanOrEqual(20_000);
  });

  it("brings the code with each order where the rules attribute orders one by one", async () => {
    const byOrder = documentOf([ruleOf("each", { on: { event: "purchase" }, grant: cash(70) })], {
      attribution: attributionOf({ binds: "order" }),
    });
    const { body } = await tryOut({ rules: byOrder, ...expected });
    expect(body.years[0]?.byRule.each?.granted).toBeGreaterThan(240 * 0.6);
  });

  it("refuses what would make too many events, and rules that don't hold, with what to change", async () => {
    const crowd = await tryOut({ rules: perConversion, ...expected, friendsAMonth: 5_000 });
    expect([crowd.status, crowd.body.code, crowd.body.errors[0]?.path]).toEqual([
      422,
      "invalid_request",
      "friendsAMonth",
    ]);
    const bad = await tryOut({ rules: { ...perConversion, rewards: [{}] }, ...expected });
    expect([bad.status, bad.body.code]).toEqual([422, "invalid_request"]);
    const other = await app.api.post("/v1/programs/none/scenario", { rules: perConversion, ...expected });
    expect(other.status).toBe(404);
  });
});
