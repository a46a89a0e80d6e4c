import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

/** What a merge shows of a friend: that they were a customer under the other name before they were referred. */

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

interface Reward {
  readonly id: string;
  readonly status: string;
  readonly reviewReasons: readonly string[];
}
interface Told {
  readonly results: readonly { readonly referral: { readonly id: string }; readonly rewards: readonly Reward[] }[];
}
interface Figures {
  readonly byRule: Readonly<Record<string, { readonly granted: number; readonly amountMinor: number }>>;
}

const cash = { kind: "cash", amountMinor: 1000, currency: "GBP" };
const rules = {
  schemaVersion: 1,
  attribution: { model: "last_touch", windowDays: 30, creditWindowDays: 90, lateEntryDays: 14, newCustomersOnly: true },
  qualifies: [],
  rewards: [
    { id: "each", recipient: "advocate", on: { event: "purchase" }, grant: cash, holdDays: 30 },
    { id: "at-once", recipient: "friend", on: { event: "purchase" }, grant: { kind: "points", amount: 5 } },
  ],
};

let shops = 0;
async function shop(newCustomersOnly = true) {
  shops += 1;
  const { api } = await app.newTenant(`Merged doubts ${shops}`);
  const program = { key: "p", name: "P", landingUrl: "https://shop.example/", currency: "GBP" };
  const attribution = { ...rules.attribution, newCustomersOnly };
  await api.post("/v1/programs", { ...program, rules: { ...rules, attribution } });
  expect((await api.post("/v1/programs/p/publish", {})).status).toBe(200);
  const { body } = await api.post<{ code: string }>("/v1/codes", { program: "p", participant: { externalId: "ann" } });
  let orders = 0;
  const buy = async (participant: object, at: string, code?: string) => {
    orders += 1;
    const order = { type: "purchase", orderId: `o-${orders}`, amountMinor: 2000, currency: "GBP", occurredAt: at };
    return (await api.post<Told>("/v1/events", { ...order, participant, ...(code && { code }) })).body;
  };
  const signUp = async (participant: object, at: string) => {
    const told = { type: "signup", participant, code: body.code, occurredAt: at };
    return (await api.post<Told>("/v1/events", told)).body.results[0]?.referral.id ?? "";
  };
  const merge = async (kept: string, alias: string) => {
    return (
      await api.put<{ merged: { rewards: Reward[] } }>(`/v1/participants/${kept}/aliases/${alias}`, { merge: true })
    ).body.merged;
  };
  const earned = async () => {
    const { body: page } = await api.get<{ data: Reward[] }>("/v1/rewards?participant=ann");
    return page.data.map(({ status, reviewReasons }) => [status, ...reviewReasons].join(" ")).toSorted();
  };
  const explained = async (id: string, audience: string) =>
    JSON.stringify((await api.get(`/v1/referrals/${id}/explanation?audience=${audience}`)).body);
  return { api, buy, signUp, merge, earned, explained };
}

const day = (n: number) => `2026-01-0${n}T00:00:00Z`;
const bob = { externalId: "bob" };
const old = { externalId: "old" };
const HELD = "in_review same_person";

