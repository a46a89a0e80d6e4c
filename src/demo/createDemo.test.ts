import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../engine/events/sha256.ts";
import { LANGUAGES } from "../i18n/languages.ts";
import { apiClient } from "../testing/apiClient.ts";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { createTenant, TenantInputError } from "../usecases/tenants/createTenant.ts";
import { ensureDemo } from "./createDemo.ts";
import { demoProgram } from "./demoProgram.ts";

describe("the demo tenant", () => {
  let app: TestApp;
  let dataDir: string;
  beforeAll(async () => {
    app = await createTestApp();
    dataDir = await mkdtemp(join(tmpdir(), "demo-"));
  });
  afterAll(async () => {
    await app.close();
    await rm(dataDir, { recursive: true });
  });

  const file = () => join(dataDir, "dev-keys.json");
  const start = async (apiUrl = "http://127.0.0.1:8787", isLocal = false) => {
    await ensureDemo(app.deps, { dataDir, apiUrl, isLocal });
    return JSON.parse(await readFile(file(), "utf8"));
  };
  const versionFor = async (secretKey: string) => {
    const { body } = await apiClient(app.fetch, secretKey).get("/v1/programs/friends");
    return body.version;
  };

  it("is made once, with its program published and its keys for their owner alone", async () => {
    const keys = await start();
    expect(Object.keys(keys)).toEqual([
      "apiUrl",
      "dashboardUrl",
      "tenantId",
      "secretKey",
      "publishableKey",
      "widgetSecret",
    ]);
    expect(await versionFor(keys.secretKey)).toBe(1);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await app.database.during(start)).toBe(1);
    expect(await start()).toEqual(keys);
    expect(await start("http://127.0.0.1:1")).toEqual({ ...keys, apiUrl: "http://127.0.0.1:1" });
  });

  it.each(["", "{}", "nonsense"])(
    "a lost or damaged file of keys is replaced by new ones that work: %j",
    async (text) => {
      const before = await start();
      if (text === "") await rm(file());
      else await writeFile(file(), text);
      const keys = await start();
      expect(keys.secretKey).not.toBe(before.secretKey);
      expect(keys.widgetSecret).toBe(before.widgetSecret);
      expect([await versionFor(keys.secretKey), await versionFor(before.secretKey)]).toEqual([1, 1]);
    },
  );

  it("on a machine of one's own it has an owner, who enters by an address that stays as it is", async () => {
    const { dashboardUrl } = await start(undefined, true);
    expect(dashboardUrl).toMatch(/^http:\/\/127\.0\.0\.1:8787\/dashboard#\w{43}$/);
    expect((await start(undefined, true)).dashboardUrl).toBe(dashboardUrl);
    const owners = await app.database.query(
      "SELECT u.email, m.role FROM members m JOIN auth_users u ON u.id = m.user_id",
    );
    expect(owners).toEqual([["owner@example.com", "owner"]]);
    expect((await start()).dashboardUrl).toBeNull();
  });

  it("a key in the file that was revoked is replaced by one that works", async () => {
    const before = await start();
    await app.database.query("UPDATE api_keys SET revoked_at = now() WHERE hash = $1", [sha256(before.secretKey)]);
    const keys = await start();
    expect(keys.tenantId).toBe(before.tenantId);
    expect(await versionFor(keys.secretKey)).toBe(1);
  });

  it("has exactly the program of the data set, with its texts in every language", async () => {
    const document = await readFile(new URL("../../dev/data/program-friends.json", import.meta.url), "utf8");
    expect({ ...demoProgram, texts: null }).toEqual({
      ...JSON.parse(document),
      startsAt: null,
      endsAt: null,
      texts: null,
    });
    for (const texts of Object.values(demoProgram.texts as Record<string, object>)) {
      expect(Object.keys(texts).toSorted()).toEqual(LANGUAGES.toSorted());
    }
  });
});

describe("tenants", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  const create = (name: string, slug: string | null = null) =>
    createTenant(app.deps, { name, slug, landingUrl: null, live: true });

  it("gets keys that are stored as hashes alone", async () => {
    const tenant = await create("Café  Olé!");
    expect(tenant).toMatchObject({
      slug: "cafe-ole",
      secretKey: expect.stringMatching(/^sk_live_\w{32}$/),
      publishableKey: expect.stringMatching(/^pk_live_\w{32}$/),
    });
    expect((await apiClient(app.fetch, tenant.secretKey).get("/v1/programs")).status).toBe(200);
    const stored = JSON.stringify(await app.database.query("SELECT * FROM api_keys"));
    expect([stored.includes(tenant.secretKey), stored.includes(tenant.secretKey.slice(0, 14))]).toEqual([false, true]);
  });

  it("needs a name, and a slug of its own", async () => {
    await create("Book shop");
    for (const make of [
      () => create("Book shop"),
      () => create(" "),
      () => create("書店"),
      () => create("x", "Not A Slug"),
    ]) {
      await expect(make()).rejects.toThrow(TenantInputError);
    }
    expect((await create("書店", "shoten")).slug).toBe("shoten");
  });
});
