import type { Database } from "../../ports.ts";
import type { ExplanationRows } from "../rows/explanation.ts";
import type { FoundParticipant, ParticipantView } from "../rows/participant.ts";
import type { PayoutJson } from "../rows/payout.ts";
import type { Authorized, UserAsker } from "./asker.ts";
import { readAsTenant, SEES_PEOPLE } from "./asker.ts";
import { explanationOf } from "./explanation.ts";
import { idsOfPerson, participantNamed, participantOfId } from "./filtered.ts";
import type { ParticipantSearch } from "./findParticipants.ts";
import { searchOf } from "./findParticipants.ts";
import type { OtherAccount } from "./otherAccounts.ts";
import { otherAccounts } from "./otherAccounts.ts";
import type { ReadPage } from "./pageOfRows.ts";
import { VIEW_PARTS } from "./participants.ts";
import type { ShownDetails } from "./payoutDetails.ts";
import { SHOWN_DETAILS } from "./payoutDetails.ts";
import { payoutsOfPerson } from "./payouts.ts";
import type { ListedSpend, PersonLot, WalletBalance } from "./walletReads.ts";
import { lotsOfPerson, spendsOfPerson, walletBalances } from "./walletReads.ts";

/** What the pages of people show, each in one statement. */

/** Of the latest who are in any segment, whose segments a page offers. */
const LOOKED_AT_FOR_SEGMENTS = 500;
const MOST_SEGMENTS = 50;
/** A purchase is told of in each program that decided it. */
const MOST_STORIES = 5;
/** So many of each kind a page of one person shows. */
export const MOST_SHOWN = 10;
/** Of a referral, the latest so many events are told. */
const EVENTS_TOLD = 50;
const EVENTS_LOOKED_AT = 1_000;

export interface PeoplePage {
  readonly found: ReadPage<FoundParticipant>;
  readonly segments: readonly string[];
  /** The order that was typed: what is stored of the referrals that it was decided in; null where it is none. */
  readonly stories: readonly ExplanationRows[] | null;
}

const SEGMENTS = `(SELECT coalesce(json_agg(s.name ORDER BY s.name), '[]') FROM (
    SELECT DISTINCT one.name FROM (SELECT p.segments FROM participants p
        WHERE p.tenant_id = k.tenant_id AND p.segments <> '[]' ORDER BY p.id DESC LIMIT ${LOOKED_AT_FOR_SEGMENTS}) p
      CROSS JOIN LATERAL jsonb_array_elements_text(p.segments) AS one(name) ORDER BY one.name LIMIT ${MOST_SEGMENTS}) s)`;

/**
 * Of an old order the story is read as it was when it came: what came later would crowd it out. What later events did to
 * its rewards is told with the rewards.
 */
const BEFORE_STORY = `CASE WHEN (SELECT count(*) FROM (SELECT FROM purchases l WHERE l.tenant_id = o.tenant_id
    AND l.participant_id = o.participant_id AND l.event_seq > o.event_seq LIMIT ${EVENTS_TOLD}) l) < ${EVENTS_TOLD}
  THEN NULL ELSE o.event_seq + 1 END`;

const storiesOf = (order: string) => `(SELECT coalesce(json_agg(s.story), '[]')
    FROM (SELECT ${explanationOf("d.entry ->> 'referralId'", String(EVENTS_TOLD), String(EVENTS_LOOKED_AT), BEFORE_STORY)} AS story
      FROM purchases o CROSS JOIN LATERAL jsonb_each(o.decided) AS d(program, entry)
      WHERE o.tenant_id = k.tenant_id AND o.order_id = ${order} AND d.entry ->> 'referralId' LIKE 'ref\\_%'
      LIMIT ${MOST_STORIES}) s)`;

/** Reads a page of people, and what became of the order where that is what was typed. */
export function readPeoplePage(
  database: Database,
  asker: UserAsker,
  search: ParticipantSearch,
): Promise<Authorized<PeoplePage> | null> {
  const { select, params } = searchOf(search);
  const page = `SELECT json_build_object('found', (${select}), 'segments', ${SEGMENTS},
    'stories', CASE WHEN EXISTS (SELECT FROM purchases o WHERE o.tenant_id = k.tenant_id AND o.order_id = $3::text
        AND o.participant_id IS NOT NULL) THEN ${storiesOf("$3::text")} END)`;
  return readAsTenant(database, asker, page, params);
}

