import type { PayeeStanding } from "../../domain/payouts.ts";
import type { Database } from "../../ports.ts";
import type { BatchJson } from "../rows/payout.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { BATCH } from "./payouts.ts";
import { WITH_OWNER } from "./payoutWrites.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** A batch with its payouts that are still to be paid, and where. */
export interface PayoutsToFile {
  readonly batch: BatchJson;
  /** The tenant's. */
  readonly timezone: string;
  /** In the order of their ids. */
  readonly payouts: readonly (PayeeStanding & {
    readonly id: string;
    readonly participant: string;
    readonly name: string | null;
    readonly email: string | null;
    readonly amountMinor: string;
    /** Their payout details, and as whose they are sealed; null where there are none. */
    readonly sealed: string | null;
    readonly sealedAs: string | null;
  })[];
}

/**
 * Reads what a file of a batch is made of, all at one moment; null where there is no such batch.
 *
 * @param after only payouts after this one
 */
export function readPayoutsToFile(
  database: Database,
  asker: TenantAsker,
  batchId: string,
  after: string | null,
  most: number,
): Promise<Authorized<BeforeWrite<PayoutsToFile | null>> | null> {
  const select = `SELECT json_build_object('batch', ${BATCH},
    'timezone', (SELECT t.timezone FROM tenants t WHERE t.id = k.tenant_id),
    'payouts', (SELECT coalesce(json_agg(json_build_object('id', o.id, 'participant', w.external_id, 'name', w.name,
        'email', w.email, 'amountMinor', o.amount_minor::text, 'isBlocked', w.blocked_at IS NOT NULL, 'kind', d.kind,
        'heldUntil', millis(d.held_until), 'sameAccount', coalesce(d.same_account, false), 'sealed', d.sealed,
        'sealedAs', d.sealed_as) ORDER BY o.id), '[]')
      FROM (SELECT * FROM payouts o WHERE o.tenant_id = k.tenant_id AND o.batch_id = b.id AND o.status = 'sending'
        AND o.id > coalesce($4::text, '') ORDER BY o.id LIMIT $5::integer) o ${WITH_OWNER}))
  FROM payout_batches b WHERE b.tenant_id = k.tenant_id AND b.id = $3`;
  return readForWrite(database, asker, null, select, [batchId, after, most]);
}
