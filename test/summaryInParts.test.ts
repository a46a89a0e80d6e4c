import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { PART_EVENTS, readSummary, readSummaryInParts } from "../src/db/queries/summaryInParts.ts";
import type { Database } from "../src/ports.ts";
import type { CountingDatabase } from "../src/testing/countingDatabase.ts";
import { countingDatabase } from "../src/testing/countingDatabase.ts";
import type { LongHistory } from "./support/longHistory.ts";
import { createLongHistory } from "./support/longHistory.ts";

/** What a backtest is compared with: the same figures as the summary's, read in small statements. */

/** Several parts, the last of them not full. */
const LENGTH = 2 * PART_EVENTS + 1_000;

let database: CountingDatabase;
let opened: Database;
let tenant: LongHistory;
beforeAll(async () => {
  opened = openPg(await createDatabase(inject("postgresUrl"), "summary_in_parts", MIGRATED_TEMPLATE));
  database = countingDatabase(opened);
  tenant = await createLongHistory(database, LENGTH);
});
afterAll(() => opened.close());

const ALL = { program: "p", from: null, to: null };
const going = new AbortController().signal;
const inParts = async (filter: typeof ALL, signal = going) => {
  return (await readSummaryInParts(database, tenant.asker, filter, { upTo: null, withCosts: true, signal }))?.body;
};

describe("a summary in parts", () => {
  it.each([
    ["everything", ALL],
    ["a period", { ...ALL, from: "2026-01-10T00:00:00Z", to: "2026-02-01T00:00:00Z" }],
    ["nothing", { ...ALL, from: "2030-01-01T00:00:00Z" }],
  ])("has the figures of the whole: %s", async (_title, filter) => {
    const whole = await readSummary(database, tenant.asker, filter as typeof ALL);
    expect((await inParts(filter as typeof ALL))?.summary).toEqual(whole?.body);
  });

  it.each([
    ["a period", "2026-01-04T00:00:00Z", "2026-01-05T12:30:00Z"],
    ["until a time", null, "2026-01-04T00:00:00Z"],
    ["from a time on", "2026-01-05T00:00:00Z", null],
  ])("counts what lies in it, from its first moment to the one before its end: %s", async (_title, from, to) => {
    const [[clicks, purchases, rewards, referrals] = []] = await database.query(
      `WITH p AS (SELECT coalesce($2::timestamptz, '-infinity') AS since, coalesce($3::timestamptz, 'infinity') AS until)
       SELECT (SELECT count(*) FROM clicks, p WHERE occurred_at >= since AND occurred_at < until),
         (SELECT count(*) FROM purchases, p WHERE occurred_at >= since AND occurred_at < until),
         (SELECT count(*) FROM rewards, p WHERE occurred_at >= since AND occurred_at < until),
         (SELECT count(*) FROM referrals, p WHERE attributed_at >= since AND attributed_at < until)
       WHERE $1::text IS NOT NULL`,
      [tenant.tenantId, from, to],
    );
    const asked = { program: "p", from, to };
    const read = await readSummary(database, tenant.asker, asked);
    const granted = read?.body.rules.reduce((sum, rule) => sum + rule.granted, 0);
    const counted = [read?.body.clicks, read?.body.purchases, granted, read?.body.referrals];
    expect(counted).toEqual([clicks, purchases, rewards, referrals].map(Number));
    expect(Number(clicks) * Number(purchases)).toBeGreaterThan(0);
    expect(await readSummary(database, tenant.asker, { ...asked, program: null })).toEqual(read);
  });

  it("adds up what rewards cost by rule and by advocate", async () => {
    const parts = await inParts(ALL);
    const live =
      "SELECT coalesce(sum(cost_minor), 0)::text FROM rewards WHERE tenant_id = $1 AND is_live_reward(status)";
    const sum = (costs: ReadonlyArray<{ cost: string }> = []) => costs.reduce((all, { cost }) => all + Number(cost), 0);
    const [[all] = []] = await database.query(live, [tenant.tenantId]);
    const [[shared] = []] = await database.query(`${live} AND recipient = 'advocate'`, [tenant.tenantId]);
    expect([sum(parts?.costByRule), sum(parts?.advocates)]).toEqual([Number(all), Number(shared)]);
    expect(parts?.advocates.map(({ externalId }) => externalId)).toEqual(["ann"]);
  });

  it("reads each part by itself, and asks before each where it ends", async () => {
    const [[events] = []] = await database.query("SELECT count(*) FROM events");
    const parts = Math.ceil(Number(events) / PART_EVENTS);
    expect(await database.during(() => inParts(ALL))).toBe(2 * parts);
  });

  it("ends with its client", async () => {
    const gone = new AbortController();
    const reading = inParts(ALL, gone.signal);
    gone.abort(new Error("gone"));
    await expect(reading).rejects.toThrow("gone");
  });
});
