import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attributionOf, cashRate, documentOf, ruleOf } from "../../engine/testing/documents.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

// Orders that are reported twice, through the API: what the load has to bring for it.

interface Reply {
  readonly event: { readonly id: string; readonly type: string; readonly duplicate: boolean };
  readonly results: readonly {
    readonly referral: { readonly advocate: string; readonly attributedAt: string } | null;
    readonly decisions: readonly {
      readonly ruleId: string;
      readonly orderId: string;
      readonly reason: string | null;
    }[];
  }[];
}

type Json = Readonly<Record<string, unknown>>;

const DAY = 86_400_000;
let app: TestApp;
let code = "";
const at = (days: number) => new Date(app.clock.now().getTime() - days * DAY).toISOString();
const report = (event: object) => app.api.post<Reply>("/v1/events", event);
const order = (who: string, orderId: string, more: object = {}) => {
  return { type: "purchase", participant: { externalId: who }, orderId, amountMinor: 4200, currency: "GBP", ...more };
};
const items = [{ sku: "TEA", amountMinor: 4200 }];
const decisionsOf = ({ results }: Reply) =>
  results.flatMap(({ decisions }) => decisions.map(({ ruleId, orderId, reason }) => `${ruleId} ${orderId} ${reason}`));

beforeAll(async () => {
  app = await createTestApp();
  const program = { key: "twice", name: "T", landingUrl: "https://shop.example/", currency: "GBP" };
  const rules = documentOf(
    [
      ruleOf("first"),
      ruleOf("lines", { on: { event: "purchase" }, grant: cashRate(1000, { of: "items.amountMinor" }) }),
      ruleOf("lead", { on: { event: "lead" } }),
    ],
    { qualifies: [{ field: "order.country", op: "ne", value: "DE" }] },
  );
  await app.api.post("/v1/programs", { ...program, rules });
  await app.api.post("/v1/programs/twice/publish", {});
  const owner = { program: "twice", participant: { externalId: "ann" } };
  code = (await app.api.post<{ code: string }>("/v1/codes", owner)).body.code;
});
afterAll(() => app.close());

