import type { Database } from "../../ports.ts";
import type { ReferralView } from "../rows/referral.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { externalIdOf, filtered, ID_OF_PARTICIPANT, ID_OF_PROGRAM, ofStatus } from "./filtered.ts";

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

const VIEW = `json_build_object('referral', referral_json(r::referrals),
  'of', json_build_object('program', (SELECT g.key FROM programs g WHERE g.tenant_id = k.tenant_id AND g.id = r.program_id),
    'advocate', ${externalIdOf("r.advocate_id")}, 'friend', ${externalIdOf("r.friend_id")}),
  'creditWindowDays', (SELECT v.rules -> 'attribution' -> 'creditWindowDays' FROM program_versions v
    WHERE v.tenant_id = k.tenant_id AND v.program_id = r.program_id AND v.version = r.version))`;

/** Only a list of open referrals, or of those that are not open any more, asks when they end. */
const BY_VERSION = `LEFT JOIN program_versions v
  ON v.tenant_id = r.tenant_id AND v.program_id = r.program_id AND v.version = r.version`;

const EXPIRED_AT = `is_expired(r.status, r.attributed_at,
  (v.rules -> 'attribution' ->> 'creditWindowDays')::integer, ?::timestamptz)`;

/** Reads one referral; the body is null where there is none. */
export function readReferral(
  database: Database,
  asker: TenantAsker,
  id: string,
): Promise<Authorized<ReferralView | null> | null> {
  return readAsTenant(
    database,
    asker,
    `SELECT ${VIEW} FROM referrals r WHERE r.tenant_id = k.tenant_id AND r.id = $2`,
    [id],
  );
}

/** Reads referrals, the newest first. */
export function listReferrals(
  database: Database,
  asker: TenantAsker,
  filter: ReferralFilter,
): Promise<Authorized<readonly ReferralView[]> | null> {
  const isAskedForEnd = filter.status === "expired" || filter.status === "attributed";
  const { and, params } = filtered(
    [
      [`r.program_id = ${ID_OF_PROGRAM}`, filter.program],
      [`r.advocate_id = ${ID_OF_PARTICIPANT}`, filter.advocate],
      [`r.friend_id = ${ID_OF_PARTICIPANT}`, filter.friend],
      ofStatus("r.status", filter.status === "expired" ? "attributed" : filter.status),
      [filter.status === "expired" ? EXPIRED_AT : `NOT ${EXPIRED_AT}`, isAskedForEnd ? filter.now : null],
      ["r.id < ?::text", filter.before],
    ],
    3,
  );
  const select = `SELECT coalesce(json_agg(${VIEW} ORDER BY r.id DESC), '[]') FROM (
      SELECT r.* FROM referrals r ${isAskedForEnd ? BY_VERSION : ""}
      WHERE r.tenant_id = k.tenant_id${and} ORDER BY r.id DESC LIMIT $2::integer) r`;
  return readAsTenant(database, asker, select, [filter.limit, ...params]);
}
