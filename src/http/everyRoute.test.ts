import { afterAll } from "vitest";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { everyRouteSuites } from "../testing/everyRoute.ts";

let app: TestApp | null = null;

everyRouteSuites(async () => {
  app = await createTestApp();
  const other = await app.newTenant("Coffee shop");
  const { secretKey, publishableKey } = app.tenant;
  return { fetch: app.fetch, secretKey, publishableKey, otherSecretKey: other.tenant.secretKey };
});

afterAll(() => app?.close());
