import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlayedRecipe } from "../testing/playRecipe.ts";
import { playRecipe, reasonsIn, rewardsIn } from "../testing/playRecipe.ts";

describe("pay per lead", () => {
  let shop: PlayedRecipe;
  let code: string;
  beforeAll(async () => {
    shop = await playRecipe("per-lead");
    code = await shop.codeOf("ada");
  });
  afterAll(() => shop.close());

  const lead = (eventId: string, externalId: string) =>
    shop.report({ type: "lead", eventId, participant: { externalId } });

  it("pays 2.00 for the first enquiry of each friend, and nothing for what they buy", async () => {
    await shop.signup("ben", code);
    expect(rewardsIn(await lead("l-1", "ben"))).toEqual([["lead", "ada", 200]]);
    expect(reasonsIn(await lead("l-2", "ben"))).toEqual({ lead: "limit_reached" });
    expect(rewardsIn(await shop.purchase("ben", "o-1", 90_000))).toEqual([]);
    await shop.signup("cleo", code);
    expect(rewardsIn(await lead("l-3", "cleo"))).toEqual([["lead", "ada", 200]]);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [400, 0] });
  });

  it("pays nothing for enquiries of people whom no one referred", async () => {
    expect((await lead("l-4", "stranger")).results).toEqual([]);
  });

  it("keeps what it paid when the friend sends a purchase back, and frees it after 30 days", async () => {
    await shop.refund("o-1", 90_000);
    await shop.passDays(30);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [0, 400] });
  });

  it("pays for 50 enquiries in a month at most", async () => {
    for (let friend = 1; friend <= 51; friend++) {
      await shop.signup(`f-${friend}`, code);
      const told = await lead(`many-${friend}`, `f-${friend}`);
      expect(reasonsIn(told)).toEqual({ lead: friend <= 50 ? null : "limit_reached" });
    }
    // 4.00 of before and 50 times 2.00.
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [10_000, 400] });
  });
});
