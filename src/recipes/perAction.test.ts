import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlayedRecipe } from "../testing/playRecipe.ts";
import { playRecipe, reasonsIn, rewardsIn } from "../testing/playRecipe.ts";

describe("pay per action", () => {
  let shop: PlayedRecipe;
  let code: string;
  beforeAll(async () => {
    shop = await playRecipe("per-action");
    code = await shop.codeOf("ada");
  });
  afterAll(() => shop.close());

  const act = (type: string, eventId: string, externalId: string) =>
    shop.report({ type, eventId, participant: { externalId } });

  it("pays 5.00 when a friend starts a trial, once for each friend and for nothing else", async () => {
    await shop.signup("ben", code);
    expect(rewardsIn(await act("newsletter", "n-1", "ben"))).toEqual([]);
    expect(rewardsIn(await act("trial_started", "t-1", "ben"))).toEqual([["trial", "ada", 500]]);
    expect(reasonsIn(await act("trial_started", "t-2", "ben"))).toEqual({ trial: "limit_reached" });
    expect(rewardsIn(await shop.purchase("ben", "o-1", 5000))).toEqual([]);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [500, 0] });
  });

  it("pays for a trial that was reported before the friend's signup, once the signup is there", async () => {
    const at = "2026-01-05T09:00:00Z";
    const participant = { externalId: "cleo" };
    await shop.report({ type: "trial_started", eventId: "t-3", participant, occurredAt: at });
    const told = await shop.report({ type: "signup", participant, code, occurredAt: "2026-01-05T08:00:00Z" });
    expect(rewardsIn(told)).toEqual([["trial", "ada", 500]]);
  });

  it("frees the cash after 14 days, and not a day before", async () => {
    await shop.passDays(12);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [1000, 0] });
    await shop.passDays(2);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [0, 1000] });
  });
});
