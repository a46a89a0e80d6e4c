import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SnapshotInput } from "../../db/queries/loadSnapshot.ts";
import { loadRawSnapshot } from "../../db/queries/loadSnapshot.ts";
import { parseReferral } from "../../db/rows/referral.ts";
import { sha256 } from "../../engine/events/sha256.ts";
import { attributionOf, cash, documentOf, points, ruleOf } from "../../engine/testing/documents.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

interface Referral {
  readonly id: string;
  readonly orderId: string | null;
  readonly advocate: string | null;
  readonly status: string;
  readonly rejectedReason: string | null;
}

interface EventReply {
  readonly event: { readonly duplicate: boolean };
  readonly results: readonly {
    readonly referral: Referral;
    readonly rewards: readonly { readonly id: string; readonly amountMinor: number; readonly status: string }[];
  }[];
}

const attribution = attributionOf({ newCustomersOnly: false, lateEntryDays: 3650, binds: "order" });
const tier = (id: string, by: string, window: unknown) =>
  ruleOf(id, {
    on: { event: "purchase" },
    grant: points(1),
    tiers: { by, window, steps: [2, 3].map((from) => ({ from, grant: points(from) })) },
  });
const rules = documentOf(
  [
    ruleOf("first", { limits: [{ per: "referral", period: "lifetime", count: 1 }] }),
    tier("friends", "signups", "lifetime"),
    tier("lately", "signups", { rollingDays: 30 }),
    tier("pace", "revenue", { rollingDays: 30 }),
  ],
  { attribution },
);

let app: TestApp;
const codes: Record<string, string> = {};
beforeAll(async () => {
  app = await createTestApp();
  const program = { key: "orders", name: "O", landingUrl: "https://shop.example/", currency: "GBP", rules };
  expect((await app.api.post("/v1/programs", program)).status).toBe(201);
  expect((await app.api.post("/v1/programs/orders/publish", {})).status).toBe(200);
  for (const externalId of ["ann", "ben"]) {
    const owner = { program: "orders", participant: { externalId } };
    codes[externalId] = (await app.api.post<{ code: string }>("/v1/codes", owner)).body.code;
  }
});
afterAll(() => app.close());

const DAY = "2026-01-03T00:00:00Z";
const order = (who: string, orderId: string, advocate: string | null, more: object = {}) => ({
  type: "purchase",
  participant: { externalId: who },
  ...{ orderId, amountMinor: 1000, currency: "GBP", code: advocate === null ? null : codes[advocate] },
  occurredAt: DAY,
  ...more,
});
const refundOf = (orderId: string, amountMinor = 1000) => {
  return { type: "refund", orderId, refundId: `r-${orderId}`, amountMinor, currency: "GBP", occurredAt: DAY };
};
async function report(event: object): Promise<EventReply> {
  const { status, body } = await app.api.post<EventReply>("/v1/events", event);
  expect([200, 201], JSON.stringify(body)).toContain(status);
  return body;
}
const earned = ({ results }: EventReply) => results.flatMap(({ rewards }) => rewards.map((each) => each.amountMinor));
/** Ordered by their orders: the clock stands still, so their ids are in no order. */
const referralsOf = async (friend: string) => {
  const { body } = await app.api.get<{ data: Referral[] }>(`/v1/referrals?program=orders&friend=${friend}`);
  return body.data.toSorted((a, b) => ((a.orderId ?? "") < (b.orderId ?? "") ? -1 : 1));
};

