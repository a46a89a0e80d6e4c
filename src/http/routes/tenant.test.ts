import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commitEffects } from "../../db/queries/commitEffects.ts";
import type { TenantChange } from "../../db/queries/tenantSettings.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const timezone = async () => (await app.api.get<{ timezone: string }>("/v1/tenant")).body.timezone;

describe("the time zone of a tenant", () => {
  it("is UTC until it is set, and stays where a change does not name it", async () => {
    expect(await timezone()).toBe("UTC");
    expect((await app.api.patch("/v1/tenant", { timezone: "Europe/London" })).status).toBe(200);
    expect((await app.api.patch("/v1/tenant", { name: "Tea & co" })).body).toMatchObject({ timezone: "Europe/London" });
    expect(await timezone()).toBe("Europe/London");
  });

  it.each(["Mars/Base", "CET", "+02:00", ""])("is refused where PostgreSQL may read it otherwise: %j", async (zone) => {
    expect((await app.api.patch("/v1/tenant", { timezone: zone })).body.code).toBe("invalid_request");
  });

  it("stays when a server of the release before, which knows none, changes the settings", async () => {
    await app.api.patch("/v1/tenant", { timezone: "Asia/Tokyo" });
    const [row = []] = await app.database.query("SELECT widget_secret FROM tenants WHERE id = $1", [
      app.tenant.tenantId,
    ]);
    const widgetSecret = row[0] as string;
    const expected = { widgetSecret, formerWidgetSecret: null };
    const before = { name: "Before", landingUrl: null, allowedOrigins: [], widgetSecret, formerWidgetSecret: null };
    const tenantChanges = [{ ...before, expected } as Partial<TenantChange> as TenantChange];
    const at = app.clock.now().toISOString();
    await commitEffects(app.database, { tenantId: app.tenant.tenantId, attemptId: "req_before", at, tenantChanges });
    expect((await app.api.get("/v1/tenant")).body).toMatchObject({ name: "Before", timezone: "Asia/Tokyo" });
  });
});
