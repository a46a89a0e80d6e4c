import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlayedRecipe } from "../testing/playRecipe.ts";
import { playRecipe, reasonsIn, rewardsIn } from "../testing/playRecipe.ts";

describe("two levels", () => {
  let shop: PlayedRecipe;
  let code: string;
  beforeAll(async () => {
    shop = await playRecipe("two-level");
    code = await shop.codeOf("ada");
  });
  afterAll(() => shop.close());

  it("pays the advocate 10 % and their own advocate 3 %, and no one above", async () => {
    // Ada brought Ben, who brought Cleo, who brought Dora.
    await shop.signup("ben", code);
    await shop.signup("cleo", await shop.codeOf("ben"));
    await shop.signup("dora", await shop.codeOf("cleo"));
    expect(rewardsIn(await shop.purchase("dora", "o-1", 12_345))).toEqual([
      ["direct", "cleo", 1235],
      ["second-level", "ben", 370],
    ]);
    expect(await shop.balances("cleo")).toEqual({ "cash:GBP": [1235, 0] });
    expect(await shop.balances("ben")).toEqual({ "cash:GBP": [370, 0] });
    expect(await shop.balances("ada")).toEqual({});
  });

  it("says that there is no second level above those whom no one brought", async () => {
    const told = await shop.purchase("ben", "o-2", 1000);
    expect(rewardsIn(told)).toEqual([["direct", "ada", 100]]);
    expect(reasonsIn(told)).toEqual({ direct: null, "second-level": "no_recipient" });
  });

  it("takes from both what a refund takes", async () => {
    // 61.73 are left of the order: 6.17 and 1.85.
    expect(rewardsIn(await shop.refund("o-1", 6172))).toEqual([
      ["direct", "cleo", 617],
      ["second-level", "ben", 185],
    ]);
    await shop.passDays(30);
    await shop.refund("o-1", 6173);
    expect(await shop.balances("cleo")).toEqual({ "cash:GBP": [0, 0] });
    expect(await shop.balances("ben")).toEqual({ "cash:GBP": [0, 0] });
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [0, 100] });
  });

  it("lets no advocate be their own second level", async () => {
    const told = await shop.signup("ada", await shop.codeOf("dora"));
    expect(told.results[0]?.referral).toMatchObject({ status: "rejected", rejectedReason: "cycle" });
  });
});
