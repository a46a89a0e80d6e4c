import { afterAll, beforeAll, expect, it } from "vitest";
import { documentOf, ruleOf } from "../../engine/testing/documents.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

interface EventReply {
  readonly results: readonly { readonly rewards: readonly { readonly id: string; readonly status: string }[] }[];
}

interface Listed {
  readonly data: readonly { readonly status: string; readonly amountMinor: number }[];
}

let app: TestApp;
let made = 0;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const participant = { externalId: "bob" };
const order = (orderId: string, amountMinor = 4000) => ({ orderId, amountMinor, currency: "GBP" });
const refund = (orderId: string, amountMinor = 4000) => {
  return { type: "refund", refundId: `refund-${orderId}-${amountMinor}`, ...order(orderId, amountMinor) };
};

/** A tenant whose bob has bought orders 1 and 2 under `first`; then his referral moved on to `then`. */
async function moved(first: object, then: object) {
  const { api } = await app.newTenant(`Shop ${++made}`);
  const program = { key: "moved", name: "M", landingUrl: "https://shop.example/", currency: "GBP" };
  await api.post("/v1/programs", { ...program, rules: first });
  await api.post("/v1/programs/moved/publish", {});
  const owner = { program: "moved", participant: { externalId: "ann" } };
  const { code } = (await api.post<{ code: string }>("/v1/codes", owner)).body;
  const report = async (event: object) => {
    const { status, body } = await api.post<EventReply>("/v1/events", event);
    expect(status, JSON.stringify(body)).toBe(201);
    return body.results[0]?.rewards ?? [];
  };
  await report({ type: "signup", participant, code });
  await report({ type: "purchase", participant, ...order("1") });
  const [second] = await report({ type: "purchase", participant, ...order("2") });
  return {
    api,
    report,
    voidSecond: async () => expect((await api.post(`/v1/rewards/${second?.id}/void`, {})).status).toBe(200),
    moveOn: async () => {
      await api.patch("/v1/programs/moved", { rules: then });
      expect((await api.post("/v1/programs/moved/publish", { applyTo: "open" })).status).toBe(200);
    },
    batch: async (events: readonly object[]) => {
      const { status, body } = await api.post<{ results: { status: number }[] }>("/v1/events/batch", { events });
      expect(status, JSON.stringify(body)).toBe(200);
      return body.results.map((reply) => reply.status);
    },
    rewards: async () => {
      const { data } = (await api.get<Listed>("/v1/rewards")).body;
      return data.map(({ status, amountMinor }) => `${status} ${amountMinor}`).toSorted();
    },
    balances: async () => (await api.get<{ balances: unknown }>("/v1/participants/ann")).body.balances,
  };
}

const each = (more: object = {}) => documentOf([ruleOf("a", { on: { event: "purchase" }, ...more })]);
const once = documentOf([ruleOf("a")]);

it("a conversion may move to an order for which a person voided what the same rule had granted", async () => {
  const shop = await moved(each(), once);
  await shop.voidSecond();
  await shop.moveOn();
  const changed = await shop.report(refund("1"));
  expect(changed.map(({ status }) => status)).toEqual(["voided", "approved"]);
});

it("one batch may void what a rule granted for an order and have the same rule grant for it again", async () => {
  const large = each({ when: [{ field: "order.amountMinor", op: "gte", value: 3000 }] });
  const events = [refund("2", 2000), refund("1")];
  const [inBatch, oneByOne] = [await moved(large, once), await moved(large, once)];
  await inBatch.moveOn();
  await oneByOne.moveOn();
  expect(await inBatch.batch(events)).toEqual([201, 201]);
  for (const event of events) await oneByOne.report(event);
  expect(await inBatch.rewards()).toEqual(["approved 1000", "voided 0", "voided 0"]);
  expect(await inBatch.rewards()).toEqual(await oneByOne.rewards());
  expect(await inBatch.balances()).toEqual(await oneByOne.balances());
});
