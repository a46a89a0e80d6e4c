import { REFERRAL_STATUSES } from "../../domain/attribution.ts";
import type { Database } from "../../ports.ts";
import type { ReferralView } from "../rows/referral.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { externalIdOf, filtered, ID_OF_PARTICIPANT } from "./filtered.ts";
import { latestFirst, latestOfLists, ROWS } from "./latestOfLists.ts";
import { sqlList } from "./sqlList.ts";

export interface ReferralFilter {
  readonly program: string | null;
  readonly advocate: string | null;
  readonly friend: string | null;
  /** "expired" is attributed with its credit window over. */
  readonly status: "attributed" | "converted" | "rejected" | "expired" | null;
  readonly now: string;
  /** Only those that come after the referral with this id. */
  readonly before: string | null;
  readonly limit: number;
}

/** A `ReferralView` of the relation `r`. */
export const REFERRAL_VIEW = `json_build_object('referral', referral_json(r::referrals),
  'of', json_build_object('program', (SELECT g.key FROM programs g WHERE g.tenant_id = k.tenant_id AND g.id = r.program_id),
    'advocate', ${externalIdOf("r.advocate_id")}, 'friend', ${externalIdOf("r.friend_id")}),
  'creditWindowDays', (SELECT v.rules -> 'attribution' -> 'creditWindowDays' FROM program_versions v
    WHERE v.tenant_id = k.tenant_id AND v.program_id = r.program_id AND v.version = r.version))`;

/** Only a list of open referrals, or of those that are not open any more, asks when they end. */
const BY_VERSION = `LEFT JOIN program_versions v
  ON v.tenant_id = r.tenant_id AND v.program_id = r.program_id AND v.version = r.version`;

const EXPIRED_AT = `is_expired(r.status, r.attributed_at,
  (v.rules -> 'attribution' ->> 'creditWindowDays')::integer, ?::timestamptz)`;

/** Of a program `g`, whatever its versions say: of none a referral ends sooner after it was attributed. */
const SHORTEST_WINDOW = `(SELECT min((v.rules -> 'attribution' ->> 'creditWindowDays')::integer) FROM program_versions v
  WHERE v.tenant_id = g.tenant_id AND v.program_id = g.id)`;

const SOME_EXPIRED_AT = "r.attributed_at < ?::timestamptz - days(list.shortest)";

/** After another referral, `?`, in the order in which they were attributed. */
const BEFORE_BY_TIME = `(r.attributed_at, r.id) < (
  (SELECT b.attributed_at FROM referrals b WHERE b.tenant_id = k.tenant_id AND b.id = ?::text), ?::text)`;

/** Reads one referral; the body is null where there is none. */
export function readReferral(
  database: Database,
  asker: TenantAsker,
  id: string,
): Promise<Authorized<ReferralView | null> | null> {
  return readAsTenant(
    database,
    asker,
    `SELECT ${REFERRAL_VIEW} FROM referrals r WHERE r.tenant_id = k.tenant_id AND r.id = $2`,
    [id],
  );
}

/**
 * Reads referrals, the newest first. Of those that are expired the newest is what was attributed last, and not what was
 * stored last, since an index finds where they begin.
 */
export function listReferrals(
  database: Database,
  asker: TenantAsker,
  filter: ReferralFilter,
): Promise<Authorized<readonly ReferralView[]> | null> {
  const { program, advocate, friend, status } = filter;
  const isByTime = status === "expired";
  const isAskedForEnd = status === "expired" || status === "attributed";
  const programs = filtered([["g.key = ?::text", program]], 3);
  const { and, params } = filtered(
    [
      [`r.advocate_id = ${ID_OF_PARTICIPANT}`, advocate],
      [`r.friend_id = ${ID_OF_PARTICIPANT}`, friend],
      [status === "expired" ? EXPIRED_AT : `NOT ${EXPIRED_AT}`, isAskedForEnd ? filter.now : null],
      [SOME_EXPIRED_AT, isByTime ? filter.now : null],
      isByTime ? [BEFORE_BY_TIME, filter.before, filter.before] : ["r.id < ?::text", filter.before],
    ],
    3 + programs.params.length,
  );
  const stored = status === "expired" ? "attributed" : status;
  const columns = isByTime ? ["attributed_at", "id"] : ["id"];
  const order = latestFirst("r", columns);
  // Their ids alone, which indexes hold: of many programs most that is looked at is not on the page.
  const latest = (which: string, most: string) => `SELECT r.id, r.attributed_at FROM referrals r
    ${isAskedForEnd ? BY_VERSION : ""} WHERE r.tenant_id = k.tenant_id${and}${which} ORDER BY ${order} LIMIT ${most}`;
  const ofPrograms = (which: string, each: string) => {
    const lists = `SELECT g.id, s.status${isByTime ? `, ${SHORTEST_WINDOW} AS shortest` : ""} FROM programs g CROSS JOIN (VALUES ${each}) AS s(status)
      WHERE g.tenant_id = k.tenant_id${programs.and}`;
    return latestOfLists(lists, (most) => latest(` AND r.program_id = list.id${which}`, most), columns);
  };
  // The indexes are by program first, and by status or advocate: of each the latest, and of those the latest.
  const those = () => {
    const which = stored === null ? "" : ` AND r.status = ${sqlList([stored])}`;
    const isOne =
      program === null
        ? ""
        : ` AND r.program_id = (SELECT g.id FROM programs g WHERE g.tenant_id = k.tenant_id${programs.and})`;
    if (isByTime) return ofPrograms(which, "(NULL)");
    if (friend !== null) return latest(which + isOne, ROWS);
    if (advocate !== null) return ofPrograms(which, "(NULL)");
    if (program === null && status === null) return latest("", ROWS);
    const statuses = (stored === null ? REFERRAL_STATUSES : [stored]).map((one) => `(${sqlList([one])})`).join(", ");
    return ofPrograms(" AND r.status = list.status", statuses);
  };
  const select = `SELECT coalesce(json_agg(${REFERRAL_VIEW} ORDER BY ${order}), '[]') FROM (${those()}) picked
      CROSS JOIN LATERAL (SELECT r.* FROM referrals r WHERE r.tenant_id = k.tenant_id AND r.id = picked.id OFFSET 0) r`;
  return readAsTenant(database, asker, select, [filter.limit, ...programs.params, ...params]);
}
