import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, Json } from "../../testing/apiClient.ts";
import { apiClient } from "../../testing/apiClient.ts";
import { badTokens } from "../../testing/callers.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";

const SHOP = "https://shop.example";
const PANEL = "/v1/client/panel?program=friends";

let app: TestApp;
let token: string;

beforeAll(async () => {
  app = await createTestApp();
  await app.api.patch("/v1/tenant", { allowedOrigins: [SHOP, "https://pay.example:8443"] });
  token = await participantToken(app.tenant, "ada", app.clock.now());
});
afterAll(() => app.close());

const ask = (key: string, origin: string | null, path = PANEL) =>
  apiClient(app.fetch, key).get<Json>(path, origin === null ? {} : { origin });
const readableFor = ({ headers }: Answer<Json>) => headers.get("access-control-allow-origin");

describe("whose pages may ask", () => {
  it.each([SHOP, "https://pay.example:8443", "http://api.test", "http://localhost:3000", "http://127.0.0.1:8080"])(
    "%s may",
    async (origin) => {
      for (const key of [app.tenant.publishableKey, token]) {
        const answer = await ask(key, origin);
        expect([answer.status, readableFor(answer)]).toEqual([200, origin]);
        expect(answer.headers.get("vary")).toContain("origin");
        expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
        expect(answer.headers.get("set-cookie")).toBeNull();
      }
    },
  );

  it.each([
    "https://evil.example",
    "http://shop.example",
    "https://shop.example.evil.example",
    "https://shop.example:444",
    "null",
    "https://localhost:3000",
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
  ])("%s may not, and reads no more than what would have to be added", async (origin) => {
    for (const key of [app.tenant.publishableKey, token]) {
      const answer = await ask(key, origin);
      expect([answer.status, answer.body.code, readableFor(answer)]).toEqual([403, "origin_not_allowed", origin]);
      expect(answer.body.detail).toContain(`Add ${origin} to the tenant's allowedOrigins`);
    }
  });

  it("nothing is written for a page that may not ask", async () => {
    const stranger = await participantToken(app.tenant, "not-made", app.clock.now());
    expect((await ask(stranger, "https://evil.example")).status).toBe(403);
    const headers = { origin: "https://evil.example" };
    const applied = await apiClient(app.fetch, stranger).post(
      "/v1/client/applications",
      { program: "friends" },
      headers,
    );
    expect(applied.status).toBe(403);
    expect((await app.api.get("/v1/participants/not-made")).status).toBe(404);
  });

  it("no origin is no page", async () => {
    expect((await ask(token, null)).status).toBe(200);
  });

  it("pages on one's own machine may ask with test keys only", async () => {
    const { createTenant } = await import("../../usecases/tenants/createTenant.ts");
    const live = await createTenant(app.deps, { name: "Live", slug: null, landingUrl: `${SHOP}/a?b`, live: true });
    await app.database.query("SELECT 1");
    const signed = await participantToken(live, "ada", app.clock.now());
    for (const key of [live.publishableKey, signed]) {
      expect((await ask(key, "http://localhost:3000")).status).toBe(403);
      // Where its landing page is, its other pages are.
      expect(readableFor(await ask(key, SHOP))).toBe(SHOP);
    }
  });
});

