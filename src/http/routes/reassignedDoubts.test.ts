import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

/** Friends of whom it has shown that they are no one new, and who are given to another advocate. */

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

type Api = TestApp["api"];
interface Reward {
  readonly participant: string;
  readonly status: string;
  readonly reviewReasons: readonly string[];
}
interface Told {
  readonly results: readonly { readonly referral: { readonly id: string }; readonly rewards: readonly Reward[] }[];
}

const cash = { kind: "cash", amountMinor: 1000, currency: "GBP" };
const rulesWith = (newCustomersOnly: boolean) => ({
  schemaVersion: 1,
  attribution: { model: "last_touch", windowDays: 30, creditWindowDays: 90, lateEntryDays: 14, newCustomersOnly },
  qualifies: [],
  rewards: [
    { id: "each", recipient: "advocate", on: { event: "purchase" }, grant: cash, holdDays: 30 },
    { id: "at-once", recipient: "friend", on: { event: "purchase" }, grant: { kind: "points", amount: 5 } },
  ],
});

let shops = 0;
/** A shop with a program, an advocate with the address ann@shop.example and a friend without one. */
async function shop(newCustomersOnly = true) {
  shops += 1;
  const { api } = await app.newTenant(`Filled in ${shops}`);
  const program = { key: "p", name: "P", landingUrl: "https://shop.example/", currency: "GBP" };
  await api.post("/v1/programs", { ...program, rules: rulesWith(newCustomersOnly) });
  expect((await api.post("/v1/programs/p/publish", {})).status).toBe(200);
  const ann = { externalId: "ann", email: "ann@shop.example" };
  const { code } = (await api.post<{ code: string }>("/v1/codes", { program: "p", participant: ann })).body;
  return { api, code };
}
const signUp = async (api: Api, code: string, externalId: string, email?: string) => {
  app.clock.advance(1000);
  const { body } = await api.post<Told>("/v1/events", { type: "signup", participant: { externalId, email }, code });
  return body.results[0]?.referral.id ?? "";
};
let orders = 0;
const buy = async (api: Api, externalId: string, email?: string) => {
  orders += 1;
  app.clock.advance(1000);
  const said = { type: "purchase", orderId: `order-${orders}`, amountMinor: 2000, currency: "GBP" };
  return (await api.post<Told>("/v1/events", { ...said, participant: { externalId, email } })).body;
};
/** Of all rewards of a participant: the state and why it is looked at. */
const rewardsOf = async (api: Api, externalId: string) => {
  const { body } = await api.get<{ data: Reward[] }>(`/v1/rewards?participant=${externalId}`);
  return body.data.map(({ status, reviewReasons }) => [status, ...reviewReasons].join(" "));
};

describe("a friend who is given to another advocate", () => {
  const giveToBen = async (api: Api, id: string) => {
    await api.put("/v1/participants/ben", {});
    const given = await api.post<{ given: Reward[] }>(`/v1/referrals/${id}/reassign`, {
      ...{ advocate: "ben", reason: "their household" },
    });
    expect(given.status).toBe(201);
    return given.body.given;
  };

  it("is looked at no more where the former advocate was who they are", async () => {
    const { api, code } = await shop();
    const id = await signUp(api, code, "bob");
    await buy(api, "bob");
    await buy(api, "bob", "ann@shop.example");
    const given = await giveToBen(api, id);
    expect(given.map(({ status, reviewReasons }) => [status, ...reviewReasons])).toEqual([["pending"], ["pending"]]);
    const { results } = await buy(api, "bob");
    expect(results[0]?.rewards.map(({ status }) => status).toSorted()).toEqual(["approved", "pending"]);
    const told = await api.get(`/v1/referrals/${id}/explanation?audience=tenant`);
    expect(JSON.stringify(told.body)).not.toContain("may have another account");
  });

  it.each(["an old customer", "the friend of another before"])("is looked at further who is %s", async (who) => {
    const { api, code } = await shop(who === "an old customer");
    if (who === "an old customer") await buy(api, "twin", "bob@shop.example");
    else await signUp(api, code, "twin", "bob@shop.example");
    const id = await signUp(api, code, "bob");
    await buy(api, "bob", "bob@shop.example");
    expect(await rewardsOf(api, "ann")).toEqual(["in_review same_person"]);
    const given = await giveToBen(api, id);
    expect(given.map(({ status, reviewReasons }) => [status, ...reviewReasons])).toEqual([
      ["in_review", "same_person"],
    ]);
    const { results } = await buy(api, "bob");
    expect(results[0]?.rewards.every(({ status }) => status === "in_review")).toBe(true);
  });
});
