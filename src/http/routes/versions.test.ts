import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { atLeast, cash, documentOf, ruleOf } from "../../engine/testing/documents.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp, TEST_NOW } from "../../testing/createTestApp.ts";

interface EventReply {
  readonly results: readonly {
    readonly referral: { readonly id: string; readonly version: number; readonly rejectedReason: string | null };
    readonly decisions: readonly {
      readonly ruleId: string;
      readonly reason: string | null;
      readonly version: number;
    }[];
    readonly rewards: readonly { readonly amountMinor: number; readonly version: number }[];
  }[];
}

interface Diff {
  readonly from: number | "draft";
  readonly to: number | "draft";
  readonly changes: readonly { readonly path: string; readonly text: string }[];
}

let app: TestApp;
let made = 0;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

/** A published program of its own with an advocate's code. */
async function programWith(rules: object, more: object = {}) {
  const key = `v-${++made}`;
  const program = { key, name: "V", landingUrl: "https://shop.example/", currency: "GBP", rules, ...more };
  expect((await app.api.post("/v1/programs", program)).status).toBe(201);
  const path = `/v1/programs/${key}`;
  const publish = (body: object = {}) => app.api.post(`${path}/publish`, body);
  expect((await publish()).status).toBe(200);
  const owner = { program: key, participant: { externalId: `ann-${key}` } };
  const { code } = (await app.api.post<{ code: string }>("/v1/codes", owner)).body;
  const report = async (event: object) => {
    const { status, body } = await app.api.post<EventReply>("/v1/events", event);
    expect([200, 201], JSON.stringify(body)).toContain(status);
    return body.results[0];
  };
  return {
    path,
    publish,
    change: (change: object) => app.api.patch(path, change),
    signup: (who: string, occurredAt = "2026-01-02T00:00:00Z") =>
      report({ type: "signup", participant: { externalId: `${who}-${key}` }, code, occurredAt }),
    buy: (who: string, orderId: string, amountMinor = 4000, occurredAt = "2026-01-03T00:00:00Z") => {
      const participant = { externalId: `${who}-${key}` };
      const order = { orderId: `${orderId}-${key}`, amountMinor, currency: "GBP" };
      return report({ type: "purchase", participant, ...order, occurredAt });
    },
    refund: (orderId: string, amountMinor: number, occurredAt = "2026-01-04T00:00:00Z") => {
      const order = { orderId: `${orderId}-${key}`, refundId: `${orderId}-${key}`, amountMinor, currency: "GBP" };
      return report({ type: "refund", ...order, occurredAt });
    },
    diff: (to: number | "draft", from?: number | "draft") =>
      app.api.get<Diff>(`${path}/versions/${to}/diff${from === undefined ? "" : `?from=${from}`}`),
  };
}

const first = documentOf([ruleOf("a")]);
const second = documentOf([ruleOf("a", { grant: cash(1500) })]);

describe("published versions", () => {
  it("are listed newest first, page by page, and read as they were written", async () => {
    const program = await programWith(first);
    await program.change({ rules: second });
    await program.publish();
    await program.publish({ version: 1 });
    const page = await app.api.get<{ data: object[]; nextCursor: string }>(`${program.path}/versions?limit=2`);
    expect(page.body.data).toEqual([
      { version: 3, publishedAt: TEST_NOW },
      { version: 2, publishedAt: TEST_NOW },
    ]);
    const rest = await app.api.get(`${program.path}/versions?cursor=${page.body.nextCursor}`);
    expect(rest.body).toEqual({ data: [{ version: 1, publishedAt: TEST_NOW }], nextCursor: null });
    const read = await app.api.get(`${program.path}/versions/2`);
    expect(read.body).toEqual({ program: program.path.slice(13), version: 2, publishedAt: TEST_NOW, rules: second });
    for (const missing of ["4", "1000000"]) {
      const answer = await app.api.get(`${program.path}/versions/${missing}`);
      expect([answer.status, answer.body.code]).toEqual([404, "version_not_found"]);
    }
    for (const wrong of ["0", "1.5", "x", "draft", "99999999999999"]) {
      expect((await app.api.get(`${program.path}/versions/${wrong}`)).status).toBe(422);
    }
  });

  it("a rollback publishes an older version again as the next, and leaves the draft and the other versions alone", async () => {
    const program = await programWith(first);
    await program.change({ rules: second });
    await program.publish();
    const third = documentOf([ruleOf("a", { grant: cash(9) })]);
    await program.change({ rules: third });
    const back = await program.publish({ version: 1 });
    expect(back.body).toMatchObject({ version: 3, rules: first, draft: third });
    expect((await app.api.get(`${program.path}/versions/2`)).body.rules).toEqual(second);
    await program.signup("bob");
    expect((await program.buy("bob", "1"))?.rewards).toMatchObject([{ amountMinor: 1000, version: 3 }]);
    expect((await program.publish({ version: 7 })).body.code).toBe("version_not_found");
    expect((await program.publish()).body).toMatchObject({ version: 4, rules: third, draft: null });
  });

  it("texts change without a new version, a draft or a difference", async () => {
    const program = await programWith(first);
    const texts = { a: { en: { name: "Cash" }, de: { name: "Bares" } } };
    expect((await program.change({ texts })).body).toMatchObject({ version: 1, draft: null, texts });
    expect((await app.api.get<{ data: object[] }>(`${program.path}/versions`)).body.data).toHaveLength(1);
    expect((await program.publish()).body.code).toBe("nothing_to_publish");
  });
});