describe("a friend who is merged with one whom the shop knows as an old customer", () => {
  it.each([
    ["bob", "old"],
    ["old", "bob"],
  ])(
    "is looked at, %s being kept and %s merged: what waits is held back, and so is what comes",
    async (kept, other) => {
      const { api, buy, signUp, merge, earned, explained } = await shop();
      const id = await signUp(bob, day(3));
      await buy(bob, day(4));
      await api.put("/v1/participants/old", { customerSince: "2024-05-01" });
      expect(await earned()).toEqual(["pending"]);
      const moved = await merge(kept, other);
      expect(moved.rewards.map(({ status }) => status)).toContain("in_review");
      expect(await earned()).toEqual([HELD]);
      const { results } = await buy(bob, day(4));
      expect(results[0]?.rewards.map(({ reviewReasons }) => reviewReasons)).toEqual([["same_person"], ["same_person"]]);
      expect(await explained(id, "tenant")).toContain("a customer since May 1, 2024, before this referral");
      for (const audience of ["advocate", "friend"]) expect(await explained(id, audience)).not.toContain("2024");
    },
  );

  it.each([
    ["bob", "old"],
    ["old", "bob"],
  ])("is looked at for what the other bought before, %s being kept and %s merged", async (kept, other) => {
    const { buy, signUp, merge, earned, explained } = await shop();
    const id = await signUp(bob, day(3));
    await buy(bob, day(4));
    await buy(old, day(2));
    await merge(kept, other);
    expect(await earned()).toEqual([HELD]);
    expect(await explained(id, "tenant")).toContain("or had one that is merged with theirs now");
  });

  it.each([
    ["bob", "old"],
    ["old", "bob"],
  ])("is looked at before they buy anything, %s being kept and %s merged", async (kept, other) => {
    const { buy, signUp, merge, earned } = await shop();
    await signUp(bob, day(3));
    await buy(old, day(2));
    await merge(kept, other);
    await buy(bob, day(4));
    expect(await earned()).toEqual([HELD]);
  });

  it("is looked at under another account of theirs, which has the e-mail of one of the two", async () => {
    for (const [kept, other] of [
      ["eva", "old"],
      ["old", "eva"],
    ] as const) {
      const { api, buy, signUp, merge, earned } = await shop();
      await signUp({ externalId: "twin", email: "eva@x.example" }, day(3));
      await buy({ externalId: "twin" }, day(4));
      await api.put("/v1/participants/eva", { email: "eva@x.example" });
      await api.put("/v1/participants/old", { customerSince: "2024-05-01" });
      expect(await earned()).toEqual(["pending"]);
      await merge(kept, other);
      expect(await earned()).toEqual([HELD]);
    }
  });

  it("is held back in what the merge itself decides: what the other bought since", async () => {
    const { api, buy, signUp, merge, earned } = await shop();
    await signUp(bob, day(3));
    await buy(old, day(4));
    await api.put("/v1/participants/old", { customerSince: day(2) });
    await merge("bob", "old");
    expect(await earned()).toEqual([HELD]);
  });

  it("is not looked at for what happened after the referral, nor where old customers may be referred", async () => {
    const { api, buy, signUp, merge, earned } = await shop();
    await signUp(bob, day(3));
    await buy(bob, day(4));
    await buy(old, day(3));
    await api.put("/v1/participants/old", { customerSince: day(3) });
    await merge("bob", "old");
    expect(await earned()).toEqual(["pending", "pending"]);
    const any = await shop(false);
    await any.signUp(bob, day(3));
    await any.buy(bob, day(4));
    await any.buy(old, day(2));
    await any.api.put("/v1/participants/old", { customerSince: day(2) });
    await any.merge("bob", "old");
    expect(await any.earned()).toEqual(["pending"]);
  });

  it("is looked at by a takeover too: what a guest bought before an account said their e-mail", async () => {
    const { buy, signUp, earned } = await shop();
    await buy({ externalId: "guest", email: "bob@x.example", guest: true }, day(2));
    await signUp(bob, day(3));
    await buy(bob, day(4));
    expect(await earned()).toEqual(["pending"]);
    await buy({ ...bob, email: "bob@x.example" }, day(4));
    expect(await earned()).toEqual([HELD, HELD]);
  });

  it("stays as a person has tied them who could know of it: by their own orders, or by an account with their e-mail", async () => {
    const { api, buy, merge, earned } = await shop();
    const tie = async (friend: string) => {
      const hand = { program: "p", advocate: "ann", friend, attributedAt: day(3), reason: "they rang", force: true };
      expect((await api.post("/v1/referrals", hand)).status).toBe(201);
    };
    await buy(bob, day(2));
    await buy({ externalId: "twin", email: "eva@x.example" }, day(2));
    await buy({ externalId: "eva", email: "eva@x.example" }, day(4));
    for (const friend of ["bob", "eva"]) await tie(friend);
    await buy(bob, day(4));
    await api.put("/v1/participants/bob", { customerSince: "2024-05-01" });
    await api.put("/v1/participants/old", { customerSince: "2023-05-01" });
    await merge("bob", "old");
    await merge("eva", "twin");
    expect(await earned()).toEqual(["pending", "pending"]);
  });

  it("is looked at where a person tied them who could not know of it", async () => {
    const { api, buy, earned } = await shop();
    const hand = { program: "p", advocate: "ann", friend: "bob", attributedAt: day(3), reason: "they rang" };
    await api.put("/v1/participants/bob", {});
    expect((await api.post("/v1/referrals", { ...hand, force: true })).status).toBe(201);
    await buy(bob, day(4));
    await api.put("/v1/participants/bob", { customerSince: "2024-05-01" });
    expect(await earned()).toEqual([HELD]);
  });

  it("is merged by a backtest in the same way: it counts what is held back", async () => {
    const { api, buy, signUp, merge } = await shop();
    await signUp(bob, day(3));
    await buy(bob, day(4));
    await api.put("/v1/participants/old", { customerSince: "2024-05-01" });
    await merge("bob", "old");
    await buy(bob, day(4));
    const { body } = await api.post<{ backtest: Figures; actual: Figures }>("/v1/programs/p/backtest", { rules });
    expect(body.backtest.byRule).toEqual(body.actual.byRule);
  });
});