describe("a credential of the wrong kind", () => {
  const PROGRAMS = "/v1/programs";
  const refused = async (path: string, key: string | null) => {
    const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
    const response = await app.fetch(new Request(`http://api.test${path}`, { headers }));
    return [response.status, ((await response.json()) as Json).detail];
  };

  it("is told what came and what is needed, and never repeated", async () => {
    const { secretKey, publishableKey } = app.tenant;
    const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjLTEifQ.c2lnbmF0dXJl";
    const server = "A secret key of your tenant is needed, as Authorization: Bearer sk_...; ";
    const browser = "A publishable key or a participant's token is needed, as Authorization: Bearer ...; ";
    for (const [path, key, detail] of [
      [PROGRAMS, null, `${server}the header is missing.`],
      [PROGRAMS, publishableKey, `${server}this is a publishable key (pk_...).`],
      [PROGRAMS, token, `${server}this is a participant's token.`],
      [PROGRAMS, secretKey.slice(0, 12), `${server}this begins like a secret key, and is not a whole one.`],
      [PROGRAMS, "hello", `${server}this is neither a key nor a token of this service.`],
      [PANEL, secretKey, `${browser}this is a secret key (sk_...), which belongs on a server only.`],
      [PANEL, "", `${browser}the header has another form.`],
    ] as const) {
      expect(await refused(path, key), `${path} ${detail}`).toEqual([401, detail]);
    }
  });

  it("is told what is wrong with a token: of its claims only where the signature is right", async () => {
    const now = app.clock.now();
    const at = (seconds: number) => Math.floor(now.getTime() / 1000) + seconds;
    const signed = (claims: object) => participantToken(app.tenant, "ada", now, { ...claims });
    const forged = participantToken({ ...app.tenant, widgetSecret: "another" }, "ada", now, { exp: at(-60) });
    expect(await refused(PANEL, await forged)).toEqual([401, expect.stringContaining("is not signed")]);
    expect(await refused(PANEL, await signed({ exp: at(-60) }))).toEqual([
      401,
      expect.stringContaining("exp has passed"),
    ]);
    expect(await refused(PANEL, await signed({ exp: at(7_200) }))).toEqual([401, expect.stringContaining("too long")]);
    expect(await refused(PANEL, await signed({ nbf: at(600) }))).toEqual([401, expect.stringContaining("nbf")]);
    expect(await refused(PANEL, await signed({ exp: undefined }))).toEqual([
      401,
      expect.stringContaining("needs an exp"),
    ]);
  });

  it("of another server is told where the demo's keys are", async () => {
    const [status, detail] = await refused(PROGRAMS, `sk_test_${"x".repeat(32)}`);
    expect([status, detail]).toEqual([401, expect.stringMatching(/no such key.*dev-keys\.json/)]);
  });
});

