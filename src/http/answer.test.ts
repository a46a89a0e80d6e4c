import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createApp } from "../app.ts";
import type { Answered } from "../ports.ts";
import { apiClient } from "../testing/apiClient.ts";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";

describe("each request is told of once it is answered", () => {
  let app: TestApp;
  let told: Answered[];
  let fetchHere: (path: string, init?: RequestInit) => Promise<Response>;
  beforeAll(async () => {
    app = await createTestApp();
    const telling = createApp({ ...app.deps, onAnswered: (answered) => told.push(answered) });
    fetchHere = async (path, init) => await telling.fetch(new Request(`http://api.test${path}`, init));
  });
  beforeEach(() => {
    told = [];
  });
  afterAll(() => app.close());

  const withKey = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

  it("by the pattern of its route and its tenant, and by nothing that stood in it", async () => {
    const { secretKey, publishableKey, tenantId } = app.tenant;
    await fetchHere("/v1/participants/ada%40example.com?secret=1", withKey(secretKey));
    await fetchHere("/v1/client/codes/NOBODYS", withKey(publishableKey));
    await fetchHere(`/r/${app.tenant.slug}/NOBODYS`);
    await fetchHere("/v1/programs/friends", { ...withKey(secretKey), method: "PUT" });
    await fetchHere("/nowhere/ada@example.com");
    await fetchHere("/v1/programs", withKey("sk_test_0000000000000000000000"));
    expect(told.map(({ method, route, status, tenantId }) => [method, route, status, tenantId])).toEqual([
      ["GET", "/v1/participants/{externalId}", 422, tenantId],
      ["GET", "/v1/client/codes/{code}", 404, tenantId],
      ["GET", "/r/{tenantSlug}/{code}", 302, tenantId],
      ["PUT", "/v1/programs/{key}", 405, null],
      ["GET", null, 404, null],
      ["GET", "/v1/programs", 401, null],
    ]);
    expect(JSON.stringify(told)).not.toMatch(/ada|secret|NOBODYS/);
  });

  it("under the id that the answer names, which is the caller's own where it brings one", async () => {
    const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    const cases: ReadonlyArray<readonly [headers: Record<string, string>, id: string | RegExp]> = [
      [{}, /^req_/],
      [{ "x-request-id": "gateway:7f/1" }, "gateway:7f/1"],
      [{ traceparent: `00-${trace}-00f067aa0ba902b7-01` }, trace],
      [{ "x-request-id": "both", traceparent: `00-${trace}-00f067aa0ba902b7-01` }, "both"],
      [{ traceparent: `00-${"0".repeat(32)}-00f067aa0ba902b7-01` }, /^req_/],
      [{ "x-request-id": "a".repeat(129) }, /^req_/],
      [{ "x-request-id": 'a"b' }, /^req_/],
      [{ "x-request-id": "ada@example.com" }, /^req_/],
    ];
    for (const [headers, id] of cases) {
      const answer = await fetchHere("/v1/programs", { headers });
      const problem = (await answer.json()) as { requestId: string };
      const shown = answer.headers.get("x-request-id");
      expect([shown, problem.requestId]).toEqual([expect.stringMatching(id), shown]);
      expect(told.at(-1)?.requestId).toBe(shown);
    }
    const health = await fetchHere("/health", { headers: { "x-request-id": "probe-1" } });
    expect(health.headers.get("x-request-id")).toBe("probe-1");
  });

  it("and two clicks that bring the same id are two clicks", async () => {
    const api = apiClient(app.fetch, app.tenant.secretKey);
    const { code } = (
      await api.post<{ code: string }>("/v1/codes", {
        program: "friends",
        participant: { externalId: "ann" },
      })
    ).body;
    const headers = { "x-request-id": "the-same" };
    const clicks = [1, 2].map(async () => {
      const { headers: answered } = await fetchHere(`/r/${app.tenant.slug}/${code}`, { headers });
      return new URL(answered.get("location") ?? "").searchParams.get("click");
    });
    expect(new Set(await Promise.all(clicks)).size).toBe(2);
  });
});
