import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { readExplanation } from "../src/db/queries/explanation.ts";
import { readHistoryPage } from "../src/db/queries/history.ts";
import type { SnapshotInput } from "../src/db/queries/loadSnapshot.ts";
import { loadRawSnapshot } from "../src/db/queries/loadSnapshot.ts";
import { readPanel } from "../src/db/queries/panel.ts";
import { readParticipant } from "../src/db/queries/participants.ts";
import type { Database } from "../src/ports.ts";
import { codeOf, purchase, refund } from "./support/engineTenant.ts";
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

/** So many participants have a contact. */
const HOLDERS = 1_000;

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

it("a page of the history looks at the contacts of those it names alone, also where no table was ever analyzed", async () => {
  await database.query("DELETE FROM pg_statistic WHERE starelid >= 16384");
  await database.query(
    `INSERT INTO contacts (tenant_id, hash, participant_id, kind)
     SELECT tenant_id, md5(id), id, 'email' FROM participants ORDER BY id LIMIT ${HOLDERS}`,
  );
  const [last] = await database.query(
    `WITH told AS (INSERT INTO events (tenant_id, id, type, natural_key, content_hash, attempt_id, participant_id, occurred_at,
       occurred_at_given, received_at, facts, flags, decisions)
     SELECT tenant_id, 'evt_of' || participant_id, 'signup', 'told' || participant_id, '', 'req_told', participant_id,
       now(), true, now(), '{"code": null, "clicks": []}', '[]', '[]' FROM contacts RETURNING seq) SELECT min(seq) FROM told`,
  );
  const page = { after: Number(last?.[0]) - 1, upTo: Number.MAX_SAFE_INTEGER, limit: HOLDERS };
  const read = (on: Database) => readHistoryPage(on, history.asker, page);
  expect(await countingEntries(url, read)).toBeLessThan(20 * HOLDERS);
});

const NOTHING = {
  ...{ key: null, prefix: null, externalId: null, orderId: null, program: null },
  ...{ isRefund: false, isClick: false, codes: [], coupons: [], contacts: [], at: AT.toISOString() },
};

it.each<readonly [string, Partial<SnapshotInput>]>([
  ["purchase", { key: "purchase:n", externalId: "friend-7", orderId: "n" }],
  ["signup", { prefix: "signup:n", externalId: "new", codes: [codeOf("star")] }],
])("a %s is loaded by few rows among thousands, also where no table was ever analyzed", async (_, asked) => {
  await database.query("DELETE FROM pg_statistic WHERE starelid >= 16384");
  await database.query("UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE relnamespace = 'public'::regnamespace");
  const load = (on: Database) =>
    loadRawSnapshot(on, {
      ...{ asker: history.asker, events: [{ ...NOTHING, ...asked }], reach: { rollingDays: 0, ancestors: 1 } },
      ...{
        cachedVersions: [],
        periodKeys: { lifetime: ["lifetime"] },
        idempotencyKeys: [],
        maxBacklog: 100,
        backlogRoom: 1_000,
      },
    });
  expect(await load(database)).toMatchObject({ programs: [{ key: "p" }] });
  expect(await countingRows(url, load)).toBeLessThan(FEW);
  expect(await countingEntries(url, load)).toBeLessThan(FEW);
});
