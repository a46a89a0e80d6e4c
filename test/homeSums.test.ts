import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { readHome } from "../src/db/queries/home.ts";
import { keepCustomers, keepSums } from "../src/db/queries/timeSums.ts";
import { DAY_MS } from "../src/domain/periods.ts";
import { documentOf, points, ruleOf } from "../src/engine/testing/documents.ts";
import type { Database } from "../src/ports.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, purchase, refund, signup } from "./support/engineTenant.ts";
import { settleSums } from "./support/settledSums.ts";

/** What home says of programs and goals is read from the sums that are kept, and is what the rows say. */

const ALL = { touched: 50, events: 1_000 };
const NOW = new Date(Date.now() + 60_000);
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
const RULES = documentOf([ruleOf("thanks", { on: { event: "purchase" }, grant: { ...points(5), costMinor: 3 } })]);
const METRICS = ["costMinor", "newCustomers", "revenueMinor", "friendsPerCustomerBps"] as const;

let database: Database;
let tenant: EngineTenant;
beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "homeSums", MIGRATED_TEMPLATE));
  tenant = await createEngineTenant(database, RULES, ["ann"]);
  await tell(1, 40);
  await tell(2, 20);
  await tell(3, 3);
  for (const [nth, metric] of METRICS.entries()) {
    await database.query(
      `INSERT INTO goals (tenant_id, program_id, id, metric, target, first_day, last_day, created_at, updated_at)
       SELECT g.tenant_id, g.id, $2, $3, 1, $4::date, $5::date, now(), now() FROM programs g WHERE g.tenant_id = $1`,
      [tenant.tenantId, `goal-${nth}`, metric, daysAgo(30).slice(0, 10), daysAgo(-5).slice(0, 10)],
    );
  }
});
afterAll(() => database.close());

/** A friend who signed up and bought twice, one order of which went back. */
async function tell(nth: number, ago: number): Promise<void> {
  await tenant.report(database, [
    signup(`f${nth}`, "ann", daysAgo(ago)),
    purchase(`f${nth}`, `o-${nth}-1`, 4_000, daysAgo(ago - 0.1)),
    purchase(`f${nth}`, `o-${nth}-2`, 1_000 * nth, daysAgo(ago - 1)),
    refund(`o-${nth}-1`, `r-${nth}`, 500, daysAgo(ago - 1.5)),
  ]);
}

async function keep(): Promise<void> {
  await settleSums(database, tenant.tenantId);
  await keepSums(database, tenant.tenantId, ALL);
  await keepCustomers(database, tenant.tenantId, ALL);
}

async function told() {
  const now = NOW.toISOString();
  const period = { by: "day", count: 6, days: 8 } as const;
  const asked = { program: null, by: "day", earlier: period, before: daysAgo(7), from: period, to: now, now } as const;
  const body = (await readHome(database, tenant.asker, asked))?.body;
  return {
    programs: body?.programs ?? [],
    goals: (body?.goals ?? []).map(({ metric, sums }) => [metric, sums] as const),
  };
}

describe("home", () => {
  it("says the same of programs and goals before anything is kept, when all is, and with what comes late", async () => {
    const before = await told();
    expect(before.programs).toMatchObject([{ recentConversions: 2, recentCost: "12" }]);
    expect(Object.fromEntries(before.goals)).toMatchObject({
      ...{ costMinor: { costMinor: "12" }, newCustomers: { newCustomers: "2" } },
      ...{ revenueMinor: { revenueMinor: "12000" }, friendsPerCustomerBps: { customers: "2" } },
    });
    await keep();
    expect(await told()).toEqual({ ...before, goals: before.goals.map(([metric]) => [metric, expect.any(Object)]) });
    expect(Object.fromEntries((await told()).goals)).toMatchObject({
      ...{ costMinor: { costMinor: "12" }, newCustomers: { newCustomers: "2" } },
      ...{ revenueMinor: { revenueMinor: "12000" }, friendsPerCustomerBps: { customers: "2" } },
    });
    await tell(4, 10);
    expect((await told()).programs).toMatchObject([{ recentConversions: 3, recentCost: "18" }]);
    await keep();
    expect((await told()).programs).toMatchObject([{ recentConversions: 3, recentCost: "18" }]);
  });

  it("reads what is kept, and not the rows that it is the sum of", async () => {
    await database.query("UPDATE time_sums SET cost_minor = 100, new_customers = 7 WHERE tenant_id = $1", [
      tenant.tenantId,
    ]);
    await database.query("UPDATE customer_days SET people = 50 WHERE tenant_id = $1", [tenant.tenantId]);
    const { programs, goals } = await told();
    expect(Number(programs[0]?.recentCost)).toBeGreaterThanOrEqual(300);
    expect(programs[0]?.recentConversions).toBeGreaterThanOrEqual(21);
    const sums = Object.fromEntries(goals);
    expect(Number(sums.costMinor?.costMinor)).toBeGreaterThanOrEqual(300);
    expect(Number(sums.friendsPerCustomerBps?.customers)).toBeGreaterThanOrEqual(50);
  });
});