/** A participant as a page names them. */
export interface NamedPerson {
  readonly id: string;
  readonly externalId: string;
  readonly name: string | null;
  readonly email: string | null;
}

export interface PersonReferral {
  readonly id: string;
  /** The program's name. */
  readonly program: string;
  readonly status: "attributed" | "converted" | "rejected";
  readonly at: string;
  /** The other side; null where a refused code was unknown. */
  readonly other: NamedPerson | null;
}

/** What happened to a person, or what they did. */
export type PersonHappening =
  | {
      readonly kind: "purchase";
      readonly at: string;
      readonly order: string;
      readonly amount: string;
      readonly currency: string;
    }
  | {
      readonly kind: "event";
      readonly at: string;
      readonly type: string;
      /** As they are kept, without lists. */
      readonly facts: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: "adjustment";
      readonly at: string;
      readonly unit: string;
      readonly amount: string;
      readonly reason: string;
    };

export interface PersonPage {
  readonly person: ParticipantView & { readonly id: string };
  /** Who has an e-mail or a phone of theirs. */
  readonly accounts: readonly OtherAccount<NamedPerson>[];
  /** Each of the latest. */
  readonly friends: readonly PersonReferral[];
  readonly advocates: readonly PersonReferral[];
  readonly happenings: readonly PersonHappening[];
  /** What they have in credit and points. */
  readonly wallet: readonly WalletBalance[];
  readonly spends: readonly ListedSpend[];
  /** What is left of the credit and points that they got, the first to expire first. */
  readonly lots: readonly PersonLot[];
  /** The latest. */
  readonly payouts: readonly PayoutJson[];
  /** Where they are paid; null where that is not known. */
  readonly payee: ShownDetails | null;
  /** Who else has that account. */
  readonly payees: readonly NamedPerson[];
  /** Of the referral that was asked for, else of the latest in which the person is the friend. */
  readonly story: ExplanationRows | null;
  /** The currencies of the tenant's programs. */
  readonly currencies: readonly string[];
  /** Whether one of them pays for clicks. */
  readonly paysForClicks: boolean;
}

/** SQL of a `NamedPerson`; null where there is none. */
export const namedPerson = (
  id: string,
) => `(SELECT json_build_object('id', o.id, 'externalId', o.external_id, 'name', o.name,
    'email', o.email) FROM participants o WHERE o.tenant_id = k.tenant_id AND o.id = ${participantOfId(id)})`;

const referral = (other: string) => `json_build_object('id', r.id, 'status', r.status, 'at', r.attributed_at,
    'program', (SELECT g.name FROM programs g WHERE g.tenant_id = k.tenant_id AND g.id = r.program_id),
    'other', ${namedPerson(other)})`;

const FRIENDS = `(SELECT coalesce(json_agg(${referral("r.friend_id")} ORDER BY r.id DESC), '[]') FROM (
    SELECT r.* FROM programs g CROSS JOIN LATERAL (SELECT r.* FROM referrals r
        WHERE r.tenant_id = k.tenant_id AND r.advocate_id = p.id AND r.program_id = g.id
        ORDER BY r.id DESC LIMIT ${MOST_SHOWN}) r
      WHERE g.tenant_id = k.tenant_id ORDER BY r.id DESC LIMIT ${MOST_SHOWN}) r)`;

const ADVOCATES = `(SELECT coalesce(json_agg(${referral("r.advocate_id")} ORDER BY r.id DESC), '[]') FROM (
    SELECT r.* FROM referrals r WHERE r.tenant_id = k.tenant_id AND r.friend_id = p.id
    ORDER BY r.id DESC LIMIT ${MOST_SHOWN}) r)`;