describe("a program that binds orders, through the API", () => {
  it("makes a referral of each order that brings a code, found again by its order", async () => {
    await report(order("fay", "f-1", "ann"));
    const { results } = await report(order("fay", "f-2", "ben"));
    expect(results).toMatchObject([{ referral: { orderId: "f-2", advocate: "ben", status: "converted" } }]);
    expect((await report(order("fay", "f-3", null))).results).toEqual([]);
    expect(await referralsOf("fay")).toMatchObject([
      { orderId: "f-1", advocate: "ann" },
      { orderId: "f-2", advocate: "ben" },
    ]);
    const id = results[0]?.referral.id;
    expect((await app.api.get<Referral>(`/v1/referrals/${id}`)).body).toMatchObject({ orderId: "f-2" });
  });

  it("answers a repeat with the first referral, and refunds an order alone", async () => {
    await report(order("rex", "x-1", "ann"));
    await report(order("rex", "x-2", "ann"));
    expect(await report(order("rex", "x-1", "ann"))).toMatchObject({
      event: { duplicate: true },
      results: [{ referral: { orderId: "x-1", status: "converted" } }],
    });
    const refunded = await report(refundOf("x-1"));
    expect(refunded.results).toMatchObject([{ referral: { orderId: "x-1", status: "attributed" } }]);
    expect(earned(refunded)).toEqual([0, 0, 0, 0]);
    expect(await referralsOf("rex")).toMatchObject([
      { orderId: "x-1", status: "attributed" },
      { orderId: "x-2", status: "converted" },
    ]);
  });

  it("counts a refund that came before its order, and a refusal by its order", async () => {
    await report(refundOf("w-1"));
    expect((await report(order("wim", "w-1", "ann"))).results).toMatchObject([
      { referral: { orderId: "w-1", status: "attributed" } },
    ]);
    expect((await report(order("ann", "w-2", "ann"))).results).toMatchObject([
      { referral: { orderId: "w-2", status: "rejected", rejectedReason: "self_referral" } },
    ]);
  });

  it("takes a signup as an ordinary referral beside the orders", async () => {
    await report(order("sam", "s-1", "ben"));
    const signup = { type: "signup", participant: { externalId: "sam" }, code: codes.ann, occurredAt: DAY };
    expect((await report(signup)).results).toMatchObject([{ referral: { orderId: null, status: "attributed" } }]);
    const again = { ...signup, code: codes.ben };
    expect((await report(again)).results).toMatchObject([{ referral: { rejectedReason: "already_referred" } }]);
    expect((await report(order("sam", "s-2", "ann"))).results).toMatchObject([{ referral: { orderId: "s-2" } }]);
    expect((await report(order("sam", "s-3", null))).results).toEqual([]);
  });
});

