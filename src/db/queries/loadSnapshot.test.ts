import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../engine/events/sha256.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { SnapshotRequest } from "./loadSnapshot.ts";
import { loadRawSnapshot } from "./loadSnapshot.ts";

/** As the release before this one asks: the hash of a key or the id of a tenant comes first. */
const FORMER = "SELECT load_snapshot($1, $2::jsonb, $3::jsonb, $4::jsonb, $5, $6, $7, $8) AS body";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  await app.api.post("/v1/codes", { program: "friends", participant: { externalId: "ada", locale: "he" } });
});
afterAll(() => app.close());

const requestOf = (): SnapshotRequest => ({
  asker: { kind: "secretKey", hash: sha256(app.tenant.secretKey) },
  events: [
    { key: null, prefix: "signup:", externalId: "ada", orderId: "o-1", isRefund: false, isClick: false } as const,
    { key: "purchase:o-2", prefix: null, externalId: "bob", orderId: "o-2", isRefund: true, isClick: true } as const,
  ].map((event) => ({ ...event, program: "friends", codes: [], coupons: [], at: app.clock.now().toISOString() })),
  cachedVersionIds: [],
  periodKeys: {},
  idempotencyKeys: ["a-key"],
  maxBacklog: 2,
  reach: { rollingDays: 3, ancestors: 4 },
});

describe("load_snapshot, called by the release before this one while it is still running", () => {
  const former = async (who: string) => {
    const { events, reach, ...request } = requestOf();
    const lists = [events, request.cachedVersionIds, request.periodKeys].map((list) => JSON.stringify(list));
    const numbers = [request.maxBacklog, reach.rollingDays, reach.ancestors];
    return (await app.database.query(FORMER, [who, ...lists, request.idempotencyKeys[0], ...numbers]))[0]?.[0];
  };

  it("answers the hash of a secret key as it always did, and a wrong or revoked one with null", async () => {
    const now = (await loadRawSnapshot(app.database, requestOf()))?.snapshot;
    expect(now).toMatchObject({ participants: [{ externalId: "ada" }], programs: [{ key: "friends" }] });
    expect(await former(sha256(app.tenant.secretKey))).toEqual(now);
    expect(await former(sha256(app.tenant.publishableKey))).toBeNull();
    const { tenant } = await app.newTenant("Closed shop");
    await app.database.query("UPDATE api_keys SET revoked_at = now() WHERE tenant_id = $1", [tenant.tenantId]);
    expect(await former(sha256(tenant.secretKey))).toBeNull();
  });

  it("answers the id of a tenant with what tells whether to believe the browser that named it", async () => {
    const { tenantId, widgetSecret } = app.tenant;
    const [[id]] = (await app.database.query("SELECT id FROM participants WHERE external_id = 'ada'")) as [[string]];
    const browser = { secrets: [widgetSecret, null], allowedOrigins: [], hasLiveKey: false };
    expect(await former(tenantId)).toEqual({
      ...(await loadRawSnapshot(app.database, requestOf()))?.snapshot,
      browser: { ...browser, participant: { id, locale: "he" } },
    });
    expect(await former("ten_none")).toBeNull();
  });
});
