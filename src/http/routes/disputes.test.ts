import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { tellStories } from "../../testing/explanations.ts";
import { issueCode, publishProgram, rulesOf } from "../../testing/programs.ts";

interface Reward {
  readonly id: string;
  readonly status: string;
  readonly reviewReasons: readonly string[];
  readonly coupon?: { readonly code: string };
}
interface Problem {
  readonly code: string;
}
interface Reply extends Problem {
  readonly event: { readonly status: string; readonly duplicate: boolean };
  readonly results: readonly { readonly rewards: readonly Reward[] }[];
}

let app: TestApp;
let rewards: readonly Reward[];
let n = 0;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const rules = rulesOf([
  {
    ...{ id: "cash", recipient: "advocate", on: { event: "purchase" }, holdDays: 30 },
    grant: { kind: "cash", amountMinor: 1000, currency: "GBP" },
  },
  {
    ...{ id: "gift", recipient: "friend", on: { event: "purchase" } },
    grant: { kind: "item", sku: "mug", quantity: 1 },
  },
  {
    ...{ id: "coupon", recipient: "friend", on: { event: "purchase" } },
    grant: { kind: "discount", percentBps: 1000 },
  },
]);

const report = (event: object) => app.api.post<Reply>("/v1/events", event);
const tell = (status: string, orderId = `o-${n}`, disputeId = `d-${n}`) =>
  report({ type: "dispute", orderId, disputeId, status });
const buy = (orderId: string) =>
  report({ type: "purchase", orderId, participant: { externalId: `f-${n}` }, amountMinor: 4200, currency: "GBP" });
const step = (id: string, name: string, body: object = {}) =>
  app.api.post<Reward & Problem>(`/v1/rewards/${id}/${name}`, body);
const now = async (index: number) => (await app.api.get<Reward>(`/v1/rewards/${rewards[index]?.id}`)).body;
const standing = async () => {
  const all = await Promise.all(rewards.map((_, index) => now(index)));
  return all.map(({ status, reviewReasons }) => [status, ...reviewReasons].join(" "));
};
const idAt = (index: number) => rewards[index]?.id ?? "";

/** A program of its own, with a friend who has bought: a reward that is held, a gift and a coupon that are not. */
beforeEach(async () => {
  n += 1;
  const key = `p-${n}`;
  await publishProgram(app.api, key, rules);
  const code = await issueCode(app.api, key, `a-${n}`);
  await report({ type: "signup", participant: { externalId: `f-${n}` }, code });
  rewards = (await buy(`o-${n}`)).body.results[0]?.rewards ?? [];
});

describe("an order in dispute", () => {
  it("keeps what it earned from being approved, given out and used, and tells why", async () => {
    const { status, body } = await tell("opened");
    expect([status, body.event.status]).toEqual([201, "decided"]);
    expect(body.results[0]?.rewards.map(({ reviewReasons }) => reviewReasons)).toEqual([
      ["dispute"],
      ["dispute"],
      ["dispute"],
    ]);
    expect(await standing()).toEqual(["in_review dispute", "approved dispute", "approved dispute"]);
    const approved = await step(idAt(0), "approve");
    expect([approved.status, approved.body.code]).toEqual([409, "in_review"]);
    expect((await step(idAt(1), "fulfill")).body.code).toBe("in_review");
    const code = rewards[2]?.coupon?.code ?? "";
    const order = { orderId: "next", amountMinor: 4200, currency: "GBP", items: [] };
    expect((await app.api.post<Problem>(`/v1/coupons/${code}/redeem`, order)).body.code).toBe("coupon_held");
    expect(await standing()).toEqual(["in_review dispute", "approved dispute", "approved dispute"]);
  });

  it("that is settled lets go: what is held is approved by the job when its hold is over, and not before", async () => {
    await tell("opened");
    const later = { asOf: "2026-12-01T00:00:00Z" };
    await app.api.post("/v1/jobs/release-rewards", later);
    expect((await now(0)).status).toBe("in_review");
    await tell("closed");
    expect(await standing()).toEqual(["pending", "approved", "approved"]);
    await app.api.post("/v1/jobs/release-rewards", later);
    expect((await now(0)).status).toBe("approved");
    expect((await step(idAt(1), "fulfill")).body.status).toBe("fulfilled");
  });

  it("may be settled by hand, once, and by rejecting what it earned", async () => {
    await tell("opened");
    expect((await step(idAt(0), "release", { reason: "the bank called" })).body.status).toBe("pending");
    expect((await step(idAt(0), "release")).body.status).toBe("pending");
    expect((await step(idAt(1), "release")).body).toMatchObject({ status: "approved", reviewReasons: [] });
    expect((await step(idAt(2), "void")).body).toMatchObject({ status: "voided", reviewReasons: [] });
    expect((await step(idAt(2), "release")).body.code).toBe("reward_state");
    const { body } = await app.api.get<{ data: object[] }>(`/v1/audit?subject=${idAt(0)}`);
    expect(body.data).toMatchObject([
      { action: "reward.released", detail: { from: "in_review", to: "pending", reason: "the bank called" } },
    ]);
  });

  it("that was told of before it was reported waits for it", async () => {
    const orderId = `later-${n}`;
    const early = await tell("opened", orderId, `early-${n}`);
    expect(early.body).toMatchObject({ event: { status: "waiting" }, results: [] });
    const { body } = await buy(orderId);
    expect(body.results[0]?.rewards.map(({ reviewReasons }) => reviewReasons)).toEqual([
      ["dispute"],
      ["dispute"],
      ["dispute"],
    ]);
    expect((await tell("opened", orderId, `early-${n}`)).body.event).toMatchObject({ duplicate: true });
  });
});

it.each([
  ["no status", { status: undefined }, "status"],
  ["another status", { status: "lost" }, "status"],
  ["no dispute", { disputeId: undefined }, "disputeId"],
  ["an empty order", { orderId: "" }, "orderId"],
  ["what is no part of it", { amountMinor: 1 }, "amountMinor"],
])("a dispute with %s is refused by its path", async (_, wrong, path) => {
  const { status, body } = await app.api.post<{ errors: { path: string }[] }>("/v1/events", {
    ...{ type: "dispute", orderId: "o", disputeId: "d", status: "opened" },
    ...wrong,
  });
  expect([status, body.errors.map((error) => error.path)]).toEqual([422, [path]]);
});

describe("a dispute is told", () => {
  const story = async () => {
    const told = await tellStories(app.api).program({ rewards: [{ holdDays: 30 }] });
    const referral = await told.refer();
    const orderId = await referral.buy(4000);
    await tell("opened", orderId, `told-${n}`);
    return { referral, orderId };
  };

  it("to the shop and to who bought, in their languages", async () => {
    const { referral, orderId } = await story();
    for (const audience of ["tenant", "friend"]) {
      const { body } = await referral.explain(`audience=${audience}`);
      const text = JSON.stringify(body);
      expect(text).toContain("A dispute of the payment for order");
      expect(text).toContain("What the order earned waits until the dispute is closed.");
      expect(text).toContain(orderId);
    }
    expect(JSON.stringify((await referral.explain("lang=he")).body)).toContain("נפתחה מחלוקת");
    await tell("closed", orderId, `told-${n}`);
    expect(JSON.stringify((await referral.explain()).body)).toContain("What the order earned waits no longer.");
  });

  it("to the advocate as nothing but a reward that is being checked", async () => {
    const { referral } = await story();
    const { body } = await referral.explain("audience=advocate");
    expect(JSON.stringify(body)).not.toContain("ispute");
    expect(JSON.stringify(body)).toContain("It is being checked.");
  });
});
