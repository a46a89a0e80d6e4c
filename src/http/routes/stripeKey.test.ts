import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSealing } from "../../adapters/sealing.ts";
import { sealSecrets } from "../../jobs/sealSecrets.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

const PATH = "/v1/tenant/stripe-key";
const KEY = "rk_live_teashop_SECRETPART0042";
const SHOWN = { shown: "0042", account: "acct_teashop", isLive: true };

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const set = (key: string) => app.api.put(PATH, { key });
const audited = async () =>
  (await app.database.query("SELECT action, detail FROM audit WHERE action LIKE 'tenant.stripe%' ORDER BY id")).map(
    ([action, detail]) => [action, detail],
  );
const kept = async () =>
  String((await app.database.query("SELECT stripe_key FROM tenants WHERE stripe_key IS NOT NULL"))[0]);

describe("the key of Stripe", () => {
  it("is asked whose it is once, kept sealed, and read back as its last four characters", async () => {
    expect((await app.api.get(PATH)).body).toEqual({ stripe: null });
    expect(await set(KEY)).toMatchObject({ status: 200, body: { stripe: SHOWN } });
    expect((await app.api.get(PATH)).body).toEqual({ stripe: SHOWN });
    expect(await set(KEY)).toMatchObject({ status: 200, body: { stripe: SHOWN } });
    expect(app.stripe.asked).toHaveLength(1);
    expect(await kept()).toMatch(/^v1\.test\./);
    expect(await audited()).toEqual([["tenant.stripe_key_set", { shown: "0042", account: "acct_teashop" }]]);
  });

  it("is in no row and no reply that is kept for a repeat", async () => {
    const headers = { "idempotency-key": "stripe-key-1" };
    const init = { body: JSON.stringify({ key: KEY }), headers: { ...headers, "content-type": "application/json" } };
    for (const _ of [1, 2]) expect((await app.api.send("PUT", PATH, init)).body).toEqual({ stripe: SHOWN });
    const tables = await app.database.query(
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    );
    expect(tables.length).toBeGreaterThan(40);
    for (const [table] of tables) {
      const found = await app.database.query(
        `SELECT count(*)::integer FROM "${table}" x WHERE x::text LIKE '%SECRETPART%'`,
      );
      expect([table, found]).toEqual([table, [[0]]]);
    }
  });

  it("is not kept where Stripe does not take it, may not tell whose it is, or does not answer", async () => {
    for (const key of ["sk_test_revoked_00000001", "rk_test_blind_00000001"]) {
      const refused = await set(key);
      expect(refused).toMatchObject({ status: 422, body: { code: "stripe_key_refused", errors: [{ path: "key" }] } });
      expect(JSON.stringify(refused.body)).not.toContain(key);
    }
    for (const status of [500, 429]) {
      app.stripe.fault = () => ({ kind: "refuses", status });
      expect(await set("sk_test_other_00000001")).toMatchObject({ status: 503, body: { code: "stripe_unavailable" } });
    }
    app.stripe.fault = () => ({ kind: "says", text: '{"id":"acct_1; DROP"}' });
    expect(await set("sk_test_other_00000001")).toMatchObject({ status: 503 });
    app.stripe.fault = () => null;
    expect((await app.api.get(PATH)).body).toEqual({ stripe: SHOWN });
  });

  it("is wrapped with the newest key of the operator", async () => {
    const keyOf = (id: string, byte: number) => ({ id, bytes: new Uint8Array(32).fill(byte) });
    const deps = { ...app.deps, sealing: createSealing([keyOf("k2", 9), keyOf("test", 7)], true) };
    expect(await sealSecrets.runFor(deps, app.tenant.tenantId)).toMatchObject({ count: 1 });
    expect(await kept()).toMatch(/^v1\.k2\./);
    await app.api.send("DELETE", PATH);
    await set(KEY);
  });

  it("is taken away, and that is told", async () => {
    expect((await app.api.send("DELETE", PATH)).body).toEqual({ stripe: null });
    expect((await app.api.send("DELETE", PATH)).body).toEqual({ stripe: null });
    expect((await audited()).at(-1)?.[0]).toBe("tenant.stripe_key_removed");
    const columns = "stripe_key, stripe_shown, stripe_account, stripe_is_live";
    expect(await app.database.query(`SELECT ${columns} FROM tenants WHERE id = $1`, [app.tenant.tenantId])).toEqual([
      [null, null, null, null],
    ]);
  });
});