// Each kind is the latest of an index; what comes of them is put in order where it is shown.
const HAPPENINGS = `(SELECT coalesce(json_agg(h.happening), '[]') FROM (
    (SELECT json_build_object('kind', 'purchase', 'at', o.occurred_at, 'order', o.order_id,
        'amount', o.amount_minor::text, 'currency', o.currency) AS happening
      FROM purchases o WHERE o.tenant_id = k.tenant_id AND o.participant_id = p.id
      ORDER BY o.occurred_at DESC LIMIT ${MOST_SHOWN})
    UNION ALL
    (SELECT json_build_object('kind', 'event', 'at', e.occurred_at, 'type', e.type,
        'facts', e.facts - '{items,metadata,clicks,moved,givenOut}'::text[])
      FROM unnest(${idsOfPerson("p.id")}) AS u(id) CROSS JOIN LATERAL (
        SELECT e.* FROM events e WHERE e.tenant_id = k.tenant_id AND e.participant_id = u.id AND e.type <> 'purchase'
        ORDER BY e.seq DESC LIMIT ${MOST_SHOWN}) e
      ORDER BY e.seq DESC LIMIT ${MOST_SHOWN})
    UNION ALL
    (SELECT json_build_object('kind', 'adjustment', 'at', o.created_at, 'unit', o.unit, 'reason', coalesce(o.reason, ''),
        'amount', (CASE WHEN o.source = 'tenant:adjustments' THEN o.amount ELSE -o.amount END)::text)
      FROM unnest(${idsOfPerson("p.id")}) AS u(id) CROSS JOIN LATERAL (
        SELECT o.* FROM postings o WHERE o.tenant_id = k.tenant_id AND o.participant_id = u.id
          AND 'tenant:adjustments' IN (o.source, o.destination)
        ORDER BY o.id DESC LIMIT ${MOST_SHOWN}) o
      ORDER BY o.id DESC LIMIT ${MOST_SHOWN})) h)`;

const STORY = `(SELECT ${explanationOf("r.id", String(EVENTS_TOLD), String(EVENTS_LOOKED_AT))} FROM (
    SELECT r.id FROM referrals r WHERE r.tenant_id = k.tenant_id
      AND CASE WHEN $3::text IS NULL THEN r.friend_id = p.id ELSE r.id = $3 AND p.id IN (r.friend_id, r.advocate_id) END
    ORDER BY r.id DESC LIMIT 1) r)`;

const PAYEES = `(SELECT coalesce(json_agg(${namedPerson("x.id")} ORDER BY x.id), '[]') FROM (
    SELECT o.participant_id AS id FROM payout_details d JOIN payout_details o ON o.tenant_id = d.tenant_id
      AND o.account_hash = d.account_hash AND o.participant_id <> d.participant_id
    WHERE d.tenant_id = k.tenant_id AND d.participant_id = p.id AND ${SEES_PEOPLE}
    LIMIT ${MOST_SHOWN}) x)`;

/** SQL that says whether a participant `p` is the one of an id, our own or the tenant's. */
export const personIs = (id: string) => `p.id = coalesce(${participantOfId(id)}, ${participantNamed(id)})`;

const PERSON = `SELECT json_build_object('person', json_build_object('id', p.id, ${VIEW_PARTS}),
    'accounts', ${otherAccounts("p.id", namedPerson)},
    'friends', ${FRIENDS}, 'advocates', ${ADVOCATES}, 'happenings', ${HAPPENINGS},
    'wallet', (${walletBalances("$4::timestamptz")}), 'spends', (${spendsOfPerson(String(MOST_SHOWN))}), 'story', ${STORY},
    'lots', (${lotsOfPerson(MOST_SHOWN)}), 'payouts', ${payoutsOfPerson(MOST_SHOWN)},
    'payee', ${SHOWN_DETAILS}, 'payees', ${PAYEES},
    'currencies', (SELECT coalesce(json_agg(c.currency ORDER BY c.currency), '[]')
      FROM (SELECT DISTINCT g.currency FROM programs g WHERE g.tenant_id = k.tenant_id) c),
    'paysForClicks', EXISTS (SELECT FROM programs g
      WHERE g.tenant_id = k.tenant_id AND (g.counter_plan ->> 'clicks')::boolean))
  FROM participants p CROSS JOIN LATERAL numbers_of_advocate(p.tenant_id, p.id) n
  WHERE p.tenant_id = k.tenant_id AND ${personIs("$2")}`;

/**
 * Reads what the page of one person shows; the body is null where there is none.
 *
 * @param id our own, or the tenant's
 * @param referralId of which it is told what happened
 */
export function readPersonPage(
  database: Database,
  asker: UserAsker,
  id: string,
  referralId: string | null,
  now: Date,
): Promise<Authorized<PersonPage | null> | null> {
  return readAsTenant(database, asker, PERSON, [id, referralId, now.toISOString()]);
}
