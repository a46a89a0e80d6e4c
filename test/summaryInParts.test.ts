import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { readSummary } from "../src/db/queries/summary.ts";
import { PART_ROWS, readSummaryInParts } from "../src/db/queries/summaryInParts.ts";
import type { Database } from "../src/ports.ts";
import type { CountingDatabase } from "../src/testing/countingDatabase.ts";
import { countingDatabase } from "../src/testing/countingDatabase.ts";
import type { LongHistory } from "./support/longHistory.ts";
import { createLongHistory } from "./support/longHistory.ts";

/** What a backtest is compared with: the same figures as the summary's, read in small statements. */

/** More than a page of every table. */
const LENGTH = PART_ROWS + 1_000;

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
const inParts = (filter: typeof ALL, signal = going) => {
  return readSummaryInParts(database, tenant.asker, filter, Number.MAX_SAFE_INTEGER, signal);
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

  it("looks at no more rows in one statement than a page has", async () => {
    const [[orders, rewards, events] = []] = await database.query(
      `SELECT (SELECT count(*) FROM purchases), (SELECT count(*) FROM rewards), (SELECT count(*) FROM events)`,
    );
    const pages = [orders, rewards, events].map((rows) => Math.ceil(Number(rows) / PART_ROWS));
    expect(await database.during(() => inParts(ALL))).toBe(1 + pages.reduce((sum, count) => sum + count, 0));
  });

  it("ends with its client", async () => {
    const gone = new AbortController();
    const reading = inParts(ALL, gone.signal);
    gone.abort(new Error("gone"));
    await expect(reading).rejects.toThrow("gone");
  });
});
