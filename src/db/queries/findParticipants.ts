import { foldCode, mayBeCode } from "../../domain/codes.ts";
import { foldEmail } from "../../domain/emails.ts";
import { foldPhone, foldPhoneBegun } from "../../domain/phones.ts";
import type { Database } from "../../ports.ts";
import type { FoundParticipant, ParticipantMatch } from "../rows/participant.ts";
import { PARTICIPANT_MATCHES } from "../rows/participant.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant, SEES_PEOPLE } from "./asker.ts";
import { participantNamed, participantOfId } from "./filtered.ts";
import { findsById } from "./findsById.ts";
import type { ReadPage } from "./pageOfRows.ts";
import { pageOfRows } from "./pageOfRows.ts";
import { BALANCES } from "./participants.ts";

export interface ParticipantSearch {
  /** What a person typed: an id, an e-mail, a phone, a code, an order or a coupon; null lists all, the newest first. */
  readonly q: string | null;
  readonly segment: string | null;
  /** Only those after it: how it was found (`PARTICIPANT_MATCHES`), by which text, and its internal id. */
  readonly after: readonly [by: string, text: string, id: string] | null;
  readonly limit: number;
}

/** How one kind of text finds participants. */
interface Source {
  readonly rows: readonly Rows[];
  /** SQL that says of `p` alone whether it is found like this: so no later kind brings the same one again. */
  readonly holds: (range: string, isWhole: boolean) => string;
}

/** Rows of one table that have such a text. */
interface Rows {
  /** The participant `p`, and what has the text. */
  readonly from: string;
  /** What has the text, and so the tenant. */
  readonly of: "p" | "c";
  /** The text by which rows are found and ordered; an index has it in this order. */
  readonly text: string;
  /** SQL that goes on the condition. */
  readonly and?: string;
  /** SQL that says, where several begin alike, whether another row of the same participant stands before this one. */
  readonly isLater?: string;
}

/** A participant by an internal id, probed row by row: a join would read all of them. */
const participantOf = (id: string) =>
  `CROSS JOIN LATERAL (SELECT p.* FROM participants p WHERE p.tenant_id = k.tenant_id AND p.id = ${participantOfId(id)} OFFSET 0) p`;

/** What is found through another table, by the participant that a row of it names. */
function through(table: string, text: string, isLater?: string): Source {
  const more = isLater === undefined ? {} : { isLater };
  return {
    rows: [{ from: `${table} c ${participantOf("c.participant_id")}`, of: "c", text, ...more }],
    holds: (range) => `EXISTS (SELECT FROM ${table} c WHERE c.tenant_id = k.tenant_id AND c.participant_id = p.id
      AND ${text} ${range})`,
  };
}

/** What is put after a text for the last one that begins with it, by bytes: no text has a character after that. */
const LAST = "chr(1114111)";

const EMAIL = 'p.email_folded COLLATE "C"';
const PHONE = 'p.phone COLLATE "C"';

const isSeen = (name: string) => ` AND ${findsById(`${name}.external_id`)}`;

/**
 * By each of their names: their own, and their aliases, of which an index each has them in order. Whose own name begins
 * alike is found by that: what many begin alike is asked of as little as may be, or the planner puts all in order.
 */
const NAMES: Source = {
  rows: [
    {
      ...{ from: "participants p", of: "p", text: 'p.external_id COLLATE "C"' },
      and: ` AND p.merged_into IS NULL${isSeen("p")}`,
    },
    {
      ...{ from: `participants c ${participantOf("c.merged_into")}`, of: "c", text: 'c.external_id COLLATE "C"' },
      and: ` AND c.merged_into IS NOT NULL${isSeen("c")}`,
      isLater: `(p.external_id COLLATE "C" BETWEEN $3::text AND $3::text || ${LAST}${isSeen("p")}
        OR EXISTS (SELECT FROM participants d WHERE d.tenant_id = k.tenant_id AND d.merged_into = p.id
          AND d.external_id COLLATE "C" >= $3::text AND d.external_id COLLATE "C" < c.external_id COLLATE "C"))`,
    },
  ],
  // A whole name is one participant's, who is looked up once.
  holds: (range, isWhole) =>
    isWhole
      ? `p.id IS NOT DISTINCT FROM ${participantNamed("$3::text")}`
      : `(coalesce(p.external_id COLLATE "C" ${range}, false) OR EXISTS (SELECT FROM participants d
          WHERE d.tenant_id = k.tenant_id AND d.merged_into = p.id AND d.external_id COLLATE "C" ${range}))`,
};

/** Whether another code of the same participant that begins alike stands before `c`. */
const FIRST_CODE = `EXISTS (SELECT FROM codes d WHERE d.tenant_id = k.tenant_id AND d.participant_id = p.id
  AND d.code COLLATE "C" >= $5::text AND d.code COLLATE "C" < c.code COLLATE "C")`;

const SOURCES = {
  externalId: NAMES,
  email: {
    rows: [{ from: "participants p", of: "p", text: EMAIL, and: ` AND p.merged_into IS NULL AND ${SEES_PEOPLE}` }],
    holds: (range) => `coalesce(${EMAIL} ${range}, false)`,
  },
  phone: {
    rows: [{ from: "participants p", of: "p", text: PHONE, and: ` AND ${SEES_PEOPLE}` }],
    holds: (range) => `coalesce(${PHONE} ${range}, false)`,
  },
  code: through("codes", 'c.code COLLATE "C"', FIRST_CODE),
  order: through("purchases", "c.order_id"),
  coupon: through("coupons", "c.code"),
} as const satisfies Readonly<Record<string, Source>>;

