import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { Database } from "../src/ports.ts";
import { tinyPng } from "../src/testing/pictures.ts";
import type { WriteOutcome } from "../src/usecases/commitOnce.ts";
import { addPicture } from "../src/usecases/library/addPicture.ts";
import { removePicture } from "../src/usecases/library/removePicture.ts";
import type { TenantSettingsInput } from "../src/usecases/tenants/changeTenant.ts";
import { changeTenant } from "../src/usecases/tenants/changeTenant.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn } from "./support/engineTenant.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** What people do to a shop's theme and to the pictures that its logo can be of, on a real PostgreSQL. */

const rules = {
  schemaVersion: 1,
  attribution: { model: "last_touch", windowDays: 30, creditWindowDays: 90, lateEntryDays: 14, newCustomersOnly: true },
  qualifies: [],
  rewards: [{ id: "r", recipient: "friend", on: { event: "signup" }, grant: { kind: "points", amount: 1 } }],
};
const PICTURES = [tinyPng(1, 1), tinyPng(2, 2)] as const;
const [first, second] = PICTURES.map((bytes) => createHash("sha256").update(bytes).digest("hex")) as [string, string];

const endOf = (outcome: WriteOutcome<string>) => {
  if (outcome.kind === "done") return outcome.status;
  return outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;
};
const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });
const change =
  (input: TenantSettingsInput): Act =>
  async (tenant, on) =>
    endOf(await changeTenant(depsOn(on), tenant.asker, input));
const remove =
  (picture: string): Act =>
  async (tenant, on) =>
    endOf(await removePicture(depsOn(on), requestOf(tenant), picture));

const acts: Readonly<Record<string, Act>> = {
  "a picture as the logo": change({ logo: second }),
  "its removal": remove(second),
  "no logo": change({ logo: null }),
  "another picture as the logo": change({ logo: first }),
  "another accent": change({ accent: "#123456" }),
};

let database: Database;
let begun: EngineTenant;

beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "logoRaces", MIGRATED_TEMPLATE);
  database = openPg(url, { max: RACING_CONNECTIONS });
  begun = await createEngineTenant(database, rules, ["a"]);
  for (const bytes of PICTURES) await addPicture(depsOn(database), requestOf(begun), bytes);
  await change({ accent: "#0a6b4d" })(begun, database);
});
afterAll(() => database.close());

async function stateOf({ tenantId }: EngineTenant): Promise<unknown> {
  const [row] = await database.query(
    `SELECT t.accent, t.logo, (SELECT json_agg(p.sha256 ORDER BY p.sha256) FROM pictures p WHERE p.tenant_id = t.id)
     FROM tenants t WHERE t.id = $1`,
    [tenantId],
  );
  return row;
}

it("the tenant begins with two pictures and no logo", async () => {
  expect(await stateOf(begun)).toEqual(["#0a6b4d", null, [first, second].toSorted()]);
});

describe.each(pairsOf(acts, acts))("$name beside every other act", (pairs) => {
  it("ends as one after the other, in one order or the other", () => raceEach({ database, begun, stateOf }, pairs));
});
