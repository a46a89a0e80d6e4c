import type { RedeemedCoupons } from "../../domain/redeemedCoupons.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { MonthCost, SummaryView } from "./summaryFigures.ts";
import { readSummaryInParts } from "./summaryInParts.ts";

/** What a backtest begins with. Times are milliseconds, sums decimal strings of minor units. */
export interface HistoryHead {
  /** Null where there is no such program. */
  readonly program: {
    readonly id: string;
    readonly key: string;
    readonly currency: string;
    readonly timezone: string;
    readonly startsAt: number | null;
    readonly endsAt: number | null;
    /** The latest; 0 where none is published. */
    readonly version: number;
    /** Of the latest version, as written; null where none is published. */
    readonly today: unknown;
    readonly redeemed: RedeemedCoupons;
  } | null;
  /** Events of the tenant, counted to one above the limit; above it the rest is null. */
  readonly events: number;
  readonly lastSeq: number | null;
  /** What really happened. */
  readonly actual: SummaryView | null;
  readonly costByRule: readonly { readonly ruleId: string; readonly cost: string }[] | null;
  /** What the live rewards of each advocate cost. */
  readonly advocates: readonly { readonly externalId: string; readonly cost: string }[] | null;
  /** What the live rewards of each month cost, by the program's time zone. */
  readonly months: readonly MonthCost[] | null;
}

/**
 * So many of a program's coupons tell how many are used. Codes are drawn, so the first by code are as good as any; the
 * embedded database counts them in some milliseconds.
 */
const COUNTED_COUPONS = 20_000;

/** `RedeemedCoupons` of a program `g`. What was given is kept with the rewards, which only those of free shipping are asked for. */
const REDEEMED = `(SELECT json_build_object('coupons', count(*)::integer, 'used', count(*) FILTER (WHERE c.uses > 0)::integer,
        'shippingMinor', (sum(w.given_minor) / nullif(sum(c.uses) FILTER (WHERE w.given_minor > 0), 0))::bigint::text)
      FROM (SELECT c.* FROM coupons c WHERE c.tenant_id = g.tenant_id AND c.program_id = g.id
        ORDER BY c.code LIMIT ${COUNTED_COUPONS}) c
      LEFT JOIN LATERAL (SELECT w.given_minor FROM rewards w WHERE c.free_shipping AND c.uses > 0
        AND w.tenant_id = c.tenant_id AND w.id = c.reward_id OFFSET 0) w ON true)`;

const HEAD = `SELECT json_build_object(
    'program', (SELECT json_build_object('id', g.id, 'key', g.key, 'currency', g.currency, 'timezone', g.timezone,
        'startsAt', millis(g.starts_at), 'endsAt', millis(g.ends_at), 'version', g.version, 'today', (
          SELECT v.rules FROM program_versions v
          WHERE v.tenant_id = g.tenant_id AND v.program_id = g.id AND v.version = g.version), 'redeemed', ${REDEEMED})
      FROM programs g WHERE g.tenant_id = k.tenant_id AND g.key = $2),
    'events', (SELECT count(*)::integer FROM (
      SELECT FROM events e WHERE e.tenant_id = k.tenant_id LIMIT $3::integer + 1) counted),
    'lastSeq', (SELECT max(e.seq) FROM events e WHERE e.tenant_id = k.tenant_id))`;

