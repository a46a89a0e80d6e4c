import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlayedRecipe } from "../testing/playRecipe.ts";
import { playRecipe, reasonsIn, rewardsIn } from "../testing/playRecipe.ts";

describe("a gift at 3, 10 and 25 friends", () => {
  let shop: PlayedRecipe;
  let code: string;
  beforeAll(async () => {
    shop = await playRecipe("gifts-for-friends");
    code = await shop.codeOf("ada");
  });
  afterAll(() => shop.close());

  const bring = async (n: number) => {
    await shop.signup(`f-${n}`, code);
    return await shop.purchase(`f-${n}`, `o-${n}`, 2000);
  };

  it("gives one gift with the third friend who bought, and none before", async () => {
    const early = { "gift-3": "condition_not_met", "gift-10": "condition_not_met", "gift-25": "condition_not_met" };
    expect(reasonsIn(await bring(1))).toEqual(early);
    expect(reasonsIn(await bring(2))).toEqual(early);
    const told = await bring(3);
    expect(told.results[0]?.rewards).toMatchObject([
      { ruleId: "gift-3", participant: "ada", kind: "item", unit: null, item: { sku: "GIFT-SMALL", quantity: 1 } },
    ]);
  });

  it("takes the gift back when that friend sends everything back, and gives it with the next one", async () => {
    expect(rewardsIn(await shop.refund("o-3", 2000))).toEqual([["gift-3", "ada", 0]]);
    expect(rewardsIn(await bring(4))).toEqual([["gift-3", "ada", 0]]);
  });

  it("gives each gift once: with the tenth and the twenty-fifth friend the larger ones", async () => {
    const given: (readonly [friends: number, gift: string])[] = [];
    // f-3 sent everything back, so f-5 is the fourth.
    for (let n = 5; n <= 30; n++) {
      for (const [gift] of rewardsIn(await bring(n))) given.push([n - 1, gift]);
    }
    expect(given).toEqual([
      [10, "gift-10"],
      [25, "gift-25"],
    ]);
    expect(await shop.balances("ada")).toEqual({});
  });

  it("is fulfilled by the shop when the hold is over, and then stays", async () => {
    await shop.passDays(14);
    interface Gift {
      readonly id: string;
      readonly ruleId: string;
      readonly status: string;
    }
    const read = () => shop.api.get<{ data: readonly Gift[] }>("/v1/rewards?participant=ada&status=approved");
    const gifts = (await read()).body.data;
    expect(gifts.map(({ ruleId }) => ruleId).toSorted()).toEqual(["gift-10", "gift-25", "gift-3"]);
    const large = gifts.find(({ ruleId }) => ruleId === "gift-25");
    expect((await shop.api.post(`/v1/rewards/${large?.id}/fulfill`, {})).body).toMatchObject({ status: "fulfilled" });
    expect((await read()).body.data).toHaveLength(2);
  });
});
