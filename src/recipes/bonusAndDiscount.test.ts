import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlayedRecipe } from "../testing/playRecipe.ts";
import { couponIn, playRecipe, reasonsIn, rewardsIn } from "../testing/playRecipe.ts";

describe("a bonus for the friend, a discount for the advocate", () => {
  let shop: PlayedRecipe;
  let code: string;
  beforeAll(async () => {
    shop = await playRecipe("bonus-and-discount");
    code = await shop.codeOf("ada");
  });
  afterAll(() => shop.close());

  it("gives both with the friend's first purchase from 30.00 on", async () => {
    await shop.signup("ben", code);
    expect(reasonsIn(await shop.purchase("ben", "o-1", 2999))).toEqual({
      "friend-bonus": "not_qualifying",
      "next-purchase": "not_qualifying",
    });
    const told = await shop.purchase("ben", "o-2", 3000);
    expect(rewardsIn(told)).toEqual([
      ["friend-bonus", "ben", 500],
      ["next-purchase", "ada", 0],
    ]);
    expect(await shop.balances("ben")).toEqual({ "credit:GBP": [500, 0] });
    expect(rewardsIn(await shop.purchase("ben", "o-3", 9000))).toEqual([]);

    const coupon = couponIn(told, "next-purchase");
    const order = { orderId: "ada-1", amountMinor: 2495, currency: "GBP" };
    expect((await shop.api.post(`/v1/coupons/${coupon}/redeem`, order)).body).toMatchObject({ discountMinor: 499 });
    // The advocate's own purchase earns nothing, and books what the coupon cost.
    const discounts = [{ code: coupon, amountMinor: 499 }];
    expect((await shop.purchase("ada", "ada-1", 1996, { discounts })).results).toEqual([]);
    expect((await shop.api.get<{ data: object[] }>("/v1/ledger/postings?participant=ada")).body.data).toMatchObject([
      { destination: "world:cash:GBP", amountMinor: 499 },
    ]);
  });

  it("frees the bonus after 30 days, and fulfilling it takes it off the balance", async () => {
    await shop.passDays(30);
    expect(await shop.balances("ben")).toEqual({ "credit:GBP": [0, 500] });
    const { data } = (await shop.api.get<{ data: { id: string }[] }>("/v1/rewards?participant=ben")).body;
    await shop.api.post(`/v1/rewards/${data[0]?.id}/fulfill`, {});
    expect(await shop.balances("ben")).toEqual({ "credit:GBP": [0, 0] });
  });

  it("takes both back when the first purchase is refunded and none is left that would do", async () => {
    await shop.signup("cleo", code);
    const coupon = couponIn(await shop.purchase("cleo", "o-4", 4000), "next-purchase");
    expect(rewardsIn(await shop.refund("o-4", 1001))).toEqual([
      ["friend-bonus", "cleo", 0],
      ["next-purchase", "ada", 0],
    ]);
    expect(await shop.balances("cleo")).toEqual({ "credit:GBP": [0, 0] });
    const order = { order: { amountMinor: 2495, currency: "GBP" } };
    expect((await shop.api.post(`/v1/coupons/${coupon}/check`, order)).body).toMatchObject({
      valid: false,
      reason: "voided",
    });
  });
});
