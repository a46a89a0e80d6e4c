import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TenantAsker } from "../db/queries/asker.ts";
import { readParticipant } from "../db/queries/participants.ts";
import { readProgram } from "../db/queries/programs.ts";
import { demoProgram } from "../demo/demoProgram.ts";
import { releaseRewards } from "../jobs/releaseRewards.ts";
import { apiClient } from "../testing/apiClient.ts";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { participantToken } from "../testing/participantTokens.ts";
import type { SignedIn } from "../testing/signIn.ts";
import { signedIn, userAsker } from "../testing/signIn.ts";
import { putParticipant } from "./people/putParticipant.ts";
import { createProgram } from "./programs/createProgram.ts";
import { publishProgram } from "./programs/publishProgram.ts";
import type { CreatedTenant } from "./tenants/createTenant.ts";

let app: TestApp;
let ida: SignedIn;
beforeAll(async () => {
  app = await createTestApp();
  ida = await signedIn(app, "owner", app.tenant);
});
afterAll(() => app.close());

const userOf = (tenant: Pick<CreatedTenant, "slug"> = app.tenant): TenantAsker => userAsker(ida, tenant, app);
const purchaseOf = (orderId: string) => ({
  type: "purchase" as const,
  participant: { externalId: "bob" },
  orderId,
  amountMinor: 4200,
  currency: "GBP",
  ...{ code: null, clickIds: [], channel: null, occurredAt: null },
  ...{ country: null, items: [], subscription: false, discounts: [], metadata: {} },
});
const auditOf = (action: string) =>
  app.database.query("SELECT tenant_id, actor FROM audit WHERE action = $1", [action]);

describe("a user of the tenant's staff", () => {
  it("makes, publishes and reads a program, and stands in the audit", async () => {
    const { tenantId } = app.tenant;
    const request = { asker: userOf(), idempotency: null };
    const made = await createProgram(app.deps, request, { ...demoProgram, key: "by-ida" });
    expect(made).toMatchObject({ kind: "done", status: 201 });
    const published = await publishProgram(app.deps, request, "by-ida", {
      applyTo: "new",
      version: null,
      publishAt: null,
    });
    expect(published).toMatchObject({ kind: "done", status: 200 });
    const read = await readProgram(app.database, request.asker, "by-ida");
    expect(read).toMatchObject({ tenantId, body: { key: "by-ida", status: "active", version: 1 } });
    const actor = { type: "user", id: ida.userId };
    expect(await auditOf("program.created")).toContainEqual([tenantId, actor]);
    expect(await auditOf("program.published")).toContainEqual([tenantId, actor]);
  });

  it("writes for one tenant what another does not see, and for a tenant that is none nothing", async () => {
    const other = (await app.newTenant("Coffee shop")).tenant;
    const theirs = userAsker(await signedIn(app, "owner", other), other, app);
    expect(await putParticipant(app.deps, theirs, "zoe", { name: "Zoe" })).toMatchObject({ kind: "done" });
    const read = (asker: TenantAsker) => readParticipant(app.database, asker, "zoe");
    expect((await read(theirs))?.body).toMatchObject({ name: "Zoe" });
    expect((await read(userOf()))?.body).toBeNull();
    for (const tenant of [other, { slug: "no-such-shop" }]) {
      expect(await putParticipant(app.deps, userOf(tenant), "zoe", {})).toEqual({ kind: "unauthorized" });
      expect(await read(userOf(tenant))).toBeNull();
    }
  });

  it("may not have a job look at another time than now", async () => {
    const request = { asker: userOf(), idempotency: null };
    const rehearsed = await releaseRewards.run(app.deps, request, "2030-01-01T00:00:00Z");
    expect(rehearsed).toMatchObject({ kind: "refused", refusal: { code: "test_mode_only" } });
    expect(await releaseRewards.run(app.deps, request, null)).toMatchObject({ kind: "done", body: { count: 0 } });
  });
});

describe("what reports events without a key", () => {
  const kinds: Readonly<Record<string, (tenant: Pick<CreatedTenant, "tenantId" | "slug">) => TenantAsker>> = {
    user: userOf,
    job: ({ tenantId }) => ({ kind: "job", tenantId, job: "catch-up" }),
    integration: ({ tenantId }) => ({ kind: "integration", tenantId, source: "int_shop" }),
  };

  it.each(Object.entries(kinds))(
    "%s: reports for its tenant in two statements, and for a tenant that is none nothing",
    async (kind, askerOf) => {
      const { tenantId } = app.tenant;
      const orderId = `order-${kind}`;
      const report = (asker: TenantAsker) =>
        app.deps.processEvents({ asker, events: [purchaseOf(orderId)], idempotency: null });
      expect(await report(askerOf({ tenantId: "ten_none", slug: "none" }))).toEqual({ kind: "unauthorized" });
      expect(await app.database.during(() => report(askerOf(app.tenant)))).toBe(2);
      const stored = await app.database.query("SELECT tenant_id FROM purchases WHERE order_id = $1", [orderId]);
      expect(stored).toEqual([[tenantId]]);
    },
  );

  it("a scheduled job of a tenant that is none fails instead of saying that nothing was due", async () => {
    await expect(releaseRewards.runFor(app.deps, "ten_none")).rejects.toThrow("unauthorized");
  });
});

describe("a participant's token that claims to be more", () => {
  const claims = { kind: "job", job: "take-clicks", type: "user", userId: "usr_ida", source: "int_shop" };
  const tokenOf = (secret = app.tenant.widgetSecret) => {
    const tenant = { tenantId: app.tenant.tenantId, widgetSecret: secret };
    return participantToken(tenant, "pat", app.clock.now(), { ...claims, tenantId: app.tenant.tenantId });
  };

  it("is still a participant's in the audit, and sees no program before it is published", async () => {
    const rules = { ...(demoProgram.rules as object), eligibility: { approval: "application" } };
    await app.api.post("/v1/programs", { ...demoProgram, key: "asked", rules });
    const asPat = apiClient(app.fetch, await tokenOf());
    const apply = () => asPat.post("/v1/client/applications", { program: "asked" });
    expect((await apply()).status).toBe(404);
    await app.api.post("/v1/programs/asked/publish", {});
    expect((await apply()).status).toBe(201);
    const [[, actor]] = (await auditOf("application.applied")) as [[string, { type: string; id: string }]];
    expect(actor).toEqual({ type: "participant", id: expect.stringMatching(/^par_/) });
  });

  it("opens no route of the tenant, and unsigned none at all", async () => {
    expect((await apiClient(app.fetch, await tokenOf()).get("/v1/programs")).status).toBe(401);
    expect((await apiClient(app.fetch, await tokenOf()).post("/v1/jobs/release-rewards", {})).status).toBe(401);
    const forged = apiClient(app.fetch, await tokenOf("not the tenant's secret"));
    expect((await forged.get("/v1/client/panel?program=friends")).status).toBe(401);
    expect((await forged.post("/v1/client/redemptions", { code: "ABC" })).status).toBe(401);
  });
});
