import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONTACTS } from "../../testing/contactKinds.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

/** An e-mail or a phone that comes later shows that two accounts are one person. */

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
/** A shop with a program, and an advocate who has an e-mail and a phone. */
async function shop(newCustomersOnly = true) {
  shops += 1;
  const { api } = await app.newTenant(`Filled in ${shops}`);
  const program = { key: "p", name: "P", landingUrl: "https://shop.example/", currency: "GBP" };
  await api.post("/v1/programs", { ...program, rules: rulesWith(newCustomersOnly) });
  expect((await api.post("/v1/programs/p/publish", {})).status).toBe(200);
  const ann = { externalId: "ann", ...CONTACTS.email.of("ann"), ...CONTACTS.phone.of("ann") };
  const { code } = (await api.post<{ code: string }>("/v1/codes", { program: "p", participant: ann })).body;
  return { api, code };
}
const signUp = async (api: Api, code: string, externalId: string, contact: object = {}) => {
  app.clock.advance(1000);
  const participant = { externalId, ...contact };
  const { body } = await api.post<Told>("/v1/events", { type: "signup", participant, code });
  return body.results[0]?.referral.id ?? "";
};
let orders = 0;
const buy = async (api: Api, externalId: string, contact: object = {}) => {
  orders += 1;
  app.clock.advance(1000);
  const said = { type: "purchase", orderId: `order-${orders}`, amountMinor: 2000, currency: "GBP" };
  return (await api.post<Told>("/v1/events", { ...said, participant: { externalId, ...contact } })).body;
};
/** Of all rewards of a participant: the state and why it is looked at. */
const rewardsOf = async (api: Api, externalId: string) => {
  const { body } = await api.get<{ data: Reward[] }>(`/v1/rewards?participant=${externalId}`);
  return body.data.map(({ status, reviewReasons }) => [status, ...reviewReasons].join(" "));
};