describe("a preflight", () => {
  const preflight = (path: string, origin: string | null) => {
    const headers: Record<string, string> = { "access-control-request-method": "POST" };
    if (origin !== null) headers.origin = origin;
    return app.fetch(new Request(`http://api.test${path}`, { method: "OPTIONS", headers }));
  };

  it("is answered to any page alike, since it brings no credential", async () => {
    const { status, headers } = await preflight("/v1/client/redemptions", "https://anyone.example");
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe("https://anyone.example");
    expect(headers.get("access-control-allow-methods")).toBe("POST");
    expect(headers.get("access-control-allow-headers")).toBe("authorization, content-type");
    expect(headers.get("vary")).toBe("origin");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("costs no statement, and there is none for the server's routes", async () => {
    expect(await app.database.during(async () => preflight("/v1/client/panel", SHOP))).toBe(0);
    expect((await preflight("/v1/codes", SHOP)).status).toBe(405);
  });
});

describe("a token", () => {
  it("that is wrong in anything is refused, in words for its bearer and with nothing of the content", async () => {
    const { tenant: other } = await app.newTenant("Coffee shop");
    for (const [what, bad] of Object.entries(await badTokens(app.tenant, other, app.clock.now()))) {
      const answer = await ask(bad, SHOP, `${PANEL}&lang=ru`);
      expect([answer.status, answer.body.code], what).toEqual([401, "unauthorized"]);
      expect(answer.body.message).toBe("Пожалуйста, войдите ещё раз.");
    }
  });

  it("that is forged does not tell what language its participant speaks", async () => {
    await app.api.put("/v1/participants/secret-speaker", { locale: "he" });
    const forged = { ...app.tenant, widgetSecret: "x".repeat(43) };
    const answer = await ask(await participantToken(forged, "secret-speaker", app.clock.now()), SHOP);
    expect([answer.status, answer.headers.get("content-language")]).toEqual([401, "en"]);
  });

  it("may be an hour ahead and no more, and ends when it says", async () => {
    const now = app.clock.now().getTime() / 1000;
    const until = (seconds: number) => participantToken(app.tenant, "ada", app.clock.now(), { exp: now + seconds });
    expect((await ask(await until(3_600), SHOP)).status).toBe(200);
    expect((await ask(await until(3_700), SHOP)).status).toBe(401);
    // Clocks may differ by half a minute.
    expect((await ask(await until(-20), SHOP)).status).toBe(200);
    expect((await ask(await until(-40), SHOP)).status).toBe(401);
  });

  it("with a profile that can't be is refused by the claim, once it is proved", async () => {
    const claims = { email: "no address", phone: "020 7183 8750", name: "", country: null };
    const answer = await ask(await participantToken(app.tenant, "bad-profile", app.clock.now(), claims), SHOP);
    expect([answer.status, answer.body.errors]).toMatchObject([422, [{ path: "email" }, { path: "phone" }]]);
    const forged = { ...app.tenant, widgetSecret: "x".repeat(43) };
    expect((await ask(await participantToken(forged, "ada", app.clock.now(), claims), SHOP)).status).toBe(401);
  });

  it("never changes a participant who exists", async () => {
    const claims = { email: "new@example.com", phone: "+442071838750", name: "New" };
    await app.api.put("/v1/participants/kept", { email: "kept@example.com", phone: "+442071838751" });
    expect((await ask(await participantToken(app.tenant, "kept", app.clock.now(), claims), SHOP)).status).toBe(200);
    expect((await app.api.get("/v1/participants/kept")).body).toMatchObject({
      email: "kept@example.com",
      phone: "+442071838751",
      name: null,
    });
  });
});

describe("the widget secret", () => {
  const rotate = (key: string) => app.api.post("/v1/tenant/widget-secret/rotate", {}, { "idempotency-key": key });

  it("is rotated with both believed, then the former one is retired", async () => {
    const before = token;
    const first = await rotate("rotation-1");
    const { widgetSecret } = first.body as { widgetSecret: string };
    expect(first.body).toEqual({ widgetSecret: expect.stringMatching(/^\w{43}$/), formerWidgetSecretValid: true });
    expect((await rotate("rotation-1")).body).toEqual(first.body);
    const after = await participantToken({ ...app.tenant, widgetSecret }, "ada", app.clock.now());
    expect([(await ask(before, SHOP)).status, (await ask(after, SHOP)).status]).toEqual([200, 200]);

    const again = await rotate("rotation-2");
    expect([again.status, again.body.code]).toEqual([409, "former_secret_valid"]);
    expect((await app.api.get("/v1/tenant")).body).toMatchObject({ formerWidgetSecretValid: true });

    for (const _ of [1, 2]) {
      const retired = await app.api.post("/v1/tenant/widget-secret/retire", {});
      expect([retired.status, retired.body]).toEqual([200, { formerWidgetSecretValid: false }]);
    }
    expect([(await ask(before, SHOP)).status, (await ask(after, SHOP)).status]).toEqual([401, 200]);
  });

  it("is audited, and stands in no audit row and no reading", async () => {
    const rows = await app.database.query("SELECT action, detail::text FROM audit ORDER BY created_at, id");
    const actions = rows.map(([action]) => action);
    for (const action of ["tenant.changed", "tenant.widget_secret_rotated", "tenant.widget_secret_retired"]) {
      expect(actions).toContain(action);
    }
    expect(actions.filter((action) => action === "tenant.widget_secret_retired")).toHaveLength(1);
    const secrets = (await app.database.query("SELECT widget_secret FROM tenants")).map(([secret]) => secret as string);
    const told = JSON.stringify([rows, (await app.api.get("/v1/tenant")).body]);
    for (const secret of [...secrets, app.tenant.widgetSecret]) expect(told).not.toContain(secret);
  });

  it("needs an Idempotency-Key to be rotated: a lost reply would lose the secret", async () => {
    expect((await app.api.post("/v1/tenant/widget-secret/rotate", {})).body.code).toBe("idempotency_key_required");
  });
});

describe("the settings of a tenant", () => {
  it("keep what is left out, and hold each origin once", async () => {
    const { body } = await app.api.patch("/v1/tenant", { allowedOrigins: [SHOP, SHOP], landingUrl: `${SHOP}/hello` });
    expect(body).toMatchObject({ name: "Tea shop", allowedOrigins: [SHOP], landingUrl: `${SHOP}/hello` });
    expect((await app.api.patch("/v1/tenant", { landingUrl: null })).body).toMatchObject({
      allowedOrigins: [SHOP],
      landingUrl: null,
    });
  });

  it.each([
    "*",
    "https://*.example",
    "shop.example",
    `${SHOP}/`,
    `${SHOP}/path`,
    "null",
    "javascript:alert(1)",
    "HTTPS://SHOP.EXAMPLE",
  ])("%s is no origin", async (origin) => {
    const { status, body } = await app.api.patch("/v1/tenant", { allowedOrigins: [origin] });
    expect([status, body.errors]).toMatchObject([422, [{ path: "allowedOrigins.0" }]]);
  });
});
