import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlayedRecipe } from "../testing/playRecipe.ts";
import { couponIn, playRecipe, reasonsIn } from "../testing/playRecipe.ts";

describe("double-sided discount", () => {
  let shop: PlayedRecipe;
  let code: string;
  beforeAll(async () => {
    shop = await playRecipe("double-sided-discount");
    code = await shop.codeOf("ada");
  });
  afterAll(() => shop.close());

  const redeem = (coupon: string, orderId: string, amountMinor: number) =>
    shop.api.post(`/v1/coupons/${coupon}/redeem`, { orderId, amountMinor, currency: "GBP" });

  it("gives the friend 15 % of their first order, from 20.00 on", async () => {
    const welcome = couponIn(await shop.signup("ben", code), "friend-discount");
    expect((await redeem(welcome, "o-1", 1999)).body.code).toBe("coupon_below_minimum");
    // 15 % of 42.10 is 6.315, half up.
    expect((await redeem(welcome, "o-1", 4210)).body).toMatchObject({ discountMinor: 632, usesLeft: 0 });
    expect((await redeem(welcome, "o-2", 4210)).body.code).toBe("coupon_used_up");
  });

  it("gives the advocate as much when the friend has bought, once for each friend", async () => {
    const thanks = couponIn(await shop.purchase("ben", "o-1", 3578), "advocate-discount");
    expect((await redeem(thanks, "ada-1", 10_000)).body).toMatchObject({ discountMinor: 1500 });
    expect(reasonsIn(await shop.purchase("ben", "o-2", 9000))).toEqual({});
  });

  it("gives nothing for a purchase below 20.00, and the coupon of a purchase sent back is void", async () => {
    await shop.signup("cleo", code);
    expect(reasonsIn(await shop.purchase("cleo", "o-3", 1999))).toEqual({ "advocate-discount": "not_qualifying" });
    const coupon = couponIn(await shop.purchase("cleo", "o-4", 2000), "advocate-discount");
    await shop.refund("o-4", 2000);
    expect((await redeem(coupon, "ada-2", 10_000)).body.code).toBe("coupon_voided");
  });

  it("ends the friend's coupon after 60 days", async () => {
    const coupon = couponIn(await shop.signup("dora", code), "friend-discount");
    await shop.passDays(61);
    expect((await redeem(coupon, "o-5", 4210)).body.code).toBe("coupon_expired");
  });

  it("costs what was taken off, in the books and in no one's balance", async () => {
    const coupon = couponIn(await shop.signup("emil", code), "friend-discount");
    await redeem(coupon, "o-6", 4000);
    await shop.purchase("emil", "o-6", 3400, { discounts: [{ code: coupon, amountMinor: 600 }] });
    const { data } = (await shop.api.get<{ data: object[] }>("/v1/ledger/postings?participant=emil")).body;
    expect(data).toMatchObject([{ destination: "world:cash:GBP", amountMinor: 600 }]);
    expect(await shop.balances("emil")).toEqual({});
    expect(await shop.balances("ada")).toEqual({});
  });
});
