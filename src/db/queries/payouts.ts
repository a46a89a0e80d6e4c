import type { LeftOutReason, PayoutStatus } from "../../domain/payouts.ts";
import type { Database } from "../../ports.ts";
import type { BatchJson, PayoutJson } from "../rows/payout.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { externalIdOf, filtered, idsOfPerson, ofStatus, participantNamed } from "./filtered.ts";

/** The row `b` of `payout_batches` as a `BatchJson`. */
export const BATCH = `json_build_object('id', b.id, 'unit', b.unit, 'method', b.method, 'cutoff', millis(b.cutoff),
    'minimumMinor', b.minimum_minor::text, 'participant', ${externalIdOf("b.participant_id")}, 'status', b.status,
    'dueOn', b.due_on, 'confirmed', b.confirmed, 'payouts', b.payouts, 'amountMinor', b.amount_minor::text, 'leftOut', b.left_out, 'createdAt', millis(b.created_at))`;

/** The row `o` of `payouts` with its batch `b` as a `PayoutJson`. */
export const PAYOUT = `json_build_object('id', o.id, 'batchId', o.batch_id, 'participant', ${externalIdOf("o.participant_id")},
    'unit', o.unit, 'method', b.method, 'amountMinor', o.amount_minor::text, 'rewards', o.rewards, 'status', o.status,
    'reference', o.reference, 'reason', o.reason, 'createdAt', millis(o.created_at), 'updatedAt', millis(o.updated_at),
    'transfer', CASE b.method WHEN 'stripe_connect' THEN (SELECT json_build_object('tries', f.tries,
        'problem', CASE o.status WHEN 'sending' THEN f.problem END, 'needsDecision', f.doubt)
      FROM payout_transfers f WHERE f.tenant_id = o.tenant_id AND f.payout_id = o.id) END)`;
export const WITH_BATCH = "JOIN payout_batches b ON b.tenant_id = o.tenant_id AND b.id = o.batch_id";

/** The latest payouts of the participant `p`, as SQL of one list of `PayoutJson`. */
export const payoutsOfPerson = (limit: number) => `(SELECT coalesce(json_agg(${PAYOUT} ORDER BY o.id DESC), '[]') FROM (
    SELECT o.* FROM unnest(${idsOfPerson("p.id")}) AS u(id) CROSS JOIN LATERAL (SELECT o.* FROM payouts o
        WHERE o.tenant_id = k.tenant_id AND o.participant_id = u.id ORDER BY o.id DESC LIMIT ${limit}) o
      ORDER BY o.id DESC LIMIT ${limit}) o ${WITH_BATCH})`;

/** Reads batches, the newest first. */
export function listBatches(
  database: Database,
  asker: TenantAsker,
  before: string | null,
  limit: number,
): Promise<Authorized<readonly BatchJson[]> | null> {
  const { and, params } = filtered([["b.id < ?::text", before]], 3);
  const select = `SELECT coalesce(json_agg(${BATCH} ORDER BY b.id DESC), '[]') FROM (
    SELECT * FROM payout_batches b WHERE b.tenant_id = k.tenant_id${and} ORDER BY b.id DESC LIMIT $2::integer) b`;
  return readAsTenant(database, asker, select, [limit, ...params]);
}

/** Who is left out of a batch. */
export interface LeftOut {
  readonly id: string;
  readonly participant: string;
  readonly reason: LeftOutReason;
  readonly amountMinor: string;
}

/** A batch with what became of its payouts, and some of those who are left out. */
export interface BatchPage {
  readonly batch: BatchJson;
  readonly byStatus: readonly {
    readonly status: PayoutStatus;
    readonly payouts: number;
    readonly amountMinor: string;
  }[];
  readonly leftOut: readonly LeftOut[];
}

/** What became of the payouts of the batch `b`. */
export const BY_STATUS = `(SELECT coalesce(json_agg(json_build_object('status', s.status, 'payouts', s.payouts, 'amountMinor', s.amount)
        ORDER BY s.status), '[]')
      FROM (SELECT o.status, count(*) AS payouts, sum(o.amount_minor)::text AS amount FROM payouts o
        WHERE o.tenant_id = k.tenant_id AND o.batch_id = b.id GROUP BY o.status) s)`;

/**
 * Reads a batch; null where there is none.
 *
 * @param after only those left out after that participant, by our own id
 */
export function readBatch(
  database: Database,
  asker: TenantAsker,
  id: string,
  after: string | null,
  limit: number,
): Promise<Authorized<BatchPage | null> | null> {
  const { and, params } = filtered([["l.participant_id > ?::text", after]], 4);
  const select = `SELECT json_build_object('batch', ${BATCH},
    'byStatus', ${BY_STATUS},
    'leftOut', (SELECT coalesce(json_agg(json_build_object('id', l.participant_id,
        'participant', ${externalIdOf("l.participant_id")}, 'reason', l.reason, 'amountMinor', l.amount_minor::text)
        ORDER BY l.participant_id), '[]')
      FROM (SELECT * FROM payouts_left_out l WHERE l.tenant_id = k.tenant_id AND l.batch_id = b.id${and}
        ORDER BY l.participant_id LIMIT $3::integer) l))
  FROM payout_batches b WHERE b.tenant_id = k.tenant_id AND b.id = $2`;
  return readAsTenant(database, asker, select, [id, limit, ...params]);
}

export interface PayoutFilter {
  readonly batch: string | null;
  readonly participant: string | null;
  readonly status: PayoutStatus | null;
  /** Only those before the payout with this id: the older ones. */
  readonly before: string | null;
  readonly limit: number;
}

/** Reads payouts, the newest first. */
export function listPayouts(
  database: Database,
  asker: TenantAsker,
  { batch, participant, status, before, limit }: PayoutFilter,
): Promise<Authorized<readonly PayoutJson[]> | null> {
  const isOfPerson = participant !== null;
  const { and, params } = filtered(
    [["o.batch_id = ?::text", batch], ofStatus("o.status", status), ["o.id < ?::text", before]],
    isOfPerson ? 4 : 3,
  );
  const latest = (which: string) => `SELECT o.* FROM payouts o
    WHERE o.tenant_id = k.tenant_id${which}${and} ORDER BY o.id DESC LIMIT $2::integer`;
  const listed = isOfPerson
    ? `SELECT o.* FROM unnest(${idsOfPerson(participantNamed("$3"))}) AS u(id)
       CROSS JOIN LATERAL (${latest(" AND o.participant_id = u.id")}) o ORDER BY o.id DESC LIMIT $2::integer`
    : latest("");
  const select = `SELECT coalesce(json_agg(${PAYOUT} ORDER BY o.id DESC), '[]') FROM (${listed}) o ${WITH_BATCH}`;
  return readAsTenant(database, asker, select, [limit, ...(isOfPerson ? [participant] : []), ...params]);
}
