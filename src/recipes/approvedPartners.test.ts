import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runScheduledJobs } from "../jobs/runScheduledJobs.ts";
import type { PlayedRecipe } from "../testing/playRecipe.ts";
import { PLAYED, playRecipe, rewardsIn } from "../testing/playRecipe.ts";

describe("approved partners with a minimum of sales", () => {
  let shop: PlayedRecipe;
  const codes: Record<string, string> = {};
  beforeAll(async () => {
    shop = await playRecipe("approved-partners");
  });
  afterAll(() => shop.close());

  const applications = `/v1/programs/${PLAYED}/applications`;
  const apply = (externalId: string) => shop.api.post(applications, { participant: { externalId } });
  const approve = (externalId: string) => shop.api.post(`${applications}/${externalId}/approve`, {});
  const askCode = (externalId: string) => shop.api.post("/v1/codes", { program: PLAYED, participant: { externalId } });
  const review = async () => (await shop.api.post("/v1/jobs/review-advocates", {})).body;
  const reviewed = async () => {
    const { data } = (
      await shop.api.get<{ data: { participant: string; status: string; reason: string | null }[] }>(applications)
    ).body;
    return Object.fromEntries(data.map(({ participant, status, reason }) => [participant, [status, reason]]));
  };
  /** What became of a friend who comes with a partner's code. */
  const join = async (friend: string, partner: string) =>
    (await shop.signup(friend, codes[partner] ?? "")).results[0]?.referral?.rejectedReason ?? null;

  it("gives a code to those alone whom a person has approved", async () => {
    expect((await askCode("ada")).body).toMatchObject({ code: "not_eligible", reason: "needs_application" });
    for (const partner of ["ada", "bob", "cy"]) await apply(partner);
    expect((await askCode("ada")).body).toMatchObject({ code: "not_eligible", reason: "application_pending" });
    for (const partner of ["ada", "bob", "cy"]) {
      await approve(partner);
      codes[partner] = await shop.codeOf(partner);
    }
  });

  it("pays 12 % of what friends buy, less what they send back", async () => {
    for (const partner of ["ada", "bob", "cy"]) await join(`friend-of-${partner}`, partner);
    shop.app.clock.advance(1);
    expect(rewardsIn(await shop.purchase("friend-of-ada", "a-1", 40_000))).toEqual([["commission", "ada", 4800]]);
    await shop.purchase("friend-of-ada", "a-2", 10_000);
    await shop.purchase("friend-of-bob", "b-1", 49_999);
    await shop.purchase("friend-of-cy", "c-1", 60_000);
    expect(rewardsIn(await shop.refund("c-1", 10_001))).toEqual([["commission", "cy", 6000]]);
    expect(await shop.balances("ada")).toEqual({ "cash:GBP": [6000, 0] });
    expect(await shop.balances("cy")).toEqual({ "cash:GBP": [6000, 0] });
  });

  it("reviews no advocate before 90 days are over", async () => {
    await shop.passDays(89);
    expect(await review()).toMatchObject({ job: "review-advocates", count: 0, more: false });
    await shop.passDays(1);
  });

  it("keeps an advocate who brought 500.00 and lets go one who stayed a penny below, refunds counted", async () => {
    expect(await review()).toMatchObject({ count: 3 });
    expect(await review()).toMatchObject({ count: 0 });
    expect(await reviewed()).toEqual({
      ada: ["approved", "minimum_met"],
      bob: ["refused", "minimum_not_met"],
      cy: ["refused", "minimum_not_met"],
    });
    expect((await askCode("bob")).body).toMatchObject({ code: "not_eligible", reason: "application_refused" });
    expect(await join("late-1", "bob")).toBe("not_eligible");
    expect(await join("late-2", "ada")).toBeNull();
    // What was earned is theirs.
    expect(await shop.balances("cy")).toEqual({ "cash:GBP": [0, 6000] });
  });

  it("gives an advocate whom a person approves again, and one who was kept, 90 days for new sales", async () => {
    await approve("cy");
    expect(await join("late-3", "cy")).toBeNull();
    await shop.passDays(45);
    await shop.purchase("late-2", "a-3", 50_000);
    await shop.purchase("late-3", "c-2", 1000);
    await shop.passDays(45);
    // The schedule asks as well as a person may.
    expect((await runScheduledJobs(shop.app.deps))["review-advocates"]).toBe(2);
    expect(await reviewed()).toMatchObject({ ada: ["approved", "minimum_met"], cy: ["refused", "minimum_not_met"] });
    expect((await shop.api.get(`${applications}?status=refused`)).body).toMatchObject({
      data: [{ decidedBy: { type: "job", id: "review-advocates" } }, {}],
    });
  });

  it("gives everyone the whole time again when other rules are published", async () => {
    await shop.passDays(60);
    await shop.api.post(`/v1/programs/${PLAYED}/publish`, { version: 1 });
    await shop.passDays(89);
    expect(await review()).toMatchObject({ count: 0 });
    await shop.passDays(1);
    expect(await review()).toMatchObject({ count: 1 });
    expect(await reviewed()).toMatchObject({ ada: ["refused", "minimum_not_met"] });
  });

  it("lets no advocate go while the program is paused", async () => {
    await approve("ada");
    await shop.api.patch(`/v1/programs/${PLAYED}`, { status: "paused" });
    await shop.passDays(200);
    expect(await review()).toMatchObject({ count: 0 });
  });
});
