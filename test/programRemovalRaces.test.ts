import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { attributionOf } from "../src/engine/testing/documents.ts";
import type { Database } from "../src/ports.ts";
import { issueCode } from "../src/usecases/codes/issueCode.ts";
import type { WriteOutcome } from "../src/usecases/commitOnce.ts";
import { putGoal } from "../src/usecases/goals/putGoal.ts";
import { putMaterial } from "../src/usecases/library/putMaterial.ts";
import { applyToProgram } from "../src/usecases/people/applyToProgram.ts";
import { createProgram } from "../src/usecases/programs/createProgram.ts";
import { publishProgram } from "../src/usecases/programs/publishProgram.ts";
import { removeProgram } from "../src/usecases/programs/removeProgram.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn, signup } from "./support/engineTenant.ts";
import { report } from "./support/eventRaces.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** A program that was never published is removed while others begin to use it or write for it, on a real PostgreSQL. */

const rules = {
  schemaVersion: 1,
  attribution: attributionOf(),
  qualifies: [],
  rewards: [{ id: "r", recipient: "friend", on: { event: "signup" }, grant: { kind: "points", amount: 1 } }],
};
const program = "draft";
const input = {
  ...{ key: program, name: "Draft", landingUrl: "https://shop.example/", currency: "GBP", timezone: "UTC" },
  ...{ startsAt: null, endsAt: null, texts: {}, rules },
};

const act =
  (make: (tenant: EngineTenant, on: Database) => Promise<WriteOutcome<string>>): Act =>
  async (tenant, on) => {
    const outcome = await make(tenant, on);
    if (outcome.kind === "done") return outcome.status;
    return outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;
  };
const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });
const participant = { externalId: "a" };

const removal: Readonly<Record<string, Act>> = {
  "the removal": act((tenant, on) => removeProgram(depsOn(on), requestOf(tenant), program)),
};
const contenders: Readonly<Record<string, Act>> = {
  ...removal,
  "a code": act((tenant, on) =>
    issueCode(depsOn(on), requestOf(tenant), { program, participant, vanity: "draft-a" }, "https://s.example"),
  ),
  "an application": act((tenant, on) => applyToProgram(depsOn(on), requestOf(tenant), { program, participant })),
  "a goal": act((tenant, on) => {
    const goal = { metric: "friends", target: 1, firstDay: "2026-01-01", lastDay: "2026-12-31" } as const;
    return putGoal(depsOn(on), requestOf(tenant), { program, id: "g" }, goal);
  }),
  "a material": act((tenant, on) => {
    const written = { kind: "message", language: "en", channel: null, title: "T", text: "{link}" } as const;
    return putMaterial(
      depsOn(on),
      requestOf(tenant),
      { program, id: "m" },
      { ...written, url: null, picture: null, lastDay: null },
    );
  }),
  "its publishing": act((tenant, on) =>
    publishProgram(depsOn(on), requestOf(tenant), program, { applyTo: "new", version: null, publishAt: null }),
  ),
  "its publishing at a time": act((tenant, on) => {
    const publishAt = "2099-01-01T00:00:00Z";
    return publishProgram(depsOn(on), requestOf(tenant), program, { applyTo: "new", version: null, publishAt });
  }),
  "a signup that names it": report({ ...signup("f1", "a", "2026-01-05T10:00:00Z"), program }),
};

let database: Database;
let begun: EngineTenant;

beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "programRemovalRaces", MIGRATED_TEMPLATE);
  database = openPg(url, { max: RACING_CONNECTIONS });
  begun = await createEngineTenant(database, rules, ["a"]);
  expect(await act((tenant, on) => createProgram(depsOn(on), requestOf(tenant), input))(begun, database)).toBe(201);
});
afterAll(() => database.close());

/** How many rows of each table refer to a program that is there, and to one that is not. */
async function stateOf({ tenantId }: EngineTenant): Promise<unknown> {
  const tables = [
    "codes",
    "applications",
    "goals",
    "materials",
    "scheduled_publishes",
    "program_versions",
    "referrals",
  ];
  const [row] = await database.query(
    `SELECT (SELECT json_agg(g.key ORDER BY g.key) FROM programs g WHERE g.tenant_id = $1), ${tables
      .map(
        (table) => `(SELECT json_build_array(count(g.id), count(*) - count(g.id)) FROM ${table} x
          LEFT JOIN programs g ON g.tenant_id = x.tenant_id AND g.id = x.program_id WHERE x.tenant_id = $1)`,
      )
      .join(", ")}`,
    [tenantId],
  );
  return row;
}

describe.each(pairsOf(removal, contenders))("$name beside every other act", (pairs) => {
  it("ends as one after the other, in one order or the other", () => raceEach({ database, begun, stateOf }, pairs));
});