describe("a second report", () => {
  it("that brings a code decides all that was stored since the purchase, whatever time it says itself", async () => {
    await report(order("bob", "bob-1", { occurredAt: at(9) }));
    await report(order("bob", "bob-2", { items, occurredAt: at(8) }));
    await report({ type: "lead", eventId: "bob-l", participant: { externalId: "bob" }, occurredAt: at(7) });
    const { status, body } = await report(order("bob", "bob-1", { code }));
    expect([status, body.event.type]).toEqual([201, "order_addition"]);
    expect(body.results[0]?.referral).toMatchObject({ advocate: "ann", attributedAt: at(9) });
    expect(decisionsOf(body)).toEqual([
      ...["first bob-1 null", "lines bob-1 zero_amount", "lines bob-2 null"],
      "lead null null",
    ]);
    // The friend's page and server tell the signup too: it leads to the same advocate, and what made it is answered.
    const signup = await report({ type: "signup", participant: { externalId: "bob" }, code });
    expect([signup.status, signup.body.event]).toMatchObject([200, { id: body.event.id, type: "order_addition" }]);
  });

  it("that takes the conversion away finds the order it moves to", async () => {
    await report({ type: "signup", participant: { externalId: "cal" }, code, occurredAt: at(10) });
    await report(order("cal", "cal-1", { occurredAt: at(9) }));
    await report(order("cal", "cal-2", { occurredAt: at(8) }));
    const { body } = await report(order("cal", "cal-1", { country: "DE" }));
    expect(decisionsOf(body)).toEqual(["first cal-2 null"]);
  });

  it("and the first may come in one batch, in either order, and are repeats then", async () => {
    const both = [order("dan", "dan-1"), order("dan", "dan-1", { items })];
    await report({ type: "signup", participant: { externalId: "dan" }, code });
    for (const { events, types } of [
      { events: both, types: ["purchase", "order_addition"] },
      { events: both.toReversed(), types: ["order_addition", "purchase"] },
    ]) {
      const { body } = await app.api.post<{ results: readonly Reply[] }>("/v1/events/batch", { events });
      expect(body.results.map(({ event }) => event.type)).toEqual(types);
    }
    const fuller = [order("dan", "dan-2", { items }), order("dan", "dan-2")];
    const { body } = await app.api.post<{ results: readonly Reply[] }>("/v1/events/batch", { events: fuller });
    expect(body.results.map(({ event: { type, duplicate } }) => [type, duplicate])).toEqual([
      ["purchase", false],
      ["purchase", true],
    ]);
  });

  it("can be tried out, and stores nothing then", async () => {
    await report(order("eve", "eve-1", { occurredAt: at(3) }));
    const event = order("eve", "eve-1", { code, items });
    const tried = await app.api.post<Reply>("/v1/programs/twice/dry-run", { event });
    expect([tried.body.event.type, decisionsOf(tried.body)]).toEqual([
      "order_addition",
      ["first eve-1 null", "lines eve-1 zero_amount", "lines eve-1 null"],
    ]);
    expect((await app.api.get("/v1/orders/eve-1")).body).toMatchObject({ additions: [], programs: [] });
  });

  it("is tried under rules that grant more time before it than today's, from when the order was bought", async () => {
    const hour = 3_600_000;
    const ago = (hours: number) => new Date(app.clock.now().getTime() - 20 * DAY - hours * hour).toISOString();
    await report(order("kit", "kit-0", { occurredAt: ago(2) }));
    await report(order("kit", "kit-1", { occurredAt: ago(0) }));
    const event = order("kit", "kit-1", { code });
    const rules = documentOf([ruleOf("each", { on: { event: "purchase" } })], {
      attribution: attributionOf({ graceMinutes: 180 }),
    });
    const tried = await app.api.post<Reply>("/v1/programs/twice/dry-run", { event, rules });
    expect(decisionsOf(tried.body)).toEqual(["each kit-0 null", "each kit-1 null"]);
    expect(tried.body.results[0]?.referral?.attributedAt).toBe(ago(2));
  });

  it("is decided again by a backtest as it was, also where hundreds of events lie between the two", async () => {
    await report(order("ivy", "ivy-1", { occurredAt: at(5) }));
    const others = Array.from({ length: 300 }, (_, n) => {
      return { type: "visit", eventId: `v-${n}`, participant: { externalId: "passer-by" } };
    });
    await app.api.post("/v1/events/batch", { events: others });
    await report(order("ivy", "ivy-1", { code, items }));
    const { rules } = (await app.api.get<{ rules: unknown }>("/v1/programs/twice")).body;
    const { body } = await app.api.post<Record<string, Json>>("/v1/programs/twice/backtest", { rules });
    expect(body.backtest).toEqual(body.actual);
    expect(body.actual).toMatchObject({ costMinor: expect.any(Number), conversions: expect.any(Number) });
  });

  it("is explained to each reader in their words, and names what it brought with the order", async () => {
    await report(order("fay", "fay-1", { code }));
    const { body } = await report(order("fay", "fay-1", { code, items }));
    expect(body.event.type).toBe("order_addition");
    const told = await app.api.get<{ additions: unknown; programs: readonly { referral: { id: string } }[] }>(
      "/v1/orders/fay-1",
    );
    expect(told.body).toMatchObject({ additions: [{ brought: ["items"] }] });
    const { id } = told.body.programs[0]?.referral ?? { id: "" };
    const explained = await app.api.get(`/v1/referrals/${id}/explanation`);
    expect(JSON.stringify(explained.body)).toContain("Details were added to order");
    const toAdvocate = await app.api.get(`/v1/referrals/${id}/explanation?audience=advocate`);
    expect(JSON.stringify(toAdvocate.body)).toContain("Details were added to a purchase of your friend");
  });

  it("is no event that a shop sends, and no name of an event of its own", async () => {
    const own = { type: "order_addition", eventId: "x", participant: { externalId: "gus" } };
    const { status, body } = await app.api.post("/v1/events", own);
    expect(status).toBe(422);
    expect(JSON.stringify(body)).toContain("report the purchase once more");
  });
});

it("an undone refund waits for its refund, also where the order is known", async () => {
  await report(order("hal", "hal-1"));
  const undone = { type: "refund_reversal", orderId: "hal-1", refundId: "hal-r" };
  const refund = { type: "refund", orderId: "hal-1", refundId: "hal-r", amountMinor: 100, currency: "GBP" };
  const statuses = [];
  for (const event of [undone, refund, undone]) {
    statuses.push((await app.api.post<{ event: { status: string } }>("/v1/events", event)).body.event.status);
  }
  expect(statuses).toEqual(["waiting", "decided", "decided"]);
});
