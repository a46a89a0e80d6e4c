import { foldCode, mayBeCode } from "../../domain/codes.ts";
import { foldEmail } from "../../domain/emails.ts";
import type { Database } from "../../ports.ts";
import type { FoundParticipant, ParticipantMatch } from "../rows/participant.ts";
import { PARTICIPANT_MATCHES } from "../rows/participant.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant, SEES_PEOPLE } from "./asker.ts";
import type { ReadPage } from "./pageOfRows.ts";
import { pageOfRows } from "./pageOfRows.ts";
import { BALANCES } from "./participants.ts";

export interface ParticipantSearch {
  /** What a person typed: an id, an e-mail, a code, an order or a coupon; null lists all, the newest first. */
  readonly q: string | null;
  readonly segment: string | null;
  /** Only those after it: how it was found (`PARTICIPANT_MATCHES`), by which text, and its internal id. */
  readonly after: readonly [by: string, text: string, id: string] | null;
  readonly limit: number;
}

/** How one kind of text finds participants. */
interface Source {
  /** The participant `p`, and what has the text. */
  readonly from: string;
  /** The text by which rows are found and ordered; an index has it in this order. */
  readonly text: string;
  /** SQL that says of `p` alone whether it is found like this: so no later kind brings the same one again. */
  readonly holds: (range: string) => string;
}

/** A participant by an internal id, probed row by row: a join would read all of them. */
const participantOf = (id: string) =>
  `CROSS JOIN LATERAL (SELECT p.* FROM participants p WHERE p.tenant_id = k.tenant_id AND p.id = ${id} OFFSET 0) p`;

/** What is found through another table, by the participant that a row of it names. */
function through(table: string, text: string): Source {
  return {
    from: `${table} c ${participantOf("c.participant_id")}`,
    text,
    holds: (range) => `EXISTS (SELECT FROM ${table} c WHERE c.tenant_id = k.tenant_id AND c.participant_id = p.id
      AND ${text} ${range})`,
  };
}

function column(name: string): Source {
  const text = `p.${name} COLLATE "C"`;
  return { from: "participants p", text, holds: (range) => `coalesce(${text} ${range}, false)` };
}

/** By each of their names: their own, and their aliases. */
const NAMES: Source = {
  from: `participants c ${participantOf("coalesce(c.merged_into, c.id)")}`,
  text: 'c.external_id COLLATE "C"',
  holds: (range) => `(coalesce(p.external_id COLLATE "C" ${range}, false) OR EXISTS (SELECT FROM participants d
      WHERE d.tenant_id = k.tenant_id AND d.merged_into = p.id AND d.external_id COLLATE "C" ${range}))`,
};

const SOURCES = {
  externalId: NAMES,
  email: column("email_folded"),
  code: through("codes", 'c.code COLLATE "C"'),
  order: through("purchases", "c.order_id"),
  coupon: through("coupons", "c.code"),
} as const satisfies Readonly<Record<string, Source>>;

type SourceName = keyof typeof SOURCES;

/** What is put after a text for the last one that begins with it, by bytes: no text has a character after that. */
const LAST = "chr(1114111)";

/** Parameters: `$2` the limit, `$3` the text as typed, `$4` as an e-mail is folded, `$5` as codes are, `$6` a segment. */
const TYPED: Readonly<Record<SourceName, string>> = {
  externalId: "$3::text",
  order: "$3::text",
  email: "$4::text",
  code: "$5::text",
  coupon: "$5::text",
};

function sourceOf(match: ParticipantMatch): { readonly name: SourceName; readonly range: string } {
  const { by: name, whole } = match;
  const typed = TYPED[name];
  if (whole) return { name, range: `= ${typed}` };
  return { name, range: `BETWEEN ${typed} AND ${typed} || ${LAST}` };
}

const FOUND = `'id', p.id, 'externalId', p.external_id, 'email', p.email, 'name', p.name, 'locale', p.locale,
  'country', p.country, 'segments', p.segments, 'customerSince', p.customer_since, 'createdAt', p.created_at, 'blockedAt', p.blocked_at,
  'blockedReason', p.blocked_reason, 'balances', (${BALANCES})`;

/** Whether `p` is in the segment `$6`; only those that are in one at all are in the index. */
const IN_SEGMENT = "p.segments <> '[]' AND p.segments ? $6::text";

/**
 * Finds participants by what a person typed: first those whom the whole text names, then those whose externalId, e-mail
 * or code begins with it. Each is found once, by the first of `PARTICIPANT_MATCHES` that holds. Orders and coupons are
 * found whole alone: an index of how they begin would cost every purchase.
 */
export function findParticipants(
  database: Database,
  asker: TenantAsker,
  search: ParticipantSearch,
): Promise<Authorized<ReadPage<FoundParticipant>> | null> {
  const { select, params } = searchOf(search);
  return readAsTenant(database, asker, select, params);
}