describe.each(Object.entries(CONTACTS))(
  "when it shows later by %s that a friend is no one new",
  (_, { of, otherwise, told, toldOtherwise }) => {
    it("an order that brings the advocate's address earns in review, and what waited of the referral is held back", async () => {
      const { api, code } = await shop();
      const id = await signUp(api, code, "bob");
      await buy(api, "bob");
      expect(await rewardsOf(api, "ann")).toEqual(["pending"]);
      const { results } = await buy(api, "bob", otherwise("ann"));
      expect(results[0]?.rewards.map(({ status }) => status)).toEqual(["in_review", "in_review"]);
      expect(await rewardsOf(api, "ann")).toEqual(["in_review same_person", "in_review same_person"]);
      // What was given out already stays.
      expect((await rewardsOf(api, "bob")).toSorted()).toEqual(["approved", "in_review same_person"]);
      await buy(api, "bob");
      expect((await rewardsOf(api, "ann")).filter((each) => each === "in_review same_person")).toHaveLength(3);
      const profile = await api.get("/v1/participants/bob");
      expect(profile.body).toMatchObject(toldOtherwise("ann"));
      for (const [audience, isTold] of [
        ["tenant", true] as const,
        ["advocate", false] as const,
        ["friend", false] as const,
      ]) {
        const told = await api.get(`/v1/referrals/${id}/explanation?audience=${audience}`);
        expect(JSON.stringify(told.body).includes("may have another account")).toBe(isTold);
      }
    });

    it("an address that comes under another name of an account is that account's", async () => {
      const { api, code } = await shop();
      await signUp(api, code, "bob");
      expect((await api.put("/v1/participants/bob/aliases/till-7", {})).status).toBe(201);
      const { results } = await buy(api, "till-7", of("ann"));
      expect(results[0]?.rewards.map(({ status }) => status)).toEqual(["in_review", "in_review"]);
      await buy(api, "till-7", of("ann"));
      expect((await rewardsOf(api, "ann")).every((each) => each === "in_review same_person")).toBe(true);
    });

    it("a dry run tells it and keeps nothing of it", async () => {
      const { api, code } = await shop();
      await signUp(api, code, "bob");
      const event = { type: "purchase", orderId: "tried", amountMinor: 2000, currency: "GBP" };
      const participant = { externalId: "bob", ...of("ann") };
      const tried = await api.post<Told>("/v1/programs/p/dry-run", { event: { ...event, participant } });
      expect(tried.body.results[0]?.rewards.map(({ status }) => status)).toEqual(["in_review", "in_review"]);
      const { results } = await buy(api, "bob");
      expect(results[0]?.rewards.map(({ status }) => status).toSorted()).toEqual(["approved", "pending"]);
    });

    it("so it is when the advocate's profile gets the friend's address", async () => {
      const { api, code } = await shop();
      await signUp(api, code, "bob", of("bob"));
      await buy(api, "bob");
      expect((await api.put("/v1/participants/ann", of("bob"))).status).toBe(200);
      expect(await rewardsOf(api, "ann")).toEqual(["in_review same_person"]);
      const { results } = await buy(api, "bob");
      expect(results[0]?.rewards.map(({ reviewReasons }) => reviewReasons)).toEqual([["same_person"], ["same_person"]]);
    });

    it("so it is when an old customer's account gets the friend's address, where only new ones count", async () => {
      for (const newCustomersOnly of [true, false]) {
        const { api, code } = await shop(newCustomersOnly);
        await buy(api, "old");
        await signUp(api, code, "bob", of("bob"));
        await buy(api, "bob");
        await api.post("/v1/participants/batch", { participants: [{ externalId: "old", ...of("bob") }] });
        expect(await rewardsOf(api, "ann")).toEqual([newCustomersOnly ? "in_review same_person" : "pending"]);
      }
    });

    it("so it is where both are of one batch, whichever has the address already", async () => {
      for (const has of [[], ["old"], ["bob"]]) {
        const { api, code } = await shop();
        await buy(api, "old", has.includes("old") ? of("bob") : {});
        await signUp(api, code, "bob");
        await buy(api, "bob");
        const people = ["old", "bob"].map((externalId) => ({ externalId, ...of("bob") }));
        if (has.includes("bob")) await buy(api, "bob", of("bob"));
        const before = (await rewardsOf(api, "ann")).length;
        await api.post("/v1/participants/batch", { participants: people });
        expect(await rewardsOf(api, "ann")).toEqual(Array.from({ length: before }, () => "in_review same_person"));
      }
    });

    it("of two friends who are one, the one who came later is looked at", async () => {
      const { api, code } = await shop();
      await signUp(api, code, "bob", of("bob"));
      await signUp(api, code, "bob-2");
      await buy(api, "bob-2");
      await buy(api, "bob");
      await buy(api, "bob-2", of("bob"));
      await buy(api, "bob");
      expect((await rewardsOf(api, "bob")).toSorted()).toEqual(["approved", "approved"]);
      expect((await rewardsOf(api, "bob-2")).toSorted()).toEqual(["approved", "in_review same_person"]);
    });

    it("an address that a profile has is changed by no event, and another one shows nothing", async () => {
      const { api, code } = await shop();
      await signUp(api, code, "bob", of("bob"));
      await buy(api, "bob", of("ann"));
      expect(await rewardsOf(api, "ann")).toEqual(["pending"]);
      await buy(api, "bob", otherwise("bob"));
      expect((await api.get("/v1/participants/bob")).body).toMatchObject(told("bob"));
    });

    it("who releases a reward settles it for that reward alone, and no hold is over for one in review", async () => {
      const { api, code } = await shop();
      await signUp(api, code, "bob");
      await buy(api, "bob", of("ann"));
      await buy(api, "bob");
      const { body } = await api.get<{ data: { id: string }[] }>("/v1/rewards?participant=ann");
      expect((await api.post(`/v1/rewards/${body.data[0]?.id}/release`, {})).status).toBe(200);
      app.clock.advance(31 * 86_400_000);
      await api.post("/v1/jobs/release-rewards", {});
      expect((await rewardsOf(api, "ann")).toSorted()).toEqual(["approved", "in_review same_person"]);
      expect((await api.get<{ totals: unknown }>("/v1/ledger/balances")).status).toBe(200);
    });
  },
);
