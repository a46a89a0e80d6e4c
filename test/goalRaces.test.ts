import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { MAX_GOALS } from "../src/domain/goals.ts";
import { attributionOf } from "../src/engine/testing/documents.ts";
import type { Database } from "../src/ports.ts";
import type { WriteOutcome } from "../src/usecases/commitOnce.ts";
import { putGoal } from "../src/usecases/goals/putGoal.ts";
import { removeGoal } from "../src/usecases/goals/removeGoal.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn, signup } from "./support/engineTenant.ts";
import { report } from "./support/eventRaces.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** What people do to the goals of a program that has room for one more, on a real PostgreSQL. */

const rules = {
  schemaVersion: 1,
  attribution: attributionOf(),
  qualifies: [],
  rewards: [{ id: "r", recipient: "friend", on: { event: "signup" }, grant: { kind: "points", amount: 1 } }],
};
const goal = (target: number) => {
  return { metric: "friends", target, firstDay: "2026-01-01", lastDay: "2026-12-31" } as const;
};

const endOf = (outcome: WriteOutcome<string>) => {
  if (outcome.kind === "done") return outcome.status;
  return outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;
};
const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });
const put =
  (id: string, target: number): Act =>
  async (tenant, on) =>
    endOf(await putGoal(depsOn(on), requestOf(tenant), { program: "p", id }, goal(target)));
/** As a form that left the last day as it was. */
const edit =
  (id: string, target: number): Act =>
  async (tenant, on) =>
    endOf(
      await putGoal(depsOn(on), requestOf(tenant), { program: "p", id }, (stored) => ({
        ...goal(target),
        lastDay: stored?.lastDay ?? "2026-11-30",
      })),
    );
const prolong =
  (id: string): Act =>
  async (tenant, on) =>
    endOf(
      await putGoal(depsOn(on), requestOf(tenant), { program: "p", id }, (stored) => ({
        ...goal(stored?.target ?? 1),
        lastDay: "2027-06-30",
      })),
    );
const remove =
  (id: string): Act =>
  async (tenant, on) =>
    endOf(await removeGoal(depsOn(on), requestOf(tenant), { program: "p", id }));

const acts: Readonly<Record<string, Act>> = {
  "the last place": put("last", 2),
  "the last place, taken by another": put("other", 3),
  "a change of one": put("g-1", 4),
  "another target of it in a form": edit("g-1", 7),
  "a later last day of it in a form": prolong("g-1"),
  "a removal of it": remove("g-1"),
};
const contenders: Readonly<Record<string, Act>> = {
  ...acts,
  "a signup": report(signup("f1", "a", "2026-01-05T10:00:00Z")),
};

let database: Database;
let begun: EngineTenant;

beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "goalRaces", MIGRATED_TEMPLATE);
  database = openPg(url, { max: RACING_CONNECTIONS });
  begun = await createEngineTenant(database, rules, ["a"]);
  for (let n = 1; n < MAX_GOALS; n++) await put(`g-${n}`, 1)(begun, database);
});
afterAll(() => database.close());

async function stateOf({ tenantId }: EngineTenant): Promise<unknown> {
  const [row] = await database.query(
    `SELECT (SELECT json_agg(json_build_array(l.id, l.target, l.last_day) ORDER BY l.id) FROM goals l WHERE l.tenant_id = $1),
       (SELECT json_agg(json_build_array(a.action, a.detail) ORDER BY a.action, a.detail::text) FROM audit a
        WHERE a.tenant_id = $1),
       (SELECT count(*)::integer FROM referrals r WHERE r.tenant_id = $1)`,
    [tenantId],
  );
  return row;
}

it("the program begins with room for one more", async () => {
  const [row] = await database.query("SELECT count(*)::integer FROM goals WHERE tenant_id = $1", [begun.tenantId]);
  expect(row).toEqual([MAX_GOALS - 1]);
});

describe.each(pairsOf(acts, contenders))("$name beside every other act", (pairs) => {
  it("ends as one after the other, in one order or the other", () => raceEach({ database, begun, stateOf }, pairs));
});
