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
async function shop() {
  shops += 1;
  const { api } = await app.newTenant(`Merged before ${shops}`);
  const program = { key: "p", name: "P", landingUrl: "https://shop.example/", currency: "GBP" };
  await api.post("/v1/programs", { ...program, rules });
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
