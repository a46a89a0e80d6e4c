import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isInSample } from "../domain/eligibility.ts";
import type { PlayedRecipe } from "../testing/playRecipe.ts";
import { couponIn, PLAYED, playRecipe, reasonsIn, rewardsIn } from "../testing/playRecipe.ts";

describe("a closed pilot for a segment", () => {
  let shop: PlayedRecipe;
  beforeAll(async () => {
    shop = await playRecipe("pilot-for-segment");
    await shop.api.put("/v1/participants/ada", { segments: ["staff", "pilot"] });
    await shop.api.put("/v1/participants/otto", { segments: ["staff"] });
  });
  afterAll(() => shop.close());

  it("gives codes to the segment alone, and tells the others why", async () => {
    expect(await shop.codeOf("ada")).toMatch(/^[0-9A-Z]+$/);
    for (const externalId of ["otto", "unknown"]) {
      const refused = await shop.api.post("/v1/codes", { program: PLAYED, participant: { externalId } });
      expect([refused.status, refused.body]).toMatchObject([409, { code: "not_eligible", reason: "segment" }]);
    }
  });

  it("welcomes friends who are in no segment, and rewards the advocate with 10.00", async () => {
    const code = (await shop.api.post<{ code: string }>("/v1/codes", body("ada"))).body.code;
    const coupon = couponIn(await shop.signup("ben", code), "friend-discount");
    const order = { order: { amountMinor: 4200, currency: "GBP" } };
    expect((await shop.api.post(`/v1/coupons/${coupon}/check`, order)).body).toMatchObject({ discountMinor: 420 });
    expect(rewardsIn(await shop.purchase("ben", "o-1", 2000))).toEqual([["advocate-credit", "ada", 1000]]);
    expect(await shop.balances("ada")).toEqual({ "credit:GBP": [1000, 0] });
  });

  it("pauses by itself when 500.00 are spent", async () => {
    const code = (await shop.api.post<{ code: string }>("/v1/codes", body("ada"))).body.code;
    // One reward of 10.00 was given above; 49 more fit.
    for (let n = 1; n <= 50; n++) await shop.signup(`f-${n}`, code);
    for (let n = 1; n <= 49; n++) await shop.purchase(`f-${n}`, `o-f-${n}`, 2000);
    expect(await shop.balances("ada")).toEqual({ "credit:GBP": [50_000, 0] });
    expect(reasonsIn(await shop.purchase("f-50", "o-f-50", 2000))).toEqual({ "advocate-credit": "budget_exhausted" });
    expect((await shop.api.get(`/v1/programs/${PLAYED}`)).body).toMatchObject({ status: "paused" });
    const late = await shop.signup("late", code);
    expect(late.results[0]?.referral).toMatchObject({ rejectedReason: "program_not_active" });
  });

  it("no longer takes friends of an advocate who left the segment", async () => {
    await shop.api.patch(`/v1/programs/${PLAYED}`, { status: "active" });
    const code = (await shop.api.post<{ code: string }>("/v1/codes", body("ada"))).body.code;
    await shop.api.put("/v1/participants/ada", { segments: [] });
    const told = await shop.signup("zoe", code);
    expect(told.results[0]?.referral).toMatchObject({ status: "rejected", rejectedReason: "not_eligible" });
  });

  const body = (externalId: string) => ({ program: PLAYED, participant: { externalId } });
});

describe("a closed pilot for a sample", () => {
  let shop: PlayedRecipe;
  beforeAll(async () => {
    shop = await playRecipe("pilot-for-sample");
  });
  afterAll(() => shop.close());

  it("gives codes to about one participant in ten, always the same ones", async () => {
    const people = Array.from({ length: 400 }, (_, index) => `c-${index}`);
    const issue = async () => {
      const codes = people.map((externalId) => ({ participant: { externalId } }));
      const { body } = await shop.api.post<{ results: { status: number; problem?: { reason: string } }[] }>(
        "/v1/codes/batch",
        { program: PLAYED, codes },
      );
      return people.filter((_, index) => (body.results[index]?.status ?? 500) < 300);
    };
    const chosen = await issue();
    expect(chosen.length).toBeGreaterThan(20);
    expect(chosen.length).toBeLessThan(60);
    expect(chosen).toEqual(people.filter((externalId) => isInSample(externalId, PLAYED, 1000)));
    expect(await issue()).toEqual(chosen);

    const left = people.find((externalId) => !chosen.includes(externalId));
    const refused = await shop.api.post("/v1/codes", { program: PLAYED, participant: { externalId: left } });
    expect([refused.status, refused.body]).toMatchObject([409, { code: "not_eligible", reason: "sample" }]);

    const [advocate = ""] = chosen;
    const { code } = (
      await shop.api.post<{ code: string }>("/v1/codes", {
        program: PLAYED,
        participant: { externalId: advocate },
      })
    ).body;
    await shop.signup("ben", code);
    expect(rewardsIn(await shop.purchase("ben", "o-1", 2000))).toEqual([["advocate-credit", advocate, 1000]]);
  });
});
