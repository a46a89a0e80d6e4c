import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS } from "../../domain/periods.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import type { Answer } from "../../testing/apiClient.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";

interface Reward {
  readonly id: string;
  readonly status: string;
  readonly kind: string;
  readonly unit: string | null;
  readonly amountMinor: number;
  readonly choice: { readonly options: readonly object[]; readonly taken: number | null; readonly chooseBy: string };
  readonly coupon?: { readonly code: string; readonly expiresAt: string | null };
  readonly item?: object;
}

const cash = { kind: "cash", amountMinor: 1000, currency: "GBP" };
const points = { kind: "points", amount: 500, costMinor: 400 };
const tenth = { kind: "credit", rateBps: 1000 };
const discount = { kind: "discount", percentBps: 2000, validDays: 10, costMinor: 600 };
const mug = { kind: "item", sku: "mug", quantity: 1, costMinor: 300 };

describe("a reward to choose", () => {
  let app: TestApp;
  let next = 0;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  /** A friend's first purchase, for 42.00, that earns their advocate a choice; held for two days. */
  async function story(options: readonly object[], more: object = {}) {
    const n = ++next;
    const rewards = [
      {
        id: "thanks",
        recipient: "advocate",
        on: { event: "conversion" },
        grant: { kind: "choice", options, chooseWithinDays: 7 },
        holdDays: 2,
        ...more,
      },
    ];
    const rules = {
      schemaVersion: 1,
      attribution: {
        model: "last_touch",
        windowDays: 30,
        creditWindowDays: 90,
        lateEntryDays: 14,
        newCustomersOnly: true,
      },
      qualifies: [],
      rewards,
      budget: { amountMinor: 100_000, currency: "GBP", period: "lifetime", onExhausted: "skip" },
    };
    const program = { key: `p-${n}`, name: "P", landingUrl: "https://a.example/", currency: "GBP", rules };
    expect((await app.api.post("/v1/programs", program)).status).toBe(201);
    expect((await app.api.post(`/v1/programs/p-${n}/publish`, {})).status).toBe(200);
    const advocate = `adv-${n}`;
    const owner = { program: `p-${n}`, participant: { externalId: advocate } };
    const { code } = (await app.api.post<{ code: string }>("/v1/codes", owner)).body;
    const participant = { externalId: `fr-${n}` };
    await app.api.post("/v1/events", { type: "signup", participant, code });
    const bought = { type: "purchase", participant, orderId: `o-${n}`, amountMinor: 4200, currency: "GBP" };
    const { body } = await app.api.post<{ results: { referral: { id: string }; rewards: Reward[] }[] }>(
      "/v1/events",
      bought,
    );
    const [result] = body.results;
    const [reward] = result?.rewards ?? [];
    if (reward === undefined) throw new Error("the story earned nothing");
    return { n, advocate, reward, id: reward.id, referralId: result?.referral.id ?? "" };
  }

  const choose = (id: string, option: unknown) =>
    app.api.post<Reward & { code?: string }>(`/v1/rewards/${id}/choose`, { option });
  const take = (id: string, step: string) => app.api.post<Reward & { code?: string }>(`/v1/rewards/${id}/${step}`, {});
  const read = async (id: string) => (await app.api.get<Reward>(`/v1/rewards/${id}`)).body;
  const refund = (n: number, amountMinor: number) => {
    const event = { type: "refund", orderId: `o-${n}`, refundId: `r-${++next}`, amountMinor, currency: "GBP" };
    return app.api.post("/v1/events", event);
  };
  const balancesOf = async (who: string) => {
    const { body } = await app.api.get<{ balances: { unit: string; pendingMinor: number; availableMinor: number }[] }>(
      `/v1/participants/${who}`,
    );
    return body.balances
      .filter(({ pendingMinor, availableMinor }) => pendingMinor !== 0 || availableMinor !== 0)
      .map(({ unit, pendingMinor, availableMinor }) => [unit, pendingMinor, availableMinor]);
  };
  const spentOf = async (n: number) => {
    const sql = `SELECT value FROM counters c JOIN programs p ON p.id = c.program_id
      WHERE p.key = $1 AND metric = 'budget'`;
    return Number((await app.database.query(sql, [`p-${n}`]))[0]?.[0]);
  };
  const codeOf = ({ status, body }: Answer<{ code?: string }>) => [status, body.code];
  const sentences = async (referralId: string, language = "en") => {
    const path = `/v1/referrals/${referralId}/explanation?audience=advocate&lang=${language}`;
    const { body } = await app.api.get<{ rewards: { choice: { sentence: string } | null }[] }>(path);
    return body.rewards.map(({ choice }) => choice?.sentence.replaceAll(/[\u00a0\u202f]/g, " "));
  };

  it("is offered with everything that it can be, and counts as the first until then", async () => {
    const { n, advocate, reward, id } = await story([cash, points, tenth, discount]);
    const offered = {
      options: [
        { kind: "cash", amountMinor: 1000, unit: "cash:GBP", available: true },
        { kind: "points", amountMinor: 500, unit: "points", available: true },
        { kind: "credit", amountMinor: 420, unit: "credit:GBP", available: true },
        {
          kind: "discount",
          amountMinor: 0,
          unit: null,
          available: true,
          discount: { percentBps: 2000, validDays: 10 },
        },
      ],
      taken: null,
      chooseBy: new Date(app.clock.now().getTime() + 7 * DAY_MS).toISOString(),
    };
    expect(reward).toMatchObject({ kind: "choice", unit: "cash:GBP", amountMinor: 1000, choice: offered });
    expect(await read(id)).toMatchObject({ ...reward, choice: reward.choice });
    expect(await balancesOf(advocate)).toEqual([["cash:GBP", 1000, 0]]);
    expect(await spentOf(n)).toBe(1000);
  });

  it("moves to the option that is taken, once, and says who took it", async () => {
    const { n, advocate, id } = await story([cash, points]);
    const chosen = await choose(id, 1);
    expect(chosen).toMatchObject({
      status: 200,
      body: { kind: "choice", unit: "points", amountMinor: 500, choice: { taken: 1 } },
    });
    expect(await choose(id, 1)).toMatchObject({ status: 200, body: chosen.body });
    expect(await read(id)).toEqual(chosen.body);
    expect(codeOf(await choose(id, 0))).toEqual([409, "choice_taken"]);
    expect(await balancesOf(advocate)).toEqual([["points", 500, 0]]);
    expect(await spentOf(n)).toBe(400);
    const audit = await app.database.query("SELECT actor->>'type', action, detail FROM audit WHERE subject = $1", [id]);
    expect(audit).toEqual([
      ["apiKey", "reward.chosen", { option: 1, kind: "points", unit: "points", amountMinor: "500" }],
    ]);
    const sql = "SELECT n->>'type' FROM outbox, jsonb_array_elements(notices) n WHERE n->>'subjectId' = $1 ORDER BY 1";
    expect((await app.database.query(sql, [id])).flat()).toEqual(["reward.adjusted", "reward.pending"]);
  });

  it("can be made while it is held or approved; what is handed over has to be chosen first", async () => {
    const { advocate, id } = await story([cash, points]);
    await take(id, "approve");
    expect(codeOf(await take(id, "fulfill"))).toEqual([409, "choice_open"]);
    expect((await choose(id, 1)).body.status).toBe("approved");
    expect(await balancesOf(advocate)).toEqual([["points", 0, 500]]);
    expect((await take(id, "fulfill")).body.status).toBe("fulfilled");
    expect(await balancesOf(advocate)).toEqual([]);
    expect((await choose(id, 1)).status).toBe(200);
    expect(codeOf(await choose(id, 0))).toEqual([409, "choice_taken"]);
  });

  it("is refused where there is nothing to choose, with a code that says why", async () => {
    const ended = await story([cash, points]);
    await take(ended.id, "void");
    expect(codeOf(await choose(ended.id, 1))).toEqual([409, "reward_state"]);
    const late = await story([cash, points]);
    expect(codeOf(await choose(late.id, 2))).toEqual([422, "invalid_request"]);
    expect(codeOf(await choose(late.id, 4))).toEqual([422, "invalid_request"]);
    app.clock.advance(7 * DAY_MS);
    expect(codeOf(await choose(late.id, 1))).toEqual([409, "choice_over"]);
    expect(codeOf(await choose("rwd_0", 1))).toEqual([404, "not_found"]);
    const { body } = await app.api.post<{ code: string }>("/v1/codes", {
      program: "friends",
      participant: { externalId: "adv-plain" },
    });
    const joined = { type: "signup", participant: { externalId: "fr-plain" }, code: body.code };
    const plain = await app.api.post<{ results: { rewards: Reward[] }[] }>("/v1/events", joined);
    expect(codeOf(await choose(plain.body.results[0]?.rewards[0]?.id ?? "", 0))).toEqual([409, "no_choice"]);
  });

  it("becomes a coupon that can be redeemed when the discount is taken, and ends with its reward", async () => {
    const { id } = await story([cash, discount]);
    const { coupon } = (await choose(id, 1)).body;
    expect(coupon?.expiresAt).toBe(new Date(app.clock.now().getTime() + 10 * DAY_MS).toISOString());
    await take(id, "approve");
    const order = { amountMinor: 1000, currency: "GBP", items: [] };
    const used = await app.api.post(`/v1/coupons/${coupon?.code}/redeem`, { orderId: `c-${id}`, ...order });
    expect(used).toMatchObject({ status: 201, body: { discountMinor: 200 } });
    await take(id, "void");
    const check = await app.api.post(`/v1/coupons/${coupon?.code}/check`, { order });
    expect(check.body).toMatchObject({ valid: false, reason: "voided" });
  });

  it("is settled on the first option by the job when the recipient did not choose in time, its coupon included", async () => {
    const { n, advocate, id, referralId } = await story([discount, cash]);
    const approved = await story([points, cash]);
    expect(await spentOf(n)).toBe(1000);
    const due = new Date(app.clock.now().getTime() + 7 * DAY_MS).toISOString();
    const early = await app.api.post("/v1/jobs/settle-choices", { asOf: new Date(Date.parse(due) - 1).toISOString() });
    expect((await read(id)).choice.taken).toBeNull();
    expect(early.status).toBe(200);
    await take(approved.id, "approve");
    app.clock.advance(7 * DAY_MS);
    expect((await runScheduledJobs(app.deps))["settle-choices"]).toBeGreaterThanOrEqual(2);
    const settled = await read(id);
    expect(settled).toMatchObject({ unit: null, choice: { taken: 0 }, coupon: { code: expect.any(String) } });
    expect(settled.coupon?.expiresAt).toBe(new Date(app.clock.now().getTime() + 10 * DAY_MS).toISOString());
    expect([await spentOf(n), await balancesOf(advocate)]).toEqual([600, []]);
    expect(codeOf(await choose(id, 1))).toEqual([409, "choice_taken"]);
    expect(await balancesOf(approved.advocate)).toEqual([["points", 0, 500]]);
    expect(await sentences(referralId)).toEqual([
      "“thanks” offered a discount of 20% or £10.00; it became a discount of 20%.",
    ]);
    expect((await app.api.post("/v1/jobs/settle-choices", {})).body).toMatchObject({ count: 0, more: false });
  });

  it("offers after a refund what the refund leaves, and shrinks as the option taken does", async () => {
    const { n, advocate, id, referralId } = await story([points, tenth]);
    await refund(n, 2000);
    expect((await read(id)).choice.options).toMatchObject([{ amountMinor: 500 }, { amountMinor: 220 }]);
    app.clock.advance(1000);
    await choose(id, 1);
    expect(await balancesOf(advocate)).toEqual([["credit:GBP", 220, 0]]);
    app.clock.advance(1000);
    await refund(n, 1000);
    expect(await balancesOf(advocate)).toEqual([["credit:GBP", 120, 0]]);
    const { body } = await app.api.get<{ events: { rewardsChanged: object[] }[] }>(
      `/v1/referrals/${referralId}/explanation`,
    );
    const changed = body.events.flatMap(({ rewardsChanged }) => rewardsChanged);
    expect(changed).toMatchObject([{ takenMinor: 100, leftMinor: 120, unit: "credit:GBP", ended: false }]);
    await refund(n, 1200);
    expect([(await read(id)).status, await balancesOf(advocate)]).toEqual(["voided", []]);
  });

  it("is told as taken back once, by the refund that ended it", async () => {
    const when = [{ field: "order.amountMinor", op: "gte", value: 3000 }];
    const { n, referralId } = await story([mug, tenth], { when });
    await refund(n, 100);
    await refund(n, 2000);
    const { body } = await app.api.get<{ events: { rewardsChanged: { code: string }[] }[] }>(
      `/v1/referrals/${referralId}/explanation`,
    );
    const changed = body.events.map(({ rewardsChanged }) => rewardsChanged.map(({ code }) => code));
    expect(changed.slice(-2)).toEqual([[], ["changed_ended"]]);
  });

  it("offers no more what a refund left nothing of", async () => {
    const when = [{ field: "order.amountMinor", op: "gte", value: 3000 }];
    const { n, id } = await story([tenth, mug], { when });
    await refund(n, 2000);
    expect((await read(id)).choice.options).toMatchObject([
      { amountMinor: 220, available: true },
      { available: false },
    ]);
    expect(codeOf(await choose(id, 1))).toEqual([409, "option_gone"]);
  });

  it("is explained: what can be chosen until when, and what was, in every language, an item by its name", async () => {
    const { n, id, referralId } = await story([cash, mug]);
    const openWith = (item: string) => [
      expect.stringMatching(
        new RegExp(
          `^“thanks” can be chosen until \\w+ \\d+, 2026: £10.00 or ${item}. Without a choice it will be £10.00.$`,
        ),
      ),
    ];
    expect(await sentences(referralId)).toEqual(openWith("a gift"));
    for (const language of LANGUAGES) expect((await sentences(referralId, language))[0]).not.toContain("mug");
    const $items = Object.fromEntries(LANGUAGES.map((language) => [language, { mug: `cup in ${language}` }]));
    expect((await app.api.patch(`/v1/programs/p-${n}`, { texts: { $items } })).status).toBe(200);
    expect(await sentences(referralId)).toEqual(openWith("1 × cup in en"));
    for (const language of LANGUAGES)
      expect((await sentences(referralId, language))[0]).toContain(`cup in ${language}`);
    await choose(id, 1);
    expect((await read(id)).item).toEqual({ sku: "mug", quantity: 1 });
    expect(await sentences(referralId)).toEqual(["“thanks” offered £10.00 or 1 × cup in en; it became 1 × cup in en."]);
  });

  it("may be made by a participant of what is their own, and of nothing else", async () => {
    const { advocate, id } = await story([cash, points]);
    const as = async (externalId: string) => {
      const client = apiClient(app.fetch, await participantToken(app.tenant, externalId, app.clock.now()));
      return await client.post("/v1/client/choices", { rewardId: id, option: 1 });
    };
    expect(codeOf(await as("stranger"))).toEqual([404, "not_found"]);
    expect(await as(advocate)).toMatchObject({ status: 200, body: { rewardId: id } });
    const sql = `SELECT a.actor->>'type', p.external_id FROM audit a JOIN participants p ON p.id = a.actor->>'id'
      WHERE a.subject = $1`;
    expect(await app.database.query(sql, [id])).toEqual([["participant", advocate]]);
  });
});
