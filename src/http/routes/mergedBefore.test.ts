import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

/** What a participant who was merged had told and done before, when it comes once more, or goes back. */

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

type Api = TestApp["api"];
interface Told {
  readonly results: readonly {
    readonly referral: { readonly id: string; readonly rejectedReason: string | null } | null;
    readonly decisions: readonly { readonly ruleId: string; readonly outcome: string }[];
  }[];
}

const points = { kind: "points", amount: 1 };
const rules = {
  schemaVersion: 1,
  attribution: {
    ...{ model: "last_touch", windowDays: 30, creditWindowDays: 90, lateEntryDays: 14, newCustomersOnly: true },
  },
  qualifies: [],
  rewards: [
    { id: "each", recipient: "advocate", on: { event: "purchase" }, grant: points },
    { id: "second", recipient: "actor", on: { event: "purchase", nth: { from: 2, to: 2 } }, grant: points },
    { id: "third", recipient: "actor", on: { event: "purchase", nth: { from: 3, to: 3 } }, grant: points },
  ],
};

let shops = 0;
async function shop(...more: readonly object[]) {
  shops += 1;
  const { api } = await app.newTenant(`Merged before ${shops}`);
  const program = { key: "p", name: "P", landingUrl: "https://shop.example/", currency: "GBP" };
  await api.post("/v1/programs", { ...program, rules: { ...rules, rewards: [...rules.rewards, ...more] } });
  expect((await api.post("/v1/programs/p/publish", {})).status).toBe(200);
  const codeOf = async (externalId: string) => {
    return (await api.post<{ code: string }>("/v1/codes", { program: "p", participant: { externalId } })).body.code;
  };
  return { api, ann: await codeOf("ann"), ben: await codeOf("ben") };
}
const at = (day: number) => `2026-01-0${day}T08:00:00Z`;
const signUp = async (api: Api, externalId: string, code: string, day: number) => {
  app.clock.advance(1000);
  const event = { type: "signup", participant: { externalId }, code, occurredAt: at(day) };
  const { status, body } = await api.post<Told>("/v1/events", event);
  return [status, body.results[0]?.referral?.id, body.results[0]?.referral?.rejectedReason];
};
const buy = async (api: Api, externalId: string, orderId: string, day: number) => {
  app.clock.advance(1000);
  const order = { type: "purchase", orderId, amountMinor: 2000, currency: "GBP", occurredAt: at(day) };
  const { body } = await api.post<Told>("/v1/events", { ...order, participant: { externalId } });
  const decisions = body.results.flatMap((each) => each.decisions);
  return decisions.filter(({ outcome }) => outcome === "granted").map(({ ruleId }) => ruleId);
};
const giveBack = async (api: Api, orderId: string, day: number) => {
  const refund = { type: "refund", orderId, refundId: `r-${orderId}`, amountMinor: 2000, currency: "GBP" };
  expect((await api.post("/v1/events", { ...refund, occurredAt: at(day) })).status).toBe(201);
};
const merge = async (api: Api, kept: string, alias: string) => {
  const { status } = await api.put(`/v1/participants/${kept}/aliases/${alias}`, { merge: true, reason: "one" });
  expect(status).toBe(201);
};

describe("a signup of one who was merged, that comes once more by their former name,", () => {
  it.each(["whose referral goes on", "whose referral has ended", "who was refused"])(
    "is a duplicate of one %s",
    async (which) => {
      const { api, ann, ben } = await shop();
      if (which === "who was refused") await buy(api, "old", "before", 1);
      if (which === "whose referral has ended") await signUp(api, "kay", ben, 1);
      else await api.put("/v1/participants/kay", {});
      const [status, id, reason] = await signUp(api, "old", ann, 2);
      expect([status, reason]).toEqual([201, which === "who was refused" ? "existing_customer" : null]);
      await merge(api, "kay", "old");
      for (const name of ["old", "old", "kay"]) {
        expect((await signUp(api, name, ann, 2)).slice(0, 2)).toEqual([200, id]);
      }
      const { body } = await api.get<{ data: unknown[] }>("/v1/referrals?program=p");
      expect(body.data).toHaveLength(which === "whose referral has ended" ? 2 : 1);
    },
  );
});

describe("of two customers who are merged and had bought without a friend,", () => {
  it("the next order is the third, and the second again where an order of either goes back", async () => {
    const orders = async (back: string | null) => {
      const { api } = await shop();
      await buy(api, "kay", "k1", 1);
      await buy(api, "old", "m1", 2);
      await merge(api, "kay", "old");
      if (back !== null) await giveBack(api, back, 3);
      return await buy(api, "kay", "k2", 4);
    };
    expect(await orders(null)).toEqual(["third"]);
    expect(await orders("k1")).toEqual(["second"]);
    expect(await orders("m1")).toEqual(["second"]);
  });
});

it("one whose merge has ended a reward of the merged one can be merged into another", async () => {
  const waits = { id: "waits", recipient: "advocate", on: { event: "conversion" }, grant: points, holdDays: 5 };
  const { api, ann } = await shop(waits);
  await signUp(api, "cleo", ann, 1);
  expect(await buy(api, "cleo", "o1", 2)).toContain("waits");
  // They are one person now, who is no friend of their own: the reward ends, and stands under the former name.
  await merge(api, "cleo", "ann");
  await merge(api, "ben", "cleo");
  const { body } = await api.get<{ data: { participant: string; status: string; voidReason: string | null }[] }>(
    "/v1/rewards?orderId=o1",
  );
  expect(body.data).toContainEqual(
    expect.objectContaining({ participant: "ben", status: "voided", voidReason: "merged" }),
  );
});

it.each([0, 5])(
  "a refund that did not happen gives back to the kept one what it took of the merged one (%i days held)",
  async (holdDays) => {
    const other = { id: "other", recipient: "advocate", on: { event: "purchase" }, grant: points, holdDays };
    const { api, ann } = await shop(other);
    await signUp(api, "cleo", ann, 1);
    await buy(api, "cleo", "o1", 2);
    await giveBack(api, "o1", 3);
    await merge(api, "ben", "ann");
    const undone = { type: "refund_reversal", orderId: "o1", refundId: "r-o1", occurredAt: at(4) };
    expect((await api.post("/v1/events", undone)).status).toBe(201);
    const { body } = await api.get<{ data: { participant: string; status: string; ruleId: string }[] }>(
      "/v1/rewards?orderId=o1",
    );
    // Those that have ended stay so, and others are given.
    const given = body.data.filter(({ status }) => status !== "voided");
    expect(given.map(({ ruleId, participant, status }) => [ruleId, participant, status])).toEqual([
      ["other", "ben", holdDays === 0 ? "approved" : "pending"],
      ["each", "ben", "approved"],
    ]);
    expect((await api.get("/v1/participants/ben")).body).toMatchObject({
      balances: [{ unit: "points", availableMinor: holdDays === 0 ? 2 : 1, pendingMinor: holdDays === 0 ? 0 : 1 }],
    });
  },
);