describe("a diff", () => {
  it("is against the version before, a named one, or the draft", async () => {
    const program = await programWith(first);
    await program.change({ rules: second });
    await program.publish();
    const expected = {
      path: "rewards.a.grant.amountMinor",
      text: "Rule “a”: the amount is now £15.00, was £10.00.",
    };
    expect((await program.diff(2)).body).toMatchObject({ from: 1, to: 2, changes: [expected] });
    expect((await program.diff(1, 2)).body.changes.map(({ text }) => text)).toEqual([
      "Rule “a”: the amount is now £10.00, was £15.00.",
    ]);
    expect((await program.diff(2, 2)).body.changes).toEqual([]);
    expect((await program.diff("draft")).status).toBe(404);
    await program.change({ rules: documentOf([]) });
    expect((await program.diff("draft")).body).toMatchObject({
      from: 2,
      to: "draft",
      changes: [{ text: "Rule “a” is gone." }],
    });
    expect((await program.diff(1, "draft")).body.changes).toHaveLength(1);
  });

  it("of what does not exist, or of a first version with nothing, is a problem that says which", async () => {
    const program = await programWith(first);
    expect((await program.diff(3)).body).toMatchObject({ code: "version_not_found" });
    expect((await program.diff(1, 9)).body).toMatchObject({ code: "version_not_found" });
    expect((await program.diff(1)).body).toMatchObject({ code: "invalid_request", errors: [{ path: "from" }] });
  });
});

describe("a later version", () => {
  it("with applyTo new leaves attributed referrals theirs, with open it moves them; every reward names its version", async () => {
    const program = await programWith(first);
    await program.signup("old");
    await program.change({ rules: second });
    await program.publish({ applyTo: "new" });
    await program.signup("young");
    expect((await program.buy("old", "1"))?.rewards).toMatchObject([{ amountMinor: 1000, version: 1 }]);
    expect((await program.buy("young", "2"))?.rewards).toMatchObject([{ amountMinor: 1500, version: 2 }]);

    await program.signup("open");
    await program.change({ rules: documentOf([ruleOf("a", { grant: cash(20) })]) });
    await program.publish({ applyTo: "open" });
    const moved = await program.buy("open", "3");
    expect(moved).toMatchObject({ referral: { version: 3 }, rewards: [{ amountMinor: 20, version: 3 }] });
    expect(moved?.decisions.map(({ version }) => version)).toEqual([3]);
  });

  it.each(["new", "open"])(
    "counts for its limits, tiers and budget what happened before: applyTo %s",
    async (applyTo) => {
      const program = await programWith(documentOf([ruleOf("a")]));
      for (const who of ["b1", "b2"]) {
        await program.signup(who);
        await program.buy(who, who);
      }
      await program.signup("before");
      const tiers = {
        by: "conversions",
        window: "month",
        steps: [
          { from: 3, grant: cash(3) },
          { from: 4, grant: cash(4) },
        ],
      };
      const rules = documentOf(
        [
          ruleOf("a", { limits: [{ per: "recipient", period: "year", count: 2 }] }),
          ruleOf("tiered", { tiers }),
          ruleOf("dear", { grant: cash(1000) }),
        ],
        { budget: { amountMinor: 2500, currency: "GBP", period: "lifetime", onExhausted: "skip" } },
      );
      await program.change({ rules });
      await program.publish({ applyTo });
      await program.signup("after");
      // Of version 1 still, unless it was moved: its own rules have no limit, but the budget is the program's.
      const kept = await program.buy("before", "3");
      const told = (result: typeof kept) => result?.decisions.map(({ ruleId, reason }) => `${ruleId} ${reason}`);
      const limited = ["a limit_reached", "tiered null", "dear budget_exhausted"];
      expect(told(kept)).toEqual(applyTo === "new" ? ["a budget_exhausted"] : limited);
      const now = await program.buy("after", "4");
      expect(told(now)).toEqual(limited);
      expect(now?.rewards.map(({ amountMinor }) => amountMinor)).toEqual([4]);
    },
  );

  it("a refund asks the version that the reward names, whatever is in force", async () => {
    const program = await programWith(documentOf([ruleOf("a")], { qualifies: [atLeast(3000)] }));
    await program.signup("bob");
    await program.buy("bob", "1");
    await program.change({ rules: documentOf([ruleOf("b")], { qualifies: [atLeast(100)] }) });
    await program.publish({ applyTo: "new" });
    expect((await program.refund("1", 1500))?.rewards).toMatchObject([{ ruleId: "a", version: 1, status: "voided" }]);
  });
});

