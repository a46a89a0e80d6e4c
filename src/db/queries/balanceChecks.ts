import { SET_ASIDE } from "../../domain/payouts.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { idsOfPerson } from "./filtered.ts";
import type { BeforeWrite, Due } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";
import { sqlList } from "./sqlList.ts";

/** A round over all participants of a tenant begins this long after the one before it ended. */
export const HOURS_BETWEEN_CHECKS = 24;

/** What one participant has in one unit: decimal strings of minor units, null where there is no row or no posting. */
export interface BalanceDifference {
  readonly participantId: string;
  readonly unit: string;
  readonly kept: WalletSums | null;
  readonly posted: WalletSums | null;
}

export interface WalletSums {
  readonly pending: string;
  readonly available: string;
  readonly paid: string;
}

/** What is left of all lots of one person in one unit is not what they have. */
export interface LotDifference {
  readonly participantId: string;
  readonly unit: string;
  /** Decimal strings of minor units. */
  readonly available: string;
  readonly left: string;
}

/** What is set aside for the payouts of one person in one unit is not what these come to. */
export interface PayoutDifference {
  readonly participantId: string;
  readonly unit: string;
  /** Decimal strings of minor units. */
  readonly setAside: string;
  readonly payouts: string;
}

/** What the rewards of one person in one unit say has expired is not what was posted. */
export interface ExpiryDifference {
  readonly participantId: string;
  readonly unit: string;
  /** Decimal strings of minor units. */
  readonly expired: string;
  readonly posted: string;
}

/** Participants whose balances were held against their postings, their lots, their payouts and what has expired. */
export interface CheckedBalances {
  /** False where the round before has ended not long ago: nothing was looked at. */
  readonly due: boolean;
  /** The last participant who was looked at, by id; null where none was left. */
  readonly last: string | null;
  /** How many were looked at. */
  readonly checked: number;
  readonly differences: readonly BalanceDifference[];
  readonly lotDifferences: readonly LotDifference[];
  readonly payoutDifferences: readonly PayoutDifference[];
  readonly expiryDifferences: readonly ExpiryDifference[];
}

/** Whether a tenant with the row `b` of `balance_checks`, or without one, is to be looked at. */
const isDue = (asOf: string) => `(b.tenant_id IS NULL OR b.checked_to IS NOT NULL
  OR b.completed_at <= ${asOf}::timestamptz - make_interval(hours => ${HOURS_BETWEEN_CHECKS}))`;

const sums = (prefix: string) =>
  `json_build_object('pending', ${prefix}_pending::text, 'available', ${prefix}_available::text, 'paid', ${prefix}_paid::text)`;

/*
 * Counted from the postings anew and not as the trigger counts, with the words of `domain.sql`. A wallet without
 * postings differs as much as postings without a wallet. Lots are summed by person, since those of another name stay
 * where they are when a merge moves the balance: with the index those above 0, the others by their postings.
 */
