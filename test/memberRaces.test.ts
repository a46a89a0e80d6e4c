import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { nanoIds } from "../src/adapters/nanoIds.ts";
import { systemClock } from "../src/adapters/systemClock.ts";
import type { MemberChange } from "../src/db/queries/members.ts";
import { writeMember } from "../src/db/queries/members.ts";
import type { Database } from "../src/ports.ts";
import { testSealing } from "../src/testing/testSealing.ts";
import { changeMemberHere } from "../src/usecases/members/changeMember.ts";
import { createTenant } from "../src/usecases/tenants/createTenant.ts";

let database: Database;
const deps = () => ({ database, clock: systemClock, ids: nanoIds, sealing: testSealing });
const PAIRS = 16;

beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "memberRaces", MIGRATED_TEMPLATE));
});
afterAll(() => database.close());

/** A shop with two owners, by the ids of their users. */
async function shopOfTwo(name: string): Promise<{ readonly tenantId: string; readonly owners: readonly string[] }> {
  const { tenantId } = await createTenant(deps(), { name, slug: null, landingUrl: null, live: false });
  const owners = [];
  for (const who of ["ann", "ben"]) {
    const email = `${who}@${name}.example`;
    const { userId } = await changeMemberHere(deps(), tenantId, { act: "invite", email, role: "owner" });
    owners.push(userId ?? "");
  }
  return { tenantId, owners };
}

/** What a person does whose right was looked at before, as their request does when it comes to writing. */
function write(tenantId: string, userId: string, change: MemberChange) {
  const at = systemClock.now();
  const ids = { userId: nanoIds.id("usr", at), auditId: nanoIds.id("aud", at), at };
  return writeMember(database, { tenantId, actor: { type: "user", id: userId } }, change, ids);
}

const membersOf = (tenantId: string) =>
  database.query("SELECT user_id FROM members WHERE tenant_id = $1 AND removed_at IS NULL AND role = 'owner'", [
    tenantId,
  ]);

it("two owners who remove each other at the same moment leave one, and one row in the audit", async () => {
  const shops = await Promise.all(Array.from({ length: PAIRS }, (_, n) => shopOfTwo(`removing-${n}`)));
  await Promise.all(
    shops.map(async ({ tenantId, owners: [ann = "", ben = ""] }) => {
      const outcomes = await Promise.all([
        write(tenantId, ann, { act: "remove", userId: ben }),
        write(tenantId, ben, { act: "remove", userId: ann }),
      ]);
      expect(outcomes.map(({ result }) => result).toSorted()).toEqual(["done", "not_owner"]);
      expect(await membersOf(tenantId)).toHaveLength(1);
      const sql = "SELECT 1 FROM audit WHERE tenant_id = $1 AND action = 'member.removed'";
      expect(await database.query(sql, [tenantId])).toHaveLength(1);
    }),
  );
});

it("two owners who step down at the same moment leave one", async () => {
  const shops = await Promise.all(Array.from({ length: PAIRS }, (_, n) => shopOfTwo(`stepping-${n}`)));
  await Promise.all(
    shops.map(async ({ tenantId, owners }) => {
      const outcomes = await Promise.all(
        owners.map((userId) => write(tenantId, userId, { act: "set_role", userId, role: "viewer" })),
      );
      expect(outcomes.map(({ result }) => result).toSorted()).toEqual(["done", "last_owner"]);
      expect(await membersOf(tenantId)).toHaveLength(1);
    }),
  );
});

it("one address that several invite at the same moment is one person and one member", async () => {
  const { tenantId, owners } = await shopOfTwo("inviting");
  const asked = Array.from({ length: 8 }, (_, n) =>
    write(tenantId, owners[n % 2] ?? "", { act: "invite", email: "cyd@inviting.example", role: "viewer" }),
  );
  const outcomes = await Promise.all(asked);
  expect(outcomes.filter(({ result }) => result === "done")).toHaveLength(1);
  expect(outcomes.filter(({ result }) => result === "unchanged")).toHaveLength(7);
  expect(new Set(outcomes.map(({ userId }) => userId)).size).toBe(1);
});