describe("a referral that moved to a version that asks for more", () => {
  const firstOnly = [{ field: "order.isFirst", op: "eq", value: true }];

  it("keeps a conversion that the version it was decided under still takes, whatever the new one asks", async () => {
    const program = await programWith(documentOf([ruleOf("a")], { qualifies: [atLeast(3000)] }));
    await program.signup("bob");
    await program.buy("bob", "1");
    await program.change({ rules: documentOf([ruleOf("a")], { qualifies: [atLeast(3000), ...firstOnly] }) });
    await program.publish({ applyTo: "open" });
    const refunded = await program.refund("1", 500);
    expect(refunded).toMatchObject({ referral: { status: "converted", version: 2 } });
    const explained = await app.api.get(`/v1/referrals/${refunded?.referral.id}/explanation`);
    expect(explained.status).toBe(200);
    expect(JSON.stringify(explained.body)).not.toContain("no longer counts");
  });

  it("is not paid again by a rule that had paid it for something else", async () => {
    const program = await programWith(documentOf([ruleOf("a", { on: { event: "signup" } })]));
    await program.signup("bob");
    await program.change({ rules: documentOf([ruleOf("a"), ruleOf("b")]) });
    await program.publish({ applyTo: "open" });
    const bought = await program.buy("bob", "1");
    expect(bought?.decisions.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([
      ["a", "already_rewarded"],
      ["b", null],
    ]);
  });

  it("has the rules of a moved conversion asked with the facts of then, and with today's where then had none", async () => {
    const program = await programWith(documentOf([ruleOf("a")], { qualifies: [atLeast(3000)] }));
    await program.signup("bob");
    await program.buy("bob", "1");
    await program.buy("bob", "2");
    const known = [{ field: "friend.ageDays", op: "gte", value: 0 }];
    await program.change({ rules: documentOf([ruleOf("a", { when: known })], { qualifies: [atLeast(3000)] }) });
    await program.publish({ applyTo: "open" });
    const refunded = await program.refund("1", 4000);
    expect(refunded).toMatchObject({ referral: { status: "converted" }, decisions: [{ ruleId: "a", reason: null }] });
  });
});

describe("start, end and pause", () => {
  const refusal = async (result: ReturnType<Awaited<ReturnType<typeof programWith>>["signup"]>) =>
    (await result)?.referral.rejectedReason ?? null;

  it("a program takes friends from its start on and until just before its end", async () => {
    const program = await programWith(first, { startsAt: "2026-01-01T00:00:00Z", endsAt: "2026-01-03T00:00:00Z" });
    expect(await refusal(program.signup("early", "2025-12-31T23:59:59.999Z"))).toBe("program_not_active");
    expect(await refusal(program.signup("first", "2026-01-01T00:00:00Z"))).toBeNull();
    expect(await refusal(program.signup("last", "2026-01-02T23:59:59.999Z"))).toBeNull();
    expect(await refusal(program.signup("late", "2026-01-03T00:00:00Z"))).toBe("program_not_active");
    // What was attributed goes on earning after the end.
    expect((await program.buy("last", "1", 4000, "2026-01-05T00:00:00Z"))?.rewards).toHaveLength(1);

    await program.change({ startsAt: null, endsAt: "2026-01-04T00:00:00Z" });
    expect(await refusal(program.signup("early2", "2025-12-31T23:59:59.999Z"))).toBeNull();
    expect(await refusal(program.signup("late2", "2026-01-03T00:00:00Z"))).toBeNull();
    await program.change({ endsAt: null });
    expect(await refusal(program.signup("late3", "2026-01-05T00:00:00Z"))).toBeNull();
  });

  it("a pause refuses new friends until it is lifted, and what was attributed goes on earning", async () => {
    const now = () => app.clock.now().toISOString();
    const program = await programWith(first);
    await program.signup("bob");
    await program.change({ status: "paused" });
    expect(await refusal(program.signup("cat", now()))).toBe("program_not_active");
    expect((await program.buy("bob", "1"))?.rewards).toHaveLength(1);
    const resumed = await program.change({ status: "active" });
    expect(resumed.body).toMatchObject({ status: "active", pausedReason: null, version: 1 });
    expect(await refusal(program.signup("dan"))).toBeNull();
    await program.change({ status: "ended" });
    expect(await refusal(program.signup("eve", now()))).toBe("program_not_active");
    expect((await program.publish({ version: 1 })).body.code).toBe("program_ended");
  });
});
