import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlayedRecipe } from "../testing/playRecipe.ts";
import { playRecipe, reasonsIn, rewardsIn } from "../testing/playRecipe.ts";

describe("points for several actions", () => {
  let shop: PlayedRecipe;
  let code: string;
  beforeAll(async () => {
    shop = await playRecipe("points-for-actions");
    code = await shop.codeOf("ada");
  });
  afterAll(() => shop.close());

  const review = (eventId: string, externalId: string) =>
    shop.report({ type: "review", eventId, participant: { externalId } });

  it("gives anyone 20 for a purchase and 10 for a review, for three reviews in a month", async () => {
    expect(rewardsIn(await shop.purchase("ada", "ada-1", 3000))).toEqual([["own-purchase", "ada", 20]]);
    for (const n of [1, 2, 3]) expect(rewardsIn(await review(`v-${n}`, "ada"))).toEqual([["review", "ada", 10]]);
    expect(reasonsIn(await review("v-4", "ada"))).toEqual({ review: "limit_reached" });
    expect(await shop.balances("ada")).toEqual({ points: [0, 50] });
  });

  it("gives the advocate 50 for each friend who joins and 200 for the first two who buy", async () => {
    for (const friend of ["f-1", "f-2"]) {
      expect(rewardsIn(await shop.signup(friend, code))).toEqual([["friend-joined", "ada", 50]]);
      expect(rewardsIn(await shop.purchase(friend, `o-${friend}`, 2500))).toEqual([
        ["own-purchase", friend, 20],
        ["friend-bought", "ada", 200],
      ]);
    }
    // 50 of before, and 250 for each of the two.
    expect(await shop.balances("ada")).toEqual({ points: [0, 550] });
    expect(await shop.balances("f-1")).toEqual({ points: [0, 20] });
  });

  it("steps up to 300 with the third friend who buys and to 500 with the tenth", async () => {
    for (let n = 3; n <= 10; n++) {
      await shop.signup(`f-${n}`, code);
      const told = await shop.purchase(`f-${n}`, `o-f-${n}`, 2500);
      expect(rewardsIn(told)).toContainEqual(["friend-bought", "ada", n < 10 ? 300 : 500]);
    }
    // 550 of before, 8 times 50 for joining, 7 times 300 and once 500 for buying.
    expect(await shop.balances("ada")).toEqual({ points: [0, 3550] });
  });

  it("takes the points of a purchase that was sent back from both", async () => {
    expect(rewardsIn(await shop.refund("o-f-10", 2500))).toEqual([
      ["own-purchase", "f-10", 0],
      ["friend-bought", "ada", 0],
    ]);
    expect(await shop.balances("ada")).toEqual({ points: [0, 3050] });
    expect(await shop.balances("f-10")).toEqual({ points: [0, 0] });
  });
});
