import type { SpendStatus } from "../../domain/spends.ts";
import type { Database } from "../../ports.ts";
import type { Asker, Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { filtered, idsOfPerson, participantNamed } from "./filtered.ts";

/** What a participant has of one unit, and what of it can't be spent yet; nothing of cash waits. Decimal strings of minor units. */
export interface WalletBalance {
  readonly unit: string;
  readonly pending: string;
  readonly available: string;
  readonly paid: string;
  readonly waiting: string;
  /** What expires next, and when, in milliseconds; nothing of cash does. */
  readonly expiring: readonly (readonly [at: number, minor: string])[];
}

/** One spend of a list. */
export interface ListedSpend {
  readonly orderId: string;
  readonly unit: string;
  /** A decimal string of minor units. */
  readonly amount: string;
  readonly status: SpendStatus;
  /** In milliseconds; null where it waits for no report. */
  readonly reportBy: number | null;
  /** In milliseconds: when the order first spent of the unit. */
  readonly createdAt: number;
}

/** What is left of one reward or bonus in credit or points: decimal strings of minor units. */
export interface PersonLot {
  readonly unit: string;
  readonly left: string;
  /** What it was worth; null where that is not kept. */
  readonly amount: string | null;
  /** In milliseconds; null where it does not expire. */
  readonly expiresAt: number | null;
  readonly isBonus: boolean;
}

/** The place of a spend in the list of a participant's. */
export type SpendPlace = readonly [createdAt: number, orderId: string, unit: string];

/** The times at which something expires that a wallet tells, the next ones. */
export const MAX_EXPIRING = 12;

export interface WalletPage {
  readonly participant: string;
  readonly balances: readonly WalletBalance[];
  readonly spends: readonly ListedSpend[];
}

/** What expires next of the unit `b.unit`, at which times. A lot that waits may expire later, so it is left out. */
const expiring = (at: string) => `(SELECT coalesce(json_agg(json_build_array(millis(l.expires_at), l.left_minor::text)
      ORDER BY l.expires_at), '[]')
    FROM (SELECT l.expires_at, sum(l.left_minor) AS left_minor FROM unnest(${idsOfPerson("p.id")}) AS u(id)
      JOIN lots l ON l.tenant_id = k.tenant_id AND l.participant_id = u.id AND l.unit = b.unit AND l.left_minor > 0
        AND l.expires_at > ${at} AND NOT lot_waits(l.tenant_id, l.id)
      GROUP BY 1 ORDER BY 1 LIMIT ${MAX_EXPIRING}) l)`;

const balances = (
  and: string,
  at: string,
) => `SELECT coalesce(json_agg(json_build_object('unit', b.unit, 'pending', b.pending_minor::text,
    'available', b.available_minor::text, 'paid', b.paid_minor::text,
    'waiting', CASE WHEN starts_with(b.unit, 'cash:') THEN '0'
      ELSE wallet_json(k.tenant_id, p.id, b.unit, 0, 0, ${at}) ->> 'waiting' END, 'expiring', ${expiring(at)}) ORDER BY b.unit), '[]')
  FROM (SELECT w.unit, sum(w.pending_minor) AS pending_minor, sum(w.available_minor) AS available_minor,
      sum(w.paid_minor) AS paid_minor
    FROM wallets w WHERE w.tenant_id = k.tenant_id AND w.participant_id = ANY (${idsOfPerson("p.id")})${and}
    GROUP BY w.unit) b`;

/**
 * What a participant `p` of the tenant `k.tenant_id` has of each unit, as SQL of one list of `WalletBalance`.
 *
 * @param at SQL of the time
 */
export const balancesWithWaiting = (at: string) => balances("", at);

/** The same of what is spent in parts, each with what expires next of it. */
export const walletBalances = (at: string) => balances(" AND NOT starts_with(w.unit, 'cash:')", at);

/**
 * What a participant `p` has spent, the latest first, as SQL of one list of `ListedSpend`: of each of their names the
 * latest, and of those the latest.
 *
 * @param limit SQL of how many
 * @param and which of the spends `s`; it goes on a WHERE
 */
export const spendsOfPerson = (limit: string, and = "") =>
  `SELECT coalesce(json_agg(json_build_object('orderId', s.order_id, 'unit', s.unit, 'amount', s.amount_minor::text,
      'status', s.status, 'reportBy', millis(s.report_by), 'createdAt', millis(s.created_at))
      ORDER BY s.created_at DESC, s.order_id DESC, s.unit DESC), '[]')
    FROM (SELECT s.* FROM unnest(${idsOfPerson("p.id")}) AS u(id) CROSS JOIN LATERAL (
        SELECT s.* FROM spends s WHERE s.tenant_id = k.tenant_id AND s.participant_id = u.id${and}
        ORDER BY s.created_at DESC, s.order_id DESC, s.unit DESC LIMIT ${limit}) s
      ORDER BY s.created_at DESC, s.order_id DESC, s.unit DESC LIMIT ${limit}) s`;

/**
 * What is left of what a participant `p` got in credit and points, as SQL of one list of `PersonLot`: of each unit the
 * first to be spent, and of those the first to expire.
 */
export const lotsOfPerson = (limit: number) => `SELECT coalesce(json_agg(json_build_object('unit', l.unit,
      'left', l.left_minor::text, 'expiresAt', millis(l.expires_at), 'isBonus', starts_with(l.id, 'pst_'),
      'amount', CASE WHEN starts_with(l.id, 'pst_')
        THEN (SELECT o.amount::text FROM postings o WHERE o.tenant_id = k.tenant_id AND o.id = l.id)
        ELSE (SELECT w.amount_minor::text FROM rewards w WHERE w.tenant_id = k.tenant_id AND w.id = l.id) END)
      ORDER BY l.expires_at, l.id, l.unit), '[]')
    FROM (SELECT l.* FROM unnest(${idsOfPerson("p.id")}) AS u(id)
        JOIN wallets h ON h.tenant_id = k.tenant_id AND h.participant_id = u.id AND NOT starts_with(h.unit, 'cash:')
        CROSS JOIN LATERAL (SELECT l.* FROM lots l
          WHERE l.tenant_id = k.tenant_id AND l.participant_id = u.id AND l.unit = h.unit AND l.left_minor > 0
          ORDER BY l.expires_at, l.id LIMIT ${limit}) l
      ORDER BY l.expires_at, l.id, l.unit LIMIT ${limit}) l`;

/**
 * Reads what a participant has, and what was spent of it; null where there is no such participant.
 *
 * @param before only the spends before that one: the older ones
 */
export function readWallet(
  database: Database,
  asker: TenantAsker,
  externalId: string,
  before: SpendPlace | null,
  limit: number,
  now: Date,
): Promise<Authorized<WalletPage | null> | null> {
  const [at, orderId, unit] = before ?? [null];
  const place = at === null ? null : new Date(at).toISOString();
  const older = "(s.created_at, s.order_id, s.unit) < (?::timestamptz, ?::text, ?::text)";
  const { and, params } = filtered([[older, place, orderId, unit]], 5);
  const select = `SELECT json_build_object('participant', p.external_id, 'balances', (${walletBalances("$4::timestamptz")}),
      'spends', (${spendsOfPerson("$3::integer", and)}))
    FROM participants p WHERE p.tenant_id = k.tenant_id AND p.id = ${participantNamed("$2")}`;
  return readAsTenant(database, asker, select, [externalId, limit, now.toISOString(), ...params]);
}

/** What a participant has, and the time zone of the tenant, in which they read it. */
export interface OwnWallet {
  readonly timezone: string;
  readonly balances: readonly WalletBalance[];
}

const OWN_WALLET = `SELECT json_build_object('timezone', t.timezone,
    'balances', coalesce((SELECT (${walletBalances("$3::timestamptz")})
      FROM participants p WHERE p.tenant_id = k.tenant_id AND p.id = ${participantNamed("$2")}), '[]'))
  FROM tenants t WHERE t.id = k.tenant_id`;

/** Reads what a participant has; nothing where there is no such participant yet. */
export function readOwnWallet(
  database: Database,
  asker: Asker,
  externalId: string,
  now: Date,
): Promise<Authorized<OwnWallet> | null> {
  return readAsTenant(database, asker, OWN_WALLET, [externalId, now.toISOString()]);
}
