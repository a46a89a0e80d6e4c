import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { attributionOf } from "../src/engine/testing/documents.ts";
import { publishScheduled } from "../src/jobs/publishScheduled.ts";
import type { Database } from "../src/ports.ts";
import type { WriteOutcome } from "../src/usecases/commitOnce.ts";
import { cancelPublish } from "../src/usecases/programs/cancelPublish.ts";
import { changeProgram } from "../src/usecases/programs/changeProgram.ts";
import { publishProgram } from "../src/usecases/programs/publishProgram.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn, signup } from "./support/engineTenant.ts";
import { report } from "./support/eventRaces.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** What people and the job do to the draft of a program and to what waits for its time, on a real PostgreSQL. */

const attribution = attributionOf();
const rulesOf = (amount: number) => ({
  schemaVersion: 1,
  attribution,
  qualifies: [],
  rewards: [{ id: "r", recipient: "friend", on: { event: "signup" }, grant: { kind: "points", amount } }],
});
const YEAR_AHEAD = () => new Date(Date.now() + 300 * 86_400_000).toISOString();

const endOf = (outcome: WriteOutcome<string>) => {
  if (outcome.kind === "done") return outcome.status;
  return outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;
};
const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });
/** Everyone began with the draft that `begun` has saved. */
const BEGAN_WITH = 2;

const save =
  (amount: number): Act =>
  async (tenant, on) =>
    endOf(await changeProgram(depsOn(on), tenant.asker, "p", { rules: rulesOf(amount), ifDraftVersion: BEGAN_WITH }));
const discard: Act = async (tenant, on) =>
  endOf(await changeProgram(depsOn(on), tenant.asker, "p", { rules: null, ifDraftVersion: BEGAN_WITH }));
const publish =
  (publishAt: () => string | null): Act =>
  async (tenant, on) =>
    endOf(
      await publishProgram(depsOn(on), requestOf(tenant), "p", {
        applyTo: "new",
        version: null,
        publishAt: publishAt(),
      }),
    );
const cancel =
  (id: string): Act =>
  async (tenant, on) =>
    endOf(await cancelPublish(depsOn(on), requestOf(tenant), "p", id));
const due: Act = async (tenant, on) => endOf(await publishScheduled.run(depsOn(on), requestOf(tenant), null));

const acts: Readonly<Record<string, Act>> = {
  "one save": save(20),
  "another save": save(30),
  "the draft is discarded": discard,
  "publish now": publish(() => null),
  "the last place in the line": publish(YEAR_AHEAD),
  "the job": due,
  "cancelling what is due": cancel("sch_due"),
};
const contenders: Readonly<Record<string, Act>> = {
  ...acts,
  "a signup": report(signup("f1", "a", "2026-01-05T10:00:00Z")),
};

let database: Database;
let begun: EngineTenant;

beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "draftRaces", MIGRATED_TEMPLATE), {
    max: RACING_CONNECTIONS,
  });
  begun = await createEngineTenant(database, rulesOf(1), ["a"]);
  await changeProgram(depsOn(database), begun.asker, "p", { rules: rulesOf(10) });
  // One is due, and with three that are not there is room for one more.
  await database.query(
    `INSERT INTO scheduled_publishes
     SELECT g.tenant_id, g.id, w.id, $2::jsonb, NULL, 'open', w.publish_at, now()
     FROM programs g, (VALUES ('sch_due', now() - interval '1 hour'), ('sch_b', now() + interval '1 year'),
       ('sch_c', now() + interval '1 year'), ('sch_d', now() + interval '1 year')) AS w(id, publish_at)
     WHERE g.tenant_id = $1`,
    [begun.tenantId, rulesOf(10)],
  );
});
afterAll(() => database.close());

/** Without what is drawn, and without times. */
async function stateOf({ tenantId }: EngineTenant): Promise<unknown> {
  const [row] = await database.query(
    `SELECT g.version, g.draft_rules, g.draft_version,
       (SELECT json_agg(starts_with(s.id, 'sch_') ORDER BY s.publish_at) FROM scheduled_publishes s
        WHERE s.tenant_id = $1),
       (SELECT json_agg(v.rules ORDER BY v.version) FROM program_versions v WHERE v.tenant_id = $1),
       (SELECT json_agg(a.action ORDER BY a.action) FROM audit a WHERE a.tenant_id = $1),
       (SELECT json_agg(w.amount_minor) FROM rewards w WHERE w.tenant_id = $1),
       (SELECT json_agg(r.version) FROM referrals r WHERE r.tenant_id = $1)
     FROM programs g WHERE g.tenant_id = $1`,
    [tenantId],
  );
  return row;
}

it("everyone begins with the same draft", async () => {
  const [row] = await database.query("SELECT draft_version FROM programs WHERE tenant_id = $1", [begun.tenantId]);
  expect(row).toEqual([BEGAN_WITH]);
});

describe.each(pairsOf(acts, contenders))("$name beside every other act", (pairs) => {
  it("ends as one after the other, in one order or the other", () => raceEach({ database, begun, stateOf }, pairs));
});
