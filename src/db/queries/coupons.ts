import type { Moment } from "../../domain/notices.ts";
import type { ReviewReason } from "../../domain/reviewReasons.ts";
import type { RewardStatus } from "../../domain/rewardState.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import type { BeforeWrite, Due } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";
import { MOMENT } from "./rewards.ts";

/** A coupon with the reward that it is; money is decimal strings, times are milliseconds. */
export interface CouponRow {
  readonly code: string;
  readonly rewardId: string;
  readonly percentBps: number | null;
  readonly freeShipping: boolean;
  readonly amountMinor: string | null;
  readonly currency: string | null;
  readonly minOrderMinor: string | null;
  readonly appliesTo: { readonly skus: readonly string[]; readonly categories: readonly string[] } | null;
  readonly maxUses: number;
  readonly uses: number;
  readonly expiresAt: number | null;
  readonly status: RewardStatus;
  readonly reviewReasons: readonly ReviewReason[];
  readonly holdUntil: number;
  /** Of the reward, for the commit to compare. */
  readonly reward: {
    readonly amountMinor: string;
    readonly costMinor: string;
    readonly voidReason: string | null;
    readonly participantWas: string;
    /** Null where it is no choice. */
    readonly choiceWas: unknown;
  };
}

export interface CouponUseRow {
  readonly contentHash: string | null;
  readonly discountMinor: string | null;
  readonly reportedMinor: string | null;
  readonly currency: string;
  /** Whether it counts as no use: all of its order was given back, or it was released. */
  readonly isUndone: boolean;
  readonly isReleased: boolean;
  /** When it ends by itself unless the order is reported; null where it does not. */
  readonly reportBy: number | null;
}

/** What using a coupon is decided on. */
export interface BeforeCoupon {
  readonly coupon: CouponRow | null;
  /** What the order used of it before. */
  readonly use: CouponUseRow | null;
  /** The order as it was reported, if it was. */
  readonly order: { readonly amountMinor: string | null; readonly refundedMinor: string } | null;
}

const BEFORE_COUPON = `SELECT json_build_object(
  'coupon', (SELECT json_build_object('code', c.code, 'rewardId', c.reward_id, 'percentBps', c.percent_bps,
      'freeShipping', c.free_shipping,
      'amountMinor', c.amount_minor::text, 'currency', c.currency, 'minOrderMinor', c.min_order_minor::text,
      'appliesTo', c.applies_to, 'maxUses', c.max_uses, 'uses', c.uses, 'expiresAt', millis(c.expires_at),
      'status', w.status, 'reviewReasons', w.review_reasons, 'holdUntil', millis(w.hold_until),
      'reward', json_build_object('amountMinor', w.amount_minor::text, 'costMinor', w.cost_minor::text,
        'voidReason', w.void_reason, 'participantWas', w.participant_id, 'choiceWas', w.choice))
    FROM coupons c JOIN rewards w ON w.tenant_id = c.tenant_id AND w.id = c.reward_id
    WHERE c.tenant_id = k.tenant_id AND c.code = $3),
  'use', (SELECT json_build_object('contentHash', u.content_hash, 'discountMinor', u.discount_minor::text,
      'reportedMinor', u.reported_minor::text, 'currency', u.currency,
      'isUndone', u.undone_at IS NOT NULL, 'isReleased', u.released_at IS NOT NULL, 'reportBy', millis(u.report_by))
    FROM coupon_uses u WHERE u.tenant_id = k.tenant_id AND u.order_id = $4::text AND u.code = $3),
  'order', (SELECT json_build_object('amountMinor', p.amount_minor::text, 'refundedMinor', p.refunded_minor::text)
    FROM purchases p WHERE p.tenant_id = k.tenant_id AND p.order_id = $4::text))`;

/** Reads a coupon, folded, with what the order named used of it; no order is asked for with null. */
export function readBeforeCoupon(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  code: string,
  orderId: string | null,
): Promise<Authorized<BeforeWrite<BeforeCoupon>> | null> {
  return readForWrite(database, asker, idempotencyKey, BEFORE_COUPON, [code, orderId]);
}

