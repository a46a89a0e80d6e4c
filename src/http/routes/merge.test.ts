import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

interface Balance {
  readonly unit: string;
  readonly pendingMinor: number;
  readonly availableMinor: number;
}
interface Moved {
  readonly profile: readonly string[];
  readonly codes: readonly { readonly code: string; readonly program: string }[];
  readonly referrals: readonly { readonly id: string; readonly as: string; readonly ended: boolean }[];
  readonly orders: readonly string[];
  readonly rewards: readonly { readonly id: string; readonly status: string; readonly amountMinor: number }[];
  readonly granted: readonly { readonly id: string; readonly status: string; readonly amountMinor: number }[];
  readonly balances: readonly Balance[];
}
interface Reply {
  readonly code?: string;
  readonly reason?: string;
  readonly aliases: readonly string[];
  readonly merged: Moved;
}
interface Person {
  readonly aliases: readonly string[];
  readonly balances: readonly Balance[];
  readonly codes: readonly { readonly code: string; readonly further: readonly string[] }[];
  readonly stats: { readonly signups: number; readonly conversions: number };
}

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const day = (of: number, hour = 0) => `2026-01-0${of}T0${hour}:00:00Z`;
const codeOf = async (externalId: string) => {
  const asked = { program: "friends", participant: { externalId } };
  return (await app.api.post<{ code: string }>("/v1/codes", asked)).body.code;
};
const merge = (kept: string, alias: string, body: object = { merge: true, reason: "rang us" }) =>
  app.api.put<Reply>(`/v1/participants/${kept}/aliases/${alias}`, body);
const personOf = async (externalId: string) => (await app.api.get<Person>(`/v1/participants/${externalId}`)).body;
const signUp = (externalId: string, code: string, occurredAt = day(1)) =>
  app.api.post("/v1/events", { type: "signup", participant: { externalId }, code, occurredAt });
const buy = (externalId: string, orderId: string, occurredAt = day(3), amountMinor = 10_000) => {
  const order = { type: "purchase", orderId, amountMinor, currency: "GBP", occurredAt };
  return app.api.post("/v1/events", { ...order, participant: { externalId } });
};
const give = (externalId: string, amountMinor: number) =>
  app.api.post(
    `/v1/participants/${externalId}/adjustments`,
    { amountMinor, unit: "cash:GBP", reason: "sorry" },
    { "idempotency-key": `${externalId}-${amountMinor}` },
  );

describe("one participant becomes another name of another", () => {
  it("their codes, balances and profile are the other's, once, and the reply lists them", async () => {
    const [own, theirs] = [await codeOf("kim"), await codeOf("kim-guest")];
    await app.api.put("/v1/participants/kim-guest", { email: "kim@example.com", name: "Kim", country: "IL" });
    await app.api.put("/v1/participants/kim", { name: "Kimberly" });
    await give("kim-guest", 500);
    await give("kim-guest", -800);
    await give("kim", 1000);
    expect(await merge("kim", "kim-guest", {})).toMatchObject({ status: 409, body: { code: "alias_taken" } });
    const first = await merge("kim", "kim-guest");
    expect(first).toMatchObject({
      status: 201,
      body: {
        ...{ externalId: "kim", aliases: ["kim-guest"] },
        merged: {
          profile: ["email", "country"],
          codes: [{ code: theirs, program: "friends" }],
          balances: [{ unit: "cash:GBP", pendingMinor: 0, availableMinor: -300 }],
          ...{ referrals: [], orders: [], rewards: [], granted: [], applications: [] },
        },
      },
    });
    expect(await merge("kim", "kim-guest")).toMatchObject({ status: 200, body: first.body });
    expect(await personOf("kim-guest")).toMatchObject({
      ...{ externalId: "kim", name: "Kimberly", email: "kim@example.com", country: "IL", aliases: ["kim-guest"] },
      codes: [{ code: own, further: [theirs] }],
      balances: [{ unit: "cash:GBP", availableMinor: 700 }],
    });
    const ended = await app.api.send("DELETE", "/v1/participants/kim/aliases/kim-guest");
    expect(ended).toMatchObject({ status: 409, body: { code: "alias_merged" } });
  });

  it("their friends are the other's friends, with what they brought", async () => {
    await codeOf("lea");
    const code = await codeOf("lea-old");
    await signUp("lea-friend", code);
    await buy("lea-friend", "lea-1");
    const before = await personOf("lea-old");
    const { body } = await merge("lea", "lea-old");
    expect(body.merged).toMatchObject({
      referrals: [{ as: "advocate", ended: false }],
      rewards: [{ status: "pending" }],
    });
    const after = await personOf("lea");
    expect([after.balances, after.stats]).toEqual([before.balances, { ...before.stats, clicks: 0 }]);
    expect((await app.api.get("/v1/referrals?advocate=lea")).body).toMatchObject({ data: [{ advocate: "lea" }] });
    await app.api.post("/v1/events", {
      ...{ type: "refund", refundId: "lea-r", orderId: "lea-1", amountMinor: 10_000, currency: "GBP" },
    });
    expect((await personOf("lea")).balances).toMatchObject([{ pendingMinor: 0 }]);
  });
});

