import type { Database } from "../../ports.ts";
import type { ReferralView } from "../rows/referral.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";

export interface ReferralFilter {
  readonly program: string | null;
  readonly advocate: string | null;
  readonly friend: string | null;
  /** "expired" is attributed with its credit window over. */
  readonly status: "attributed" | "converted" | "rejected" | "expired" | null;
  readonly now: string;
  /** Only those with a smaller id: the older ones. */
  readonly before: string | null;
  readonly limit: number;
}

const VIEW = `json_build_object('referral', referral_json(r),
  'of', json_build_object('program', g.key, 'advocate', a.external_id, 'friend', f.external_id),
  'creditWindowDays', v.rules -> 'attribution' -> 'creditWindowDays')`;

const FROM = `referrals r
  JOIN programs g ON g.tenant_id = r.tenant_id AND g.id = r.program_id
  JOIN participants f ON f.tenant_id = r.tenant_id AND f.id = r.friend_id
  LEFT JOIN participants a ON a.tenant_id = r.tenant_id AND a.id = r.advocate_id
  LEFT JOIN program_versions v ON v.tenant_id = r.tenant_id AND v.program_id = r.program_id AND v.version = r.version`;

const EXPIRED = `is_expired(r.status, r.attributed_at,
  (v.rules -> 'attribution' ->> 'creditWindowDays')::integer, $6::timestamptz)`;

/** Reads one referral; the body is null where there is none. */
export function readReferral(
  database: Database,
  asker: TenantAsker,
  id: string,
): Promise<Authorized<ReferralView | null> | null> {
  return readAsTenant(database, asker, `SELECT ${VIEW} FROM ${FROM} WHERE r.tenant_id = k.tenant_id AND r.id = $2`, [
    id,
  ]);
}

/** Reads referrals, the newest first. */
export function listReferrals(
  database: Database,
  asker: TenantAsker,
  filter: ReferralFilter,
): Promise<Authorized<readonly ReferralView[]> | null> {
  const select = `SELECT coalesce(json_agg(page.referral), '[]') FROM (
    SELECT ${VIEW} AS referral FROM ${FROM}
    WHERE r.tenant_id = k.tenant_id
      AND ($2::text IS NULL OR r.program_id = (SELECT id FROM programs WHERE tenant_id = k.tenant_id AND key = $2))
      AND ($3::text IS NULL OR r.advocate_id =
        (SELECT id FROM participants WHERE tenant_id = k.tenant_id AND external_id = $3))
      AND ($4::text IS NULL OR r.friend_id =
        (SELECT id FROM participants WHERE tenant_id = k.tenant_id AND external_id = $4))
      AND ($5::text IS NULL OR CASE $5
        WHEN 'expired' THEN ${EXPIRED}
        ELSE r.status = $5 AND NOT ${EXPIRED} END)
      AND ($7::text IS NULL OR r.id < $7)
    ORDER BY r.id DESC LIMIT $8::integer) page`;
  const { program, advocate, friend, status, now, before, limit } = filter;
  return readAsTenant(database, asker, select, [program, advocate, friend, status, now, before, limit]);
}
