import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../app.ts";
import { createEngine } from "../../engine/loop/engine.ts";
import type { Ask, Database } from "../../ports.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { takeOver } from "../../usecases/people/takeOver.ts";

/** On whose behalf statements are sent, which is what keeps one tenant from stopping the others. */

let app: TestApp;
let asks: Ask[];
beforeAll(async () => {
  app = await createTestApp();
  // Which tenant a key is of is known once it was used.
  await Promise.all([app.tenant.secretKey, app.tenant.publishableKey].map((key) => clientOf(key).get(PANEL)));
});
afterAll(() => app.close());

const PANEL = "/v1/client/panel?program=friends";

/** Calls the API, and notes down the asks of its statements. */
function clientOf(key: string) {
  asks = [];
  const database: Database = {
    query(sql, params, ask) {
      const { lane, of } = ask ?? { lane: "write", of: "nothing was said" };
      asks.push({ lane, of });
      return app.database.query(sql, params, ask);
    },
    close: async () => {},
  };
  const noting = createApp({
    ...app.deps,
    database,
    processEvents: createEngine({ ...app.deps, takeOver, database }, 1),
  });
  return apiClient((request) => noting.fetch(request), key);
}

describe("a statement is sent on behalf of its tenant", () => {
  const of = () => app.tenant.tenantId;

  it.each(["/v1/programs", "/v1/rewards", "/v1/participants/a", "/v1/reports/summary", "/v1/tenant"])(
    "as a read for GET %s",
    async (path) => {
      await clientOf(app.tenant.secretKey).get(path);
      expect(asks).toEqual([{ lane: "read", of: of() }]);
    },
  );

  it("as a read also with another of its keys", async () => {
    await clientOf(app.tenant.publishableKey).get(PANEL);
    expect(asks).toEqual([{ lane: "read", of: of() }]);
  });

  it.each([
    ["events", "post", "/v1/events", { type: "signup", program: "friends", participant: { externalId: "a" } }],
    ["a participant", "put", "/v1/participants/b", {}],
    ["a code", "post", "/v1/codes", { program: "friends", participant: { externalId: "c" } }],
  ] as const)("as a write for %s, what it reads first included", async (_title, method, path, body) => {
    await clientOf(app.tenant.secretKey)[method](path, body);
    expect(asks).toEqual([1, 2].map(() => ({ lane: "write", of: of() })));
  });
});