/** The search as SQL of one JSON value, with its parameters from `$2` on. */
export function searchOf(search: ParticipantSearch): { readonly select: string; readonly params: readonly unknown[] } {
  const { q, segment, after, limit } = search;
  const inSegment = segment === null ? "" : ` AND ${IN_SEGMENT}`;
  const found = q === null ? everyone(inSegment, after) : matching(q, inSegment, after);
  const page = `SELECT json_build_object('nthMatch', picked.nth_match, 'text', picked.text, ${FOUND}) AS row,
      row_number() OVER (ORDER BY picked.place) AS nth
    FROM (${found}) picked ${participantOf("picked.id")}`;
  const typed = q ?? "";
  const params = [limit, typed, foldEmail(typed), foldCode(typed), segment, after?.[1] ?? null, after?.[2] ?? null];
  return { select: pageOfRows(`${page} WHERE ${NAMED}`), params };
}

/** PostgreSQL refuses a parameter that a statement does not have, and no search needs all of them. */
const NAMED = "coalesce($3::text, $4::text, $5::text, $6::text, $7::text, $8::text, '') IS NOT NULL";

function everyone(inSegment: string, after: ParticipantSearch["after"]): string {
  const later = after === null ? "" : " AND p.id < $8::text";
  return `SELECT p.id, NULL::integer AS nth_match, p.id AS text, row_number() OVER (ORDER BY p.id DESC) AS place
    FROM (SELECT p.id FROM participants p WHERE p.tenant_id = k.tenant_id AND p.merged_into IS NULL${inSegment}${later}
      ORDER BY p.id DESC LIMIT $2::integer) p`;
}

function matching(q: string, inSegment: string, after: ParticipantSearch["after"]): string {
  const from = after === null ? 0 : Number(after[0]);
  const isCode = mayBeCode(foldCode(q));
  const parts = PARTICIPANT_MATCHES.flatMap((match, nth) => {
    if (nth < from || (!isCode && TYPED[match.by] === "$5::text")) return [];
    const { name, range } = sourceOf(match);
    const { from: rows, text } = SOURCES[name];
    const tenant = rows.startsWith("participants p") ? "p" : "c";
    const earlier = PARTICIPANT_MATCHES.slice(0, nth).map((before) => {
      const { name: other, range: held } = sourceOf(before);
      return ` AND NOT ${SOURCES[other].holds(held)}`;
    });
    const once = match.whole || !(name in FIRST_OF) ? "" : ` AND NOT ${FIRST_OF[name as keyof typeof FIRST_OF]}`;
    const later = nth === from && after !== null ? ` AND (${text}, p.id) > ($7::text, $8::text)` : "";
    // To those who may not see people, an address that is found is one that is told.
    const seen =
      name === "email" ? ` AND ${SEES_PEOPLE}` : name === "externalId" ? ` AND (${SEES_PEOPLE} OR ${NO_ADDRESS})` : "";
    return [
      `(SELECT p.id, ${nth} AS nth_match, ${text} AS text FROM ${rows}
        WHERE ${tenant}.tenant_id = k.tenant_id AND ${text} ${range}${seen}${inSegment}${earlier.join("")}${once}${later}
        ORDER BY ${text}, p.id LIMIT $2::integer)`,
    ];
  });
  return `SELECT f.id, f.nth_match, f.text, row_number() OVER (ORDER BY f.nth_match, f.text COLLATE "C", f.id) AS place
    FROM (${parts.join(" UNION ALL ")}) f ORDER BY f.nth_match, f.text COLLATE "C", f.id LIMIT $2::integer`;
}

/** Whether the name `c` of a participant is none by which they could be written to. */
const NO_ADDRESS = "c.external_id NOT LIKE '%@%'";

/** Whether another code of the same participant that begins alike stands before `c`. */
const FIRST_CODE = `EXISTS (SELECT FROM codes d WHERE d.tenant_id = k.tenant_id AND d.participant_id = p.id
  AND d.code COLLATE "C" >= $5::text AND d.code COLLATE "C" < c.code COLLATE "C")`;

/** Whether another name of the same participant that begins alike stands before `c`. */
const isEarlierName = (name: string) =>
  `${name}.external_id COLLATE "C" >= $3::text AND ${name}.external_id COLLATE "C" < c.external_id COLLATE "C"`;
const FIRST_NAME = `(${isEarlierName("p")} OR EXISTS (SELECT FROM participants d
  WHERE d.tenant_id = k.tenant_id AND d.merged_into = p.id AND ${isEarlierName("d")}))`;

const FIRST_OF = { code: FIRST_CODE, externalId: FIRST_NAME } as const;
