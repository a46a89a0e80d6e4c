import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createApp } from "../../app.ts";
import type { Deps } from "../../deps.ts";
import { sha256 } from "../../engine/events/sha256.ts";
import type { BacktestReply } from "../../engine/history/presentBacktest.ts";
import { cash, documentOf, ruleOf } from "../../engine/testing/documents.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { backtestRules } from "../../usecases/programs/backtestRules.ts";
import { MAX_WAITING_BACKTESTS } from "../../usecases/programs/backtestTurns.ts";

describe("a backtest", () => {
  let app: TestApp;
  const rules = documentOf([ruleOf("each", { on: { event: "purchase" }, grant: cash(70) })]);
  const backtest = (body: object, key = "friends") =>
    app.api.post<BacktestReply & { code: string; errors: { path: string }[] }>(`/v1/programs/${key}/backtest`, body);

  beforeAll(async () => {
    app = await createTestApp();
    const owner = { program: "friends", participant: { externalId: "ann" } };
    const { code } = (await app.api.post<{ code: string }>("/v1/codes", owner)).body;
    const order = { type: "purchase", participant: { externalId: "bob" }, currency: "GBP", amountMinor: 4200 };
    const back = { type: "refund", currency: "GBP", occurredAt: "2026-01-03T00:00:00Z" };
    const joins = { type: "signup", participant: { externalId: "bob" }, code, occurredAt: "2025-12-30T00:00:00Z" };
    const joined = await app.api.post<{ results: { rewards: { coupon: { code: string } }[] }[] }>("/v1/events", joins);
    const events = [
      {
        type: "signup",
        participant: { externalId: "cat" },
        program: "friends",
        code: "NOBODYS",
        occurredAt: "2025-12-30T00:00:00Z",
      },
      {
        ...{ ...order, orderId: "b-1", occurredAt: "2025-12-31T00:00:00Z" },
        discounts: [{ code: joined.body.results[0]?.rewards[0]?.coupon.code, amountMinor: 420 }],
      },
      { ...order, orderId: "b-2", occurredAt: "2026-01-02T00:00:00Z" },
      { type: "lead", eventId: "l-1", participant: { externalId: "bob" }, occurredAt: "2026-01-02T00:00:00Z" },
      { ...back, orderId: "b-2", refundId: "r-1", amountMinor: 4200 },
      { ...back, orderId: "unknown", refundId: "r-2", amountMinor: 1 },
    ];
    const { body } = await app.api.post<{ results: { status: number }[] }>("/v1/events/batch", { events });
    expect(body.results.map(({ status }) => status)).toEqual(events.map(() => 201));
  });
  afterAll(() => app.close());

  it("says what each month costs, in sum what all of it does, beside today's rules", async () => {
    const { body } = await backtest({ rules });
    const sumOf = (name: "actualMinor" | "backtestMinor" | "todayMinor") =>
      body.series.reduce((sum, month) => sum + (month[name] ?? 0), 0);
    expect(body.series.map(({ month }) => month)).toEqual(["2025-12"]);
    expect(sumOf("actualMinor")).toBe(body.actual.costMinor);
    expect(sumOf("backtestMinor")).toBe(body.backtest.costMinor);
    expect(sumOf("todayMinor")).toBe(body.today?.costMinor);
    const row = { participant: "ann", todayMinor: 1000, backtestMinor: 70, differenceMinor: -930 };
    expect(body.againstToday).toEqual({ gain: [], lose: [row] });
    expect(body.revenueMinor).toBe(4200);
  });

  it("says when the budget would first have kept a reward back", async () => {
    const budget = { amountMinor: 50, currency: "GBP", period: "lifetime", onExhausted: "skip" };
    const { body } = await backtest({ rules: { ...rules, budget } });
    expect(body.budgetExhausted).toEqual({ backtest: "2025-12-31T00:00:00.000Z", today: null });
    expect(body.backtest.costMinor).toBe(0);
  });

  it("stands beside what really happened, and names who would gain and lose", async () => {
    const { status, body } = await backtest({ rules });
    expect(status).toBe(200);
    expect(body.backtest).toMatchObject({
      ...{ referrals: 1, converted: 1, rejected: { unknown_code: 1 }, costMinor: 70, costPerConversionMinor: 70 },
      byRule: { each: { granted: 2, notVoided: 1, amountMinor: 70, costMinor: 70 } },
      advocates: { rewarded: 1, medianMinor: 70 },
    });
    expect(body.actual).toMatchObject({ referrals: 1, converted: 1, rejected: { unknown_code: 1 }, costMinor: 1420 });
    expect(body.gain).toEqual([]);
    expect(body.lose).toEqual([{ participant: "ann", actualMinor: 1000, backtestMinor: 70, differenceMinor: -930 }]);
  });

  it("under the rules in force is what really happened", async () => {
    const { body: program } = await app.api.get("/v1/programs/friends");
    const { body } = await backtest({ rules: program.rules });
    expect(body.backtest).toEqual(body.actual);
    expect(body.coupons).toEqual({ given: 1, used: 1, shareBps: 10_000, isAssumed: true });
    expect(body.today).toEqual(body.actual);
  });

  it("decides today's rules with those that are tried, from pages that are read once", async () => {
    const { body: program } = await app.api.get("/v1/programs/friends");
    let body: BacktestReply | null = null;
    const statements = await app.database.during(async () => {
      body = (await backtest({ rules })).body;
    });
    // The program, what it begins with, what really happened, in one part, and where that ends, who brings a code last,
    // and one page.
    expect(statements).toBe(6);
    expect(body).toMatchObject({ today: (await backtest({ rules: program.rules })).body.backtest });
    expect(body).toMatchObject({ backtest: { costMinor: 70 }, today: { costMinor: 1420 } });
  });

  it("of a client that has gone is decided no further, and is logged as no defect", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const gone = new AbortController();
    const did: string[] = [];
    const impatient = createApp({
      ...app.deps,
      openFold: (job) => {
        const fold = app.deps.openFold(job);
        // The client goes when the history has been opened, and before its first page is there.
        gone.abort();
        return {
          page: (json) => {
            did.push("page");
            return fold.page(json);
          },
          close: () => fold.close(),
          stop: () => {
            did.push("stop");
            fold.stop();
          },
        };
      },
    });
    const request = new Request("http://api.test/v1/programs/friends/backtest", {
      method: "POST",
      headers: { authorization: `Bearer ${app.tenant.secretKey}`, "content-type": "application/json" },
      body: JSON.stringify({ rules }),
      signal: gone.signal,
    });
    expect((await impatient.fetch(request)).status).toBe(499);
    expect(did).not.toContain("page");
    expect(did).toContain("stop");
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });

  it("of rules for the actor is what really happened, of referred and others, with tiers in rolling windows", async () => {
    const other = await createTestApp();
    const points = (amount: number) => ({ kind: "points", amount });
    const acting = documentOf([
      ruleOf("own-orders", {
        recipient: "actor",
        on: { event: "purchase", nth: { from: 2 } },
        grant: { kind: "points", rateBps: 1000 },
      }),
      ruleOf("welcome", { recipient: "actor", on: { event: "signup" }, grant: points(5) }),
      ruleOf("reviews", {
        recipient: "actor",
        on: { event: "review" },
        grant: points(10),
        limits: [{ per: "recipient", period: "month", count: 2 }],
      }),
      ruleOf("bounty", {
        on: { event: "conversion" },
        grant: cash(100),
        tiers: { by: "conversions", window: { rollingDays: 7 }, steps: [{ from: 2, grant: cash(200) }] },
      }),
    ]);
    const program = { key: "club", name: "Club", landingUrl: "https://shop.example/", currency: "GBP", rules: acting };
    await other.api.post("/v1/programs", program);
    await other.api.post("/v1/programs/club/publish", {});
    const owner = { program: "club", participant: { externalId: "ann" } };
    const { code } = (await other.api.post<{ code: string }>("/v1/codes", owner)).body;
    const on = (day: number) => ({ occurredAt: `2025-12-${String(day).padStart(2, "0")}T00:00:00Z` });
    const by = (externalId: string) => ({ participant: { externalId } });
    const order = (who: string, orderId: string, day: number) => {
      return { type: "purchase", ...by(who), orderId, amountMinor: 4200, currency: "GBP", ...on(day) };
    };
    const review = (who: string, eventId: string, day: number) => ({
      type: "review",
      ...by(who),
      eventId,
      ...on(day),
    });
    const events = [
      { type: "signup", ...by("zoe"), program: "club", ...on(1) },
      order("zoe", "z-1", 2),
      order("zoe", "z-2", 3),
      { type: "signup", ...by("bob"), code, ...on(3) },
      order("bob", "b-1", 4),
      order("bob", "b-2", 5),
      ...[4, 5, 6].map((day) => review("bob", `r-${day}`, day)),
      ...[4, 5].map((day) => review("zoe", `q-${day}`, day)),
      { type: "signup", ...by("cat"), code, ...on(6) },
      order("cat", "c-1", 7),
      { type: "signup", ...by("dan"), code, ...on(6) },
      order("dan", "d-1", 20),
      { type: "refund", orderId: "z-2", refundId: "f-1", amountMinor: 2100, currency: "GBP", ...on(8) },
      { type: "refund", orderId: "b-1", refundId: "f-2", amountMinor: 4200, currency: "GBP", ...on(21) },
    ];
    const sent = await other.api.post<{ results: { status: number }[] }>("/v1/events/batch", { events });
    expect(sent.body.results.map(({ status }) => status)).toEqual(events.map(() => 201));
    const answer = await other.api.post<BacktestReply>("/v1/programs/club/backtest", { rules: acting });
    expect(answer.body.backtest).toEqual(answer.body.actual);
    expect(answer.body.backtest).toMatchObject({
      byRule: {
        "own-orders": { granted: 2, notVoided: 2, amountMinor: 630 },
        reviews: { granted: 4 },
        bounty: { granted: 4, notVoided: 3, amountMinor: 400 },
      },
    });
    await other.close();
  });

  it("decides everything and counts what is inside from and to alone", async () => {
    const january = (await backtest({ rules, from: "2026-01-01" })).body.backtest;
    expect(january).toMatchObject({ referrals: 0, costMinor: 0, byRule: { each: { granted: 1, notVoided: 0 } } });
    const december = (await backtest({ rules, to: "2026-01-01" })).body.backtest;
    expect(december).toMatchObject({ referrals: 1, costMinor: 70, byRule: { each: { granted: 1, notVoided: 1 } } });
  });

  it("tries a draft over what happened before it was published", async () => {
    const program = { key: "later", name: "L", landingUrl: "https://shop.example/", currency: "GBP", rules };
    await app.api.post("/v1/programs", program);
    expect((await backtest({ rules }, "later")).body).toMatchObject({
      events: 7,
      backtest: { referrals: 0, costMinor: 0 },
      today: null,
    });
  });

  it("stores nothing", async () => {
    const rows = async () =>
      JSON.stringify(
        await app.database.query(
          "SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM rewards), (SELECT count(*) FROM audit), (SELECT count(*) FROM outbox), (SELECT sum(value) FROM counters)",
        ),
      );
    const before = await rows();
    await backtest({ rules });
    expect(await rows()).toBe(before);
  });

  it("gives way to a newer one of the same key and program, and others wait until too many do", async () => {
    const gate = Promise.withResolvers<void>();
    let opened = 0;
    const deps: Deps = {
      ...app.deps,
      openFold: (job) => {
        opened += 1;
        const fold = app.deps.openFold(job);
        const stopped = Promise.withResolvers<never>();
        stopped.promise.catch(() => {});
        const page = async (json: string) => {
          await Promise.race([gate.promise, stopped.promise]);
          await fold.page(json);
        };
        return { page, close: () => fold.close(), stop: () => stopped.reject(new Error("stopped")) };
      },
    };
    const slow = apiClient((request) => createApp(deps).fetch(request), app.tenant.secretKey);
    const ask = () => slow.post<{ code?: string }>("/v1/programs/friends/backtest", { rules });
    const older = ask();
    // It has its turn when the newer one comes.
    await vi.waitFor(() => expect(opened).toBe(1));
    const newer = ask();
    expect(await older).toMatchObject({ status: 409, body: { code: "backtest_replaced" } });
    await vi.waitFor(() => expect(opened).toBe(2));

    const input = { program: "friends", rules, from: null, to: null };
    const { signal } = new AbortController();
    const others = Array.from({ length: MAX_WAITING_BACKTESTS + 1 }, (_, n) => {
      return backtestRules(deps, { kind: "job", tenantId: app.tenant.tenantId, job: `job ${n}` }, input, signal);
    });
    expect(await Promise.race(others)).toMatchObject({ kind: "refused", refusal: { code: "busy" } });
    gate.resolve();
    expect((await newer).status).toBe(200);
    const kinds = (await Promise.all(others)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "done")).toHaveLength(MAX_WAITING_BACKTESTS);
  });

  it("of a history above the limit is refused, and the history is not read", async () => {
    const input = { program: "friends", rules, from: null, to: null };
    const asker = { kind: "secretKey", hash: sha256(app.tenant.secretKey) } as const;
    const { signal } = new AbortController();
    expect(await backtestRules(app.deps, asker, input, signal, 7)).toMatchObject({ kind: "done" });
    let outcome: unknown;
    const statements = await app.database.during(async () => {
      outcome = await backtestRules(app.deps, asker, input, signal, 6);
    });
    expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "too_many_events" } });
    // The program, and how many events there are.
    expect(statements).toBe(2);
  });

  it("tells wrong rules and periods with their paths", async () => {
    const wrong = [
      [{ rules: { schemaVersion: 2 } }, "rules.schemaVersion"],
      [{ rules, from: "2026-01-02", to: "2026-01-01" }, "to"],
      [{ rules, from: "yesterday" }, "from"],
    ] as const;
    for (const [body, path] of wrong) {
      const answer = await backtest(body);
      expect([answer.status, answer.body.errors[0]?.path]).toEqual([422, path]);
    }
    expect((await backtest({ rules }, "none")).body.code).toBe("program_not_found");
  });
});
