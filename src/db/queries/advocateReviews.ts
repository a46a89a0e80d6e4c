import type { Minimum } from "../../domain/eligibility.ts";
import type { TierMeasure } from "../../domain/rules.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import type { BeforeWrite, Due } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** An approved advocate whose time to bring a minimum of sales is over, and what they brought. */
export interface DueReview {
  readonly programId: string;
  readonly participantId: string;
  readonly referredVersion: number;
  readonly minimum: Minimum;
  /** What their friends have bought since: of each measure its number, as text; one without any is absent. */
  readonly brought: Readonly<Partial<Record<TierMeasure, string>>>;
  /** How many of them have bought for something. */
  readonly buyers: number;
}

/**
 * Approvals of running programs that ask for a minimum, for `asOf`. No advocate is judged by rules that were not there
 * when their time began: a publish gives everyone the whole of it again.
 */
const dueAt = (asOf: string) => `programs g
  JOIN program_versions v ON v.tenant_id = g.tenant_id AND v.program_id = g.id AND v.version = g.version
  JOIN applications a ON a.tenant_id = g.tenant_id AND a.program_id = g.id AND a.status = 'approved'
    AND greatest(a.decided_at, v.published_at)
      <= ${asOf}::timestamptz - days((v.rules #>> '{eligibility,minimum,withinDays}')::integer)
  WHERE g.status = 'active'`;

const REVIEWS = `SELECT coalesce(json_agg(json_build_object('programId', due.program_id,
    'participantId', due.participant_id, 'referredVersion', p.referred_version, 'minimum', due.minimum,
    'brought', coalesce(sales.brought, '{}'), 'buyers', coalesce(sales.buyers, 0))), '[]')
  FROM (
    SELECT a.tenant_id, a.program_id, a.participant_id, a.decided_at, v.rules #> '{eligibility,minimum}' AS minimum
    FROM ${dueAt("$3")} AND g.tenant_id = k.tenant_id
    ORDER BY a.decided_at, a.program_id, a.participant_id LIMIT $4::integer) due
  JOIN participants p ON p.tenant_id = due.tenant_id AND p.id = due.participant_id
  CROSS JOIN LATERAL (
    SELECT json_object_agg(s.by, s.value::text) AS brought, max(s.friends) FILTER (WHERE s.by = 'revenue') AS buyers
    FROM (
      SELECT of_friend.by, sum(of_friend.value) AS value,
        count(DISTINCT of_friend.friend_id) FILTER (WHERE of_friend.value > 0) AS friends
      FROM (
        SELECT r.friend_id, m.by, sum(m.value) AS value FROM referrals r
        CROSS JOIN LATERAL (SELECT m.by, m.value FROM moments_of(r) m WHERE m.at > due.decided_at OFFSET 0) m
        WHERE r.tenant_id = due.tenant_id AND r.advocate_id = due.participant_id AND r.program_id = due.program_id
        GROUP BY r.friend_id, m.by) of_friend
      GROUP BY of_friend.by) s) sales`;

/** Reads whom a tenant is to review, the longest due first. */
export function readDueReviews(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { asOf, limit }: Due,
): Promise<Authorized<BeforeWrite<readonly DueReview[]>> | null> {
  return readForWrite(database, asker, idempotencyKey, REVIEWS, [asOf, limit]);
}

/** Tenants with anyone to review, by id. */
export async function tenantsWithDueReviews(
  database: Database,
  asOf: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT DISTINCT g.tenant_id FROM ${dueAt("$1")} AND g.tenant_id > $2 ORDER BY g.tenant_id LIMIT $3::integer`,
    [asOf, after, limit],
  );
  return rows.map((row) => row[0] as string);
}
