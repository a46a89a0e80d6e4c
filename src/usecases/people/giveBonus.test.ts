import { afterAll, beforeAll, expect, it } from "vitest";
import type { Role } from "../../domain/permissions.ts";
import { createRowTurns } from "../../engine/loop/rowTurns.ts";
import type { Database } from "../../ports.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { signedIn, userAsker } from "../../testing/signIn.ts";
import type { BonusInput } from "./giveBonus.ts";
import { giveBonus } from "./giveBonus.ts";

let app: TestApp;
let id: string;

beforeAll(async () => {
  app = await createTestApp();
  await app.api.put("/v1/participants/ann", {});
  await app.api.put("/v1/participants/bob", {});
  await app.api.patch("/v1/tenant", { supportBonusMinor: 1_000, timezone: "Pacific/Auckland" });
  id = await idOf("ann");
});
afterAll(() => app.close());

async function idOf(externalId: string): Promise<string> {
  const [[found] = []] = await app.database.query(
    "SELECT id FROM participants WHERE tenant_id = $1 AND external_id = $2",
    [app.tenant.tenantId, externalId],
  );
  return String(found);
}

async function give(role: Role, amountMinor: number, more: Partial<BonusInput> = {}): Promise<string> {
  const asker = userAsker(await signedIn(app, role, app.tenant), app.tenant, app);
  const input = { id, amountMinor, unit: "cash:GBP", reason: "goodwill", ...more };
  const outcome = await giveBonus(app.deps, { asker, idempotency: null }, input);
  return outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;
}

it("support gives a participant no more in a month than the tenant's limit, in each unit, all of its people together", async () => {
  expect(await give("support", 600)).toBe("done");
  expect(await give("support", 401)).toBe("bonus_limit");
  expect(await give("support", 400)).toBe("done");
  expect(await give("support", 1)).toBe("bonus_limit");
  expect(await give("support", 1_000, { unit: "points" })).toBe("done");
  expect(await give("support", 1_000, { id: await idOf("bob") })).toBe("done");
});

it("what others give does not count for support, and has no limit", async () => {
  expect(await give("marketer", 50_000)).toBe("done");
  expect(await give("owner", 50_000)).toBe("done");
  expect(await give("support", -300)).toBe("done");
  expect(await give("support", 1)).toBe("bonus_limit");
});

it("a month ends where the tenant is", async () => {
  // In Auckland it is February eleven hours before it is there.
  app.clock.advance(Date.parse("2026-01-31T12:00:00Z") - app.clock.now().getTime());
  expect(await give("support", 1_000)).toBe("done");
  app.clock.advance(20 * 3_600_000);
  expect(await give("support", 1)).toBe("bonus_limit");
});

it("two of support who give at once give one after the other", async () => {
  app.clock.advance(40 * 86_400_000);
  const both = await Promise.all([give("support", 700), give("support", 700)]);
  expect(both.toSorted()).toEqual(["bonus_limit", "done"]);
});

it("a tenant that set no limit lets support give nothing, and a participant of another tenant is none", async () => {
  const other = await app.newTenant("Coffee shop");
  const asker = userAsker(await signedIn(app, "support", other.tenant), other.tenant, app);
  await other.api.put("/v1/participants/ann", {});
  const outcome = await giveBonus(
    app.deps,
    { asker, idempotency: null },
    { id, amountMinor: 1, unit: "points", reason: "x" },
  );
  expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "not_found" } });
  const [[own] = []] = await app.database.query("SELECT id FROM participants WHERE tenant_id = $1", [
    other.tenant.tenantId,
  ]);
  const none = await giveBonus(
    app.deps,
    { asker, idempotency: null },
    { id: String(own), amountMinor: 1, unit: "points", reason: "x" },
  );
  expect(none).toMatchObject({ kind: "refused", refusal: { code: "bonus_limit" } });
});

it("a bonus for one who becomes another meanwhile is the other's, whoever gives it", async () => {
  const ids = [await idOf("ann"), await idOf("bob")];
  const raised = "version = version + 1, referred_version = referred_version + 1";
  for (const role of ["support", "owner"] as const) {
    let commits = 0;
    const database: Database = {
      close: () => app.database.close(),
      query: async (...statement) => {
        const isCommit = statement[0].includes("commit_effects");
        if (isCommit) commits += 1;
        if (isCommit && commits === 1) {
          await app.database.query(`UPDATE participants SET merged_into = $2, ${raised} WHERE id = $1`, ids);
        }
        return await app.database.query(...statement);
      },
    };
    const asker = userAsker(await signedIn(app, role, app.tenant), app.tenant, app);
    const rowTurns = createRowTurns(database);
    const input = { id, amountMinor: 7, unit: "credit:GBP", reason: `merged ${role}` };
    const outcome = await giveBonus({ ...app.deps, database, rowTurns }, { asker, idempotency: null }, input);
    expect([outcome.kind, commits]).toEqual(["done", 2]);
    const given = await app.database.query("SELECT participant_id FROM postings WHERE reason = $1", [input.reason]);
    expect(given).toEqual([[ids[1]]]);
    await app.database.query("UPDATE participants SET merged_into = NULL WHERE id = $1", [ids[0]]);
  }
});

it("no more is written off than is owed, also where the debt is filled up between the reading and the commit", async () => {
  const unit = "cash:GBP";
  await app.api.put("/v1/participants/debtor", {});
  const adjust = (amountMinor: number, key: string) =>
    app.api.post(
      "/v1/participants/debtor/adjustments",
      { unit, amountMinor, reason: "by hand" },
      { "idempotency-key": key },
    );
  await adjust(-900, "debt");
  let commits = 0;
  const database: Database = {
    close: () => app.database.close(),
    query: async (...statement) => {
      const isCommit =
        statement[0].includes("commit_effects") &&
        (statement[1] ?? []).some((part) => String(part).includes("forgiven"));
      if (isCommit) commits += 1;
      if (isCommit && commits === 1) await adjust(500, "filled");
      return await app.database.query(...statement);
    },
  };
  const asker = userAsker(await signedIn(app, "owner", app.tenant), app.tenant, app);
  const deps = { ...app.deps, database, rowTurns: createRowTurns(database) };
  const debtor = await idOf("debtor");
  const writeOff = (amountMinor: number) =>
    giveBonus(
      deps,
      { asker, idempotency: null },
      { id: debtor, amountMinor, unit, reason: "forgiven", isWriteOff: true },
    );
  expect(await writeOff(900)).toMatchObject({ kind: "refused", refusal: { code: "more_than_owed" } });
  expect(commits).toBe(1);
  expect(await writeOff(400)).toMatchObject({ kind: "done" });
  expect(await writeOff(1)).toMatchObject({ kind: "refused", refusal: { code: "more_than_owed" } });
});
