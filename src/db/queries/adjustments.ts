import { ADJUSTMENTS } from "../../domain/ledger.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { filtered } from "./filtered.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** A bonus or correction by hand: it is its posting. */
export interface AdjustmentView {
  readonly id: string;
  readonly unit: string;
  /** A decimal string of minor units; below zero where it was taken. */
  readonly amount: string;
  readonly reason: string | null;
  readonly createdAt: string;
}

/** Reads the participant whose balance is to be adjusted; null where there is none. */
export function readBeforeAdjustment(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  externalId: string,
): Promise<Authorized<BeforeWrite<{ readonly id: string } | null>> | null> {
  const select = `SELECT json_build_object('id', p.id) FROM participants p
    WHERE p.tenant_id = k.tenant_id AND p.external_id = $3`;
  return readForWrite(database, asker, idempotencyKey, select, [externalId]);
}

/**
 * Reads a participant's adjustments, the newest first; null where there is no such participant.
 *
 * @param before only those with a smaller id: the older ones
 */
export function listAdjustments(
  database: Database,
  asker: TenantAsker,
  externalId: string,
  before: string | null,
  limit: number,
): Promise<Authorized<readonly AdjustmentView[] | null> | null> {
  const { and, params } = filtered([["o.id < ?::text", before]], 4);
  const select = `SELECT (SELECT coalesce(json_agg(json_build_object('id', o.id, 'unit', o.unit, 'reason', o.reason,
      'createdAt', o.created_at,
      'amount', (CASE WHEN o.source = '${ADJUSTMENTS}' THEN o.amount ELSE -o.amount END)::text) ORDER BY o.id DESC), '[]')
      FROM (
        SELECT * FROM postings o
        WHERE o.tenant_id = k.tenant_id AND o.participant_id = p.id AND '${ADJUSTMENTS}' IN (o.source, o.destination)${and}
        ORDER BY o.id DESC LIMIT $3::integer) o)
    FROM participants p WHERE p.tenant_id = k.tenant_id AND p.external_id = $2`;
  return readAsTenant(database, asker, select, [externalId, limit, ...params]);
}
