import type { PayeeStanding, PayoutStatus } from "../../domain/payouts.ts";
import type { TransferDoubt, TransferProblem } from "../../domain/transfers.ts";
import { MAX_TRANSFERS_UNDER_WAY } from "../../domain/transfers.ts";
import type { Database } from "../../ports.ts";
import { OUR_OWN } from "../../ports.ts";
import type { KeptStripe } from "./stripeKey.ts";

/** Who acts on a transfer has so long until another may take it. */
export const TRANSFER_LEASE_MS = 60_000;
/** So many tenants with something under way are looked at by one statement. */
const MAX_TENANTS = 200;

/** A transfer that is under way, with all that sending it needs. */
export interface ClaimedTransfer {
  readonly tenantId: string;
  readonly payoutId: string;
  readonly status: PayoutStatus;
  /** This one too. */
  readonly tries: number;
  readonly keyNumber: number;
  /** Sealed; null before it was first made. */
  readonly request: string | null;
  /** With whose key it was made. */
  readonly account: string | null;
  readonly isLive: boolean | null;
  readonly problem: TransferProblem | null;
  readonly decideBy: number;
  readonly unit: string;
  readonly amountMinor: string;
  readonly stripe: Omit<KeptStripe, "shown"> | null;
  readonly owner: PayeeStanding;
  /** Where they are paid; null where that is not known. */
  readonly details: { readonly sealed: string; readonly sealedAs: string } | null;
}

export interface TransfersAsked {
  readonly now: string;
  /** What the one who settles has to know. */
  readonly token: string;
  /** Only tenants after this one. */
  readonly after: string;
  readonly most: number;
  /** So many of them may be such that did not go well before. */
  readonly mostFailing: number;
}

export interface ClaimedTransfers {
  readonly transfers: readonly ClaimedTransfer[];
  /** The last tenant that was looked at; null where that was the last of all. */
  readonly last: string | null;
  /** Whether anything waits, also what is not due yet. */
  readonly waits: boolean;
}

const NEXT_TENANT = (after: string) => `SELECT f.tenant_id FROM payout_transfers f
    WHERE f.due_at IS NOT NULL AND f.tenant_id > ${after} ORDER BY f.tenant_id LIMIT 1`;

/**
 * Takes transfers that are due, of each tenant as many as may be under way less those that are. The try is counted, and
 * until its lease ends no one else takes it.
 */
export async function claimTransfers(database: Database, asked: TransfersAsked): Promise<ClaimedTransfers> {
  const [row] = await database.query(
    `WITH RECURSIVE t AS (
       (SELECT n.tenant_id, 1 AS n FROM (${NEXT_TENANT("$2::text")}) n)
       UNION ALL
       SELECT x.tenant_id, t.n + 1 FROM t CROSS JOIN LATERAL (${NEXT_TENANT("t.tenant_id")}) x WHERE t.n < ${MAX_TENANTS}
     ), due AS (
       SELECT f.*, row_number() OVER (PARTITION BY f.tenant_id ORDER BY f.due_at, f.payout_id) AS nth
       FROM t CROSS JOIN LATERAL (
         SELECT f.tenant_id, f.payout_id, f.due_at, f.problem IS NOT NULL AS is_failing FROM payout_transfers f
         WHERE f.tenant_id = t.tenant_id AND f.due_at <= $1::timestamptz ORDER BY f.due_at, f.payout_id
         LIMIT greatest(0, ${MAX_TRANSFERS_UNDER_WAY} - (SELECT count(*) FROM payout_transfers u
           WHERE u.tenant_id = t.tenant_id AND u.due_at > $1::timestamptz AND u.token IS NOT NULL))) f
     ), ranked AS (
       SELECT due.*, row_number() OVER (PARTITION BY due.is_failing ORDER BY due.nth, due.due_at) AS place FROM due
     ), picked AS (
       SELECT r.tenant_id, r.payout_id FROM ranked r WHERE NOT r.is_failing OR r.place <= $5::integer
       ORDER BY r.is_failing, r.place LIMIT $4::integer
     ), locked AS MATERIALIZED (
       SELECT f.tenant_id, f.payout_id FROM payout_transfers f JOIN picked p USING (tenant_id, payout_id)
       WHERE f.due_at <= $1::timestamptz FOR NO KEY UPDATE OF f SKIP LOCKED
     ), claimed AS (
       UPDATE payout_transfers f SET tries = f.tries + 1, token = $3::text,
         due_at = $1::timestamptz + make_interval(secs => ${TRANSFER_LEASE_MS / 1_000})
       FROM locked l WHERE f.tenant_id = l.tenant_id AND f.payout_id = l.payout_id RETURNING f.*
     )
     SELECT coalesce((SELECT json_agg(json_build_object('tenantId', c.tenant_id, 'payoutId', c.payout_id, 'status', o.status,
         'tries', c.tries, 'keyNumber', c.key_number, 'request', c.request, 'account', c.account, 'isLive', c.is_live,
         'problem', c.problem, 'decideBy', millis(c.decide_by), 'unit', o.unit, 'amountMinor', o.amount_minor::text,
         'stripe', CASE WHEN s.stripe_key IS NOT NULL THEN json_build_object('key', s.stripe_key,
           'account', s.stripe_account, 'isLive', s.stripe_is_live) END,
         'owner', json_build_object('isBlocked', w.blocked_at IS NOT NULL, 'kind', d.kind,
           'heldUntil', millis(d.held_until), 'sameAccount', coalesce(d.same_account, false)),
         'details', CASE WHEN d.kind IS NOT NULL THEN json_build_object('sealed', d.sealed, 'sealedAs', d.sealed_as) END))
       FROM claimed c JOIN tenants s ON s.id = c.tenant_id
         JOIN payouts o ON o.tenant_id = c.tenant_id AND o.id = c.payout_id
         JOIN participants m ON m.tenant_id = o.tenant_id AND m.id = o.participant_id
         JOIN participants w ON w.tenant_id = o.tenant_id AND w.id = coalesce(m.merged_into, m.id)
         LEFT JOIN payout_details d ON d.tenant_id = w.tenant_id AND d.participant_id = w.id), '[]'),
       (SELECT t.tenant_id FROM t WHERE t.n = ${MAX_TENANTS}), EXISTS (SELECT FROM t)`,
    [asked.now, asked.after, asked.token, asked.most, asked.mostFailing],
    OUR_OWN,
  );
  const [transfers, last, waits] = row ?? [];
  return {
    transfers: (transfers ?? []) as readonly ClaimedTransfer[],
    last: (last ?? null) as string | null,
    waits: waits === true,
  };
}