describe("of two who were friends", () => {
  let [ann, ben] = ["", ""];
  beforeAll(async () => {
    [ann, ben] = [await codeOf("ann"), await codeOf("ben")];
  });
  const referralsOf = async (friend: string) => {
    const { body } = await app.api.get<{
      data: readonly { id: string; advocate: string; status: string; rejectedReason: string | null }[];
    }>(`/v1/referrals?friend=${friend}`);
    return body.data.map(({ advocate, status, rejectedReason }) => ({ advocate, status, rejectedReason }));
  };
  const pendingOf = async (externalId: string) =>
    (await personOf(externalId)).balances.reduce((sum, { pendingMinor }) => sum + pendingMinor, 0);

  it("the referral that was attributed first stays, and what waited of the other ends and never grows again", async () => {
    await signUp("moe", ann, day(1));
    await signUp("moe-2", ben, day(2));
    await buy("moe-2", "moe-1", day(3));
    expect(await pendingOf("ben")).toBeGreaterThan(0);
    const { body } = await merge("moe", "moe-2");
    expect(body.merged.referrals).toMatchObject([{ as: "friend", ended: true }]);
    expect(body.merged).toMatchObject({ orders: ["moe-1"], granted: [] });
    expect(body.merged.rewards.map(({ status }) => status)).toContain("voided");
    expect(await referralsOf("moe")).toEqual(
      expect.arrayContaining([
        { advocate: "ann", status: "attributed", rejectedReason: null },
        { advocate: "ben", status: "rejected", rejectedReason: "merged" },
      ]),
    );
    const told = await Promise.all(
      ["tenant", "advocate", "friend"].map(async (audience) => {
        const id = body.merged.referrals[0]?.id;
        const { body: said } = await app.api.get<{ summary: readonly { code: string }[] }>(
          `/v1/referrals/${id}/explanation?audience=${audience}`,
        );
        return said.summary.map(({ code }) => code).at(-1);
      }),
    );
    expect(told).toEqual(["refused_merged", "refused_not_new", "refused_not_new"]);
    expect(await pendingOf("ben")).toBe(0);
    expect((await personOf("ben")).stats).toMatchObject({ signups: 0, conversions: 0 });
    const change = { type: "order_change", changeId: "moe-c", orderId: "moe-1", amountMinor: 20_000, currency: "GBP" };
    expect((await app.api.post("/v1/events", change)).status).toBe(201);
    const refund = { type: "refund", refundId: "moe-r", orderId: "moe-1", amountMinor: 500, currency: "GBP" };
    expect((await app.api.post("/v1/events", refund)).status).toBe(201);
    expect([await pendingOf("ben"), await pendingOf("ann"), await pendingOf("moe")]).toEqual([0, 0, 0]);
  });

  it("what was given out of the one that ends stays, and shrinks with a refund", async () => {
    await signUp("pip", ann, day(1));
    await signUp("pip-2", ben, day(2));
    await buy("pip-2", "pip-1", day(3));
    const { body: earned } = await app.api.get<{ data: readonly { id: string; amountMinor: number }[] }>(
      "/v1/rewards?participant=ben&status=pending",
    );
    for (const { id } of earned.data) await app.api.post(`/v1/rewards/${id}/approve`, {});
    await merge("pip", "pip-2");
    const availableOf = async () =>
      (await personOf("ben")).balances.reduce((sum, { availableMinor }) => sum + availableMinor, 0);
    expect(await availableOf()).toBe(earned.data.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
    const refund = { type: "refund", refundId: "pip-r", orderId: "pip-1", amountMinor: 10_000, currency: "GBP" };
    expect((await app.api.post("/v1/events", refund)).status).toBe(201);
    expect(await availableOf()).toBe(0);
  });

  it("what the other bought since is decided in the referral that stays, in review where they had bought before", async () => {
    await signUp("rae", ann, day(1));
    await buy("rae-2", "rae-0", "2025-12-31T00:00:00Z");
    await buy("rae-2", "rae-1", day(4));
    const before = await pendingOf("ann");
    const { body } = await merge("rae", "rae-2");
    expect(body.merged).toMatchObject({
      orders: ["rae-0", "rae-1"],
      granted: expect.arrayContaining([{ status: "in_review" }].map((each) => expect.objectContaining(each))),
    });
    expect(await referralsOf("rae")).toEqual([{ advocate: "ann", status: "converted", rejectedReason: null }]);
    expect(await pendingOf("ann")).toBeGreaterThan(before);
  });

  it("what was reported of either before is a repeat, by whichever name it comes", async () => {
    for (const name of ["rae", "rae-2"]) expect((await buy(name, "rae-1", day(4))).status).toBe(200);
    expect((await signUp("rae", ann, day(1))).status).toBe(200);
    for (const name of ["pip", "pip-2"]) expect((await signUp(name, ann, day(1))).status).toBe(200);
  });

  it("no one is their own friend, directly or in a circle", async () => {
    const [sam, tom] = [await codeOf("sam"), await codeOf("tom")];
    await signUp("sam-2", sam, day(1));
    const { body } = await merge("sam", "sam-2");
    expect(body.merged.referrals).toMatchObject([{ ended: true }]);
    expect(await referralsOf("sam")).toEqual([{ advocate: "sam", status: "rejected", rejectedReason: "merged" }]);
    await signUp("una", tom, day(1));
    await signUp("vic", await codeOf("una"), day(2));
    const { body: circle } = await merge("tom", "vic");
    expect(circle.merged.referrals).toMatchObject([{ as: "friend", ended: true }]);
    expect(await referralsOf("una")).toEqual([{ advocate: "tom", status: "attributed", rejectedReason: null }]);
  });
});

it("a backtest merges them where they were merged, and comes to what happened", async () => {
  // By the owner of a code that is the other's by now, and of a friend who is a friend no more.
  await signUp("bea", await codeOf("bea-adv"), day(1));
  await buy("bea", "bea-1", day(2));
  await merge("kim", "bea-adv");
  const program = await app.api.get<{ rules: unknown }>("/v1/programs/friends/versions/1");
  type Rule = Readonly<Record<"granted" | "notVoided", number>>;
  type Figures = { advocates: unknown; referrals: unknown; byRule: Readonly<Record<string, Rule>> };
  const { body } = await app.api.post<{ backtest: Figures; actual: Figures }>("/v1/programs/friends/backtest", {
    rules: program.body.rules,
  });
  // What unused coupons will cost is expected by a backtest alone.
  const given = ({ granted, notVoided }: Rule) => [granted, notVoided];
  const told = ({ advocates, referrals, byRule }: Figures) => ({
    ...{ advocates, referrals },
    rules: Object.entries(byRule).map(([id, rule]) => [id, ...given(rule)]),
  });
  expect(told(body.backtest)).toEqual(told(body.actual));
});

// Backtests know of no terms of codes, so it comes last.
it("their codes go on with the terms that they had, beside those of the other", async () => {
  const [own, theirs] = [await codeOf("cas"), await codeOf("cas-old")];
  const vanity = { program: "friends", participant: { externalId: "cas-old" }, vanity: "OLDCAS" };
  expect((await app.api.post("/v1/codes", vanity)).status).toBeLessThan(300);
  await app.api.patch(`/v1/codes/${theirs}`, { disabled: true });
  await merge("cas", "cas-old");
  expect(await signUp("cas-friend", "OLDCAS")).toMatchObject({
    body: { results: [{ referral: { advocate: "cas", rejectedReason: "code_disabled" } }] },
  });
  await app.api.patch("/v1/codes/OLDCAS", { disabled: false, maxUses: 1 });
  await signUp("cas-friend-2", theirs);
  expect(await signUp("cas-friend-3", "OLDCAS")).toMatchObject({
    body: { results: [{ referral: { rejectedReason: "code_used_up" } }] },
  });
  expect(await signUp("cas-friend-4", own)).toMatchObject({
    body: { results: [{ referral: { status: "attributed" } }] },
  });
  expect((await personOf("cas")).codes).toMatchObject([
    { code: own, further: expect.arrayContaining([theirs, "OLDCAS"]) },
  ]);
});
