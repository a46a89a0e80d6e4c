import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

describe("participants and codes", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  const issue = (externalId: string, more: object = {}) => {
    return app.api.post<{ code: string }>("/v1/codes", { program: "friends", participant: { externalId }, ...more });
  };

  it("a participant is created once and then updated: what is left out stays, null clears", async () => {
    const { api } = app;
    const created = await api.put("/v1/participants/p-1", { name: "Ada", email: "ada@example.com", segments: ["vip"] });
    expect([created.status, created.body.name]).toEqual([201, "Ada"]);
    const updated = await api.put("/v1/participants/p-1", { name: null, country: "Wales" });
    expect(updated.status).toBe(200);
    expect(updated.body).toMatchObject({ name: null, email: "ada@example.com", country: "Wales", segments: ["vip"] });
    expect((await api.get("/v1/participants/p-1")).body).toMatchObject({ ...updated.body, codes: [], balances: [] });
  });

  it("since when a participant is a customer is told once, as a day too, and null takes it back", async () => {
    const { api } = app;
    const put = (customerSince: unknown) => api.put("/v1/participants/p-since", { customerSince });
    expect((await put("2024-05-01")).body.customerSince).toBe("2024-05-01T00:00:00.000Z");
    expect((await put("2024-05-01T02:00:00+02:00")).body.customerSince).toBe("2024-05-01T00:00:00.000Z");
    expect((await api.put("/v1/participants/p-since", { name: "Ada" })).body.customerSince).toBe(
      "2024-05-01T00:00:00.000Z",
    );
    expect((await put(null)).body.customerSince).toBeNull();
    const said = await app.database.query(
      "SELECT e.facts FROM events e JOIN participants p ON p.id = e.participant_id WHERE p.external_id = 'p-since' ORDER BY seq",
    );
    expect(said.flat()).toEqual([{ customerSince: "2024-05-01T00:00:00.000Z" }, { customerSince: null }]);
    const ahead = await put(new Date(app.clock.now().getTime() + 3_600_000).toISOString());
    expect([ahead.status, ahead.body.errors]).toMatchObject([422, [{ path: "customerSince" }]]);
  });

  it("a day begins by the clocks of the tenant, and one that has begun nowhere yet is refused", async () => {
    const { api } = await app.newTenant("Zones");
    const put = async (timezone: string, customerSince: string) => {
      await api.patch("/v1/tenant", { timezone });
      return await api.put("/v1/participants/p-day", { customerSince });
    };
    // In Asuncion the clocks were put forward at midnight: the day began at one.
    for (const [zone, day, begins] of [
      ["America/New_York", "2024-05-01", "2024-05-01T04:00:00.000Z"],
      ["America/Asuncion", "2023-10-01", "2023-10-01T04:00:00.000Z"],
      ["Pacific/Kiritimati", "2026-01-06", "2026-01-05T10:00:00.000Z"],
    ] as const) {
      const { status, body } = await put(zone, day);
      expect([zone, status < 300 && body.customerSince]).toEqual([zone, begins]);
    }
    expect((await put("Pacific/Kiritimati", "2026-01-07")).status).toBe(422);
    const rows = [{ externalId: "p-day", customerSince: "2024-05-01" }];
    const { body } = await api.post<{ results: unknown }>("/v1/participants/batch", { participants: rows });
    expect(body.results).toMatchObject([{ customerSince: "2024-04-30T10:00:00.000Z" }]);
  });

  it("an old customer becomes no friend, and only the shop reads why", async () => {
    const { body: issued } = await issue("p-since-ann");
    await app.api.put("/v1/participants/p-since-old", { customerSince: "2024-05-01" });
    const signup = { type: "signup", participant: { externalId: "p-since-old" }, code: issued.code };
    const { body } = await app.api.post<{ results: { referral: { id: string; rejectedReason: string } }[] }>(
      "/v1/events",
      signup,
    );
    const referral = body.results[0]?.referral;
    expect(referral?.rejectedReason).toBe("existing_customer");
    const told = async (audience: string) => {
      const path = `/v1/referrals/${referral?.id}/explanation?audience=${audience}`;
      return JSON.stringify((await app.api.get(path)).body);
    };
    expect(await told("tenant")).toContain("The shop says that they have been a customer since May 1, 2024.");
    for (const audience of ["advocate", "friend"]) expect(await told(audience)).not.toContain("2024");
  });

  it("participants come in batches: each row is answered, a bad one stops no other, and twice is as once", async () => {
    const { api } = app;
    const participants = [
      { externalId: "b-1", email: "b1@example.com", customerSince: "2023-01-01" },
      { externalId: "b-2", email: "no address" },
      { externalId: "b-3", segments: ["vip"], customerSince: "2023-02-01" },
      { externalId: "b-1", name: "Bo" },
    ];
    type Rows = { results: { status: number; problem?: unknown; email?: string; name?: string }[] };
    const put = () => api.post<Rows>("/v1/participants/batch", { participants });
    const { results } = (await put()).body;
    expect(results.map(({ status }) => status)).toEqual([201, 422, 201, 200]);
    expect(results[1]?.problem).toMatchObject({ code: "invalid_request", errors: [{ path: "email" }] });
    expect(results[3]).toMatchObject({ email: "b1@example.com", name: "Bo" });
    const stored = () =>
      app.database.query(
        `SELECT external_id, name, version, referred_version, customer_since, (SELECT count(*) FROM events e
         WHERE e.participant_id = p.id) FROM participants p WHERE external_id LIKE 'b-_' ORDER BY 1`,
      );
    const before = await stored();
    expect(before.map((row) => row.slice(0, 2))).toEqual([
      ["b-1", "Bo"],
      ["b-3", null],
    ]);
    expect((await put()).body.results.map(({ status }) => status)).toEqual([200, 422, 200, 200]);
    expect(await stored()).toEqual(before);
  });

  it("a thousand participants take two statements, and one more is refused", async () => {
    const of = (count: number) => ({
      participants: Array.from({ length: count }, (_, index) => ({
        externalId: `m-${index}`,
        customerSince: "2023-01-01",
      })),
    });
    const statements = await app.database.during(async () => {
      const { body } = await app.api.post<{ results: unknown[] }>("/v1/participants/batch", of(1000));
      expect(body.results.length).toBe(1000);
    });
    expect(statements).toBe(2);
    expect((await app.api.post("/v1/participants/batch", of(1001))).status).toBe(422);
  });

  it.each(["a/b", "100%", "a%2Fb", "ü ö", "?#&=", "😀"])(
    "any id that a shop may have works in a path: %s",
    async (id) => {
      const path = `/v1/participants/${encodeURIComponent(id)}`;
      expect((await app.api.put(path, {})).body.externalId).toBe(id);
      expect((await app.api.get(path)).body.externalId).toBe(id);
    },
  );

  it("a participant keeps one code, however often and however concurrently it is asked for", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => issue("p-2")));
    expect(new Set(answers.map(({ body }) => body.code)).size).toBe(1);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(9).fill(200), 201]);
  });

  it("an existing participant is not changed by asking for their code", async () => {
    await app.api.put("/v1/participants/p-3", { name: "Grace" });
    await app.api.post("/v1/codes", { program: "friends", participant: { externalId: "p-3", name: "Other" } });
    expect((await app.api.get("/v1/participants/p-3")).body.name).toBe("Grace");
  });

  it("codes are found however they are written, and say what a friend is offered", async () => {
    const { body } = await issue("p-4", { vanity: "tea-time" });
    for (const written of [body.code, body.code.toLowerCase(), "TEATIME", "tea_time", "tea%20time"]) {
      const code = await app.api.get(`/v1/codes/${written}`);
      expect(code.body).toMatchObject({ program: "friends", redeemable: true, reason: null });
      expect(code.body.offer).toMatchObject({ rewards: [{ ruleId: "friend-welcome", grant: { percentBps: 1000 } }] });
    }
    const unknown = await app.api.get("/v1/codes/NOPE");
    expect([unknown.status, unknown.body.code]).toEqual([404, "unknown_code"]);
  });

  it("codes and vanity codes are one namespace: what is one participant's can't become another's", async () => {
    const { body: first } = await issue("p-5", { vanity: "MINE" });
    expect((await issue("p-5", { vanity: "mi-ne" })).body).toEqual(first);
    const taken = [await issue("p-6", { vanity: "m_i_n_e" }), await issue("p-6", { vanity: first.code })];
    expect(taken.map(({ status, body }) => [status, body.code])).toEqual([
      [409, "code_taken"],
      [409, "code_taken"],
    ]);
    const second = await issue("p-5", { vanity: "OTHER" });
    expect([second.status, second.body.code]).toEqual([201, first.code]);
    for (const vanity of ["a", "a".repeat(41), "\u0430nn", "a/b", "--"])
      expect((await issue("p-6", { vanity })).status).toBe(422);
  });

  it("an Idempotency-Key replays the first reply, and refuses another body", async () => {
    const key = { "idempotency-key": "code 1" };
    const body = { program: "friends", participant: { externalId: "p-7" } };
    const first = await app.api.post("/v1/codes", body, key);
    const again = await app.api.post("/v1/codes", body, key);
    expect([again.status, again.headers.get("idempotency-hit")]).toEqual([201, "true"]);
    expect(again.body).toEqual(first.body);
    const other = await app.api.post("/v1/codes", { ...body, vanity: "SEVEN" }, key);
    expect([other.status, other.body.code]).toEqual([422, "idempotency_mismatch"]);
    const concurrent = await Promise.all(
      Array.from({ length: 8 }, () =>
        app.api.post(
          "/v1/codes",
          { program: "friends", participant: { externalId: "p-8" } },
          { "idempotency-key": "k2" },
        ),
      ),
    );
    expect(concurrent.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect((await app.api.post("/v1/codes", body, { "idempotency-key": "ü" })).status).toBe(422);
    expect((await app.api.post("/v1/codes", body, { "idempotency-key": "x".repeat(256) })).status).toBe(422);
  });

  it("a program that does not exist has no codes", async () => {
    const answer = await app.api.post("/v1/codes", { program: "none", participant: { externalId: "p-9" } });
    expect([answer.status, answer.body.code]).toEqual([404, "program_not_found"]);
    expect((await app.api.get("/v1/participants/p-9")).status).toBe(404);
  });
});
