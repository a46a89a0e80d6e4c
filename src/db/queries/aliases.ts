import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import type { Whom } from "./participantWrites.ts";
import { isWhom } from "./participantWrites.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** What giving a participant another name, or ending one, is decided on. */
export interface BeforeAlias {
  readonly participant: {
    readonly id: string;
    readonly externalId: string;
    readonly referredVersion: number;
    readonly firstSignupAt: string | null;
    readonly firstPurchaseAt: string | null;
    /** Their other names, in order. */
    readonly aliases: readonly string[];
  };
  /** What has the name; null where nothing has. */
  readonly named: {
    readonly id: string;
    readonly mergedInto: string | null;
    /** When it was merged; null for a name that was no one's. */
    readonly mergedAt: string | null;
  } | null;
}

/** The other names of a participant `p`, in order, as SQL of one JSON list. */
export const ALIASES = `(SELECT coalesce(json_agg(m.external_id ORDER BY m.external_id COLLATE "C"), '[]') FROM participants m
    WHERE m.tenant_id = p.tenant_id AND m.merged_into = p.id)`;

const beforeAlias = (isThem: string) => `SELECT json_build_object(
    'participant', json_build_object('id', p.id, 'externalId', p.external_id, 'referredVersion', p.referred_version,
      'firstSignupAt', p.first_signup_at, 'firstPurchaseAt', p.first_purchase_at, 'aliases', ${ALIASES}),
    'named', (SELECT json_build_object('id', m.id, 'mergedInto', m.merged_into, 'mergedAt', m.merged_at) FROM participants m
      WHERE m.tenant_id = k.tenant_id AND m.external_id = $4))
  FROM participants p WHERE p.tenant_id = k.tenant_id AND ${isThem}`;

/** Reads it; null where there is no such participant. */
export function readBeforeAlias(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { whom, alias }: { readonly whom: Whom; readonly alias: string },
): Promise<Authorized<BeforeWrite<BeforeAlias | null>> | null> {
  const { is, value } = isWhom(whom);
  return readForWrite(database, asker, idempotencyKey, beforeAlias(is), [value, alias]);
}
