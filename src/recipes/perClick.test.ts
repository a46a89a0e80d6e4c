import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS } from "../domain/periods.ts";
import type { Json } from "../testing/apiClient.ts";
import type { PlayedRecipe } from "../testing/playRecipe.ts";
import { PLAYED, playRecipe, rewardsIn } from "../testing/playRecipe.ts";

describe("pay per click", () => {
  let shop: PlayedRecipe;
  let code: string;
  beforeAll(async () => {
    shop = await playRecipe("per-click");
    code = await shop.codeOf("ada");
  });
  afterAll(() => shop.close());

  /** That many follow the link. */
  const visit = async (times: number) => {
    for (let n = 0; n < times; n++) {
      const answer = await shop.api.send("GET", `/r/${shop.app.tenant.slug}/${code}`);
      expect(answer.status).toBe(302);
    }
    await shop.app.deps.clicks.flush();
  };

  it("pays 0.10 for each visit through the link, held for a month", async () => {
    await visit(3);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [30, 0] });
  });

  it("pays nothing more for what a visitor does then", async () => {
    expect(rewardsIn(await shop.signup("ben", code))).toEqual([]);
    expect(rewardsIn(await shop.purchase("ben", "o-1", 5000))).toEqual([]);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [30, 0] });
  });

  it("pays for 20 visits a day", async () => {
    await visit(19);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [200, 0] });
    shop.app.clock.advance(DAY_MS);
    await visit(1);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [210, 0] });
  });

  it("stops at the budget of the month, and goes on in the next", async () => {
    const { rules } = (await shop.api.get<{ rules: { budget: Json } }>(`/v1/programs/${PLAYED}/versions/1`)).body;
    expect(rules.budget).toMatchObject({ amountMinor: 30_000, period: "month" });
    await shop.api.patch(`/v1/programs/${PLAYED}`, {
      rules: { ...rules, budget: { ...rules.budget, amountMinor: 230 } },
    });
    await shop.api.post(`/v1/programs/${PLAYED}/publish`, {});
    await visit(4);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [230, 0] });
    await shop.passDays(30);
    // What was earned a month ago is free, and the visits of February have their own budget.
    await visit(4);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [40, 230] });
  });

  it("pays nothing for visits to a code that is disabled", async () => {
    await shop.api.patch(`/v1/codes/${code}`, { disabled: true });
    await visit(1);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [40, 230] });
  });
});
