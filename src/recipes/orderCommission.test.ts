import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlayedRecipe } from "../testing/playRecipe.ts";
import { playRecipe, rewardsIn } from "../testing/playRecipe.ts";

describe("a commission on each order", () => {
  let shop: PlayedRecipe;
  let ada: string;
  let bob: string;
  beforeAll(async () => {
    shop = await playRecipe("order-commission");
    ada = await shop.codeOf("ada");
    bob = await shop.codeOf("bob");
  });
  afterAll(() => shop.close());

  it("pays 7 % of each order to the owner of the code it came with", async () => {
    expect(rewardsIn(await shop.purchase("cleo", "o-1", 10_000, { code: ada }))).toEqual([["commission", "ada", 700]]);
    shop.app.clock.advance(1);
    // 7 % of 49.50 is 3.465, half up.
    expect(rewardsIn(await shop.purchase("cleo", "o-2", 4950, { code: bob }))).toEqual([["commission", "bob", 347]]);
    shop.app.clock.advance(1);
    expect(rewardsIn(await shop.purchase("cleo", "o-3", 2000, { code: ada }))).toEqual([["commission", "ada", 140]]);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [840, 0] });
    expect(await shop.balances("bob")).toEqual({ "cash:GBP": [347, 0] });
  });

  it("pays no one for an order that came by itself, though the customer has bought through them", async () => {
    shop.app.clock.advance(1);
    expect((await shop.purchase("cleo", "o-4", 9000)).results).toEqual([]);
  });

  it("pays for customers of old, and to no one for their own order", async () => {
    await shop.purchase("old", "o-5", 3000);
    shop.app.clock.advance(1);
    expect(rewardsIn(await shop.purchase("old", "o-6", 3000, { code: bob }))).toEqual([["commission", "bob", 210]]);
    const own = await shop.purchase("ada", "o-7", 3000, { code: ada });
    expect(own.results[0]?.referral).toMatchObject({ status: "rejected", rejectedReason: "self_referral" });
    expect(rewardsIn(own)).toEqual([]);
  });

  it("believes the link that a visitor came through as it does a code", async () => {
    const { headers } = await shop.api.send("GET", `/r/${shop.app.tenant.slug}/${bob}`);
    const click = new URL(headers.get("location") ?? "").searchParams.get("click");
    const told = await shop.purchase("dora", "o-8", 1000, { clickIds: [click] });
    expect(rewardsIn(told)).toEqual([["commission", "bob", 70]]);
  });

  it("takes back from the one whose order was refunded, and from no one else", async () => {
    expect(rewardsIn(await shop.refund("o-1", 5000))).toEqual([["commission", "ada", 350]]);
    expect(rewardsIn(await shop.refund("o-2", 4950))).toEqual([["commission", "bob", 0]]);
    await shop.passDays(30);
    // 3.50 of the first order and 1.40 of the third; 2.10 of the customer of old and 0.70 of the visitor.
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [0, 490] });
    expect(await shop.balances("bob")).toEqual({ "cash:GBP": [0, 280] });
  });

  it("pays for the orders of a customer who signed up long ago", async () => {
    await shop.signup("ella", ada);
    await shop.passDays(400);
    expect(rewardsIn(await shop.purchase("ella", "o-9", 1000, { code: bob }))).toEqual([["commission", "bob", 70]]);
  });
});
