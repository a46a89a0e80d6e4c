import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS } from "../../domain/periods.ts";
import { cash, documentOf, ruleOf } from "../../engine/testing/documents.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

interface Decided {
  readonly event: { readonly duplicate: boolean; readonly status: string };
  readonly results: readonly {
    readonly referral: { readonly status: string; readonly version: number; readonly rejectedReason: string | null };
    readonly decisions: readonly { readonly ruleId: string; readonly reason: string | null }[];
    readonly rewards: readonly { readonly amountMinor: number }[];
  }[];
}

describe("a dry run", () => {
  let app: TestApp;
  let code: string;
  const at = "2026-01-05T09:00:00Z";
  const signup = (who: string) => ({ type: "signup", participant: { externalId: who }, code, occurredAt: at });
  const purchase = (who: string, orderId: string, amountMinor = 4200) => {
    return {
      type: "purchase",
      participant: { externalId: who },
      orderId,
      amountMinor,
      currency: "GBP",
      occurredAt: at,
    };
  };
  const tryOut = (event: unknown, rules?: unknown, key = "friends") =>
    app.api.post<Decided>(`/v1/programs/${key}/dry-run`, rules === undefined ? { event } : { event, rules });

  beforeAll(async () => {
    app = await createTestApp();
    const issued = await app.api.post<{ code: string }>("/v1/codes", {
      program: "friends",
      participant: { externalId: "ann" },
    });
    code = issued.body.code;
    await app.api.post("/v1/events", signup("bob"));
    await app.api.post("/v1/events", signup("cat"));
    await app.api.post("/v1/events", purchase("cat", "cat-1"));
  });
  afterAll(() => app.close());

  const rowsOf = async () => {
    const tables = ["events", "participants", "referrals", "purchases", "rewards", "postings", "counters", "outbox"];
    const counts = tables.map((table) => app.database.query(`SELECT count(*)::integer FROM ${table}`));
    return JSON.stringify(await Promise.all(counts));
  };

  it("answers what the event then answers, ids and times apart", async () => {
    const strip = (body: unknown) => {
      return JSON.parse(
        JSON.stringify(body)
          .replaceAll(/"(evt|ref|rwd)_[^"]*"/g, '"id"')
          .replaceAll(/"code":"\w+"/g, '"code":""'),
      );
    };
    for (const event of [signup("dan"), purchase("bob", "bob-1"), purchase("unknown", "n-1")]) {
      const tried = await tryOut(event);
      const done = await app.api.post("/v1/events", event);
      expect([tried.status, done.status]).toEqual([200, 201]);
      expect(strip(tried.body)).toEqual(strip(done.body));
    }
  });

  it("stores nothing, in one read, whatever participant and order the event names", async () => {
    const before = await rowsOf();
    for (const event of [signup("newcomer"), purchase("stranger", "s-1"), purchase("cat", "cat-2")]) {
      expect(await app.database.during(() => tryOut(event))).toBe(1);
      expect(await app.database.during(() => tryOut(event, documentOf([ruleOf("other")])))).toBe(1);
    }
    expect(await rowsOf()).toBe(before);
  });

  it("with rules, asks them in place of the version that the referral is pinned to", async () => {
    const rules = documentOf([ruleOf("each", { on: { event: "purchase" }, grant: cash(77) })]);
    const { body } = await tryOut(purchase("cat", "cat-2"), rules);
    expect(body.results[0]?.decisions).toMatchObject([{ ruleId: "each", reason: null }]);
    expect(body.results[0]?.rewards).toMatchObject([{ amountMinor: 77 }]);
    // What they would be published as.
    expect(body.results[0]?.referral.version).toBe(2);
  });

  it("with rules, takes back what others have granted as those say", async () => {
    const refund = { type: "refund", orderId: "cat-1", refundId: "r-1", amountMinor: 4200, currency: "GBP" };
    const { status, body } = await tryOut({ ...refund, occurredAt: at }, documentOf([ruleOf("each")]));
    expect(status).toBe(200);
    expect(body.results[0]?.rewards).toMatchObject([{ amountMinor: 0 }]);
  });

  it("counts what has happened for the tiers, limits and budget that the rules introduce", async () => {
    const conversion = { on: { event: "conversion" } };
    const tiers = {
      by: "conversions",
      window: "year",
      steps: [
        { from: 3, grant: cash(3) },
        { from: 4, grant: cash(4) },
      ],
    };
    const limit = (count: number) => ({ limits: [{ per: "recipient", period: "year", count }] });
    await app.api.post("/v1/events", signup("eve"));
    await app.api.post("/v1/events", purchase("eve", "eve-1"));
    await app.api.post("/v1/events", signup("fay"));
    // Three friends have converted: bob, cat and eve. Each earned "advocate-cash".
    const rules = documentOf(
      [
        ruleOf("tiered", { ...conversion, tiers }),
        ruleOf("advocate-cash", { ...conversion, ...limit(3) }),
        ruleOf("roomy", { ...conversion, ...limit(3) }),
        ruleOf("dear", { ...conversion, grant: cash(5000) }),
      ],
      { budget: { amountMinor: 8000, currency: "GBP", period: "year", onExhausted: "skip" } },
    );
    const { body } = await tryOut(purchase("fay", "fay-1"), rules);
    expect(body.results[0]?.decisions.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([
      ["tiered", null],
      ["advocate-cash", "limit_reached"],
      ["roomy", null],
      ["dear", "budget_exhausted"],
    ]);
    expect(body.results[0]?.rewards.map(({ amountMinor }) => amountMinor)).toEqual([4, 1000]);
  });

  it("counts for a rolling window that the rules introduce what happened inside it", async () => {
    const windowed = (rollingDays: number) => ({
      tiers: { by: "conversions", window: { rollingDays }, steps: [{ from: 4, grant: cash(4) }] },
    });
    const rules = documentOf([
      ruleOf("ten", { on: { event: "conversion" }, grant: cash(1), ...windowed(10) }),
      ruleOf("twenty", { on: { event: "conversion" }, grant: cash(1), ...windowed(20) }),
    ]);
    // Three friends converted on the 5th; ten days later they are outside the shorter window, whose begin is outside.
    app.clock.advance(14 * DAY_MS);
    const later = { ...purchase("fay", "fay-2"), occurredAt: "2026-01-15T09:00:00Z" };
    const { body } = await tryOut(later, rules);
    expect(body.results[0]?.rewards.map(({ amountMinor }) => amountMinor)).toEqual([1, 4]);
  });

  it("counts for a limit what its participant has earned without having been referred", async () => {
    const rule = { recipient: "actor", on: { event: "purchase" } };
    const program = { key: "own", name: "Own", landingUrl: "https://shop.example/", currency: "GBP" };
    await app.api.post("/v1/programs", { ...program, rules: documentOf([ruleOf("each", rule)]) });
    await app.api.post("/v1/programs/own/publish", {});
    await app.api.post("/v1/events", purchase("ivy", "ivy-1"));
    const limits = [{ per: "referral", period: "lifetime", count: 1 }];
    const { body } = await tryOut(purchase("ivy", "ivy-2"), documentOf([ruleOf("each", { ...rule, limits })]), "own");
    expect(body.results.flatMap(({ decisions }) => decisions.map(({ reason }) => reason))).toEqual(["limit_reached"]);
  });

  it("tries a draft as if it had been published, and without rules refuses as the draft does", async () => {
    const rules = documentOf([ruleOf("welcome", { recipient: "friend", on: { event: "signup" }, grant: cash(5) })]);
    const program = { key: "draft", name: "Draft", landingUrl: "https://shop.example/", currency: "GBP", rules };
    await app.api.post("/v1/programs", program);
    const owner = { program: "draft", participant: { externalId: "ann" } };
    const issued = await app.api.post<{ code: string }>("/v1/codes", owner);
    const event = { ...signup("gus"), code: issued.body.code };
    expect((await tryOut(event, undefined, "draft")).body.results[0]?.referral).toMatchObject({
      rejectedReason: "program_not_active",
    });
    expect((await tryOut(event, rules, "draft")).body.results[0]).toMatchObject({
      referral: { status: "attributed", version: 1 },
      rewards: [{ amountMinor: 5 }],
    });
  });

  it("a repeat is answered as one, and what events refuse is refused alike", async () => {
    const repeat = await tryOut(purchase("cat", "cat-1"));
    expect([repeat.status, repeat.body.event.duplicate]).toEqual([200, true]);
    const problems = [
      [purchase("cat", "cat-1", 1), 409, "event_conflict"],
      [{ type: "signup", participant: { externalId: "hal" }, occurredAt: at }, 422, "program_required"],
      [
        { type: "refund", orderId: "cat-1", refundId: "r", amountMinor: 1, currency: "EUR", occurredAt: at },
        422,
        "currency_mismatch",
      ],
    ] as const;
    for (const [event, status, code] of problems) {
      const answer = await app.api.post("/v1/programs/friends/dry-run", { event });
      const reported = await app.api.post("/v1/events", event);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect([reported.status, reported.body.code]).toEqual([status, code]);
    }
  });

  it("a program that does not exist, rules and events that are wrong are told with their paths", async () => {
    expect((await app.api.post("/v1/programs/none/dry-run", { event: signup("x") })).body.code).toBe(
      "program_not_found",
    );
    const inEuro = documentOf([ruleOf("a", { grant: { kind: "cash", amountMinor: 1, currency: "EUR" } })]);
    const wrong = [
      [{ event: signup("x"), rules: { schemaVersion: 9 } }, "rules.schemaVersion"],
      [{ event: signup("x"), rules: inEuro }, "rules.rewards.0.grant.currency"],
      [{ event: { type: "signup" } }, "event.participant"],
      [{ event: signup("x"), more: 1 }, "more"],
    ] as const;
    for (const [body, path] of wrong) {
      const answer = await app.api.post<{ errors: { path: string }[] }>("/v1/programs/friends/dry-run", body);
      expect(answer.status).toBe(422);
      expect(answer.body.errors.map((error) => error.path)).toContain(path);
    }
  });
});
