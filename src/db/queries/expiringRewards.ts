import type { Moment } from "../../domain/notices.ts";
import type { Database } from "../../ports.ts";
import type { RewardJson } from "../rows/reward.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import type { BeforeWrite, Due } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";
import { MOMENT } from "./rewards.ts";

/** A lot whose time is over, with its reward. */
export interface ExpiredLot {
  readonly reward: RewardJson;
  /** Above 0, in decimal digits. */
  readonly left: string;
  /** In milliseconds. */
  readonly expiresAt: number;
}

/** Of a lot `l`, at `$3`: what waits is asked again when it waits no more. */
const isDue = (asOf: string) => `l.expires_at <= ${asOf}::timestamptz AND l.expires_at IS NOT NULL AND l.left_minor > 0
  AND NOT lot_waits(l.tenant_id, l.id)`;

const EXPIRED = `SELECT coalesce(json_agg(json_build_object('reward', reward_json(w), 'left', l.left_minor::text,
    'expiresAt', millis(l.expires_at)) ORDER BY l.expires_at, l.id), '[]')
  FROM (SELECT l.* FROM lots l WHERE l.tenant_id = k.tenant_id AND ${isDue("$3")}
    ORDER BY l.expires_at, l.id LIMIT $4::integer) l
  JOIN rewards w ON w.tenant_id = l.tenant_id AND w.id = l.id AND w.unit = l.unit`;

/** Reads a tenant's lots of which something is left when their time is over, the longest overdue first. */
export function readExpiredLots(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { asOf, limit }: Due,
): Promise<Authorized<BeforeWrite<readonly ExpiredLot[]>> | null> {
  return readForWrite(database, asker, idempotencyKey, EXPIRED, [asOf, limit]);
}

/** Tenants with such lots, by id. */
export async function tenantsWithExpiredLots(
  database: Database,
  asOf: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT t.id FROM tenants t
     WHERE t.id > $1 AND EXISTS (SELECT FROM lots l WHERE l.tenant_id = t.id AND ${isDue("$3")})
     ORDER BY t.id LIMIT $2::integer`,
    [after, limit, asOf],
  );
  return rows.map((row) => row[0] as string);
}

export interface ExpiringReward {
  readonly id: string;
  readonly programId: string;
  /** What it is. */
  readonly moment: Moment;
}

/** Not announced yet, expiring after $3 and not after $4, and with something left that can be spent until then. */
const isExpiring = `w.expires_at IS NOT NULL AND w.expiry_announced_at IS NULL AND w.expires_at > $3::timestamptz
  AND w.expires_at <= $4::timestamptz AND EXISTS (SELECT FROM lots l WHERE l.tenant_id = w.tenant_id AND l.id = w.id
    AND l.unit = w.unit AND l.left_minor > 0 AND l.expires_at = w.expires_at AND NOT lot_waits(l.tenant_id, l.id))`;

const EXPIRING = `SELECT coalesce(json_agg(json_build_object('id', w.id, 'programId', w.program_id,
    'moment', ${MOMENT})), '[]')
  FROM (SELECT w.id, w.program_id, w.status, w.amount_minor FROM rewards w
    WHERE w.tenant_id = k.tenant_id AND ${isExpiring} ORDER BY w.expires_at, w.id LIMIT $5::integer) w`;

/** Reads a tenant's rewards that expire within a span and have not been announced, the first to expire first. */
export function readExpiringRewards(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { from, until, limit }: { readonly from: string; readonly until: string; readonly limit: number },
): Promise<Authorized<BeforeWrite<readonly ExpiringReward[]>> | null> {
  return readForWrite(database, asker, idempotencyKey, EXPIRING, [from, until, limit]);
}

/** Tenants with such rewards, by id. */
export async function tenantsWithExpiringRewards(
  database: Database,
  span: { readonly from: string; readonly until: string },
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT t.id FROM tenants t
     WHERE t.id > $1 AND EXISTS (SELECT FROM rewards w WHERE w.tenant_id = t.id AND ${isExpiring})
     ORDER BY t.id LIMIT $2::integer`,
    [after, limit, span.from, span.until],
  );
  return rows.map((row) => row[0] as string);
}
