import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSealing } from "../adapters/sealing.ts";
import { createApp } from "../app.ts";
import { MAX_OLDER_PAYEES } from "../db/queries/sealedSecrets.ts";
import type { Deps } from "../deps.ts";
import { payoutDetailsPlace } from "../engine/events/payoutDetails.ts";
import { webhookSecretPlace } from "../engine/events/webhookSignature.ts";
import { createEngine } from "../engine/loop/engine.ts";
import type { Database, Sealing } from "../ports.ts";
import { apiClient } from "../testing/apiClient.ts";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { participantToken } from "../testing/participantTokens.ts";
import { takeOver } from "../usecases/people/takeOver.ts";
import { sealSecrets } from "./sealSecrets.ts";

const keyOf = (id: string, byte: number) => ({ id, bytes: new Uint8Array(32).fill(byte) });
const SHOP = "https://shop.example";

interface Made {
  readonly id: string;
  readonly secret: string;
}

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
  await app.api.patch("/v1/tenant", { allowedOrigins: [SHOP] });
});
afterAll(() => app.close());

/** The same service after its operator has given it other keys. */
function withKeys(sealing: Sealing): Deps {
  const deps = { ...app.deps, sealing };
  return { ...deps, processEvents: createEngine({ ...deps, takeOver }, 1) };
}

const keptSecrets = async () =>
  (await app.database.query("SELECT click_secret, widget_secret, former_widget_secret FROM tenants"))[0];

/** Whether a participant's token, a share link and the click that it signs are believed by a service. */
async function works(deps: Deps, widgetSecret: string, name: string) {
  const served = createApp(deps);
  const token = await participantToken({ ...app.tenant, widgetSecret }, name, app.clock.now());
  const headers = { authorization: `Bearer ${token}`, origin: SHOP };
  const panel = await served.request("http://api.test/v1/client/panel?program=friends", { headers });
  const { codes } = (await panel.json()) as { codes?: ReadonlyArray<{ readonly code: string }> };
  const api = apiClient((request) => Promise.resolve(served.fetch(request)), app.tenant.secretKey);
  const issued = await api.post<{ code: string }>("/v1/codes", {
    program: "friends",
    participant: { externalId: name },
  });
  const code = codes?.[0]?.code ?? issued.body.code;
  const led = await served.request(`http://api.test/r/${code}`, { redirect: "manual" });
  const click = new URL(led.headers.get("location") ?? "http://none.test").searchParams.get("click");
  const signup = { type: "signup", participant: { externalId: `of-${name}` }, clickIds: [click] };
  const reported = await api.post<{ results?: ReadonlyArray<{ readonly referral?: { readonly status: string } }> }>(
    "/v1/events",
    signup,
  );
  return { panel: panel.status, link: led.status, referral: reported.body.results?.[0]?.referral?.status };
}

