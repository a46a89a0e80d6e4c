import { afterAll, beforeAll, describe, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { Database } from "../src/ports.ts";
import { rulesOf } from "../src/testing/programs.ts";
import type { WriteOutcome } from "../src/usecases/commitOnce.ts";
import type { TenantSettingsInput } from "../src/usecases/tenants/changeTenant.ts";
import { changeTenant, retireWidgetSecret, rotateWidgetSecret } from "../src/usecases/tenants/changeTenant.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn } from "./support/engineTenant.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** What people change of a shop's settings at the same moment, on a real PostgreSQL: a change keeps what it does not name,
 * and its answer tells all of it. */

const rules = rulesOf([
  { id: "r", recipient: "friend", on: { event: "signup" }, grant: { kind: "points", amount: 1 } },
]);

const endOf = (outcome: WriteOutcome<string>) => {
  if (outcome.kind === "done") return outcome.status;
  return outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;
};
/** Also what it is answered, beside what tells copies of the tenant apart. */
const change =
  (input: TenantSettingsInput): Act =>
  async (tenant, on) => {
    const outcome = await changeTenant(depsOn(on), tenant.asker, input);
    if (outcome.kind !== "done") return endOf(outcome);
    const { id: _, slug: __, formerWidgetSecretValid: ___, ...settings } = outcome.body as Record<string, unknown>;
    return settings;
  };
const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });

const acts: Readonly<Record<string, Act>> = {
  "another name": change({ name: "Tea & co" }),
  "another time zone": change({ timezone: "Asia/Tokyo" }),
  "another landing page": change({ landingUrl: "https://tea.example/" }),
  "no landing page": change({ landingUrl: null }),
  "other origins": change({ allowedOrigins: ["https://tea.example"] }),
  "a larger bonus": change({ supportBonusMinor: 700 }),
  "what customers are asked": change({ payoutKinds: ["iban"] }),
  "another accent": change({ accent: "#123456" }),
  "another widget secret": async (tenant, on) => endOf(await rotateWidgetSecret(depsOn(on), requestOf(tenant))),
  "the end of the secret before": async (tenant, on) => endOf(await retireWidgetSecret(depsOn(on), requestOf(tenant))),
};

let database: Database;
let begun: EngineTenant;

beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "settingsRaces", MIGRATED_TEMPLATE);
  database = openPg(url, { max: RACING_CONNECTIONS });
  begun = await createEngineTenant(database, rules, ["a"]);
  await change({ landingUrl: "https://before.example/", supportBonusMinor: 500 })(begun, database);
});
afterAll(() => database.close());

/** Secrets are random: that there is a former one is the same in every run. */
async function stateOf({ tenantId }: EngineTenant): Promise<unknown> {
  const [row] = await database.query(
    `SELECT t.name, t.timezone, t.landing_url, t.allowed_origins, t.support_bonus_minor, t.payout_kinds, t.accent,
       t.widget_secret = 'w', t.former_widget_secret IS NULL,
       (SELECT json_agg(json_build_array(a.action, a.detail) ORDER BY a.action, a.detail::text) FROM audit a
        WHERE a.tenant_id = $1)
     FROM tenants t WHERE t.id = $1`,
    [tenantId],
  );
  return row;
}

describe.each(pairsOf(acts, acts))("$name beside every other act", (pairs) => {
  it("ends as one after the other, in one order or the other", () => raceEach({ database, begun, stateOf }, pairs));
});
