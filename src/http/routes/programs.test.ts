import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

const rules = demoProgram.rules as { readonly rewards: readonly object[] };

describe("programs", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  const create = (key: string, more: object = {}) => app.api.post("/v1/programs", { ...demoProgram, key, ...more });

  it("a program begins as a draft, refuses friends, and takes them once it is published", async () => {
    const made = await create("begin");
    expect([made.status, made.body.status, made.body.version, made.body.rules]).toEqual([201, "draft", 0, null]);
    const { body } = await app.api.post<{ code: string }>("/v1/codes", {
      program: "begin",
      participant: { externalId: "a" },
    });
    expect((await app.api.get(`/v1/codes/${body.code}`)).body).toMatchObject({
      redeemable: false,
      reason: "program_not_active",
      offer: null,
    });
    expect((await app.api.patch("/v1/programs/begin", { status: "active" })).body.code).toBe("not_published");

    const published = await app.api.send("POST", "/v1/programs/begin/publish");
    expect(published.body).toMatchObject({ status: "active", version: 1, draft: null, rules: demoProgram.rules });
    const { textsToCheck: _, ...now } = published.body;
    expect((await app.api.get("/v1/programs/begin")).body).toEqual(now);
    expect((await app.api.get(`/v1/codes/${body.code}`)).body.redeemable).toBe(true);
    expect((await app.api.post("/v1/programs/begin/publish", {})).body.code).toBe("nothing_to_publish");
  });

  it("publishing again makes another version; referrals keep theirs unless they are moved", async () => {
    await create("versions");
    await app.api.post("/v1/programs/versions/publish", {});
    const { body } = await app.api.post<{ code: string }>("/v1/codes", {
      program: "versions",
      participant: { externalId: "a" },
    });
    await app.api.post("/v1/events", { type: "signup", participant: { externalId: "f" }, code: body.code });
    const versionOf = async () =>
      (await app.api.get<{ data: { version: number }[] }>("/v1/referrals?program=versions")).body.data[0]?.version;

    await app.api.patch("/v1/programs/versions", { rules: { ...rules, rewards: rules.rewards.slice(0, 2) } });
    await app.api.post("/v1/programs/versions/publish", { applyTo: "new" });
    expect(await versionOf()).toBe(1);
    await app.api.patch("/v1/programs/versions", { rules });
    expect((await app.api.post("/v1/programs/versions/publish", { applyTo: "open" })).body.version).toBe(3);
    expect(await versionOf()).toBe(3);
  });

  it("two publishes of one draft make one version", async () => {
    await create("twice");
    const answers = await Promise.all(Array.from({ length: 4 }, () => app.api.post("/v1/programs/twice/publish", {})));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    expect((await app.api.get("/v1/programs/twice")).body.version).toBe(1);
  });

  it("an Idempotency-Key publishes once and replays", async () => {
    await create("replayed");
    const publish = () => app.api.post("/v1/programs/replayed/publish", {}, { "idempotency-key": "p" });
    const [first, again] = [await publish(), await publish()];
    expect(again.body).toEqual(first.body);
    expect([again.status, again.headers.get("idempotency-hit")]).toEqual([200, "true"]);
  });

  it("a key is given once", async () => {
    expect((await create("once")).status).toBe(201);
    expect((await create("once")).body.code).toBe("program_exists");
  });

  it("currency and time zone are frozen by the first publish, dates are cleared by null", async () => {
    await create("frozen", { startsAt: "2026-01-01T00:00:00+01:00", endsAt: "2027-01-01T00:00:00Z" });
    expect((await app.api.patch("/v1/programs/frozen", { timezone: "Europe/London" })).body.timezone).toBe(
      "Europe/London",
    );
    const wrong = await app.api.patch<{ errors: { path: string }[] }>("/v1/programs/frozen", { currency: "EUR" });
    expect([wrong.status, wrong.body.errors[0]?.path]).toEqual([422, "rules.rewards.1.grant.currency"]);
    await app.api.post("/v1/programs/frozen/publish", {});
    for (const change of [{ timezone: "UTC" }, { currency: "EUR" }]) {
      expect((await app.api.patch("/v1/programs/frozen", change)).body.code).toBe("field_frozen");
    }
    const cleared = await app.api.patch("/v1/programs/frozen", { endsAt: null, currency: "GBP" });
    expect(cleared.body).toMatchObject({ startsAt: "2025-12-31T23:00:00.000Z", endsAt: null });
    expect((await app.api.patch("/v1/programs/frozen", { endsAt: "2020-01-01T00:00:00Z" })).status).toBe(422);
  });

  it("a person pauses, resumes and ends a program; what has ended stays so", async () => {
    await create("person");
    await app.api.post("/v1/programs/person/publish", {});
    const set = (status: string) => app.api.patch("/v1/programs/person", { status });
    expect((await set("paused")).body).toMatchObject({ status: "paused", pausedReason: "person" });
    expect((await set("active")).body).toMatchObject({ status: "active", pausedReason: null });
    expect((await set("ended")).body.status).toBe("ended");
    expect((await set("active")).body.code).toBe("program_ended");
    const audit = await app.database.query(
      `SELECT a.action, a.actor ->> 'type', count(*)::integer FROM audit a JOIN programs p ON p.id = a.subject
       WHERE p.key = 'person' GROUP BY 1, 2 ORDER BY 1`,
    );
    expect(audit).toEqual([
      ["program.changed", "apiKey", 3],
      ["program.created", "apiKey", 1],
      ["program.published", "apiKey", 1],
    ]);
  });

  it("rules that mean nothing are refused with their path, and nothing is kept of them", async () => {
    const bad = {
      ...rules,
      rewards: [{ ...rules.rewards[0], grant: { kind: "cash", amountMinor: 5, currency: "EUR" } }],
      extra: 1,
    };
    const made = await create("bad", { rules: bad });
    expect(made.status).toBe(422);
    expect(made.body.errors).toContainEqual({
      path: "rules.extra",
      message: "unknown property",
      code: "unknown_property",
      values: {},
    });
    expect((await app.api.get("/v1/programs/bad")).status).toBe(404);
    for (const change of [
      { landingUrl: "javascript:alert(1)" },
      { landingUrl: "https://x.example/\r\nSet-Cookie: a=b" },
      { landingUrl: "https://u:p@x.example" },
      { currency: "ZZZ" },
      { timezone: "Mars" },
    ]) {
      expect((await create("bad", change)).status, JSON.stringify(change)).toBe(422);
    }
  });

  it("programs are listed by key, page by page", async () => {
    const first = await app.api.get<{ data: { key: string }[]; nextCursor: string }>("/v1/programs?limit=2");
    const rest = await app.api.get<{ data: { key: string }[]; nextCursor: null }>(
      `/v1/programs?cursor=${first.body.nextCursor}`,
    );
    const keys = [...first.body.data, ...rest.body.data].map(({ key }) => key);
    expect(keys).toEqual(keys.toSorted());
    expect([first.body.data.length, rest.body.nextCursor, keys.includes("friends")]).toEqual([2, null, true]);
  });
});