describe("the secrets of a tenant", () => {
  it("are sealed when they are made, and by the job where they were kept before there was a key", async () => {
    const { widgetSecret } = app.tenant;
    const [click = "", widget = ""] = ((await keptSecrets()) ?? []) as string[];
    expect([click, widget]).toEqual([expect.stringMatching(/^v1\.test\./), expect.stringMatching(/^v1\.test\./)]);
    expect(await works(app.deps, widgetSecret, "ada")).toEqual({ panel: 200, link: 302, referral: "attributed" });

    await app.database.query("UPDATE tenants SET click_secret = 'as it was', widget_secret = $1", [widgetSecret]);
    const plain = withKeys(createSealing([keyOf("url", 1)], false));
    expect(await sealSecrets.tenantsDue(app.database, "", "", 10, plain)).toEqual([]);
    expect(await works(plain, widgetSecret, "bea")).toEqual({ panel: 200, link: 302, referral: "attributed" });

    const named = withKeys(createSealing([keyOf("k1", 2)], true));
    expect(await sealSecrets.tenantsDue(app.database, "", "", 10, named)).toEqual([app.tenant.tenantId]);
    expect(await sealSecrets.runFor(named, app.tenant.tenantId)).toMatchObject({ count: 1, more: false });
    expect(await keptSecrets()).toEqual([expect.stringMatching(/^v1\.k1\./), expect.stringMatching(/^v1\.k1\./), null]);
    expect(await sealSecrets.tenantsDue(app.database, "", "", 10, named)).toEqual([]);
    expect(await works(named, widgetSecret, "cleo")).toEqual({ panel: 200, link: 302, referral: "attributed" });
  });

  it("are wrapped with a newer key, after which the older one is needed no more", async () => {
    const both = withKeys(createSealing([keyOf("k2", 3), keyOf("k1", 2)], true));
    const api = apiClient((request) => Promise.resolve(createApp(both).fetch(request)), app.tenant.secretKey);
    const key = { "idempotency-key": "rotation" };
    const rotated = await api.post<{ widgetSecret: string }>("/v1/tenant/widget-secret/rotate", {}, key);
    const { widgetSecret } = rotated.body;
    expect(widgetSecret).toMatch(/^\w{43}$/);
    expect((await api.post("/v1/tenant/widget-secret/rotate", {}, key)).body).toEqual(rotated.body);
    const kept = await app.database.query("SELECT body::text FROM idempotency_keys");
    expect(JSON.stringify(kept)).not.toContain(widgetSecret);

    await sealSecrets.runFor(both, app.tenant.tenantId);
    const isNew = expect.stringMatching(/^v1\.k2\./);
    expect(await keptSecrets()).toEqual([isNew, isNew, isNew]);
    const alone = withKeys(createSealing([keyOf("k2", 3)], true));
    for (const secret of [widgetSecret, app.tenant.widgetSecret]) {
      expect(await works(alone, secret, `dan-${secret.slice(0, 8)}`)).toMatchObject({ panel: 200, link: 302 });
    }
  });

  it("of endpoints are wrapped as well, both of one that was rotated, and what can't be opened stops no other", async () => {
    const k4 = withKeys(createSealing([keyOf("k4", 4), keyOf("k2", 3)], true));
    const api = apiClient((request) => Promise.resolve(createApp(k4).fetch(request)), app.tenant.secretKey);
    const make = async (name: string) =>
      (await api.post<Made>("/v1/webhooks", { url: `https://hooks.shop.example/${name}` })).body;
    const [rotated, lost] = [await make("rotated"), await make("lost")];
    const after = (await api.post<Made>(`/v1/webhooks/${rotated.id}/rotate`, {}, { "idempotency-key": "again" })).body;
    await sealSecrets.runFor(k4, app.tenant.tenantId);
    await app.database.query("UPDATE webhooks SET secret = replace(secret, 'v1.k4.', 'v1.gone.') WHERE id = $1", [
      lost.id,
    ]);

    const both = withKeys(createSealing([keyOf("k5", 5), keyOf("k4", 4)], true));
    expect(await sealSecrets.tenantsDue(app.database, "", "", 10, both)).toEqual([app.tenant.tenantId]);
    await expect(sealSecrets.runFor(both, app.tenant.tenantId)).rejects.toThrow('with the key "gone"');
    const isNew = expect.stringMatching(/^v1\.k5\./);
    expect(await keptSecrets()).toEqual([isNew, isNew, isNew]);
    const sql = "SELECT secret, former_secret FROM webhooks WHERE id = $1";
    const [kept = []] = await app.database.query(sql, [rotated.id]);
    expect(kept).toEqual([isNew, isNew]);
    const alone = createSealing([keyOf("k5", 5)], true);
    const place = webhookSecretPlace(app.tenant.tenantId, rotated.id);
    const opened = await Promise.all(kept.map((one) => alone.open(String(one), place)));
    expect(opened).toEqual([after.secret, rotated.secret]);

    expect(await sealSecrets.tenantsDue(app.database, "", "", 10, both)).toEqual([app.tenant.tenantId]);
    await app.database.query("DELETE FROM webhooks WHERE id = $1", [lost.id]);
    expect(await sealSecrets.tenantsDue(app.database, "", "", 10, both)).toEqual([]);
  });

  it("of payees are wrapped as well, a page at a time, by the name of the key that has sealed them", async () => {
    const k5 = createSealing([keyOf("k5", 5)], true);
    const { tenantId } = app.tenant;
    const names = Array.from({ length: MAX_OLDER_PAYEES + 1 }, (_, nth) => `par_sealed-${nth}`);
    const rows = await Promise.all(
      names.map(async (id) => ({ id, sealed: await k5.seal(id, payoutDetailsPlace(tenantId, id)) })),
    );
    await app.database.query(
      `WITH x AS (SELECT * FROM jsonb_to_recordset($2) AS x(id text, sealed text)), p AS (
         INSERT INTO participants (tenant_id, id, external_id, segments, version, referred_version, created_at, updated_at)
         SELECT $1, x.id, x.id, '[]', 1, 0, now(), now() FROM x)
       INSERT INTO payout_details (tenant_id, participant_id, kind, sealed, sealed_as, same_account, version, changed_at)
       SELECT $1, x.id, 'paypal', x.sealed, x.id, false, 1, now() FROM x`,
      [tenantId, rows],
    );
    const both = withKeys(createSealing([keyOf("k7", 7), keyOf("k5", 5)], true));
    expect(await sealSecrets.runFor(both, tenantId)).toMatchObject({ more: true });
    expect(await sealSecrets.tenantsDue(app.database, "", "", 10, both)).toEqual([tenantId]);
    expect(await sealSecrets.runFor(both, tenantId)).toMatchObject({ count: 1, more: false });
    expect(await sealSecrets.tenantsDue(app.database, "", "", 10, both)).toEqual([]);
    const alone = createSealing([keyOf("k7", 7)], true);
    for (const [id, kept] of await app.database.query("SELECT participant_id, sealed FROM payout_details")) {
      expect(await alone.open(String(kept), payoutDetailsPlace(tenantId, String(id)))).toBe(id);
    }
    await app.database.query("DELETE FROM payout_details");
  });

  it("that an owner has rotated meanwhile are left as the owner made them", async () => {
    const k6 = createSealing([keyOf("k8", 8), keyOf("k7", 7)], true);
    const database: Database = {
      ...app.database,
      query: async (sql, params, limits) => {
        const rows = await app.database.query(sql, params, limits);
        if (sql.includes("UNION ALL") && sql.startsWith("SELECT s.of")) {
          await app.database.query("UPDATE webhooks SET secret = 'rotated', former_secret = secret");
        }
        return rows;
      },
    };
    await sealSecrets.runFor({ ...withKeys(k6), database }, app.tenant.tenantId);
    const [kept = []] = await app.database.query("SELECT secret, former_secret FROM webhooks");
    expect(kept).toEqual(["rotated", expect.stringMatching(/^v1\.k8\./)]);
  });
});