export interface ExpiringCoupon {
  readonly code: string;
  readonly rewardId: string;
  readonly programId: string;
  /** What its reward is. */
  readonly moment: Moment;
}

/** Not announced yet, ending after $3 and not after $4, and usable until then. */
const isExpiring = `c.announced_at IS NULL AND c.expires_at > $3::timestamptz AND c.expires_at <= $4::timestamptz
  AND EXISTS (SELECT FROM rewards w WHERE w.tenant_id = c.tenant_id AND w.id = c.reward_id
    AND is_usable_coupon(c, w.status, w.review_reasons, $3::timestamptz))`;

const EXPIRING = `SELECT coalesce(json_agg(json_build_object('code', e.code, 'rewardId', e.reward_id,
    'programId', e.program_id, 'moment', (SELECT ${MOMENT} FROM rewards w WHERE w.tenant_id = k.tenant_id AND w.id = e.reward_id))), '[]')
  FROM (SELECT c.code, c.reward_id, c.program_id FROM coupons c
    WHERE c.tenant_id = k.tenant_id AND ${isExpiring} ORDER BY c.expires_at, c.code LIMIT $5::integer) e`;

/** Reads a tenant's coupons that end within a span and have not been announced, the first to end first. */
export function readExpiringCoupons(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { from, until, limit }: { readonly from: string; readonly until: string; readonly limit: number },
): Promise<Authorized<BeforeWrite<readonly ExpiringCoupon[]>> | null> {
  return readForWrite(database, asker, idempotencyKey, EXPIRING, [from, until, limit]);
}

/** Tenants with such coupons, by id. */
export async function tenantsWithExpiringCoupons(
  database: Database,
  span: { readonly from: string; readonly until: string },
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT t.id FROM tenants t
     WHERE t.id > $1 AND EXISTS (SELECT FROM coupons c WHERE c.tenant_id = t.id AND ${isExpiring})
     ORDER BY t.id LIMIT $2::integer`,
    [after, limit, span.from, span.until],
  );
  return rows.map((row) => row[0] as string);
}

/** A use whose order was to be reported by now. */
export interface DueUse {
  readonly orderId: string;
  readonly code: string;
  readonly contentHash: string;
  /** When that was, in RFC 3339 to the millisecond. */
  readonly reportBy: string;
  /** Whether its order was reported, without a word of the coupon. */
  readonly isReported: boolean;
}

/** What is reported, undone or released has no time left by which it has to be. */
const DUE_USES = `SELECT coalesce(json_agg(json_build_object('orderId', u.order_id, 'code', u.code,
    'contentHash', u.content_hash, 'reportBy', u.report_by,
    'isReported', EXISTS (SELECT FROM purchases p
      WHERE p.tenant_id = k.tenant_id AND p.order_id = u.order_id AND p.amount_minor IS NOT NULL))), '[]')
  FROM (SELECT u.* FROM coupon_uses u
    WHERE u.tenant_id = k.tenant_id AND u.report_by IS NOT NULL AND u.report_by <= $3::timestamptz
    ORDER BY u.report_by LIMIT $4::integer) u`;

/** Reads a tenant's uses that no order has reported in time, the longest overdue first. */
export function readDueUses(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { asOf, limit }: Due,
): Promise<Authorized<BeforeWrite<readonly DueUse[]>> | null> {
  return readForWrite(database, asker, idempotencyKey, DUE_USES, [asOf, limit]);
}

/** Tenants with such uses, by id. */
export async function tenantsWithDueUses(
  database: Database,
  asOf: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT t.id FROM tenants t
     WHERE t.id > $1 AND EXISTS (SELECT FROM coupon_uses u
       WHERE u.tenant_id = t.id AND u.report_by IS NOT NULL AND u.report_by <= $3::timestamptz)
     ORDER BY t.id LIMIT $2::integer`,
    [after, limit, asOf],
  );
  return rows.map((row) => row[0] as string);
}
