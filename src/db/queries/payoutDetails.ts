import type { PayeeKind } from "../../domain/payoutDetails.ts";
import type { Database } from "../../ports.ts";
import type { Asker, Authorized } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { Whom } from "./participantWrites.ts";
import { isWhom } from "./participantWrites.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** What is shown of where a participant is paid. */
export interface ShownDetails {
  readonly kind: PayeeKind;
  readonly shown: string;
  /** Nothing is paid before; null where nothing was there before. */
  readonly heldUntil: string | null;
  readonly sameAccount: boolean;
  readonly changedAt: string;
}

/** A row of `payout_details`; one without a kind says that there were details before. */
export interface KeptDetails extends Omit<ShownDetails, "kind" | "shown"> {
  readonly kind: PayeeKind | null;
  readonly shown: string | null;
  readonly accountHash: string | null;
  readonly contentHash: string | null;
  readonly version: number;
}

export interface BeforePayoutDetails {
  readonly participant: { readonly id: string; readonly externalId: string; readonly referredVersion: number };
  readonly kept: KeptDetails | null;
  /** Of the account that is asked for; null where none is. */
  readonly asked: {
    readonly accountHash: string;
    readonly contentHash: string;
    readonly headVersion: number;
    /** Whether another participant has it. */
    readonly isOthers: boolean;
  } | null;
}

const SHOWN =
  "'kind', d.kind, 'shown', d.shown, 'heldUntil', d.held_until, 'sameAccount', d.same_account, 'changedAt', d.changed_at";
const OF_PERSON = "FROM payout_details d WHERE d.tenant_id = p.tenant_id AND d.participant_id = p.id";

/** SQL of what is shown of where a participant `p` is paid; null where that is not known. */
export const SHOWN_DETAILS = `(SELECT json_build_object(${SHOWN}) ${OF_PERSON} AND d.kind IS NOT NULL)`;

/** Where a participant is paid, as far as it is shown; null where there is no such participant. */
export function readPayoutDetails(
  database: Database,
  asker: Asker,
  externalId: string,
): Promise<Authorized<{ readonly participant: string; readonly details: ShownDetails | null } | null> | null> {
  const { is, value } = isWhom({ externalId }, "$2");
  const select = `SELECT json_build_object('participant', p.external_id, 'details', ${SHOWN_DETAILS})
    FROM participants p WHERE p.tenant_id = k.tenant_id AND ${is}`;
  return readAsTenant(database, asker, select, [value]);
}

/**
 * What a change of it is decided on; null where there is no such participant.
 *
 * @param asked what the account and all of the details are hashed from; null where they are not changed
 */
export function readBeforePayoutDetails(
  database: Database,
  asker: Asker,
  idempotencyKey: string | null,
  whom: Whom,
  asked: { readonly account: string; readonly content: string } | null,
): Promise<Authorized<BeforeWrite<BeforePayoutDetails | null>> | null> {
  const { is, value } = isWhom(whom);
  const select = `SELECT json_build_object(
      'participant', json_build_object('id', p.id, 'externalId', p.external_id, 'referredVersion', p.referred_version),
      'kept', (SELECT json_build_object(${SHOWN}, 'accountHash', d.account_hash, 'contentHash', d.content_hash,
        'version', d.version) ${OF_PERSON}),
      'asked', (SELECT json_build_object('accountHash', a.hash, 'contentHash', contact_hash(k.tenant_id, $5),
          'headVersion', coalesce((SELECT h.version FROM contact_heads h WHERE h.tenant_id = k.tenant_id AND h.hash = a.hash), 0),
          'isOthers', EXISTS (SELECT FROM payout_details o
            WHERE o.tenant_id = k.tenant_id AND o.account_hash = a.hash AND o.participant_id <> p.id))
        FROM (SELECT contact_hash(k.tenant_id, $4::text) AS hash) a WHERE a.hash IS NOT NULL))
    FROM participants p WHERE p.tenant_id = k.tenant_id AND ${is}`;
  return readForWrite(database, asker, idempotencyKey, select, [value, asked?.account ?? null, asked?.content ?? null]);
}
