import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlayedRecipe } from "../testing/playRecipe.ts";
import { playRecipe, rewardsIn } from "../testing/playRecipe.ts";

describe("revenue share", () => {
  let shop: PlayedRecipe;
  let code: string;
  beforeAll(async () => {
    shop = await playRecipe("revenue-share");
    code = await shop.codeOf("ada");
  });
  afterAll(() => shop.close());

  it("pays a tenth of every purchase, rounded half up", async () => {
    await shop.signup("ben", code);
    expect(rewardsIn(await shop.purchase("ben", "o-1", 4200))).toEqual([["share", "ada", 420]]);
    expect(rewardsIn(await shop.purchase("ben", "o-2", 1995))).toEqual([["share", "ada", 200]]);
    expect(rewardsIn(await shop.purchase("ben", "o-3", 1994))).toEqual([["share", "ada", 199]]);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [819, 0] });
  });

  it("takes the share of what is refunded back, and all of it with the last penny", async () => {
    expect(rewardsIn(await shop.refund("o-1", 1200))).toEqual([["share", "ada", 300]]);
    expect(rewardsIn(await shop.refund("o-2", 1995))).toEqual([["share", "ada", 0]]);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [499, 0] });
  });

  it("still pays three years later", async () => {
    await shop.passDays(3 * 365);
    expect(rewardsIn(await shop.purchase("ben", "o-4", 10_000))).toEqual([["share", "ada", 1000]]);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [1000, 499] });
  });

  it("pays nothing for a friend who was a customer before", async () => {
    await shop.purchase("old", "o-5", 3000);
    shop.app.clock.advance(61 * 60_000);
    const told = await shop.signup("old", code);
    expect(told.results[0]?.referral).toMatchObject({ status: "rejected", rejectedReason: "existing_customer" });
    expect(rewardsIn(await shop.purchase("old", "o-6", 3000))).toEqual([]);
  });
});
