import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_GOALS } from "../../domain/goals.ts";
import type { Json } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
let marketer: DashboardClient;
let shop: string;
beforeAll(async () => {
  app = await createTestApp();
  marketer = await signIn(app, "marketer");
  shop = `/dashboard/t/${app.tenant.slug}`;
});
afterAll(() => app.close());

const day = (away: number) => new Date(app.clock.now().getTime() + away * 86_400_000).toISOString().slice(0, 10);
const own = () => `${shop}/programs/friends/goals`;
const save = (fields: Readonly<Record<string, string>>) =>
  marketer.post(own(), { id: "new", metric: "friends", target: "4", firstDay: day(-5), lastDay: day(5), ...fields });
const stored = async () => (await app.api.get<{ data: Json[] }>("/v1/programs/friends/goals")).body.data;
async function friend(externalId: string) {
  const asked = { program: "friends", participant: { externalId: "ada" } };
  const { code } = (await app.api.post<{ code: string }>("/v1/codes", asked)).body;
  await app.api.post("/v1/events", { type: "signup", program: "friends", code, participant: { externalId } });
}

describe("the page of a program's goals", () => {
  it("takes amounts in whole units, parts in percent and friends of a customer as a number, and shows them again", async () => {
    const written = [
      ["costMinor", "1.500,50", null],
      ["costMinor", "1,500.50", 150_050],
      ["costMinor", "1500.50", 150_050],
      ["conversionRateBps", "12.5 %", 1_250],
      ["friendsPerCustomerBps", "0.31", 3_100],
      ["newCustomers", "1 200", 1_200],
      ["newCustomers", "1.5", null],
      ["newCustomers", "0", null],
    ] as const;
    for (const [metric, target, expected] of written) {
      const { status, text } = await save({ metric, target });
      expect([target, status]).toEqual([target, expected === null ? 422 : 303]);
      if (expected === null) expect(text).toContain('id="field-target-error"');
      else expect(await stored()).toMatchObject([{ metric, target: expected }]);
    }
    const { text } = await marketer.get(`${own()}?edit=new`);
    expect(text).toMatch(/<input[^>]*value="1200"[^>]*name="target"/);
  });

  it("keeps what a colleague wrote meanwhile in the boxes that a form left as they were", async () => {
    const before = { metric: "friends", target: "4", firstDay: day(-5), lastDay: day(5) };
    const was = JSON.stringify(before);
    await save({ id: "two", ...before });
    expect((await marketer.get(`${own()}?edit=two`)).text).toContain(`name="was" value='{"id":"two","metric"`);
    await save({ id: "two", ...before, was, target: "9" });
    await save({ id: "two", ...before, was, lastDay: day(7) });
    const two = async () => (await stored()).find(({ id }) => id === "two");
    expect(await two()).toMatchObject({ target: 9, firstDay: day(-5), lastDay: day(7) });
    // Together the two days are none: the form is shown again, and nothing is written.
    await save({ id: "two", ...before, was, firstDay: day(3) });
    const refused = await save({ id: "two", ...before, was, lastDay: day(1) });
    expect([refused.status, refused.text.includes('id="field-lastDay-error"')]).toEqual([422, true]);
    expect(await two()).toMatchObject({ target: 9, firstDay: day(3), lastDay: day(7) });
    await marketer.post(`${own()}/two/remove`, {});
  });

  it("tells at its box which day is wrong, and saves nothing then", async () => {
    for (const [fields, at] of [
      [{ firstDay: "soon" }, "firstDay"],
      [{ lastDay: day(-6) }, "lastDay"],
      [{ lastDay: day(4_000) }, "lastDay"],
    ] as const) {
      const { status, text } = await save({ id: "wrong", ...fields });
      expect([at, status, text.includes(`id="field-${at}-error"`)]).toEqual([at, 422, true]);
    }
    expect(await stored()).toHaveLength(1);
  });

  it("stands on home and on the program's page with how far it is, each still one statement", async () => {
    await save({ id: "new" });
    await friend("fay");
    await friend("gil");
    for (const [path, says] of [
      [own(), "2 of 4"],
      [`${shop}/programs/friends`, "2 of 4"],
      [shop, "2 of 4"],
    ] as const) {
      let text = "";
      const statements = await app.database.during(async () => {
        text = (await marketer.get(path)).text;
      });
      expect([path, statements]).toEqual([path, 1]);
      expect(text).toContain(says);
      // Five days and some hours of eleven have passed, so two of four are ahead.
      expect(text).toContain("Ahead");
    }
  });

  it("leaves a goal that has not begun, or is long over, to its own page", async () => {
    await save({ id: "new", firstDay: day(1), target: "77" });
    for (const path of [shop, `${shop}/programs/friends`])
      expect((await marketer.get(path)).text).not.toContain("of 77");
    expect((await marketer.get(own())).text).toContain("Not begun");
    await save({ id: "new", firstDay: day(-40), lastDay: day(-14), target: "77" });
    expect((await marketer.get(shop)).text).toContain("of 77");
    await save({ id: "new", firstDay: day(-40), lastDay: day(-15), target: "77" });
    expect((await marketer.get(shop)).text).not.toContain("of 77");
    expect((await marketer.get(own())).text).toContain("Missed");
  });

  it("says so when there is no room for another, and makes it again by removing one", async () => {
    for (let n = (await stored()).length; n < MAX_GOALS; n++) expect((await save({ id: `g-${n}` })).status).toBe(303);
    expect(await save({ id: "more" })).toMatchObject({ status: 422 });
    // Sent twice, it is gone all the same.
    for (const _ of [1, 2]) {
      expect((await marketer.post(`${own()}/g-5/remove`, {})).location).toBe(`${own()}?said=removed`);
    }
    expect((await save({ id: "more" })).status).toBe(303);
  });

  it("is read by viewers, to whom nothing is offered that they may not do", async () => {
    const viewer = await signIn(app, "viewer");
    const { status, text } = await viewer.get(own());
    expect(status).toBe(200);
    expect(text).toContain("2 of 4");
    expect(text).not.toContain(`action="${own()}`);
  });
});
