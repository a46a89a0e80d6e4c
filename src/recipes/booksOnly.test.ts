import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlayedRecipe } from "../testing/playRecipe.ts";
import { playRecipe, reasonsIn, rewardsIn } from "../testing/playRecipe.ts";

describe("a rate on the books in a basket", () => {
  let shop: PlayedRecipe;
  let code: string;
  beforeAll(async () => {
    shop = await playRecipe("books-only");
    code = await shop.codeOf("ada");
  });
  afterAll(() => shop.close());

  const item = (sku: string, category: string | null, amountMinor: number) => {
    return { sku, quantity: 1, amountMinor, ...(category === null ? {} : { category }) };
  };

  it("pays 5 % of the books alone", async () => {
    await shop.signup("ben", code);
    const items = [
      item("B1", "books", 1290),
      item("T1", "tea", 5000),
      item("B2", "books", 2500),
      item("X", null, 1210),
    ];
    // 5 % of 12.90 + 25.00 is 1.895, half up.
    expect(rewardsIn(await shop.purchase("ben", "o-1", 10_000, { items }))).toEqual([["books", "ada", 190]]);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [190, 0] });
  });

  it("pays nothing for a basket without books, or one whose items were not reported", async () => {
    const items = [item("T1", "tea", 5000), item("B3", "Books", 1000)];
    expect(reasonsIn(await shop.purchase("ben", "o-2", 6000, { items }))).toEqual({ books: "zero_amount" });
    expect(reasonsIn(await shop.purchase("ben", "o-3", 6000))).toEqual({ books: "zero_amount" });
  });

  it("takes back in proportion to what is refunded of the order", async () => {
    // Half of the order went back: half of the 37.90 of books, 18.95, is left; 5 % of it is 0.9475.
    expect(rewardsIn(await shop.refund("o-1", 5000))).toEqual([["books", "ada", 95]]);
    expect(rewardsIn(await shop.refund("o-1", 5000))).toEqual([["books", "ada", 0]]);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [0, 0] });
  });
});
