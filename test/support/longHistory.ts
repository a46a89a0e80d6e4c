import { textArray } from "../../src/db/queries/textArray.ts";
import { clickIdsOf } from "../../src/domain/clickTimes.ts";
import type { Database } from "../../src/ports.ts";
import type { EngineTenant } from "./engineTenant.ts";
import { codeOf, createEngineTenant, custom, purchase, refund, signup } from "./engineTenant.ts";

/** One tenant of whose participants two have a very long history. */

const RULES = {
  schemaVersion: 1,
  attribution: {
    model: "last_touch",
    windowDays: 30,
    creditWindowDays: null,
    lateEntryDays: 14,
    newCustomersOnly: true,
  },
  qualifies: [],
  rewards: [
    {
      id: "cash",
      recipient: "advocate",
      on: { event: "conversion" },
      grant: { kind: "cash", amountMinor: 500, currency: "GBP" },
    },
    { id: "share", recipient: "advocate", on: { event: "purchase" }, grant: { kind: "credit", rateBps: 1_000 } },
    { id: "thanks", recipient: "friend", on: { event: "purchase" }, grant: { kind: "points", amount: 5 } },
  ],
};

const FIRST_VISIT = Date.parse("2026-01-03T10:00:00Z");
const MINUTE_MS = 60_000;
/** A statement that copies more takes longer than the server gives it. */
const AT_ONCE = 2_000;

/** How much each has: `bob`, a friend of `ann`, that many orders with their rewards; `star` as many friends and clicks. */
export interface LongHistory extends EngineTenant {
  /** The referral of the one with the orders. */
  readonly referralId: string;
}

/**
 * Makes it of a few events that the engine decides, by copying what they left: what a year of events would leave, in
 * seconds.
 */
export async function createLongHistory(database: Database, length: number): Promise<LongHistory> {
  const tenant = await createEngineTenant(database, RULES, ["ann", "star"]);
  const { tenantId } = tenant;
  await tenant.report(database, [
    signup("bob", "ann", "2026-01-01T10:00:00Z"),
    purchase("bob", "first", 4_000, "2026-01-02T10:00:00Z"),
    purchase("bob", "o-0", 4_000, "2026-01-03T10:00:00Z"),
    signup("friend-0", "star", "2026-01-01T10:00:00Z"),
    custom("visit", "bob", "visit-0", "2026-01-03T10:00:00Z"),
    refund("first", "some", 100, "2026-01-04T10:00:00Z"),
  ]);
  const copy = copier(database, tenantId, length);
  await copyOrders(copy);
  await copyFriends(copy);
  await addByHand(database, tenantId, length);
  await database.query("ANALYZE");
  const [[referralId] = []] = await database.query(
    `SELECT r.id FROM referrals r JOIN participants p ON p.tenant_id = r.tenant_id AND p.id = r.friend_id
     WHERE r.tenant_id = $1 AND p.external_id = 'bob'`,
    [tenantId],
  );
  return { ...tenant, referralId: String(referralId) };
}

const later = (column: string) => `'${column}', o.${column} + n * interval '1 minute'`;
const padded = "lpad(n::text, 8, '0')";

/** Copies a row that many times; `changes` is SQL of an object, `n` the number of the copy, `o` the row. */
type Copy = (table: string, which: string, changes: string) => Promise<void>;

function copier(database: Database, tenantId: string, length: number): Copy {
  return async (table, which, changes) => {
    const sql = `INSERT INTO ${table} SELECT copied.*
      FROM (SELECT * FROM ${table} WHERE tenant_id = $1 AND ${which}) o, generate_series($2::integer, $3::integer) n,
        jsonb_populate_record(NULL::${table}, to_jsonb(o) || jsonb_build_object(${changes})) copied ORDER BY n`;
    for (let done = 0; done < length; done += AT_ONCE) {
      await database.query(sql, [tenantId, done + 1, Math.min(done + AT_ONCE, length)]);
    }
  };
}

async function copyOrders(copy: Copy): Promise<void> {
  const order = "'o-' || n";
  await copy(
    "events",
    "natural_key = 'purchase:o-0'",
    `'seq', nextval('events_seq_seq'), 'id', o.id || ${padded}, 'natural_key', purchase_key(${order}), ${later("occurred_at")},
     'facts', o.facts || jsonb_build_object('orderId', ${order}),
     'decisions', regexp_replace(o.decisions::text, '(rwd_[0-9a-z]+)-', '\\1' || ${padded} || '-', 'g')::jsonb`,
  );
  await copy(
    "purchases",
    "order_id = 'o-0'",
    `'order_id', ${order}, 'event_seq', o.event_seq + n, ${later("occurred_at")}`,
  );
  await copy(
    "rewards",
    "source = 'order:o-0'",
    `'id', replace(o.id, '-', ${padded} || '-'), 'source', order_source(${order}), ${later("occurred_at")}`,
  );
  await copy(
    "postings",
    "reward_id IN (SELECT id FROM rewards WHERE source = 'order:o-0')",
    `'id', replace(o.id, '-', ${padded} || '-'), 'reward_id', replace(o.reward_id, '-', ${padded} || '-'),
     'event_id', o.event_id || ${padded}, ${later("created_at")}`,
  );
}

async function copyFriends(copy: Copy): Promise<void> {
  const friend = "external_id = 'friend-0'";
  await copy("participants", friend, `'id', o.id || ${padded}, 'external_id', 'friend-' || n`);
  await copy(
    "referrals",
    `friend_id = (SELECT id FROM participants WHERE tenant_id = $1 AND ${friend})`,
    `'id', replace(o.id, '-', ${padded} || '-'), 'friend_id', o.friend_id || ${padded}, ${later("attributed_at")}`,
  );
}

/** What no event leaves: clicks, applications, adjustments and versions. */
async function addByHand(database: Database, tenantId: string, length: number): Promise<void> {
  const visits = Array.from({ length }, (_, n) => FIRST_VISIT + n * MINUTE_MS);
  await database.query(
    `INSERT INTO clicks (tenant_id, id, code, program_id, participant_id, occurred_at)
     SELECT c.tenant_id, v.id || 'x', c.code, c.program_id, c.participant_id, v.at
     FROM codes c, unnest($2::text[], $3::timestamptz[]) AS v(id, at) WHERE c.tenant_id = $1 AND c.code = $4`,
    [
      tenantId,
      textArray(visits.map(clickIdsOf)),
      textArray(visits.map((at) => new Date(at).toISOString())),
      codeOf("star"),
    ],
  );
  await database.query(
    `INSERT INTO applications (tenant_id, program_id, participant_id, status, applied_at)
     SELECT p.tenant_id, g.id, p.id, 'applied', now() FROM participants p JOIN programs g ON g.tenant_id = p.tenant_id
     WHERE p.tenant_id = $1`,
    [tenantId],
  );
  await database.query(
    `INSERT INTO postings (tenant_id, id, source, destination, unit, amount, participant_id, reason, created_at)
     SELECT p.tenant_id, 'pst_adjusted-' || ${padded}, 'tenant:adjustments', held_account(p.id, 'available'), 'points', 1, p.id,
       'thanks', now() FROM participants p, generate_series(1, $2::integer) n
     WHERE p.tenant_id = $1 AND p.external_id = 'star'`,
    [tenantId, length],
  );
  await database.query(
    `INSERT INTO program_versions
     SELECT (jsonb_populate_record(v, jsonb_build_object('version', v.version + n, 'id', v.id || n))).*
     FROM program_versions v, generate_series(1, $2::integer / 10) n WHERE v.tenant_id = $1`,
    [tenantId, length],
  );
}