type SourceName = keyof typeof SOURCES;

/**
 * Parameters: `$2` the limit, `$3` the text as typed, `$4` as an e-mail is folded, `$5` as codes are, `$6` a segment, `$9`
 * as a phone, `$10` as the beginning of one.
 */
const TYPED: Readonly<Record<Exclude<SourceName, "phone">, string>> = {
  externalId: "$3::text",
  order: "$3::text",
  email: "$4::text",
  code: "$5::text",
  coupon: "$5::text",
};

function sourceOf(match: ParticipantMatch): { readonly name: SourceName; readonly range: string } {
  const { by: name, whole } = match;
  const typed = name === "phone" ? (whole ? "$9::text" : "$10::text") : TYPED[name];
  if (whole) return { name, range: `= ${typed}` };
  return { name, range: `BETWEEN ${typed} AND ${typed} || ${LAST}` };
}

const FOUND = `'id', p.id, 'externalId', p.external_id, 'email', p.email, 'phone', p.phone, 'name', p.name, 'mayBeNamed', p.may_be_named, 'guest', p.guest,
  'locale', p.locale, 'country', p.country, 'segments', p.segments, 'customerSince', p.customer_since, 'createdAt', p.created_at, 'blockedAt', p.blocked_at,
  'blockedReason', p.blocked_reason, 'balances', (${BALANCES})`;

/** Whether `p` is in the segment `$6`; only those that are in one at all are in the index. */
const IN_SEGMENT = "p.segments <> '[]' AND p.segments ? $6::text";

/**
 * Finds participants by what a person typed: first those whom the whole text names, then those whose externalId, e-mail,
 * phone or code begins with it. Each is found once, by the first of `PARTICIPANT_MATCHES` that holds. Orders and coupons are
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
  const { whole, begun } = phoneTyped(typed);
  const folded = [foldEmail(typed), foldCode(typed)];
  const params = [limit, typed, ...folded, segment, after?.[1] ?? null, after?.[2] ?? null, whole, begun];
  return { select: pageOfRows(`${page} WHERE ${NAMED}`), params };
}

/** PostgreSQL refuses a parameter that a statement does not have, and no search needs all of them. */
const NAMED =
  "coalesce($3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::text, '') IS NOT NULL";

/** The phone that a text is, also where its plus was left out, and the one that it is the beginning of. */
function phoneTyped(text: string): { readonly whole: string | null; readonly begun: string | null } {
  return { whole: foldPhone(text) ?? foldPhone(`+${text}`), begun: foldPhoneBegun(text) };
}

function everyone(inSegment: string, after: ParticipantSearch["after"]): string {
  const later = after === null ? "" : " AND p.id < $8::text";
  return `SELECT p.id, NULL::integer AS nth_match, p.id AS text, row_number() OVER (ORDER BY p.id DESC) AS place
    FROM (SELECT p.id FROM participants p WHERE p.tenant_id = k.tenant_id AND p.merged_into IS NULL${inSegment}${later}
      ORDER BY p.id DESC LIMIT $2::integer) p`;
}

function matching(q: string, inSegment: string, after: ParticipantSearch["after"]): string {
  const from = after === null ? 0 : Number(after[0]);
  const isCode = mayBeCode(foldCode(q));
  const phone = phoneTyped(q);
  const maySay = ({ by, whole }: ParticipantMatch) => {
    if (by === "phone") return (whole ? phone.whole : phone.begun) !== null;
    return isCode || TYPED[by] !== "$5::text";
  };
  const parts = PARTICIPANT_MATCHES.flatMap((match, nth) => {
    if (nth < from || !maySay(match)) return [];
    const { name, range } = sourceOf(match);
    const source: Source = SOURCES[name];
    const earlier = PARTICIPANT_MATCHES.slice(0, nth)
      .filter(maySay)
      .map((before) => {
        const { name: other, range: held } = sourceOf(before);
        const { holds }: Source = SOURCES[other];
        return ` AND NOT (${holds(held, before.whole)})`;
      });
    return source.rows.map(({ from: rows, of, text, and = "", isLater }) => {
      const once = match.whole || isLater === undefined ? "" : ` AND NOT ${isLater}`;
      const later = nth === from && after !== null ? ` AND (${text}, p.id) > ($7::text, $8::text)` : "";
      return `(SELECT p.id, ${nth} AS nth_match, ${text} AS text FROM ${rows}
        WHERE ${of}.tenant_id = k.tenant_id AND ${text} ${range}${and}${inSegment}${earlier.join("")}${once}${later}
        ORDER BY ${text}, p.id LIMIT $2::integer)`;
    });
  });
  return `SELECT f.id, f.nth_match, f.text, row_number() OVER (ORDER BY f.nth_match, f.text COLLATE "C", f.id) AS place
    FROM (${parts.join(" UNION ALL ")}) f ORDER BY f.nth_match, f.text COLLATE "C", f.id LIMIT $2::integer`;
}
