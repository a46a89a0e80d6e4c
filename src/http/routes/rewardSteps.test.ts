import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS } from "../../domain/periods.ts";
import { MAX_RELEASED } from "../../jobs/releaseRewards.ts";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { issueCode, publishProgram, rulesOf } from "../../testing/programs.ts";
import { createTenant } from "../../usecases/tenants/createTenant.ts";

interface Reward {
  readonly id: string;
  readonly ruleId: string;
  readonly status: string;
  readonly amountMinor: number;
}

const rules = rulesOf(
  [
    {
      id: "cash",
      recipient: "advocate",
      on: { event: "conversion" },
      grant: { kind: "cash", amountMinor: 1000, currency: "GBP" },
      limits: [{ per: "recipient", period: "month", count: 1 }],
      holdDays: 30,
    },
    {
      id: "share",
      recipient: "friend",
      on: { event: "purchase" },
      grant: { kind: "credit", rateBps: 1000 },
    },
  ],
  { budget: { amountMinor: 100_000, currency: "GBP", period: "lifetime", onExhausted: "skip" } },
);

describe("steps of a reward, and its release", () => {
  let app: TestApp;
  let next = 0;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  /** A program of its own, with an advocate and their friend, who has made a purchase of 42.00. */
  async function story() {
    const n = ++next;
    const key = `p-${n}`;
    await publishProgram(app.api, key, rules);
    const advocate = `adv-${n}`;
    const code = await issueCode(app.api, key, advocate);
    const join = async (friend: string) => {
      await app.api.post("/v1/events", { type: "signup", participant: { externalId: friend }, code });
      return await buy(friend, `o-${friend}`, 4200);
    };
    const friend = `fr-${n}`;
    const rewards = await join(friend);
    const cash = rewards.find(({ ruleId }) => ruleId === "cash");
    const share = rewards.find(({ ruleId }) => ruleId === "share");
    if (cash === undefined || share === undefined) throw new Error("the story earned nothing");
    return { n, advocate, friend, cash: cash.id, share: share.id, join, order: `o-${friend}` };
  }

  async function buy(friend: string, orderId: string, amountMinor: number): Promise<readonly Reward[]> {
    const { body } = await app.api.post<{ results: { rewards: Reward[] }[] }>("/v1/events", {
      type: "purchase",
      participant: { externalId: friend },
      orderId,
      amountMinor,
      currency: "GBP",
    });
    return body.results[0]?.rewards ?? [];
  }

  const refund = (orderId: string, amountMinor: number) => {
    const event = { type: "refund", orderId, refundId: `r-${++next}`, amountMinor, currency: "GBP" };
    return app.api.post<{ results: { rewards: Reward[] }[] }>("/v1/events", event);
  };
  const take = (id: string, step: string, body: object = {}) =>
    app.api.post<Reward & { code?: string; voidReason: string | null }>(`/v1/rewards/${id}/${step}`, body);
  const balance = async (who: string, unit: string) => {
    const { body } = await app.api.get<{ balances: { unit: string }[] }>(`/v1/participants/${who}`);
    return body.balances.find((row) => row.unit === unit);
  };
  const rowsOf = async (sql: string, ...params: unknown[]) => await app.database.query(sql, params);

  const toldOf = async (rewardId: string) => {
    const notices = "SELECT n->>'type' FROM outbox, jsonb_array_elements(notices) n WHERE n->>'subjectId' = $1";
    return (await rowsOf(`${notices} ORDER BY 1`, rewardId)).flat();
  };

  it("approving by hand makes a held reward available before its time, once, and says who and why", async () => {
    const { advocate, cash } = await story();
    const approved = await take(cash, "approve", { reason: "a good customer" });
    expect([approved.status, approved.body.status]).toEqual([200, "approved"]);
    expect((await take(cash, "approve")).body.status).toBe("approved");
    expect(await balance(advocate, "cash:GBP")).toMatchObject({ pendingMinor: 0, availableMinor: 1000, paidMinor: 0 });
    const audit = await rowsOf("SELECT actor, action, detail FROM audit WHERE subject = $1", cash);
    expect(audit).toEqual([
      [
        { type: "apiKey", id: expect.stringMatching(/^key_/) },
        "reward.approved",
        { step: "approve", from: "pending", to: "approved", reason: "a good customer" },
      ],
    ]);
    expect(await toldOf(cash)).toEqual(["reward.approved", "reward.pending"]);
  });

  it("a step that the state forbids is 409 reward_state and changes nothing", async () => {
    const { advocate, cash } = await story();
    const early = await take(cash, "fulfill");
    expect([early.status, early.body.code]).toEqual([409, "reward_state"]);
    await take(cash, "approve");
    await take(cash, "fulfill");
    expect((await take(cash, "void")).body.code).toBe("reward_state");
    expect((await take(cash, "approve")).body.code).toBe("reward_state");
    expect(await balance(advocate, "cash:GBP")).toMatchObject({ pendingMinor: 0, availableMinor: 0, paidMinor: 1000 });
  });

  it("a reward that was handed over is paid: what left for the world, and nothing else", async () => {
    const { friend, share } = await story();
    expect(await balance(friend, "credit:GBP")).toMatchObject({ availableMinor: 420, paidMinor: 0 });
    expect((await take(share, "fulfill")).body.status).toBe("fulfilled");
    expect((await take(share, "fulfill")).body.status).toBe("fulfilled");
    expect(await balance(friend, "credit:GBP")).toMatchObject({ pendingMinor: 0, availableMinor: 0, paidMinor: 420 });
  });

  it("voiding gives the value back and frees the limit and the budget", async () => {
    const { advocate, cash, join, n } = await story();
    const budget = () =>
      rowsOf(
        "SELECT value FROM counters c JOIN programs p ON p.id = c.program_id WHERE p.key = $1 AND metric = 'budget'",
        `p-${n}`,
      );
    expect(await budget()).toEqual([["1420"]]);
    expect((await join(`fr-${n}-b`)).map(({ ruleId }) => ruleId)).toEqual(["share"]);
    const voided = await take(cash, "void", { reason: "fraud" });
    expect(voided.body).toMatchObject({ status: "voided", amountMinor: 0, voidReason: "fraud" });
    expect((await take(cash, "void")).body).toMatchObject({ status: "voided", voidReason: "fraud" });
    expect(await budget()).toEqual([["840"]]);
    expect(await balance(advocate, "cash:GBP")).toMatchObject({ pendingMinor: 0, availableMinor: 0, paidMinor: 0 });
    expect((await join(`fr-${n}-c`)).map(({ ruleId }) => ruleId)).toEqual(["cash", "share"]);
  });

  it("voiding makes events of the friend that were decided on it decide again; approving need not", async () => {
    const { friend, cash, share } = await story();
    const version = async () => {
      const rows = await rowsOf("SELECT version FROM participants WHERE external_id = $1", friend);
      return Number(rows[0]?.[0]);
    };
    const before = await version();
    await take(cash, "approve");
    await take(share, "fulfill");
    expect(await version()).toBe(before);
    await take(cash, "void");
    expect(await version()).toBe(before + 1);
  });

  it("a voided reward is no longer live: the conversion that moves on earns anew", async () => {
    const { friend, cash, order } = await story();
    await buy(friend, `${order}-2`, 5000);
    await take(cash, "void");
    const { body } = await refund(order, 4200);
    const granted = body.results[0]?.rewards.filter(({ ruleId }) => ruleId === "cash") ?? [];
    expect(granted.map(({ status, amountMinor }) => [status, amountMinor])).toEqual([["pending", 1000]]);
  });

  it("a fulfilled reward that shrinks in part stays fulfilled and is told as adjusted; the rest is owed back", async () => {
    const { friend, share, order } = await story();
    await take(share, "fulfill");
    const { body } = await refund(order, 2100);
    const changed = body.results[0]?.rewards.find(({ id }) => id === share);
    expect(changed).toMatchObject({ status: "fulfilled", amountMinor: 210 });
    expect(await balance(friend, "credit:GBP")).toEqual({
      unit: "credit:GBP",
      pendingMinor: 0,
      availableMinor: -210,
      paidMinor: 420,
    });
    expect(await toldOf(share)).toEqual(["reward.adjusted", "reward.approved", "reward.fulfilled"]);
  });

  it("a fulfilled reward of which nothing is left is clawed back, and stays so", async () => {
    const { friend, share, order } = await story();
    await take(share, "fulfill");
    await refund(order, 4200);
    expect((await app.api.get(`/v1/rewards/${share}`)).body).toMatchObject({ status: "clawed_back", amountMinor: 0 });
    expect(await balance(friend, "credit:GBP")).toMatchObject({ availableMinor: -420, paidMinor: 420 });
    for (const step of ["approve", "void", "fulfill"]) expect((await take(share, step)).status).toBe(409);
  });

  it("the job releases what is due and nothing else, once, and says how much", async () => {
    const { advocate, cash } = await story();
    const run = (asOf: string) => app.api.post("/v1/jobs/release-rewards", { asOf });
    const held = await app.api.get<{ holdUntil: string }>(`/v1/rewards/${cash}`);
    const due = Date.parse(held.body.holdUntil);
    await run(new Date(due - 1).toISOString());
    expect(await balance(advocate, "cash:GBP")).toMatchObject({ pendingMinor: 1000, availableMinor: 0 });
    const asOf = new Date(due).toISOString();
    const released = await run(asOf);
    expect(released.body).toMatchObject({ job: "release-rewards", asOf, more: false });
    expect(released.body.count).toBeGreaterThanOrEqual(1);
    expect((await run(asOf)).body.count).toBe(0);
    expect(await balance(advocate, "cash:GBP")).toMatchObject({ pendingMinor: 0, availableMinor: 1000 });
  });

  it("more than one batch holds is released by the runs that follow, and by one run of the schedule", {
    timeout: 60_000,
  }, async () => {
    const { cash } = await story();
    const many = `INSERT INTO rewards SELECT (jsonb_populate_record(w, jsonb_build_object(
        'id', w.id || '-' || n, 'source', 'event:' || $2 || n, 'status', 'pending'))).*
      FROM rewards w, generate_series(1, ${MAX_RELEASED + 1}) n WHERE w.id = $1`;
    const { holdUntil } = (await app.api.get<{ holdUntil: string }>(`/v1/rewards/${cash}`)).body;
    const run = async () => (await app.api.post("/v1/jobs/release-rewards", { asOf: holdUntil })).body;
    await rowsOf(many, cash, "a");
    expect(await run()).toMatchObject({ count: MAX_RELEASED, more: true });
    expect(await run()).toMatchObject({ more: false });
    await rowsOf(many.replace("'-'", "'-b'"), cash, "b");
    app.clock.advance(31 * DAY_MS);
    expect((await runScheduledJobs(app.deps))["release-rewards"]).toBeGreaterThan(MAX_RELEASED);
  });

  it("only a key of test mode may move the job's clock", async () => {
    const live = await createTenant(app.deps, { name: "Live", slug: null, landingUrl: null, live: true });
    const api = apiClient(app.fetch, live.secretKey);
    const moved = await api.post("/v1/jobs/release-rewards", { asOf: "2030-01-01T00:00:00Z" });
    expect([moved.status, moved.body.code]).toEqual([422, "test_mode_only"]);
    expect((await api.send("POST", "/v1/jobs/release-rewards")).body).toMatchObject({ count: 0, more: false });
    expect((await api.post("/v1/jobs/nonsense", {})).status).toBe(404);
    const stranger = apiClient(app.fetch, `sk_test_${"x".repeat(32)}`);
    expect((await stranger.post("/v1/jobs/nonsense", {})).status).toBe(401);
  });

  it("the schedule releases every tenant's, and one tenant's trouble is not the others'", async () => {
    const { advocate, cash } = await story();
    app.clock.advance(31 * DAY_MS);
    const done = await runScheduledJobs(app.deps);
    expect(done["release-rewards"]).toBeGreaterThanOrEqual(1);
    expect((await app.api.get(`/v1/rewards/${cash}`)).body.status).toBe("approved");
    expect(await balance(advocate, "cash:GBP")).toMatchObject({ pendingMinor: 0, availableMinor: 1000 });
    const turns: string[] = [];
    const faulty = {
      name: "faulty",
      tenantsDue: async () => ["one", "two"],
      runFor: async (_: unknown, tenantId: string) => {
        turns.push(tenantId);
        if (tenantId === "one") throw new Error("trouble");
        return { job: "faulty", asOf: "", count: 1, more: turns.length < 3 };
      },
    };
    await expect(runScheduledJobs(app.deps, [faulty])).rejects.toThrow("1 scheduled jobs failed");
    expect(turns).toEqual(["one", "two", "two"]);
  });
});