const CHECKED = `WITH round AS MATERIALIZED (
    SELECT b.checked_to, ${isDue("$3")} AS due
    FROM tenants t LEFT JOIN balance_checks b ON b.tenant_id = t.id WHERE t.id = k.tenant_id
  ), page AS MATERIALIZED (
    SELECT p.id FROM participants p
    WHERE p.tenant_id = k.tenant_id AND (SELECT due FROM round) AND p.id > coalesce((SELECT checked_to FROM round), '')
    ORDER BY p.id LIMIT $4::integer
  ), posted AS MATERIALIZED (
    SELECT page.id, s.* FROM page CROSS JOIN LATERAL (
      SELECT o.unit,
        coalesce(sum(o.amount * side.sign) FILTER (WHERE side.account = held_account(page.id, 'pending')), 0) AS o_pending,
        coalesce(sum(o.amount * side.sign) FILTER (WHERE side.account = held_account(page.id, 'available')), 0) AS o_available,
        coalesce(-sum(o.amount * side.sign) FILTER (WHERE side.account = held_account(page.id, 'available')
          AND is_paid_out(side.other)), 0) AS o_paid
      FROM postings o CROSS JOIN LATERAL (VALUES (o.source, o.destination, -1), (o.destination, o.source, 1))
        AS side(account, other, sign)
      WHERE o.tenant_id = k.tenant_id AND o.participant_id = page.id AND participant_of(side.account) = page.id
      GROUP BY o.unit) s
  ), kept AS MATERIALIZED (
    SELECT page.id, w.unit, w.pending_minor AS w_pending, w.available_minor AS w_available, w.paid_minor AS w_paid
    FROM page JOIN wallets w ON w.tenant_id = k.tenant_id AND w.participant_id = page.id
  ), names AS MATERIALIZED (
    SELECT page.id AS person, u.id FROM page JOIN participants p ON p.tenant_id = k.tenant_id AND p.id = page.id
    CROSS JOIN LATERAL unnest(${idsOfPerson("p.id")}) AS u(id) WHERE p.merged_into IS NULL
  ), left_of_lots AS MATERIALIZED (
    SELECT n.person, l.id, l.unit, l.left_minor FROM names n CROSS JOIN LATERAL (
      SELECT l.* FROM lots l WHERE l.tenant_id = k.tenant_id AND l.participant_id = n.id AND l.left_minor > 0) l
    UNION
    SELECT n.person, l.id, l.unit, l.left_minor FROM names n CROSS JOIN LATERAL (
      SELECT l.* FROM postings o JOIN lots l ON l.tenant_id = o.tenant_id AND l.id = coalesce(o.reward_id, o.id) AND l.unit = o.unit
      WHERE o.tenant_id = k.tenant_id AND o.participant_id = n.id AND l.participant_id = n.id AND l.left_minor < 0) l
  ), of_person AS (
    SELECT h.person, h.unit, sum(h.available) AS available, sum(h.left_minor) AS left_minor FROM (
      SELECT n.person, w.unit, w.available_minor AS available, 0 AS left_minor
      FROM names n JOIN wallets w ON w.tenant_id = k.tenant_id AND w.participant_id = n.id AND NOT starts_with(w.unit, 'cash:')
      UNION ALL SELECT l.person, l.unit, 0, l.left_minor FROM left_of_lots l) h
    GROUP BY 1, 2
  ), payouts_of_person AS (
    SELECT h.person, h.unit, sum(h.set_aside) AS set_aside, sum(h.held) AS held FROM (
      SELECT n.person, o.unit, CASE o.destination WHEN 'payouts:clearing' THEN o.amount ELSE -o.amount END AS set_aside, 0 AS held
      FROM names n JOIN postings o ON o.tenant_id = k.tenant_id AND o.participant_id = n.id
        AND 'payouts:clearing' IN (o.source, o.destination)
      UNION ALL SELECT n.person, p.unit, 0, p.amount_minor
      FROM names n JOIN payouts p ON p.tenant_id = k.tenant_id AND p.participant_id = n.id AND p.status IN (${sqlList(SET_ASIDE)})) h
    GROUP BY 1, 2
  ), expired_of_person AS (
    SELECT h.person, h.unit, sum(h.expired) AS expired, sum(h.posted) AS posted FROM (
      SELECT n.person, r.unit, r.expired_minor AS expired, 0 AS posted
      FROM names n JOIN rewards r ON r.tenant_id = k.tenant_id AND r.participant_id = n.id AND r.expired_minor <> 0
      UNION ALL SELECT n.person, o.unit, 0, CASE o.destination WHEN 'program:' || o.program_id || ':expired' THEN o.amount ELSE -o.amount END
      FROM names n JOIN postings o ON o.tenant_id = k.tenant_id AND o.participant_id = n.id
        AND 'program:' || o.program_id || ':expired' IN (o.source, o.destination)) h
    GROUP BY 1, 2
  )
  SELECT json_build_object('due', (SELECT due FROM round), 'last', (SELECT max(id) FROM page),
    'checked', (SELECT count(*) FROM page),
    'lotDifferences', (SELECT coalesce(json_agg(json_build_object('participantId', h.person, 'unit', h.unit,
        'available', h.available::text, 'left', h.left_minor::text) ORDER BY h.person, h.unit), '[]')
      FROM of_person h WHERE h.available <> h.left_minor),
    'payoutDifferences', (SELECT coalesce(json_agg(json_build_object('participantId', h.person, 'unit', h.unit,
        'setAside', h.set_aside::text, 'payouts', h.held::text) ORDER BY h.person, h.unit), '[]')
      FROM payouts_of_person h WHERE h.set_aside <> h.held),
    'expiryDifferences', (SELECT coalesce(json_agg(json_build_object('participantId', h.person, 'unit', h.unit,
        'expired', h.expired::text, 'posted', h.posted::text) ORDER BY h.person, h.unit), '[]')
      FROM expired_of_person h WHERE h.expired <> h.posted),
    'differences', (SELECT coalesce(json_agg(json_build_object('participantId', id, 'unit', unit,
        'kept', CASE WHEN w_pending IS NOT NULL THEN ${sums("w")} END,
        'posted', CASE WHEN o_pending IS NOT NULL THEN ${sums("o")} END) ORDER BY id, unit), '[]')
      FROM posted FULL JOIN kept USING (id, unit)
      WHERE (o_pending, o_available, o_paid) IS DISTINCT FROM (w_pending, w_available, w_paid)))`;

/** Holds the balances of the next participants of a round against all that; `limit` counts participants. */
export function readCheckedBalances(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { asOf, limit }: Due,
): Promise<Authorized<BeforeWrite<CheckedBalances>> | null> {
  return readForWrite(database, asker, idempotencyKey, CHECKED, [asOf, limit]);
}

/** Tenants whose balances are to be looked at, by id. */
export async function tenantsWithDueChecks(
  database: Database,
  asOf: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT t.id FROM tenants t LEFT JOIN balance_checks b ON b.tenant_id = t.id
     WHERE t.id > $2 AND ${isDue("$1")} ORDER BY t.id LIMIT $3::integer`,
    [asOf, after, limit],
  );
  return rows.map((row) => row[0] as string);
}
