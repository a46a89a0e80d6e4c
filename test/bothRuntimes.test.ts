import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { demoProgram } from "../src/demo/demoProgram.ts";
import type { ApiClient } from "../src/testing/apiClient.ts";
import { apiClient } from "../src/testing/apiClient.ts";
import { everyRouteSuites } from "../src/testing/everyRoute.ts";
import { PATIENCE } from "../src/testing/patience.ts";
import type { CreatedTenant } from "../src/usecases/tenants/createTenant.ts";
import { IS_LONG } from "./support/long.ts";
import type { Runtime } from "./support/runtimes.ts";
import { runtimes, startWorker } from "./support/runtimes.ts";

/** One suite, both runtimes: what an application sees must not depend on where the engine runs. */

const everywhere = {
  ...runtimes,
  // Tenants' objects are optional.
  "Workers without objects": (postgresUrl: string) => startWorker(postgresUrl, { hasLanes: false }),
};

interface EventAnswer {
  event: { id: string; duplicate: boolean; status: string; flags: string[] };
  results: {
    program: string;
    referral: { id: string; status: string; advocate: string | null; rejectedReason: string | null };
    decisions: { ruleId: string; outcome: string; reason: string | null }[];
    rewards: { id: string; ruleId: string; status: string; amountMinor: number; unit: string | null }[];
  }[];
}

