import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlayedRecipe } from "../testing/playRecipe.ts";
import { playRecipe, reasonsIn, rewardsIn } from "../testing/playRecipe.ts";

describe("pay per sale", () => {
  let shop: PlayedRecipe;
  let code: string;
  beforeAll(async () => {
    shop = await playRecipe("per-sale");
    code = await shop.codeOf("ada");
  });
  afterAll(() => shop.close());

  it("pays 5.00 for every purchase from 20.00 on, whatever it comes to", async () => {
    await shop.signup("ben", code);
    expect(reasonsIn(await shop.purchase("ben", "o-1", 1999))).toEqual({ sale: "not_qualifying" });
    expect(rewardsIn(await shop.purchase("ben", "o-2", 2000))).toEqual([["sale", "ada", 500]]);
    expect(rewardsIn(await shop.purchase("ben", "o-3", 250_000))).toEqual([["sale", "ada", 500]]);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [1000, 0] });
  });

  it("keeps the sum while the rest of an order is still a sale, and takes it back when it is none", async () => {
    expect(rewardsIn(await shop.refund("o-3", 248_000))).toEqual([]);
    expect(rewardsIn(await shop.refund("o-3", 1))).toEqual([["sale", "ada", 0]]);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [500, 0] });
  });

  it("frees the cash after 30 days and takes a late refund out of what is free", async () => {
    await shop.passDays(30);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [0, 500] });
    await shop.refund("o-2", 2000);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [0, 0] });
  });

  it("pays nothing after half a year", async () => {
    await shop.passDays(151);
    expect(reasonsIn(await shop.purchase("ben", "o-4", 5000))).toEqual({ sale: "outside_credit_window" });
  });
});
