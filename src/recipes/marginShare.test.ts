import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlayedRecipe } from "../testing/playRecipe.ts";
import { playRecipe, reasonsIn, rewardsIn } from "../testing/playRecipe.ts";

describe("a share of the margin for twelve months", () => {
  let shop: PlayedRecipe;
  let code: string;
  beforeAll(async () => {
    shop = await playRecipe("margin-share");
    code = await shop.codeOf("ada");
  });
  afterAll(() => shop.close());

  const withMargin = (marginMinor: unknown) => ({ metadata: { marginMinor } });

  it("pays 30 % of the margin, whatever the order comes to", async () => {
    await shop.signup("ben", code);
    expect(rewardsIn(await shop.purchase("ben", "o-1", 10_000, withMargin(3333)))).toEqual([["margin", "ada", 1000]]);
    expect(rewardsIn(await shop.purchase("ben", "o-2", 500, withMargin(200)))).toEqual([["margin", "ada", 60]]);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [1060, 0] });
  });

  it("pays nothing for a loss, or where no margin was told", async () => {
    const nothing = { margin: "zero_amount" };
    expect(reasonsIn(await shop.purchase("ben", "o-3", 4000, withMargin(-900)))).toEqual(nothing);
    expect(reasonsIn(await shop.purchase("ben", "o-4", 4000, withMargin("900")))).toEqual(nothing);
    expect(reasonsIn(await shop.purchase("ben", "o-5", 4000))).toEqual(nothing);
  });

  it("takes back the share of what is refunded", async () => {
    // A quarter went back: three quarters of 33.33, 25.00 (half up), are left.
    expect(rewardsIn(await shop.refund("o-1", 2500))).toEqual([["margin", "ada", 750]]);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [810, 0] });
  });

  it("pays on the last of 365 days and no longer", async () => {
    await shop.passDays(365);
    expect(rewardsIn(await shop.purchase("ben", "o-6", 1000, withMargin(1000)))).toEqual([["margin", "ada", 300]]);
    shop.app.clock.advance(1);
    expect(reasonsIn(await shop.purchase("ben", "o-7", 1000, withMargin(1000)))).toEqual({
      margin: "outside_credit_window",
    });
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [300, 810] });
  });
});
