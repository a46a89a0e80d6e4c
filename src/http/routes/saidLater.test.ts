import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONTACTS } from "../../testing/contactKinds.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

/** A shop says later that a friend was a customer before they were referred. */

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

type Api = TestApp["api"];
interface Reward {
  readonly id: string;
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
async function shop(newCustomersOnly = true) {
  shops += 1;
  const { api } = await app.newTenant(`Said later ${shops}`);
  const program = { key: "p", name: "P", landingUrl: "https://shop.example/", currency: "GBP" };
  await api.post("/v1/programs", { ...program, rules: rulesWith(newCustomersOnly) });
  expect((await api.post("/v1/programs/p/publish", {})).status).toBe(200);
  const { body } = await api.post<{ code: string }>("/v1/codes", { program: "p", participant: { externalId: "ann" } });
  return { api, code: body.code };
}
/** @returns the id of the referral, and when it was made. */
const signUp = async (api: Api, code: string, externalId: string, contact: object = {}) => {
  app.clock.advance(1000);
  const participant = { externalId, ...contact };
  const { body } = await api.post<Told>("/v1/events", { type: "signup", participant, code });
  const at = app.clock.now().getTime();
  app.clock.advance(1000);
  return { id: body.results[0]?.referral.id ?? "", at };
};
let orders = 0;
const buy = async (api: Api, externalId: string) => {
  orders += 1;
  const said = { type: "purchase", orderId: `said-${orders}`, amountMinor: 2000, currency: "GBP" };
  return (await api.post<Told>("/v1/events", { ...said, participant: { externalId } })).body;
};
const say = async (api: Api, externalId: string, at: number | null, more: object = {}) => {
  const customerSince = at === null ? null : new Date(at).toISOString();
  const { status } = await api.put(`/v1/participants/${externalId}`, { customerSince, ...more });
  expect([200, 201]).toContain(status);
};
const rewardsOf = async (api: Api, externalId: string) => {
  const { body } = await api.get<{ data: Reward[] }>(`/v1/rewards?participant=${externalId}`);
  return body.data.map(({ status, reviewReasons }) => [status, ...reviewReasons].join(" ")).toSorted();
};

describe("a friend of whom the shop says later that they were a customer before", () => {
  it("earns in review from then on, and what waited is held back; what was given out stays", async () => {
    const { api, code } = await shop();
    const { at } = await signUp(api, code, "bob");
    await buy(api, "bob");
    expect(await rewardsOf(api, "ann")).toEqual(["pending"]);
    await say(api, "bob", at - 1);
    expect(await rewardsOf(api, "ann")).toEqual(["in_review same_person"]);
    expect(await rewardsOf(api, "bob")).toEqual(["approved"]);
    const { results } = await buy(api, "bob");
    expect(results[0]?.rewards.map(({ reviewReasons }) => reviewReasons)).toEqual([["same_person"], ["same_person"]]);
  });

  it("is told to the shop in words, and to no one else", async () => {
    const { api, code } = await shop();
    const { id } = await signUp(api, code, "bob");
    await buy(api, "bob");
    await say(api, "bob", Date.parse("2024-05-01T12:00:00Z"));
    const told = async (audience: string) => {
      return JSON.stringify((await api.get(`/v1/referrals/${id}/explanation?audience=${audience}`)).body);
    };
    const shopReads = await told("tenant");
    expect(shopReads).toContain("a customer since May 1, 2024, before this referral");
    expect(shopReads).not.toContain("may have another account");
    for (const audience of ["advocate", "friend"]) {
      const read = await told(audience);
      expect(read).not.toContain("since May 1, 2024");
      expect(read).not.toContain("same_person");
    }
  });

  it("is no one new from the instant on that is said, and not before", async () => {
    const { api, code } = await shop();
    const { at } = await signUp(api, code, "bob");
    await buy(api, "bob");
    await say(api, "bob", at);
    expect(await rewardsOf(api, "ann")).toEqual(["pending"]);
    await say(api, "bob", null);
    await say(api, "bob", at - 1);
    expect(await rewardsOf(api, "ann")).toEqual(["in_review same_person"]);
  });

  it("stays a friend as before where old customers may be referred", async () => {
    const { api, code } = await shop(false);
    const { at } = await signUp(api, code, "bob");
    await buy(api, "bob");
    await say(api, "bob", at - 1);
    expect(await rewardsOf(api, "ann")).toEqual(["pending"]);
  });

  it("is said by a batch too, in which each row sees those before it", async () => {
    const { api, code } = await shop();
    for (const who of ["bob", "bea"]) {
      await signUp(api, code, who);
      await buy(api, who);
    }
    const row = { externalId: "bob", customerSince: "2024-05-01" };
    const { body } = await api.post<{ results: { status: number }[] }>("/v1/participants/batch", {
      participants: [{ externalId: "bea", name: "Bea" }, { externalId: "new", customerSince: "2024-05-01" }, row, row],
    });
    expect(body.results.map(({ status }) => status)).toEqual([200, 201, 200, 200]);
    expect(await rewardsOf(api, "ann")).toEqual(["in_review same_person", "pending"]);
  });

  it("was settled for the reward that a person has released, though it is said again", async () => {
    const { api, code } = await shop();
    const { at } = await signUp(api, code, "bob");
    await buy(api, "bob");
    await say(api, "bob", at - 1);
    const { body } = await api.get<{ data: Reward[] }>("/v1/rewards?participant=ann");
    expect((await api.post(`/v1/rewards/${body.data[0]?.id}/release`, {})).status).toBe(200);
    await say(api, "bob", at - 1000);
    expect(await rewardsOf(api, "ann")).toEqual(["pending"]);
  });

  it("is looked at no further by what a person knew who tied them all the same", async () => {
    const { api } = await shop();
    await say(api, "bob", Date.parse("2024-05-01T12:00:00Z"));
    const attributedAt = app.clock.now().toISOString();
    const hand = { program: "p", advocate: "ann", friend: "bob", attributedAt, reason: "they rang" };
    expect(await api.post("/v1/referrals", { ...hand, force: true })).toMatchObject({ status: 201 });
    app.clock.advance(1000);
    await buy(api, "bob");
    await say(api, "bob", Date.parse("2023-05-01T12:00:00Z"));
    expect(await rewardsOf(api, "ann")).toEqual(["pending"]);
  });

  it("goes on being looked at under another advocate", async () => {
    const { api, code } = await shop();
    const { id, at } = await signUp(api, code, "bob");
    await buy(api, "bob");
    await say(api, "bob", at - 1);
    await api.put("/v1/participants/ben", {});
    const given = await api.post<{ given: Reward[] }>(`/v1/referrals/${id}/reassign`, { advocate: "ben", reason: "x" });
    expect(given.body.given.map(({ reviewReasons }) => reviewReasons)).toEqual([["same_person"]]);
    const { results } = await buy(api, "bob");
    expect(results[0]?.rewards.every(({ status }) => status === "in_review")).toBe(true);
  });
});

describe.each(Object.entries(CONTACTS))(
  "a friend whose other account, by %s, is said to be an old customer",
  (_, { of }) => {
    it("is looked at, whether the account was there before or comes with it", async () => {
      for (const isThere of [true, false]) {
        const { api, code } = await shop();
        if (isThere) await api.put("/v1/participants/old", of("bob"));
        const { id, at } = await signUp(api, code, "bob", of("bob"));
        await buy(api, "bob");
        await say(api, "old", at - 1, of("bob"));
        expect(await rewardsOf(api, "ann")).toEqual(["in_review same_person"]);
        const told = await api.get(`/v1/referrals/${id}/explanation?audience=tenant`);
        expect(JSON.stringify(told.body)).toContain("may have another account");
      }
    });

    it("is looked at where the address of the friend comes in the same batch", async () => {
      const { api, code } = await shop();
      await signUp(api, code, "bob");
      await buy(api, "bob");
      const old = { externalId: "old", customerSince: "2024-05-01", ...of("bob") };
      await api.post("/v1/participants/batch", { participants: [old, { externalId: "bob", ...of("bob") }] });
      expect(await rewardsOf(api, "ann")).toEqual(["in_review same_person"]);
    });
  },
);
