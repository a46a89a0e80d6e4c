import { beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { SecretKeyAsker } from "../src/db/queries/asker.ts";
import { listReferrals } from "../src/db/queries/referrals.ts";
import { listRewards } from "../src/db/queries/rewards.ts";
import { REWARD_STATUSES } from "../src/domain/rewardState.ts";
import type { Database } from "../src/ports.ts";
import { createLongHistory } from "./support/longHistory.ts";
import { PLANNED, rowsRead } from "./support/rowsRead.ts";

/** That a page of a tenant with many programs reads a page, and of each program that there is something in it. */

const PROGRAMS = 200;
const limit = 21;
/** Of each program, so that each has more than a page of every kind. */
const LENGTH = 30;
/** Besides the friends of `star`. */
const PEOPLE = 4;

let url: string;
let asker: SecretKeyAsker;
beforeAll(async () => {
  url = await createDatabase(inject("postgresUrl"), "manyPrograms", MIGRATED_TEMPLATE);
  const database = openPg(url);
  try {
    const history = await createLongHistory(database, LENGTH);
    asker = history.asker;
    for (const [table, changes] of Object.entries(COPIES)) {
      await database.query(
        `INSERT INTO ${table} SELECT copied.* FROM generate_series(1, $2::integer) n, ${table} o,
           jsonb_populate_record(NULL::${table}, to_jsonb(o) || jsonb_build_object(${changes})) copied
         WHERE o.tenant_id = $1`,
        [history.tenantId, PROGRAMS],
      );
    }
    await database.query("ANALYZE");
  } finally {
    await database.close();
  }
});

const COPIES = {
  programs: "'id', o.id || n, 'key', o.key || n",
  program_versions: "'program_id', o.program_id || n, 'id', o.id || n",
  referrals: "'id', o.id || '-' || n, 'program_id', o.program_id || n",
  rewards: "'id', o.id || '-' || n, 'program_id', o.program_id || n, 'referral_id', o.referral_id || '-' || n",
};

type List = (database: Database, asker: SecretKeyAsker) => Promise<{ readonly body: unknown } | null>;

const none = { program: null, status: null, before: null, limit };
const referrals =
  (status: "attributed" | "expired" | "converted"): List =>
  (database, who) =>
    listReferrals(database, who, { ...none, advocate: null, friend: null, status, now: "2026-02-01T00:00:00Z" });
const rewards =
  (filter: Partial<Parameters<typeof listRewards>[2]>): List =>
  (database, who) =>
    listRewards(database, who, { ...none, participant: null, from: null, to: null, ...filter });

describe.each(PLANNED)("with %s", (planned) => {
  it.each<readonly [string, number, List]>([
    ["open referrals", 1, referrals("attributed")],
    ["expired referrals", 1, referrals("expired")],
    ["converted referrals", 1, referrals("converted")],
    ["approved rewards", 1, rewards({ status: "approved" })],
    ["rewards of a participant", REWARD_STATUSES.length, rewards({ participant: "ann" })],
    ["rewards of a time", 1, rewards({ from: "2026-01-01" })],
  ])("a page reads a page and few rows of each program: %s", async (_, lists, list) => {
    const { rows, scans } = await rowsRead(url, planned, (database) => list(database, asker));
    // The program, its version where that is asked, and the latest row of each of its lists; then as many lists as the
    // page has rows, each to the length of the page. There are so few participants that all are read for each row: both of a
    // referral, and whom either was merged into.
    const ofPrograms = (3 + lists) * (PROGRAMS + 1);
    const ofPage = (4 * (LENGTH + PEOPLE) + 3 * limit) * limit;
    expect(rows, scans.join("; ")).toBeLessThan(ofPrograms + ofPage);
  });
});
