import { afterAll, beforeAll, expect, it } from "vitest";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { addKeys } from "../../usecases/tenants/createTenant.ts";

interface Keys {
  readonly data: readonly { readonly id: string; readonly prefix: string; readonly revokedAt: string | null }[];
  readonly nextCursor: string | null;
}

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const idOf = async (key: string) => {
  const { body } = await app.api.get<Keys>("/v1/keys?limit=200");
  return body.data.find(({ prefix }) => key.startsWith(prefix))?.id;
};

it("a revoked key is refused at the next request, the others go on, and revoking again changes nothing", async () => {
  const { secretKey } = await addKeys(app.deps, app.tenant.tenantId, false);
  const lost = apiClient(app.fetch, secretKey);
  expect((await lost.get("/v1/keys")).status).toBe(200);
  const path = `/v1/keys/${await idOf(secretKey)}/revoke`;
  const { body: revoked } = await app.api.post<{ revokedAt: string }>(path, {});
  expect(revoked.revokedAt).toBe(app.clock.now().toISOString());
  expect((await lost.get("/v1/keys")).status).toBe(401);
  app.clock.advance(1_000);
  expect((await app.api.post(path, {})).body).toEqual(revoked);
  const { body } = await app.api.get<{ data: readonly object[] }>("/v1/audit?action=key.revoked");
  expect(body.data).toEqual([expect.objectContaining({ detail: { kind: "secret", prefix: secretKey.slice(0, 14) } })]);
});

it("a key revokes itself, with an answer, and is refused from then on", async () => {
  const { secretKey } = await addKeys(app.deps, app.tenant.tenantId, false);
  const own = apiClient(app.fetch, secretKey);
  expect((await own.post(`/v1/keys/${await idOf(secretKey)}/revoke`, {})).status).toBe(200);
  expect((await own.get("/v1/keys")).status).toBe(401);
});

it("two who revoke the same key at once write it down once", async () => {
  const { publishableKey } = await addKeys(app.deps, app.tenant.tenantId, false);
  const path = `/v1/keys/${await idOf(publishableKey)}/revoke`;
  const answers = await Promise.all([app.api.post(path, {}), app.api.post(path, {})]);
  expect(answers[0].body).toEqual(answers[1].body);
  const { body } = await app.api.get<{ data: readonly object[] }>(`/v1/audit?subject=${await idOf(publishableKey)}`);
  expect(body.data).toHaveLength(1);
});

it("a key of another tenant is none, and goes on", async () => {
  const other = await app.newTenant("Coffee shop");
  const { body } = await other.api.get<Keys>("/v1/keys");
  for (const { id } of body.data) expect((await app.api.post(`/v1/keys/${id}/revoke`, {})).status).toBe(404);
  expect((await other.api.get<Keys>("/v1/keys")).body).toEqual(body);
});

it("no list holds a key or its hash, and page by page come the same", async () => {
  const whole = await app.api.get<Keys>("/v1/keys");
  const text = JSON.stringify(whole.body);
  expect(text).not.toContain(app.tenant.secretKey);
  expect(text).not.toMatch(/[0-9a-f]{64}/);
  const paged: unknown[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Keys = (await app.api.get<Keys>(`/v1/keys?limit=1${cursor}`)).body;
    paged.push(...page.data);
    cursor = page.nextCursor === null ? null : `&cursor=${page.nextCursor}`;
  }
  expect(paged).toEqual(whole.body.data);
});
