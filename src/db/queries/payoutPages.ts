import type { BatchStatus } from "../../domain/payoutBatches.ts";
import { MAX_PAYOUTS_AT_ONCE } from "../../domain/payoutBatches.ts";
import type { PayoutStatus } from "../../domain/payouts.ts";
import type { Database } from "../../ports.ts";
import type { BatchJson, PayoutJson } from "../rows/payout.ts";
import { actorLabel } from "./actorLabel.ts";
import type { Actor, Authorized, UserAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { filtered, idsOfPerson, ofStatus, participantNamed } from "./filtered.ts";
import type { SettingsOfUnit } from "./payoutSettings.ts";
import { ALL_SET } from "./payoutSettings.ts";
import type { BatchPage, LeftOut } from "./payouts.ts";
import { BATCH, BY_STATUS, PAYOUT, WITH_BATCH } from "./payouts.ts";
import type { Collected, CollectedJson } from "./payoutWrites.ts";
import { collectSql, parseCollected } from "./payoutWrites.ts";
import type { NamedPerson } from "./peoplePages.ts";
import { namedPerson } from "./peoplePages.ts";
import { textArray } from "./textArray.ts";

/** What the pages of payouts show, each in one statement. */

/** Who did something of a batch, and when, in milliseconds. */
export interface BatchDeed {
  readonly at: number;
  readonly actor: Actor;
  readonly label: string | null;
}

/** A batch with whom alone it pays, and who made it. */
export interface ListedBatch extends BatchJson {
  readonly person: NamedPerson | null;
  readonly made: BatchDeed | null;
}

/** What participants are due of a unit of cash, and what is set aside for payouts: decimal strings of minor units. */
export interface CashUnit {
  readonly unit: string;
  readonly due: string;
  /** How many are due something. */
  readonly people: number;
  /** False where the tenant has more balances than were looked at: then more is due than that. */
  readonly isAll: boolean;
  readonly setAside: string;
}

export interface PayoutsPage {
  readonly batches: readonly ListedBatch[];
  readonly units: readonly CashUnit[];
}

/** A payout with whose it is. */
export interface PayoutCase extends PayoutJson {
  readonly person: NamedPerson;
}

/** A tenant has one unit of cash for each of its currencies. */
const MAX_UNITS = 200;
/** So many balances are looked at for what is due. */
const MAX_LOOKED_AT = 5_000;

const deed = (action: string) => `(SELECT json_build_object('at', millis(a.created_at), 'actor', a.actor,
      'label', ${actorLabel("a.actor")})
    FROM audit a WHERE a.tenant_id = k.tenant_id AND a.subject = b.id AND a.action = 'payout_batch.${action}'
    ORDER BY a.created_at DESC, a.id DESC LIMIT 1)`;
const LISTED_BATCH = `(${BATCH})::jsonb || jsonb_build_object('person', ${namedPerson("b.participant_id")}, 'made', ${deed("made")})`;
const PAYOUT_CASE = `(${PAYOUT})::jsonb || jsonb_build_object('person', ${namedPerson("x.whose")})`;
/** What `PAYOUT_CASE` is made of besides. */
const WITH_WHOSE = "CROSS JOIN LATERAL (SELECT o.participant_id AS whose) x";

/** Those in which something is due or set aside, and those of the tenant's programs. */
const UNITS = `(SELECT coalesce(json_agg(json_build_object('unit', u.unit, 'due', u.due::text, 'people', u.people,
      'setAside', u.set_aside::text, 'isAll', (SELECT count(*) <= ${MAX_LOOKED_AT} FROM near)) ORDER BY u.unit), '[]')
    FROM (SELECT x.unit, sum(x.due) AS due, sum(x.people) AS people, sum(x.set_aside) AS set_aside FROM (
        SELECT n.unit, n.available_minor AS due, 1 AS people, 0 AS set_aside FROM near n
        WHERE n.available_minor > 0 AND starts_with(n.unit, 'cash:')
        UNION ALL
        SELECT s.unit, 0, 0, s.balance FROM sums_of_accounts(k.tenant_id) s WHERE s.account = 'payouts:clearing'
        UNION ALL
        SELECT 'cash:' || g.currency, 0, 0, 0 FROM programs g WHERE g.tenant_id = k.tenant_id) x
      GROUP BY x.unit ORDER BY x.unit LIMIT ${MAX_UNITS}) u)`;
/** What `UNITS` looks at. */
const NEAR = `WITH near AS MATERIALIZED (SELECT w.unit, w.available_minor FROM wallets w
    WHERE w.tenant_id = k.tenant_id ORDER BY w.participant_id, w.unit LIMIT ${MAX_LOOKED_AT + 1})`;

export interface BatchFilter {
  readonly status: BatchStatus | null;
  readonly unit: string | null;
  /** Only those before the batch with this id: the older ones. */
  readonly before: string | null;
  readonly limit: number;
}

/** Reads batches, the newest first, and what is due. */
export function readPayoutsPage(
  database: Database,
  asker: UserAsker,
  { status, unit, before, limit }: BatchFilter,
): Promise<Authorized<PayoutsPage> | null> {
  const { and, params } = filtered(
    [ofStatus("b.status", status), ["b.unit = ?::text", unit], ["b.id < ?::text", before]],
    3,
  );
  const select = `${NEAR} SELECT json_build_object('units', ${UNITS},
    'batches', (SELECT coalesce(json_agg(${LISTED_BATCH} ORDER BY b.id DESC), '[]') FROM (
      SELECT * FROM payout_batches b WHERE b.tenant_id = k.tenant_id${and} ORDER BY b.id DESC LIMIT $2::integer) b))`;
  return readAsTenant(database, asker, select, [limit, ...params]);
}

/** One batch with all that a page shows of it. */
export interface OneBatch extends Pick<BatchPage, "byStatus"> {
  readonly batch: ListedBatch;
  readonly confirmed: BatchDeed | null;
  readonly cancelled: BatchDeed | null;
  readonly payouts: readonly PayoutCase[];
  readonly leftOut: readonly (LeftOut & { readonly person: NamedPerson })[];
}

export interface OneBatchAsked {
  readonly id: string;
  /** Of its payouts only those with it. */
  readonly status: PayoutStatus | null;
  /** Only the payouts after that one, by id. */
  readonly after: string | null;
  /** Only those left out after that participant, by our own id. */
  readonly leftAfter: string | null;
  readonly limit: number;
}

/** Reads a batch; the body is null where there is none. */
export function readOneBatch(
  database: Database,
  asker: UserAsker,
  { id, status, after, leftAfter, limit }: OneBatchAsked,
): Promise<Authorized<OneBatch | null> | null> {
  const paid = filtered([ofStatus("o.status", status), ["o.id > ?::text", after]], 4);
  const left = filtered([["l.participant_id > ?::text", leftAfter]], 4 + paid.params.length);
  const select = `SELECT json_build_object('batch', ${LISTED_BATCH}, 'byStatus', ${BY_STATUS},
    'confirmed', ${deed("confirmed")}, 'cancelled', ${deed("cancelled")},
    'payouts', (SELECT coalesce(json_agg(${PAYOUT_CASE} ORDER BY o.id), '[]') FROM (SELECT * FROM payouts o
      WHERE o.tenant_id = k.tenant_id AND o.batch_id = b.id${paid.and} ORDER BY o.id LIMIT $3::integer) o ${WITH_WHOSE}),
    'leftOut', (SELECT coalesce(json_agg(json_build_object('id', l.participant_id, 'reason', l.reason,
        'amountMinor', l.amount_minor::text, 'person', ${namedPerson("l.participant_id")}) ORDER BY l.participant_id), '[]')
      FROM (SELECT * FROM payouts_left_out l WHERE l.tenant_id = k.tenant_id AND l.batch_id = b.id${left.and}
        ORDER BY l.participant_id LIMIT $3::integer) l))
  FROM payout_batches b WHERE b.tenant_id = k.tenant_id AND b.id = $2`;
  return readAsTenant(database, asker, select, [id, limit, ...paid.params, ...left.params]);
}

export interface PayoutCasesFilter {
  readonly status: PayoutStatus | null;
  /** By our own id. */
  readonly person: string | null;
  readonly before: string | null;
  readonly limit: number;
}

/** Reads payouts of all batches, the newest first, and whose alone they are. */
export function readPayoutCases(
  database: Database,
  asker: UserAsker,
  { status, person, before, limit }: PayoutCasesFilter,
): Promise<Authorized<{ readonly payouts: readonly PayoutCase[]; readonly person: NamedPerson | null }> | null> {
  const { and, params } = filtered([ofStatus("o.status", status), ["o.id < ?::text", before]], 4);
  const latest = (which: string) =>
    `SELECT o.* FROM payouts o WHERE o.tenant_id = k.tenant_id${which}${and} ORDER BY o.id DESC LIMIT $2::integer`;
  const listed =
    person === null
      ? latest("")
      : `SELECT o.* FROM unnest(${idsOfPerson("$3::text")}) AS u(id)
       CROSS JOIN LATERAL (${latest(" AND o.participant_id = u.id")}) o ORDER BY o.id DESC LIMIT $2::integer`;
  const select = `SELECT json_build_object('person', ${namedPerson("$3::text")},
    'payouts', (SELECT coalesce(json_agg(${PAYOUT_CASE} ORDER BY o.id DESC), '[]') FROM (${listed}) o ${WITH_BATCH} ${WITH_WHOSE}))`;
  return readAsTenant(database, asker, select, [limit, person, ...params]);
}

/** Reads the payouts that were selected, in the order of their ids; those that there are none of are left out. */
export function readSelectedPayouts(
  database: Database,
  asker: UserAsker,
  ids: readonly string[],
): Promise<Authorized<readonly PayoutJson[]> | null> {
  const select = `SELECT coalesce(json_agg(one.payout ORDER BY one.id), '[]') FROM unnest($2::text[]) AS x(id)
    CROSS JOIN LATERAL (SELECT o.id, ${PAYOUT} AS payout FROM payouts o ${WITH_BATCH}
      WHERE o.tenant_id = k.tenant_id AND o.id = x.id LIMIT 1) one`;
  return readAsTenant(database, asker, select, [textArray(ids)]);
}

export interface PlanAsked {
  readonly unit: string;
  /** Until the end of which, in the tenant's time zone, what was approved is paid: today for null. */
  readonly day: string | null;
  /** When it is asked, which no cutoff is after. */
  readonly now: string;
  /** Who alone is paid, by the tenant's own id. */
  readonly externalId: string | null;
  /** Only those after that participant, by our own id. */
  readonly after: string | null;
}

/** What a batch would be made of. */
export interface PayoutPlan {
  readonly units: readonly CashUnit[];
  /** What is set of units, which a batch begins with. */
  readonly set: readonly SettingsOfUnit[];
  /** Who alone would be paid; null for everyone, and where there is no such participant. */
  readonly person: NamedPerson | null;
  /** RFC 3339; null where nothing was asked for. */
  readonly cutoff: string | null;
  readonly collected: Collected | null;
  /** What those who were collected are called. */
  readonly people: readonly NamedPerson[];
}

const NOTHING_ASKED = { unit: null, day: null, now: null, externalId: null, after: null } as const;

/** Reads what a batch would pay: of as many participants as one commit collects, after another. */
export async function readPayoutPlan(
  database: Database,
  asker: UserAsker,
  asked: PlanAsked | null,
): Promise<Authorized<PayoutPlan> | null> {
  const { unit, day, now, externalId, after } = asked ?? NOTHING_ASKED;
  const collected = collectSql("$2::text", "x.cutoff", "$6::text", "x.person", String(MAX_PAYOUTS_AT_ONCE));
  const select = `${NEAR} SELECT json_build_object('units', ${UNITS}, 'set', ${ALL_SET},
    'person', ${namedPerson("c.person")},
    'cutoff', to_char(c.cutoff AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'collected', c.collected,
    'people', (SELECT coalesce(json_agg(${namedPerson("y.payee ->> 'id'")}), '[]')
      FROM json_array_elements(coalesce(c.collected::json -> 'payees', '[]')) AS y(payee)))
  FROM (SELECT x.person, x.cutoff, CASE WHEN $2::text IS NOT NULL AND ($5::text IS NULL OR x.person IS NOT NULL)
      THEN ${collected} END AS collected
    FROM (SELECT ${participantNamed("$5::text")} AS person, least($4::timestamptz, ($3::date + 1)::timestamp AT TIME ZONE
        (SELECT t.timezone FROM tenants t WHERE t.id = k.tenant_id)) AS cutoff OFFSET 0) x OFFSET 0) c`;
  const read = await readAsTenant<Omit<PayoutPlan, "collected"> & { readonly collected: CollectedJson | null }>(
    ...([database, asker, select, [unit, day, now, externalId, after]] as const),
  );
  if (read === null) return null;
  const { body } = read;
  return { ...read, body: { ...body, collected: body.collected && parseCollected(body.collected) } };
}
