import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { furnish } from "../../testing/samples.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";
import { MAX_WORKING_KEYS } from "../../usecases/tenants/makeKey.ts";
import { serverSnippet } from "../snippets.ts";

let app: TestApp;
let owner: DashboardClient;
beforeAll(async () => {
  app = await createTestApp();
  await furnish(app.api, app.tenant);
  owner = await signIn(app, "owner");
});
afterAll(() => app.close());

const KEYS = "/setup/keys";
const HOUR = 3_600_000;
const keyIn = (text: string) => /[sp]k_(?:live|test)_\w{20,}/.exec(text)?.[0] ?? "";
const count = async (sql: string) => Number((await app.database.query(sql, [app.tenant.tenantId]))[0]?.[0]);
const keyCount = () => count("SELECT count(*) FROM api_keys WHERE tenant_id = $1");

describe("keys", () => {
  it("a key that an owner makes works at once, is shown in that answer alone, and is in the audit by its beginning", async () => {
    const answer = await owner.post(KEYS, { kind: "secret", mode: "live", key: "first" });
    const key = keyIn(answer.text);
    expect([answer.status, key.slice(0, 8)]).toEqual([200, "sk_live_"]);
    expect((await apiClient(app.fetch, key).get("/v1/tenant")).status).toBe(200);
    const list = await owner.get(KEYS);
    expect(list.text).toContain(key.slice(0, 14));
    expect(list.text).not.toContain(key);
    const { body } = await app.api.get<{ data: readonly object[] }>("/v1/audit?action=key.made");
    const [actor, detail] = [
      { type: "user", id: owner.member?.userId },
      { kind: "secret", prefix: key.slice(0, 14) },
    ];
    expect(body.data).toEqual([expect.objectContaining({ actor, detail })]);
    const stored = "SELECT count(*) FROM idempotency_keys WHERE tenant_id = $1 AND body::text LIKE '%sk_live_%'";
    expect(await count(stored)).toBe(0);
  });

  it("a form that was sent twice makes one key, also with another choice, and says that it is not shown again", async () => {
    const before = await keyCount();
    await owner.post(KEYS, { kind: "publishable", mode: "test", key: "twice" });
    for (const kind of ["publishable", "secret"]) {
      const again = await owner.post(KEYS, { kind, mode: "test", key: "twice" });
      expect([again.status, keyIn(again.text)]).toEqual([409, ""]);
      expect(again.text).toContain("a key is shown only once");
    }
    expect(await keyCount()).toBe(before + 1);
  });

  it("a key that was revoked is refused at the next request; one of another shop is none", async () => {
    const key = keyIn((await owner.post(KEYS, { kind: "secret", mode: "test" })).text);
    const [[id] = []] = await app.database.query("SELECT id FROM api_keys WHERE prefix = $1", [key.slice(0, 14)]);
    expect((await owner.post(`${KEYS}/revoke`, { id: String(id) })).location).toContain(`${KEYS}?said=saved`);
    expect((await apiClient(app.fetch, key).get("/v1/tenant")).status).toBe(401);
    const { tenant } = await app.newTenant("Coffee shop");
    const theirs = await app.database.query("SELECT id FROM api_keys WHERE tenant_id = $1", [tenant.tenantId]);
    for (const [other] of theirs) {
      expect((await owner.post(`${KEYS}/revoke`, { id: String(other) })).status).toBe(404);
    }
  });

  it("a step needs a sign-in of the last hour, and nothing is made without it", async () => {
    const late = await signIn(app, "owner");
    app.clock.advance(HOUR + 1);
    const before = await keyCount();
    const [[id] = []] = await app.database.query(
      "SELECT id FROM api_keys WHERE tenant_id = $1 AND kind = 'publishable' AND revoked_at IS NULL",
      [app.tenant.tenantId],
    );
    const steps = { "": { kind: "secret", mode: "live" }, "/revoke": { id: String(id) } };
    const bare = { "/widget-secret/rotate": {}, "/widget-secret/retire": {} };
    for (const [step, fields] of Object.entries<Record<string, string>>({ ...steps, ...bare })) {
      const answer = await late.post(`${KEYS}${step}`, fields);
      expect([step, answer.location?.split("&")[0]]).toEqual([step, "/dashboard/sign-in?fresh=1"]);
    }
    expect(await keyCount()).toBe(before);
    owner = await signIn(app, "owner");
  });

  it("a shop has so many working keys at most", async () => {
    const { tenant } = await app.newTenant("Keys shop");
    const rich = await signIn(app, "owner", tenant);
    await app.database.query(
      `INSERT INTO api_keys (tenant_id, id, kind, prefix, hash, created_at)
      SELECT $1, 'key_' || n, 'secret', 'sk_test_' || n, 'many ' || n, now() FROM generate_series(1, $2::integer) n`,
      [tenant.tenantId, MAX_WORKING_KEYS],
    );
    const refused = await rich.post(KEYS, { kind: "secret", mode: "test" });
    expect([refused.status, keyIn(refused.text)]).toEqual([409, ""]);
    const first = await rich.get(KEYS);
    const next =
      /href="([^"]+)" rel="next"/.exec(first.text)?.[1] ?? /rel="next"[^>]*href="([^"]+)"/.exec(first.text)?.[1];
    const second = await rich.get(next ?? "none");
    expect([first, second].map(({ text }) => text.match(/<tr id="key_/g)?.length)).toEqual([50, 50]);
  });

  it("another widget secret is shown once more only to the same form; there is no third before the first is retired", async () => {
    const secretIn = (text: string) => /<pre dir="ltr"><code>(\w{40,})</.exec(text)?.[1];
    const made = await owner.post(`${KEYS}/widget-secret/rotate`, { key: "rotate" });
    const again = await owner.post(`${KEYS}/widget-secret/rotate`, { key: "rotate" });
    expect(secretIn(made.text)).toMatch(/^\w{43}$/);
    expect(secretIn(again.text)).toBe(secretIn(made.text));
    expect((await owner.post(`${KEYS}/widget-secret/rotate`, {})).status).toBe(409);
    expect((await owner.get(KEYS)).text).not.toContain(secretIn(made.text));
    expect((await owner.post(`${KEYS}/widget-secret/retire`, {})).status).toBe(303);
    expect((await app.api.get("/v1/tenant")).body).toMatchObject({ formerWidgetSecretValid: false });
  });
});

describe("the shop's own settings", () => {
  const fields = { name: "Tea & co", timezone: "Europe/London", landingUrl: "https://tea.example/", origins: "" };

  it("are what the API has, also after a change", async () => {
    const saved = await owner.post("/setup/shop", {
      ...fields,
      origins: "https://tea.example/\nhttp://localhost:3000",
    });
    expect(saved.location).toContain("/setup/shop?said=saved");
    expect((await app.api.get("/v1/tenant")).body).toMatchObject({
      ...{ name: "Tea & co", timezone: "Europe/London", landingUrl: "https://tea.example/" },
      allowedOrigins: ["https://tea.example", "http://localhost:3000"],
    });
    expect((await owner.get("/setup/shop")).text).toContain('value="Tea &amp; co"');
  });

  it.each([
    ["name", " ", "Give the shop a name"],
    ["timezone", "Mars/Base", "Choose a time zone"],
    ["landingUrl", "javascript:alert(1)", "Enter an address"],
    ["origins", "https://tea.example/cart", "Write ⁨https://tea.example⁩."],
    ["origins", "https://*.tea.example", "has a star"],
    ["spendMinutes", "0", "from 1 to 43,200"],
    ["spendMinutes", "43201", "from 1 to 43,200"],
    ["spendMinutes", "1.5", "from 1 to 43,200"],
    ["spendMinutes", "", "from 1 to 43,200"],
  ])("%s is refused with what is wrong beside it, and nothing is changed: %s", async (field, typed, said) => {
    const before = (await app.api.get("/v1/tenant")).body;
    const refused = await owner.post("/setup/shop", { ...fields, [field]: typed });
    expect(refused.status).toBe(422);
    expect(refused.text.replaceAll(/[⁦-⁩]/g, "")).toContain(said.replaceAll(/[⁦-⁩]/g, ""));
    expect((await app.api.get("/v1/tenant")).body).toEqual(before);
  });

  it("keep what another person changed while the form was open, at the places where it was left as it was", async () => {
    const was = { ...fields, spendMinutes: "1440", payoutKinds: "", bonus: "0.00" };
    await owner.post("/setup/shop", fields);
    const { text } = await owner.get("/setup/shop");
    expect(text).toContain(`name="was" value='${JSON.stringify(was).replace("&", "&amp;")}'`);
    await app.api.patch("/v1/tenant", { name: "Tea and more", allowedOrigins: ["https://new.example"] });
    const { payoutKinds: _, ...boxes } = was;
    const form = { ...boxes, hasBoxes: "yes", was: JSON.stringify(was), landingUrl: "https://later.example/" };
    expect((await owner.post("/setup/shop", form)).location).toContain("?said=saved");
    expect((await app.api.get("/v1/tenant")).body).toMatchObject({
      ...{ name: "Tea and more", landingUrl: "https://later.example/", allowedOrigins: ["https://new.example"] },
    });
    const wrong = await owner.post("/setup/shop", { ...form, timezone: "Mars/Base" });
    expect(wrong.text).toContain(`name="was" value='${JSON.stringify(was).replace("&", "&amp;")}'`);
  });

  it("of a form in which nothing was changed are not written, and leave no row in the audit", async () => {
    const rows = async () => (await app.api.get<{ data: unknown[] }>("/v1/audit")).body.data.length;
    const before = await rows();
    const form = { ...fields, was: JSON.stringify(fields) };
    expect((await owner.post("/setup/shop", form)).location).toContain("?said=saved");
    expect(await rows()).toBe(before);
  });

  it("say how long an order may take that was paid with credit", async () => {
    expect((await owner.post("/setup/shop", { ...fields, spendMinutes: " 2,880 " })).location).toContain("?said=saved");
    expect((await app.api.get("/v1/tenant")).body).toMatchObject({ spendMinutes: 2_880 });
    expect((await owner.get("/setup/shop")).text).toMatch(
      /name="spendMinutes"[^>]*value="2880"|value="2880"[^>]*name="spendMinutes"/,
    );
    // A form without the box leaves it as it is.
    await owner.post("/setup/shop", fields);
    expect((await app.api.get("/v1/tenant")).body).toMatchObject({ spendMinutes: 2_880 });
    await app.api.patch("/v1/tenant", { spendMinutes: 1_440 });
  });

  it("say by what customers are asked where they are paid", async () => {
    const ticked = { ...fields, hasBoxes: "yes", iban: "on", paypal: "on" };
    expect((await owner.post("/setup/shop", ticked)).location).toContain("?said=saved");
    expect((await app.api.get("/v1/tenant")).body).toMatchObject({ payoutKinds: ["iban", "paypal"] });
    expect((await owner.get("/setup/shop")).text.match(/name="(iban|paypal|bank_account)"[^>]* checked/g)).toHaveLength(
      2,
    );
    // A form without the boxes leaves them as they are.
    await owner.post("/setup/shop", fields);
    expect((await app.api.get("/v1/tenant")).body).toMatchObject({ payoutKinds: ["iban", "paypal"] });
    await owner.post("/setup/shop", { ...fields, hasBoxes: "yes" });
    expect((await app.api.get("/v1/tenant")).body).toMatchObject({ payoutKinds: [] });
  });

  it("empty boxes take the address and the origins away", async () => {
    await owner.post("/setup/shop", { ...fields, landingUrl: "" });
    expect((await app.api.get("/v1/tenant")).body).toMatchObject({ landingUrl: null, allowedOrigins: [] });
  });
});

describe("the way to a first event", () => {
  it("each step is done once it is, and those who may not take it are not led there", async () => {
    const stepsDone = async (tenant: TestApp["tenant"]) => {
      const { text } = await (await signIn(app, "owner", tenant)).get("/setup");
      return text.match(/class="badge good"/g)?.length;
    };
    expect(await stepsDone((await app.newTenant("New shop")).tenant)).toBe(2);
    const fields = { name: "Tea shop", timezone: "UTC", landingUrl: "", origins: "" };
    const starter = await signIn(app, "owner", app.tenant);
    await starter.post("/setup/shop", fields);
    expect(await stepsDone(app.tenant)).toBe(5);
    await starter.post("/setup/shop", { ...fields, origins: "https://ready.example" });
    expect(await stepsDone(app.tenant)).toBe(6);
    const reader = await (await signIn(app, "viewer", app.tenant)).get("/setup");
    expect(reader.status).toBe(200);
    expect(reader.text).not.toMatch(/\/setup\/(?:keys|shop|members)"/);
  });

  it("the code for a server reports a signup and an order as they are", async () => {
    const { tenant } = app;
    const text = serverSnippet("node", { baseUrl: "http://service.test", program: "friends" });
    vi.stubEnv("REFERRAL_SECRET_KEY", tenant.secretKey);
    const send = (url: string, init: RequestInit) => app.fetch(new Request(url, init));
    const run = new Function("fetch", `${text}\nreturn { reportSignup, reportOrder };`);
    const { reportSignup, reportOrder } = run(send);
    const { body: code } = await app.api.post<{ shareUrl: string }>("/v1/codes", {
      program: "friends",
      participant: { externalId: "snippet-advocate" },
    });
    const arrived = await app.fetch(
      new Request(code.shareUrl, { headers: { "user-agent": "Mozilla/5.0 Firefox/140.0" } }),
    );
    const click = new URL(arrived.headers.get("location") ?? "").searchParams.get("click");
    // Of a visitor whose click was counted the form sends the click alone.
    await reportSignup("snippet-1", "", click);
    const { body: referred } = await app.api.get<{ data: readonly object[] }>("/v1/referrals?friend=snippet-1");
    expect(referred.data).toMatchObject([{ status: "attributed" }]);
    await reportSignup("snippet-2", "", "");
    await reportOrder("snippet-1", "snippet-o-1", 4200, "GBP");
    await expect(reportOrder("snippet-1", "snippet-o-2", -1, "GBP")).rejects.toThrow("amountMinor");
    vi.unstubAllEnvs();
    const found = await app.database.query(
      "SELECT amount_minor::text FROM purchases WHERE tenant_id = $1 AND order_id LIKE 'snippet-%'",
      [tenant.tenantId],
    );
    expect(found).toEqual([["4200"]]);
  });

  it.each(["node", "php", "python"])("the page names the running program and this address in %s", async (language) => {
    const { text } = await (await signIn(app, "viewer", app.tenant)).get(`/setup/code?in=${language}`);
    expect(text).toMatch(/https?:\/\/[\w.:-]+\/v1\/events/);
    expect(text).toContain("friends");
  });
});