/** Of which program, and which part of the history is counted. */
interface AskedHistory {
  readonly program: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What is known of a history before it is read. */
export type HistoryBeginning = Pick<HistoryHead, "program" | "events" | "lastSeq">;

/** @param maxEvents of a longer history only that it is longer is said */
export function readHistoryBeginning(
  database: Database,
  asker: TenantAsker,
  program: string,
  maxEvents: number,
): Promise<Authorized<HistoryBeginning> | null> {
  return readAsTenant<HistoryBeginning>(database, asker, HEAD, [program, maxEvents]);
}

/**
 * Reads what a backtest is compared with, in several statements: the embedded database answers others between them.
 *
 * @param signal ends it between two statements
 * @throws the signal's reason
 */
export async function readHistoryHead(
  database: Database,
  asker: TenantAsker,
  asked: AskedHistory,
  beginning: HistoryBeginning,
  signal: AbortSignal,
): Promise<HistoryHead | null> {
  const parts = await readSummaryInParts(database, asker, asked, {
    upTo: beginning.lastSeq ?? 0,
    withCosts: true,
    signal,
  });
  if (parts === null) return null;
  const { summary: actual, ...costs } = parts.body;
  return { ...beginning, actual, ...costs };
}

const LAST_SOURCES = `SELECT coalesce(json_object_agg(x.participant_id, x.seq), '{}') FROM (
    SELECT w.id AS participant_id, max(e.seq) AS seq FROM events e
    CROSS JOIN LATERAL (SELECT e.participant_id AS id
      UNION ALL SELECT e.facts ->> 'mergedId' WHERE e.type = 'participant_merged') w
    WHERE e.tenant_id = k.tenant_id AND e.seq <= $2 AND e.participant_id IS NOT NULL
      AND (e.type IN ('referral_reassigned', 'participant_merged') OR e.type IN ('signup', 'purchase', 'referral_by_hand', 'order_addition')
        AND (e.facts ->> 'code' IS NOT NULL OR e.facts -> 'clicks' <> '[]'))
    GROUP BY 1) x`;

/**
 * Reads by participant the seq of the last event in which they bring a code or click, are given to another advocate or are
 * merged. A
 * statement of its own, so that the embedded database answers others before and after it.
 */
export function readLastSources(
  database: Database,
  asker: TenantAsker,
  upTo: number,
): Promise<Authorized<Readonly<Record<string, number>>> | null> {
  return readAsTenant(database, asker, LAST_SOURCES, [upTo]);
}

/** What rules are tried for. */
export interface TriedProgram {
  readonly id: string;
  readonly key: string;
  readonly currency: string;
  readonly timezone: string;
  readonly redeemed: RedeemedCoupons;
}

/** Reads what rules have to be parsed for; null where there is no such program. */
export function readTriedProgram(
  database: Database,
  asker: TenantAsker,
  program: string,
): Promise<Authorized<TriedProgram | null> | null> {
  const select = `SELECT json_build_object('id', g.id, 'key', g.key, 'currency', g.currency, 'timezone', g.timezone,
      'redeemed', ${REDEEMED}) FROM programs g
    WHERE g.tenant_id = k.tenant_id AND g.key = $2`;
  return readAsTenant(database, asker, select, [program]);
}

/** A part of the history in the order of commits. */
export interface ReadPage {
  /** Of the last event; null where there is none. */
  readonly lastSeq: number | null;
  /** A `HistoryPage` as JSON: the events, with everyone they name and the codes they bring. */
  readonly json: string;
}

const PAGE = `WITH page AS MATERIALIZED (
    SELECT e.* FROM events e
    WHERE e.tenant_id = k.tenant_id AND e.seq > $2 AND e.seq <= $3 ORDER BY e.seq LIMIT $4::integer
  ), brought AS MATERIALIZED (
    SELECT DISTINCT c.program_id, c.participant_id FROM codes c
    WHERE c.tenant_id = k.tenant_id AND c.code = ANY (ARRAY(
      SELECT e.facts ->> 'code' FROM page e WHERE e.type IN ('signup', 'purchase', 'referral_by_hand', 'order_addition', 'click')
      UNION
      SELECT click ->> 'code' FROM page e CROSS JOIN LATERAL jsonb_array_elements(e.facts -> 'clicks') click
      WHERE e.type IN ('signup', 'purchase', 'referral_by_hand', 'order_addition')))
  ), owned AS MATERIALIZED (
    -- With the others of their owner, which orders may name among their discounts. Each kind has an index of its own.
    SELECT c.* FROM brought b CROSS JOIN LATERAL (
      (SELECT c.* FROM codes c WHERE c.tenant_id = k.tenant_id AND c.participant_id = b.participant_id
        AND c.program_id = b.program_id AND c.kind = 'primary')
      UNION ALL
      (SELECT c.* FROM codes c WHERE c.tenant_id = k.tenant_id AND c.participant_id = b.participant_id
        AND c.program_id = b.program_id AND c.kind = 'vanity')
      UNION ALL
      (SELECT c.* FROM codes c WHERE c.tenant_id = k.tenant_id AND c.participant_id = b.participant_id
        AND c.program_id = b.program_id AND c.kind = 'further')) c
  ), who AS MATERIALIZED (
    SELECT ARRAY(SELECT participant_id FROM page WHERE participant_id IS NOT NULL UNION SELECT participant_id FROM owned
      -- Codes are of whom they were issued to, until the fold comes to their merge.
      UNION SELECT first_owner_id FROM owned WHERE first_owner_id IS NOT NULL
      UNION SELECT e.facts ->> 'mergedId' FROM page e WHERE e.type = 'participant_merged'
      UNION SELECT e.facts ->> 'advocateId' FROM page e WHERE e.type = 'referral_reassigned') AS ids
  ), shared AS MATERIALIZED (
    -- By participant, the contacts that another has too, or had before they were merged. Each is looked at by its key:
    -- where statistics are old, the planner takes a tenant's contacts for a few, and would compare each with all of them.
    SELECT jsonb_object_agg(h.participant_id, h.contacts) AS of FROM (
      SELECT c.participant_id, jsonb_agg(jsonb_build_array(c.hash, c.kind, c.seq)) AS contacts FROM (
        SELECT c.participant_id, c.hash, c.kind, c.seq FROM contacts c
        WHERE c.tenant_id = k.tenant_id AND c.participant_id = ANY ((SELECT w.ids FROM who w)::text[]) AND c.kind IN ('email', 'phone')
          AND ((SELECT count(*) FROM (
            SELECT FROM contacts o WHERE o.tenant_id = c.tenant_id AND o.hash = c.hash LIMIT 2) holders) > 1
            OR EXISTS (SELECT FROM former_contacts f WHERE f.tenant_id = c.tenant_id AND f.hash = c.hash))
        UNION ALL
        SELECT f.participant_id, f.hash, f.kind, f.seq FROM former_contacts f
        WHERE f.tenant_id = k.tenant_id AND f.participant_id = ANY ((SELECT w.ids FROM who w)::text[])) c
      GROUP BY 1) h
  )
  SELECT coalesce((SELECT max(e.seq) FROM page e)::text, '') || ' ' || json_build_object(
    'events', (SELECT coalesce(json_agg(json_build_object('seq', e.seq, 'id', e.id, 'type', e.type,
        'naturalKey', e.natural_key, 'participantId', e.participant_id, 'occurredAt', millis(e.occurred_at),
        'receivedAt', millis(e.received_at),
        'facts', CASE e.type WHEN 'participant_merged' THEN e.facts - 'moved' ELSE e.facts END) ORDER BY e.seq), '[]') FROM page e),
    'participants', (SELECT coalesce(json_agg(json_build_object('id', p.id, 'externalId', p.external_id,
        'emailFolded', p.email_folded, 'country', p.country, 'countrySeq', p.country_seq, 'segments', p.segments,
        'contacts', (SELECT s.of FROM shared s) -> p.id)), '[]')
      FROM participants p WHERE p.tenant_id = k.tenant_id AND p.id = ANY ((SELECT w.ids FROM who w)::text[])),
    'codes', (SELECT coalesce(json_agg(json_build_object('code', c.code, 'programId', c.program_id,
        'participantId', coalesce(c.first_owner_id, c.participant_id), 'createdAt', millis(c.created_at), 'application', (
          SELECT a.status FROM applications a WHERE a.tenant_id = c.tenant_id AND a.program_id = c.program_id
            AND a.participant_id = c.participant_id))), '[]') FROM owned c))::text`;

/**
 * Reads the page of events after one seq, and none above another. The page stays text, since the thread that decides it
 * is often another than the one that reads it.
 */
export async function readHistoryPage(
  database: Database,
  asker: TenantAsker,
  page: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<Authorized<ReadPage> | null> {
  const { after, upTo, limit } = page;
  const read = await readAsTenant<string>(database, asker, PAGE, [after, upTo, limit]);
  if (read === null) return null;
  const end = read.body.indexOf(" ");
  const lastSeq = read.body.slice(0, end);
  return { ...read, body: { lastSeq: lastSeq === "" ? null : Number(lastSeq), json: read.body.slice(end + 1) } };
}