describe("what the database knows of orders that were before", () => {
  it("counts a friend once for their advocate, in numbers and reports", async () => {
    const owner = { program: "orders", participant: { externalId: "cat" } };
    codes.cat = (await app.api.post<{ code: string }>("/v1/codes", owner)).body.code;
    const replies = [];
    for (const [who, orderId] of [
      ["gus", "g-1"],
      ["gus", "g-2"],
      ["hal", "g-3"],
      ["gus", "g-4"],
    ] as const) {
      replies.push(earned(await report(order(who, orderId, "cat", { amountMinor: 1 }))));
    }
    // The first conversion's cash, friends so far twice, and the revenue of the orders before.
    expect(replies).toEqual([
      [1000, 1, 1, 1],
      [1000, 1, 1, 2],
      [1000, 2, 2, 3],
      [1000, 2, 2, 3],
    ]);
    const { body } = await app.api.get<{ stats: object }>("/v1/participants/cat");
    expect(body.stats).toMatchObject({ signups: 2, conversions: 4 });
  });

  it("counts the same when a tier is published after the orders", async () => {
    const key = "later";
    const plain = documentOf([ruleOf("first")], { attribution });
    const program = { key, name: "L", landingUrl: "https://shop.example/", currency: "GBP", rules: plain };
    await app.api.post("/v1/programs", program);
    await app.api.post(`/v1/programs/${key}/publish`, {});
    const owner = { program: key, participant: { externalId: "dan" } };
    codes.dan = (await app.api.post<{ code: string }>("/v1/codes", owner)).body.code;
    for (const orderId of ["l-1", "l-2", "l-3"]) await report(order("ida", orderId, "dan"));
    await report(refundOf("l-2"));
    const tiers = ["signups", "conversions", "revenue"].map((by) =>
      ruleOf(by, {
        on: { event: "purchase" },
        grant: cash(1),
        tiers: { by, window: "lifetime", steps: [2, 3, 3000].map((from) => ({ from, grant: cash(from) })) },
      }),
    );
    const trial = await app.api.post<EventReply>(`/v1/programs/${key}/dry-run`, {
      rules: documentOf(tiers, { attribution }),
      event: order("ida", "l-4", "dan"),
    });
    expect(earned(trial.body)).toEqual([1, 3, 3000]);
    await app.api.patch(`/v1/programs/${key}`, { rules: documentOf(tiers, { attribution }) });
    await app.api.post(`/v1/programs/${key}/publish`, {});
    expect(earned(await report(order("ida", "l-4", "dan")))).toEqual([1, 3, 3000]);
  });

  it("is read only as far as the orders of a batch go, however many there were", async () => {
    const events = Array.from({ length: 30 }, (_, index) =>
      order("max", `m-${index}`, index % 2 === 0 ? "ann" : "ben"),
    );
    await app.api.post("/v1/events/batch", { events });
    const asking = (more: Partial<SnapshotInput>) =>
      loadRawSnapshot(app.database, {
        asker: { kind: "secretKey", hash: sha256(app.tenant.secretKey) },
        events: [
          {
            key: null,
            prefix: null,
            externalId: null,
            orderId: null,
            isRefund: false,
            isClick: false,
            program: null,
            codes: [] as string[],
            coupons: [],
            contacts: [],
            at: DAY,
            ...more,
          },
        ],
        ...{ cachedVersions: [], periodKeys: {}, idempotencyKeys: [], maxBacklog: 1000, backlogRoom: 10_000 },
        reach: { rollingDays: 0, ancestors: 1 },
      });
    const ordersOf = (snapshot: Awaited<ReturnType<typeof asking>>) =>
      (snapshot?.referrals ?? []).map(parseReferral).map(({ orderId }) => orderId);
    expect(ordersOf(await asking({ externalId: "max", orderId: "m-new" }))).toEqual([]);
    expect(ordersOf(await asking({ externalId: "max", orderId: "m-new", codes: [codes.ben ?? ""] }))).toEqual(["m-1"]);
    expect(ordersOf(await asking({ orderId: "m-7", isRefund: true }))).toEqual(["m-7"]);
    expect(ordersOf(await asking({ externalId: "max", orderId: "m-8" }))).toEqual(["m-8"]);
  });

  it("is told of one order alone when its referral is explained", async () => {
    await report(order("pam", "p-1", "ann"));
    await report(order("pam", "p-2", "ann"));
    await report(refundOf("p-1"));
    const [first, second] = await referralsOf("pam");
    const explain = async (id: string | undefined, audience = "tenant") =>
      (await app.api.get(`/v1/referrals/${id}/explanation?audience=${audience}`)).body;
    expect(await explain(first?.id)).toMatchObject({
      referral: { orderId: "p-1" },
      summary: [{ code: "referral_attributed" }, { code: "referral_order_open" }, { code: "rewards_none" }],
      events: [{ event: { type: "purchase", orderId: "p-1" } }, { event: { type: "refund", orderId: "p-1" } }],
    });
    expect(await explain(second?.id)).toMatchObject({ events: [{ event: { orderId: "p-2" } }] });
    expect(await explain(second?.id, "advocate")).toMatchObject({ referral: { orderId: null } });
  });

  it("tells of a signup that purchases go their own way", async () => {
    const signup = { type: "signup", participant: { externalId: "tia" }, code: codes.ann, occurredAt: DAY };
    const id = (await report(signup)).results[0]?.referral.id;
    const { body } = await app.api.get(`/v1/referrals/${id}/explanation`);
    expect(body.summary).toMatchObject([{}, { code: "referral_orders_apart" }, {}]);
  });

  it("is what a backtest under the rules in force gives again", async () => {
    const { body } = await app.api.post<{ actual: object; backtest: object }>("/v1/programs/orders/backtest", {
      rules,
    });
    expect(body.backtest).toEqual(body.actual);
  });
});
