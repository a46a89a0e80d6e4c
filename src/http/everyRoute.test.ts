import { afterAll } from "vitest";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { everyRouteSuites } from "../testing/everyRoute.ts";

let app: TestApp | null = null;

everyRouteSuites(async () => {
  const created = await createTestApp();
  app = created;
  const { tenant: other } = await created.newTenant("Coffee shop");
  return { fetch: created.fetch, tenant: created.tenant, other, now: () => created.clock.now() };
}, "every route");

afterAll(() => app?.close());
