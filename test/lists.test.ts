import { beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { listAdjustments } from "../src/db/queries/adjustments.ts";
import { listApplications } from "../src/db/queries/applications.ts";
import type { SecretKeyAsker } from "../src/db/queries/asker.ts";
import { listAudit } from "../src/db/queries/audit.ts";
import { findParticipants } from "../src/db/queries/findParticipants.ts";
import { listPostings } from "../src/db/queries/ledger.ts";
import { listPrograms } from "../src/db/queries/programs.ts";
import { listVersions } from "../src/db/queries/programVersions.ts";
import { listReferrals } from "../src/db/queries/referrals.ts";
import { listRewards } from "../src/db/queries/rewards.ts";
import { readSummary } from "../src/db/queries/summaryInParts.ts";
import { readOwnWallet, readWallet } from "../src/db/queries/walletReads.ts";
import type { Database } from "../src/ports.ts";
import { createLongHistory } from "./support/longHistory.ts";
import { PLANNED, rowsRead } from "./support/rowsRead.ts";

/** That reading a page costs a page, however much there is beyond it. */

const LENGTH = 4_000;
const limit = 21;
/** Those of `createLongHistory`, once for each of the two programs. */
const VERSIONS = (2 * LENGTH) / 10;
/** A page, and what stands beside each of its rows. */
const MOST = 10 * limit;

let url: string;
let asker: SecretKeyAsker;
beforeAll(async () => {
  url = await createDatabase(inject("postgresUrl"), "lists", MIGRATED_TEMPLATE);
  const database = openPg(url);
  try {
    const history = await createLongHistory(database, LENGTH);
    asker = history.asker;
    await database.query("UPDATE rewards SET status = 'fulfilled' WHERE rule_id = 'thanks'");
    await addRareProgram(database, history.tenantId);
    await addStaffWork(database, history.tenantId);
    await addSpends(database, history.tenantId);
    // So that some of the open ones have expired, and most have not.
    await database.query(
      `UPDATE program_versions SET rules = jsonb_set(rules, '{attribution,creditWindowDays}', '30') WHERE version = 1`,
    );
    await database.query("ANALYZE");
  } finally {
    await database.close();
  }
});

/** A program of which there are few rows, all of people who have thousands in the other, and older than those. */
async function addRareProgram(database: Database, tenantId: string): Promise<void> {
  const copies: readonly (readonly [table: string, which: string, changes: string])[] = [
    ["programs", "true", "'id', 'prog_rare', 'key', 'rare'"],
    ["program_versions", "o.version = 1", "'program_id', 'prog_rare'"],
    ["referrals", "o.status = 'attributed'", "'id', 'ref_00-' || n, 'friend_id', o.friend_id || n"],
    ["rewards", "o.rule_id = 'share'", "'id', 'rwd_00-' || n, 'referral_id', 'ref_00-' || n"],
    ["postings", "o.reward_id IS NOT NULL", "'id', 'pst_00-' || n"],
  ];
  for (const [table, which, changes] of copies) {
    const isOne = table.startsWith("program");
    const program = isOne ? "" : ", 'program_id', 'prog_rare'";
    await database.query(
      `INSERT INTO ${table} SELECT copied.*
       FROM (SELECT o.*, row_number() OVER () AS n FROM ${table} o WHERE o.tenant_id = $1 AND ${which} LIMIT ${isOne ? 1 : 3}) o,
         jsonb_populate_record(NULL::${table}, to_jsonb(o) || jsonb_build_object(${changes}${program})) copied`,
      [tenantId],
    );
  }
}

/** What people did for years: most of it the work of one script, and one step of another. */
async function addStaffWork(database: Database, tenantId: string): Promise<void> {
  await database.query(
    `INSERT INTO audit (tenant_id, id, actor, action, subject, detail, created_at)
     SELECT $1, 'aud_' || lpad(n::text, 9, '0'), json_build_object('type', 'apiKey', 'id', 'key_' || (n = 7)::integer)::jsonb,
       CASE n WHEN 7 THEN 'reward.voided' ELSE 'reward.approved' END, 'rwd_' || n, '{}', '2026-01-01'::timestamptz + n * interval '1 minute'
     FROM generate_series(1, ${LENGTH}) n`,
    [tenantId],
  );
  await database.query(
    `UPDATE participants SET segments = CASE WHEN external_id = 'friend-9' THEN '["rare"]' ELSE '["often"]' END::jsonb
     WHERE tenant_id = $1 AND external_id ~ '9$'`,
    [tenantId],
  );
}

/** What `ann` spent on thousands of orders, all of it of one lot. */
async function addSpends(database: Database, tenantId: string): Promise<void> {
  await database.query(
    `INSERT INTO spends (tenant_id, order_id, unit, participant_id, asked_minor, partly, amount_minor, status, parts, version,
       created_at, updated_at)
     SELECT $1, 'paid-' || n, 'points', p.id, 1, false, 1, 'spent', '[]', 1, at, at
     FROM participants p, generate_series(1, ${LENGTH}) n, LATERAL (SELECT '2026-01-01'::timestamptz + n * interval '1 minute' AS at) t
     WHERE p.tenant_id = $1 AND p.external_id = 'ann'`,
    [tenantId],
  );
}

type List = (database: Database, asker: SecretKeyAsker) => Promise<unknown>;

const rewards =
  (filter: Partial<Parameters<typeof listRewards>[2]>): List =>
  (database, who) => {
    const none = { program: null, participant: null, status: null, from: null, to: null, before: null, limit };
    return listRewards(database, who, { ...none, ...filter });
  };
const referrals =
  (filter: Partial<Parameters<typeof listReferrals>[2]>): List =>
  (database, who) => {
    const now = "2026-02-01T00:00:00Z";
    const none = { program: null, advocate: null, friend: null, status: null, now, before: null, limit };
    return listReferrals(database, who, { ...none, ...filter });
  };
const postings =
  (filter: Partial<Parameters<typeof listPostings>[2]>): List =>
  (database, who) =>
    listPostings(database, who, { participant: null, program: null, before: null, limit, ...filter });
const applications =
  (filter: Partial<Parameters<typeof listApplications>[2]>): List =>
  (database, who) =>
    listApplications(database, who, { program: "p", status: null, after: null, limit, ...filter });
const people =
  (filter: Partial<Parameters<typeof findParticipants>[2]>): List =>
  (database, who) =>
    findParticipants(database, who, { q: null, segment: null, after: null, limit, ...filter });
const audit =
  (filter: Partial<Parameters<typeof listAudit>[2]>): List =>
  (database, who) => {
    const whom = { actor: null, action: null, subject: null, participant: null, program: null };
    return listAudit(database, who, { ...whom, from: null, to: null, before: null, limit, ...filter });
  };
const middle = "2026-01-03T10:00:00Z";

describe.each(PLANNED)("with %s", (planned) => {
  it.each<readonly [string, List]>([
    ["rewards", rewards({})],
    ["rewards, a later page", rewards({ before: "rwd_1" })],
    ["rewards of a participant with thousands", rewards({ participant: "ann" })],
    ["rewards of a participant with none", rewards({ participant: "star" })],
    ["a status that thousands have and none of a participant's", rewards({ participant: "ann", status: "fulfilled" })],
    ["a frequent status of a participant with thousands", rewards({ participant: "ann", status: "approved" })],
    ["rewards of a frequent status", rewards({ status: "approved" })],
    ["rewards of a rare status", rewards({ status: "in_review" })],
    ["rewards of a rare program", rewards({ program: "rare" })],
    ["rewards of a frequent program", rewards({ program: "p" })],
    ["rewards of a frequent program, a later page", rewards({ program: "p", before: "rwd_1" })],
    ["rewards of a rare program and a frequent status", rewards({ program: "rare", status: "approved" })],
    ["rewards of a rare status and a frequent program", rewards({ program: "p", status: "in_review" })],
    ["rewards of a rare program, of a participant with thousands", rewards({ program: "rare", participant: "ann" })],
    ["rewards of a program, of a participant with thousands", rewards({ program: "p", participant: "ann" })],
    ["rewards by all three", rewards({ program: "rare", participant: "ann", status: "approved" })],
    ["rewards of a time long ago", rewards({ to: "2026-01-03T12:00:00Z" })],
    ["rewards of a time long ago, a later page", rewards({ to: "2026-01-04T12:00:00Z", before: "rwd_00-1" })],
    ["rewards of all time", rewards({ from: "2026-01-01" })],
    ["rewards of an order", rewards({ orderId: "o-7" })],
    ["rewards of an order, of a program and a status", rewards({ orderId: "o-7", program: "p", status: "approved" })],
    ["rewards of an order and a time", rewards({ orderId: "o-7", from: "2026-01-01" })],
    ["rewards of an order that earned nothing", rewards({ orderId: "none" })],
    ["rewards of a time to come", rewards({ from: "2036-01-01" })],
    ["rewards of a rare program and a time", rewards({ program: "rare", from: "2026-01-01", to: "2036-01-01" })],
    ["rewards of a frequent program and a time", rewards({ program: "p", to: "2026-01-03T12:00:00Z" })],
    ["referrals", referrals({})],
    ["referrals of a rare program", referrals({ program: "rare" })],
    ["referrals of a frequent program", referrals({ program: "p" })],
    ["referrals of a rare program and a frequent status", referrals({ program: "rare", status: "attributed" })],
    ["referrals of a rare status and a frequent program", referrals({ program: "p", status: "rejected" })],
    ["referrals of a rare program, of an advocate with thousands", referrals({ program: "rare", advocate: "star" })],
    ["referrals of a program, of an advocate with thousands", referrals({ program: "p", advocate: "star" })],
    ["referrals of an advocate with thousands", referrals({ advocate: "star" })],
    ["referrals of an advocate with one", referrals({ advocate: "ann" })],
    ["referrals of a friend", referrals({ friend: "bob" })],
    ["referrals of a rare status", referrals({ status: "rejected" })],
    ["open referrals", referrals({ status: "attributed" })],
    ["postings", postings({})],
    ["postings of a participant with thousands", postings({ participant: "ann" })],
    ["postings of a participant with none", postings({ participant: "friend-7" })],
    ["postings of a rare program", postings({ program: "rare" })],
    ["postings of a frequent program", postings({ program: "p" })],
    ["postings of a rare program, of a participant with thousands", postings({ program: "rare", participant: "ann" })],
    ["postings of a program, of a participant with thousands", postings({ program: "p", participant: "ann" })],
    ["adjustments, of thousands", (database, who) => listAdjustments(database, who, "star", null, limit)],
    ["adjustments, of none", (database, who) => listAdjustments(database, who, "ann", null, limit)],
    ["a wallet, of thousands of spends", (database, who) => readWallet(database, who, "ann", null, limit, new Date())],
    [
      "a wallet, a later page",
      (database, who) => readWallet(database, who, "ann", [Date.parse(middle), "o", "points"], limit, new Date()),
    ],
    ["a wallet, of thousands of rewards", (database, who) => readOwnWallet(database, who, "bob", new Date())],
    ["a wallet, of nothing", (database, who) => readWallet(database, who, "star", null, limit, new Date())],
    ["applications", applications({})],
    ["applications of a rare status", applications({ status: "refused" })],
    ["applications, a later page", applications({ after: [middle, "par_1"] })],
    ["participants", people({})],
    ["participants, a later page", people({ after: ["", "par_1", "par_zzz"] })],
    ["participants of a frequent segment", people({ segment: "often" })],
    ["participants whose id begins like thousands", people({ q: "friend" })],
    [
      "participants whose id begins like thousands, a later page",
      people({ q: "friend", after: ["5", "friend-5", "par_1"] }),
    ],
    ["a participant by their id", people({ q: "friend-77" })],
    ["a participant by an order", people({ q: "o-1234" })],
    ["participants by what no one has", people({ q: "zzzzzz" })],
    ["participants by one letter", people({ q: "f" })],
    ["the audit", audit({})],
    ["the audit, a later page", audit({ before: [middle, "aud_1"] })],
    ["the audit by one who did much", audit({ actor: "key_0" })],
    ["the audit by one who did little", audit({ actor: "key_1" })],
    ["the audit by a rare action", audit({ action: "reward.voided" })],
    ["the audit by a frequent action", audit({ action: "reward.approved" })],
    ["the audit by what it was done to", audit({ subject: "rwd_1234" })],
    ["the audit of a participant", audit({ participant: "ann" })],
    ["the audit of a time long ago", audit({ to: "2026-01-01T12:00:00Z" })],
    ["programs", (database, who) => listPrograms(database, who, null, limit)],
    ["versions", (database, who) => listVersions(database, who, { program: "p", below: null, limit })],
    ["versions, a later page", (database, who) => listVersions(database, who, { program: "p", below: 200, limit })],
  ])("a page costs a page: %s", async (_, list) => {
    const { rows, scans } = await rowsRead(url, planned, (database) => list(database, asker));
    expect(rows, scans.join("; ")).toBeLessThan(MOST);
  });

  it.each<readonly [string, List]>([
    ["a year of one with thousands of rewards", rewards({ participant: "ann", from: "2026-01-01" })],
    ["of one status", rewards({ participant: "ann", from: "2026-01-01", status: "approved" })],
    ["a time to come", rewards({ participant: "ann", from: "2036-01-01" })],
    ["a year of one with none", rewards({ participant: "star", from: "2026-01-01" })],
  ])("a time of one person's rewards is found in their index, which is read once: %s", async (_, list) => {
    const database = openPg(url);
    try {
      // As where thousands have rewards.
      await database.query("ALTER TABLE rewards ALTER participant_id SET (n_distinct = 10000)");
      await database.query("VACUUM ANALYZE rewards");
      const { scans } = await rowsRead(url, planned, (on) => list(on, asker));
      const read = (kind: string) =>
        scans.reduce(
          (sum, scan) => sum + (scan.startsWith(`${kind} rewards `) ? Number(scan.split(" ").at(-1)) : 0),
          0,
        );
      expect(read("Index Scan"), scans.join("; ")).toBeLessThanOrEqual(2 * limit);
      expect(read("Index Only Scan"), scans.join("; ")).toBeLessThan(LENGTH + 2 * limit);
    } finally {
      await database.query("ALTER TABLE rewards ALTER participant_id RESET (n_distinct)");
      await database.query("ANALYZE rewards");
      await database.close();
    }
  });

  it.each<readonly [string, string | null]>([
    ["all programs", null],
    ["a program", "p"],
    ["a rare program", "rare"],
  ])("a summary of an hour costs the orders of an hour and their rewards: %s", async (_, program) => {
    const hour = { from: "2026-01-04T10:00:00Z", to: "2026-01-04T11:00:00Z" };
    const { rows, scans } = await rowsRead(url, planned, (database) =>
      readSummary(database, asker, { program, ...hour }),
    );
    // Of each order its event, once for what it was and once for what was skipped, its purchase and two rewards, and of
    // each minute a click and a friend.
    expect(rows, scans.join("; ")).toBeLessThan(8 * 60);
  });

  it.each<readonly [string, List]>([
    ["expired referrals", referrals({ status: "expired" })],
    ["expired referrals, a later page", referrals({ status: "expired", before: "ref_00-1" })],
    ["expired referrals of a program", referrals({ status: "expired", program: "p" })],
    ["expired referrals of a rare program", referrals({ status: "expired", program: "rare" })],
  ])("a page costs a page and the versions of its programs: %s", async (_, list) => {
    const { rows, scans } = await rowsRead(url, planned, (database) => list(database, asker));
    expect(rows, scans.join("; ")).toBeLessThan(MOST + VERSIONS);
  });
});
