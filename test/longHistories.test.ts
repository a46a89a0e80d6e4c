import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { readExplanation } from "../src/db/queries/explanation.ts";
import { readPanel } from "../src/db/queries/panel.ts";
import { readParticipant } from "../src/db/queries/participants.ts";
import type { Database } from "../src/ports.ts";
import { purchase, refund } from "./support/engineTenant.ts";
import type { LongHistory } from "./support/longHistory.ts";
import { createLongHistory } from "./support/longHistory.ts";
import { countingEntries, countingRows } from "./support/rowsRead.ts";

/** That what concerns one person costs the same after thousands of orders as after two. */

const LENGTH = 4_000;
const AT = new Date("2026-06-01T00:00:00Z");

let url: string;
let database: Database;
let history: LongHistory;
beforeAll(async () => {
  url = await createDatabase(inject("postgresUrl"), "longHistories", MIGRATED_TEMPLATE);
  database = openPg(url);
  history = await createLongHistory(database, LENGTH);
});
afterAll(() => database.close());

/** Some rows of each table that is asked. */
const FEW = 200;

it.each<readonly [string, number, (on: Database) => Promise<unknown>]>([
  ["the advocate", FEW, (on) => readParticipant(on, history.asker, "ann")],
  ["the friend", FEW, (on) => readParticipant(on, history.asker, "bob")],
  ["the advocate's panel", 2 * FEW, (on) => readPanel(on, history.asker, { program: "p", externalId: "ann", at: AT })],
  ["the friend's panel", 2 * FEW, (on) => readPanel(on, history.asker, { program: "p", externalId: "bob", at: AT })],
  [
    "a page of the explanation",
    12 * FEW,
    (on) => readExplanation(on, history.asker, history.referralId, { before: null, limit: 5 }),
  ],
  ["one purchase more", FEW, (on) => history.report(on, [purchase("bob", "more", 4_000, "2026-06-01T00:00:00Z")])],
  ["a refund", FEW, (on) => history.report(on, [refund("o-77", "r-77", 4_000, "2026-06-01T00:00:00Z")])],
  [
    "a refund of the conversion",
    FEW,
    (on) => history.report(on, [refund("first", "all", 3_900, "2026-06-02T00:00:00Z")]),
  ],
])("after thousands of orders a few rows are read for %s", async (_, most, act) => {
  expect(await countingRows(url, act)).toBeLessThan(most);
});

it("after thousands of friends a panel counts none of them, in no index either", async () => {
  const asked = { program: "p", externalId: "star", at: AT };
  const panel = (on: Database) => readPanel(on, history.asker, asked);
  expect(await countingRows(url, panel)).toBeLessThan(4 * FEW);
  expect(await countingEntries(url, panel)).toBeLessThan(8 * FEW);
});