describe.each(Object.entries(everywhere))("on %s", (name, start) => {
  let runtime: Runtime;
  let tenant: CreatedTenant;
  let api: ApiClient;
  let code: string;
  let clickId: string;

  beforeAll(async () => {
    runtime = await start(inject("postgresUrl"));
    [tenant] = await runtime.newTenants();
    api = apiClient(runtime.fetch, tenant.secretKey);
  });
  afterAll(() => runtime.close());

  const report = (event: unknown) => api.post<EventAnswer>("/v1/events", event);
  const purchase = (orderId: string, amountMinor: number) => {
    return { type: "purchase", participant: { externalId: "bob" }, orderId, amountMinor, currency: "GBP" };
  };
  const balancesOf = async (who: string) => {
    return (await api.get<{ balances: unknown[] }>(`/v1/participants/${who}`)).body.balances;
  };

  it("issues one code to an advocate, however often it is asked for", async () => {
    const request = { program: "friends", participant: { externalId: "alice", email: "alice@example.com" } };
    const [first, ...others] = await Promise.all(
      Array.from({ length: 5 }, () => api.post<{ code: string }>("/v1/codes", request)),
    );
    code = first?.body.code ?? "";
    expect(code).toMatch(/^[2-9A-Z]{10}$/);
    for (const other of others) expect(other.body.code).toBe(code);
  });

  it("keeps texts as they are that look like parts of a row, a list or nothing", async () => {
    const texts = ['(,"', ')"', "{}", '{","}', "NULL", "null", "\\", '\\"', '""', "a,b", "é😀", "\u202eא"];
    const events = texts.map((text, index) => ({
      ...purchase(`${text}${index}`, 4_200),
      participant: { externalId: `${text}${index}`, name: text },
      metadata: { note: text },
    }));
    type Answers = { results: { status: number; event: { duplicate: boolean } }[] };
    for (const status of [201, 200]) {
      const { body } = await api.post<Answers>("/v1/events/batch", { events });
      const answered = { status, event: expect.objectContaining({ duplicate: status === 200 }) };
      expect(body.results).toEqual(texts.map(() => expect.objectContaining(answered)));
    }
    for (const { participant } of events) {
      const { body } = await api.get(`/v1/participants/${encodeURIComponent(participant.externalId)}`);
      expect(body).toMatchObject(participant);
    }
    const facts = "SELECT facts -> 'metadata' FROM events WHERE natural_key = 'purchase:' || $1";
    for (const { orderId, metadata } of events) {
      expect(await runtime.database.query(facts, [orderId])).toEqual([[metadata]]);
    }
  });

  it("redirects a click with the code and a signed click id, and counts it", async () => {
    const go = () => apiClient(runtime.fetch, null).get(`/r/${tenant.slug}/${code}?via=whatsapp`);
    const seen = await go();
    expect(seen.status).toBe(302);
    const target = new URL(seen.headers.get("location") ?? "");
    expect([...target.searchParams.keys()]).toEqual(["ref", "click"]);
    expect(target.searchParams.get("ref")).toBe(code);
    await expect
      .poll(async () => (await api.get<{ stats: unknown }>("/v1/participants/alice")).body.stats, PATIENCE)
      .toMatchObject({ clicks: 1 });
    expect(await runtime.during(go)).toBe(0);
    clickId = target.searchParams.get("click") ?? "";
  });

  it("follows a link that came in capitals, with a slash", async () => {
    const path = `/R/${tenant.slug.toUpperCase()}/${code.toLowerCase()}/?utm_source=card`;
    const { status, headers } = await apiClient(runtime.fetch, null).get(path);
    const { searchParams } = new URL(headers.get("location") ?? "");
    expect([status, searchParams.get("ref"), searchParams.get("utm_source")]).toEqual([302, code, "card"]);
  });

  it("attributes a friend by the click alone", async () => {
    const signup = { type: "signup", participant: { externalId: "bob" }, program: "friends", clickIds: [clickId] };
    const { status, body } = await report(signup);
    expect(status).toBe(201);
    expect(body.results).toMatchObject([{ referral: { status: "attributed", advocate: "alice", source: "click" } }]);
  });

  it("refuses to let an advocate refer themselves, and keeps the refusal", async () => {
    const participant = { externalId: "alice-2", email: "Alice+second@example.com" };
    const { status, body } = await report({ type: "signup", participant, program: "friends", code });
    expect(status).toBe(201);
    expect(body.results).toMatchObject([{ referral: { status: "rejected", rejectedReason: "self_referral" } }]);
  });

  it("rewards the advocate for the first qualifying purchase", async () => {
    const { body } = await report(purchase("order-1", 4200));
    expect(body.results[0]?.referral.status).toBe("converted");
    expect(body.results[0]?.rewards).toMatchObject([{ ruleId: "advocate-cash", amountMinor: 1000, status: "pending" }]);
    expect(await balancesOf("alice")).toMatchObject([{ unit: "cash:GBP", pendingMinor: 1000, availableMinor: 0 }]);
  });

  it("answers a repeat as the first time and pays nothing", async () => {
    const before = await balancesOf("alice");
    const [first, again] = [await report(purchase("order-1", 4200)), await report(purchase("order-1", 4200))];
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body.event.duplicate).toBe(true);
    expect(again.body).toEqual(first.body);
    expect(await balancesOf("alice")).toEqual(before);
  });

  it("refuses the same order with another amount", async () => {
    const conflict = await api.post<{ code: string }>("/v1/events", purchase("order-1", 4300));
    expect([conflict.status, conflict.body.code]).toEqual([409, "event_conflict"]);
  });

  it("takes the reward back with a full refund, and says so", async () => {
    const refund = { type: "refund", orderId: "order-1", refundId: "return-1", amountMinor: 4200, currency: "GBP" };
    const { body } = await report(refund);
    expect(body.results[0]?.referral.status).toBe("attributed");
    expect(body.results[0]?.rewards).toMatchObject([{ status: "voided", voidReason: "refund", amountMinor: 0 }]);
    expect(await balancesOf("alice")).toMatchObject([{ pendingMinor: 0, availableMinor: 0 }]);
  });

  it("keeps a refund that comes before its purchase until it comes", async () => {
    const refund = { type: "refund", orderId: "order-2", refundId: "return-2", amountMinor: 5000, currency: "GBP" };
    expect((await report(refund)).body.event.status).toBe("waiting");
    const { body } = await report(purchase("order-2", 5000));
    expect(body.results[0]?.rewards).toMatchObject([{ status: "voided" }]);
    expect((await report(refund)).body.event).toMatchObject({ duplicate: true, status: "decided" });
  });

  it("decides a batch in order, one bad event beside the others", async () => {
    const events = [purchase("order-3", 4000), { type: "purchase" }, purchase("order-3", 4000), purchase("order-3", 1)];
    const { status, body } = await api.post<{ results: { status: number; problem?: { errors?: unknown[] } }[] }>(
      "/v1/events/batch",
      { events },
    );
    expect(status).toBe(200);
    expect(body.results.map((result) => result.status)).toEqual([201, 422, 200, 409]);
    expect(body.results[1]?.problem?.errors?.length).toBeGreaterThan(0);
  });

  it("keeps after the reply what it refused, without a value of it", async () => {
    const kept = () =>
      runtime.database.query("SELECT route, code, times FROM refusals WHERE tenant_id = $1 AND route LIKE '%/batch'", [
        tenant.tenantId,
      ]);
    await expect
      .poll(async () => (await kept()).toSorted(), PATIENCE)
      .toEqual([
        ["POST /v1/events/batch", "event_conflict", 1],
        ["POST /v1/events/batch", "invalid_request", 1],
      ]);
  });

  it("sends two statements for a write, of one event as of 500, and one for a read", async () => {
    expect(await runtime.during(() => report(purchase("order-4", 4000)))).toBe(2);
    const events = Array.from({ length: 500 }, (__, index) => purchase(`many-${index}`, 3000 + index));
    expect(await runtime.during(() => api.post("/v1/events/batch", { events }))).toBe(2);
    expect(await runtime.during(() => api.get("/v1/participants/alice"))).toBe(1);
    expect(await runtime.during(() => api.get("/v1/reports/summary?program=friends"))).toBe(1);
    expect(await runtime.during(() => api.get("/v1/rewards?participant=alice"))).toBe(1);
  });

  it("stores the same event once when it is sent many times at once", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => report(purchase("order-5", 9000))));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(11).fill(200), 201]);
    const ids = answers.map(({ body }) => body.results[0]?.rewards.map(({ id }) => id));
    expect(new Set(ids.map((list) => JSON.stringify(list))).size).toBe(1);
  });

  it("pays for each visitor by a share link where a program does, once a day", async () => {
    const grant = { kind: "cash", amountMinor: 5, currency: "GBP" };
    const rewards = [{ id: "click", recipient: "advocate", on: { event: "click" }, grant }];
    const rules = { ...(demoProgram.rules as object), qualifies: [], rewards };
    await api.post("/v1/programs", { ...demoProgram, key: "clicks", rules });
    await api.post("/v1/programs/clicks/publish", {});
    const participant = { externalId: "dora" };
    const issued = await api.post<{ code: string }>("/v1/codes", { program: "clicks", participant });
    const go = (agent: string) => {
      const headers = { "cf-connecting-ip": "192.0.2.1", "user-agent": `Mozilla/5.0 ${agent}` };
      return apiClient(runtime.fetch, null).send("GET", `/r/${tenant.slug}/${issued.body.code}`, { headers });
    };
    await Promise.all([go("Firefox/140.0"), go("Firefox/140.0"), go("Version/18.5 Safari/605.1.15")]);
    await expect
      .poll(async () => (await api.get<{ stats: unknown }>("/v1/participants/dora")).body.stats, PATIENCE)
      .toMatchObject({ clicks: 3 });
    await expect
      .poll(() => balancesOf("dora"), PATIENCE)
      .toEqual([{ unit: "cash:GBP", pendingMinor: 0, availableMinor: 10, paidMinor: 0 }]);
  });

  it("says in the reader's language what is wrong with rules, and what a version changed", async () => {
    const rules = demoProgram.rules as { readonly rewards: readonly object[] };
    const wrong = { ...demoProgram, key: "wrong", rules: { ...rules, rewards: [{ id: "Wrong Id" }] } };
    const refused = await api.post<{ errors: readonly { message: string }[] }>("/v1/programs", wrong, {
      "accept-language": "uk",
    });
    expect(refused.body.errors.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^малі латинські/));
    await api.patch("/v1/programs/friends", { rules: { ...rules, rewards: [] } });
    const compared = await api.get<{ changes: readonly { text: string }[] }>(
      "/v1/programs/friends/versions/draft/diff?lang=he",
    );
    expect(compared.body.changes.map(({ text }) => text).join()).toMatch(/[\u0590-\u05ff]/);
  });

  it("explains in the reader's language, and tells a browser in its own what is wrong with a code", async () => {
    const signup = { type: "signup", participant: { externalId: "reader" }, code };
    const id = (await report(signup)).body.results[0]?.referral.id;
    const explained = await api.get<{ summary: readonly { sentence: string }[] }>(
      `/v1/referrals/${id}/explanation?lang=ru`,
    );
    expect(explained.body.summary.map(({ sentence }) => sentence).join(" ")).toContain("Засчитанных покупок пока нет");
    const browser = apiClient(runtime.fetch, tenant.publishableKey);
    const unknown = await browser.get<{ message: string }>("/v1/client/codes/NO-SUCH-CODE?lang=he");
    expect(unknown.body.message).toBe(
      "\u05e7\u05d5\u05d3 \u05d6\u05d4 \u05d0\u05d9\u05e0\u05d5 \u05e7\u05d9\u05d9\u05dd.",
    );
  });

  it("has books that sum to zero", async () => {
    const { body } = await api.get<{ totals: { balanceMinor: number }[] }>("/v1/ledger/balances");
    expect(body.totals.length).toBeGreaterThan(0);
    for (const { balanceMinor } of body.totals) expect(balanceMinor).toBe(0);
  });

  it("replays what was answered to an Idempotency-Key, also when both come at once", async () => {
    const body = { program: "friends", participant: { externalId: "carol" } };
    const headers = { "idempotency-key": "first-code-of-carol" };
    const both = await Promise.all([api.post("/v1/codes", body, headers), api.post("/v1/codes", body, headers)]);
    expect(both[0]?.body).toEqual(both[1]?.body);
    const again = await api.post("/v1/codes", body, headers);
    expect(again.headers.get("idempotency-hit")).toBe("true");
    expect(again.body).toEqual(both[0]?.body);
    const other = await api.post<{ code: string }>("/v1/codes", { ...body, vanity: "CAROL" }, headers);
    expect([other.status, other.body.code]).toEqual([422, "idempotency_mismatch"]);
  });

  // Nothing but reports of events goes through objects.
  if (name in runtimes) {
    everyRouteSuites(
      async () => {
        const [tenant, other] = await runtime.newTenants();
        return { fetch: runtime.fetch, tenant, other, now: () => new Date() };
      },
      IS_LONG ? "every route" : "one route of each kind of caller",
    );
  }
});