/** One that is under way, by who acts on it. */
export interface HeldTransfer {
  readonly tenantId: string;
  readonly payoutId: string;
  readonly token: string;
}

const HELD = "f.tenant_id = $1 AND f.payout_id = $2 AND f.token = $3";

/** Keeps what is sent before it is, once and for all; false where another acts on it by now. */
export async function keepTransferRequest(
  database: Database,
  { tenantId, payoutId, token }: HeldTransfer,
  { sealed, account, isLive }: { readonly sealed: string; readonly account: string; readonly isLive: boolean },
): Promise<boolean> {
  const rows = await database.query(
    `UPDATE payout_transfers f SET request = $4, account = $5, is_live = $6
     WHERE ${HELD} AND f.request IS NULL RETURNING f.payout_id`,
    [tenantId, payoutId, token, sealed, account, isLive],
    OUR_OWN,
  );
  return rows.length > 0;
}

/** It is tried again later. */
export async function putTransferOff(
  database: Database,
  { tenantId, payoutId, token }: HeldTransfer,
  { problem, dueAt, nextKey }: { readonly problem: TransferProblem; readonly dueAt: string; readonly nextKey: boolean },
): Promise<void> {
  await database.query(
    `UPDATE payout_transfers f SET token = NULL, problem = $4, due_at = $5::timestamptz, key_number = f.key_number + $6::integer
     WHERE ${HELD}`,
    [tenantId, payoutId, token, problem, dueAt, nextKey ? 1 : 0],
    OUR_OWN,
  );
}

/** Nothing more is done of it before a person has decided, and that is told. */
export async function leaveTransfer(
  database: Database,
  { tenantId, payoutId, token }: HeldTransfer,
  { doubt, outboxId, at }: { readonly doubt: TransferDoubt; readonly outboxId: string; readonly at: string },
): Promise<void> {
  await database.query(
    // All lock a payout before its transfer. What is told of it now is newer than all that was told.
    `WITH held AS MATERIALIZED (
       SELECT o.id FROM payouts o
       WHERE o.tenant_id = $1 AND o.id = $2 AND EXISTS (SELECT FROM payout_transfers f WHERE ${HELD})
       FOR NO KEY UPDATE OF o
     ), left_over AS (
       UPDATE payout_transfers f SET token = NULL, due_at = NULL, doubt = $4 FROM held h
       WHERE ${HELD} AND f.payout_id = h.id RETURNING f.payout_id
     ), raised AS (
       UPDATE payouts o SET version = o.version + 1 FROM left_over l
       WHERE o.tenant_id = $1 AND o.id = l.payout_id RETURNING o.id, o.status, o.amount_minor
     )
     INSERT INTO outbox (tenant_id, id, notices, created_at)
     SELECT $1, $5, jsonb_build_array(jsonb_build_object('type', 'payout.needs_decision', 'eventId', NULL,
       'programId', NULL, 'subjectId', o.id, 'moment', jsonb_build_object('status', o.status, 'amountMinor', o.amount_minor))),
       $6::timestamptz
     FROM raised o`,
    [tenantId, payoutId, token, doubt, outboxId, at],
    OUR_OWN,
  );
}
