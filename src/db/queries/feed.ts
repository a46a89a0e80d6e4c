import type { EventFlag } from "../../domain/eventFlags.ts";
import type { Sign } from "../../domain/signs.ts";
import { SIGNS } from "../../domain/signs.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, UserAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { NamedPerson } from "./peoplePages.ts";
import { namedPerson } from "./peoplePages.ts";

/** What a tenant reported lately, as it was understood, and what was refused of it. */

/** So many of each the feed shows. */
export const MOST_IN_FEED = 20;
/** Of an event with longer facts its lists are counted and not shown. */
const MAX_FACTS_LENGTH = 4_000;
/** So many decisions of one event are shown. */
const MOST_OUTCOMES = 6;

/** What one rule made of an event. */
export interface FeedOutcome {
  readonly program: string;
  /** Null where the code was refused, and no rule was asked. */
  readonly rule: string | null;
  readonly outcome: "granted" | "skipped" | null;
  readonly reason: string | null;
  /** Of the reward; null where there is none, or what it gives is in no unit. */
  readonly unit: string | null;
  /** Minor units as a decimal string. */
  readonly amount: string | null;
  readonly referral: { readonly id: string; readonly status: string } | null;
}

export interface FeedEvent {
  readonly seq: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly receivedAt: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** How many entries each list has that was too long. */
  readonly counts: Readonly<Record<string, number>> | null;
  readonly flags: readonly EventFlag[];
  /** What it showed that friend and advocate have in common. */
  readonly signs: readonly Sign[];
  readonly person: NamedPerson | null;
  readonly outcomes: readonly FeedOutcome[];
}

export interface FeedRefusal {
  readonly id: string;
  readonly at: string;
  readonly times: number;
  readonly route: string;
  readonly code: string;
  readonly paths: readonly string[];
  readonly origin: string | null;
}

export interface Feed {
  /** The latest, by when they came. */
  readonly events: readonly FeedEvent[];
  readonly refusals: readonly FeedRefusal[];
  /** How many requests were refused in all that is kept. */
  readonly refused: number;
}

/** How far a reader has come: the latest event, and the time of the latest refusal in milliseconds. */
export interface FeedPlace {
  readonly seq: string;
  readonly refusedAt: string;
}

const LISTS = ["items", "metadata", "clicks", "discounts"];
const lengthOf = (name: string) => `'${name}', CASE jsonb_typeof(e.facts -> '${name}')
  WHEN 'array' THEN jsonb_array_length(e.facts -> '${name}')
  WHEN 'object' THEN (SELECT count(*) FROM jsonb_object_keys(e.facts -> '${name}')) ELSE 0 END`;
const IS_LONG = `length(e.facts::text) > ${MAX_FACTS_LENGTH}`;

const OUTCOMES = `(SELECT coalesce(json_agg(json_build_object('program', p.key, 'rule', o.decision ->> 'ruleId',
    'outcome', o.decision ->> 'outcome', 'reason', o.decision ->> 'reason', 'unit', w.unit,
    'amount', w.granted_minor::text, 'referral', (SELECT json_build_object('id', r.id, 'status', r.status)
      FROM referrals r WHERE r.tenant_id = e.tenant_id AND r.id = o.entry ->> 'referralId')) ORDER BY o.place), '[]')
  FROM (SELECT n.entry, d.decision, row_number() OVER () AS place
      FROM jsonb_array_elements(e.decisions) AS n(entry)
        LEFT JOIN LATERAL jsonb_array_elements(n.entry -> 'decisions') AS d(decision) ON true
      LIMIT ${MOST_OUTCOMES}) o
    JOIN programs p ON p.tenant_id = e.tenant_id AND p.id = o.entry ->> 'programId'
    LEFT JOIN rewards w ON w.tenant_id = e.tenant_id AND w.id = o.decision ->> 'rewardId')`;

const SIGNS_OF_EVENT = `(SELECT coalesce(json_agg(DISTINCT h.kind #>> '{}'), '[]')
  FROM jsonb_path_query(e.decisions, '$[*].happened[*].kind') AS h(kind)
  WHERE h.kind #>> '{}' = ANY (ARRAY[${SIGNS.map((sign) => `'${sign}'`).join(", ")}]))`;

const EVENTS = `(SELECT coalesce(json_agg(json_build_object('seq', e.seq::text, 'type', e.type,
    'occurredAt', e.occurred_at, 'receivedAt', e.received_at, 'flags', e.flags, 'signs', ${SIGNS_OF_EVENT},
    'facts', CASE WHEN ${IS_LONG} THEN e.facts - '{${LISTS.join(",")}}'::text[] ELSE e.facts END,
    'counts', CASE WHEN ${IS_LONG} THEN json_build_object(${LISTS.map(lengthOf).join(", ")}) END,
    'person', ${namedPerson("e.participant_id")}, 'outcomes', ${OUTCOMES}) ORDER BY e.seq DESC), '[]')
  FROM (SELECT * FROM events e WHERE e.tenant_id = k.tenant_id ORDER BY e.seq DESC LIMIT ${MOST_IN_FEED}) e)`;

const REFUSALS = `(SELECT coalesce(json_agg(json_build_object('id', r.id, 'at', r.at, 'times', r.times, 'route', r.route,
    'code', r.code, 'paths', r.paths, 'origin', r.origin) ORDER BY r.at DESC, r.id), '[]')
  FROM (SELECT * FROM refusals r WHERE r.tenant_id = k.tenant_id ORDER BY r.at DESC, r.id LIMIT ${MOST_IN_FEED}) r)`;

const FEED = `SELECT json_build_object('events', ${EVENTS}, 'refusals', ${REFUSALS},
  'refused', (SELECT coalesce(sum(r.times), 0) FROM refusals r WHERE r.tenant_id = k.tenant_id))`;

/** Reads the latest of what the asker's tenant reported. */
export function readFeed(database: Database, asker: UserAsker): Promise<Authorized<Feed> | null> {
  return readAsTenant(database, asker, FEED);
}

const IS_NEWER = `SELECT EXISTS (SELECT FROM events e WHERE e.tenant_id = k.tenant_id AND e.seq > $2::bigint)
  OR EXISTS (SELECT FROM refusals r WHERE r.tenant_id = k.tenant_id AND r.at > to_timestamp($3::double precision / 1000))`;

/**
 * Whether anything came since. A page asks every two seconds, and mostly nothing did: this costs a quarter of the
 * whole, most of which is the planning of it.
 */
export function hasNewer(
  database: Database,
  asker: UserAsker,
  { seq, refusedAt }: FeedPlace,
): Promise<Authorized<boolean> | null> {
  return readAsTenant(database, asker, IS_NEWER, [seq, refusedAt]);
}
