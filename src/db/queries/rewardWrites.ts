import type { Database } from "../../ports.ts";
import type { Authorized } from "./authorized.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForTenant, readForWrite } from "./readForWrite.ts";
import type { RewardView } from "./rewards.ts";
import { REWARD_FROM, REWARD_VIEW } from "./rewards.ts";
import { ms, rewardJson } from "./rowsAsJson.ts";

/** A row as the engine's snapshot has it, before its money is parsed. */
export type SnapshotRow = Readonly<Record<string, unknown>>;

/** What a step of one reward is decided on. */
export interface BeforeStep {
  readonly view: RewardView;
  readonly reward: SnapshotRow;
  /** Without its rules: a step asks none. */
  readonly program: SnapshotRow;
  /** Whose row guards the reward: the friend of its referral, or whoever earned it without one. */
  readonly friend: SnapshotRow;
}

const BEFORE_STEP = `SELECT json_build_object(
  'view', ${REWARD_VIEW},
  'reward', ${rewardJson},
  'program', json_build_object('id', g.id, 'key', g.key, 'currency', g.currency, 'timezone', g.timezone,
    'status', g.status, 'pausedReason', g.paused_reason, 'pausedPeriod', g.paused_period,
    'startsAt', ${ms("g.starts_at")}, 'endsAt', ${ms("g.ends_at")}, 'version', g.version, 'epoch', g.epoch,
    'plan', g.counter_plan),
  'friend', json_build_object('id', f.id, 'externalId', f.external_id, 'emailFolded', f.email_folded,
    'country', f.country, 'segments', f.segments, 'firstSignupAt', ${ms("f.first_signup_at")},
    'firstPurchaseAt', ${ms("f.first_purchase_at")}, 'version', f.version, 'referredVersion', f.referred_version))
  FROM ${REWARD_FROM}
  LEFT JOIN referrals r ON r.tenant_id = w.tenant_id AND r.id = w.referral_id
  JOIN participants f ON f.tenant_id = w.tenant_id AND f.id = coalesce(r.friend_id, w.participant_id)
  WHERE w.tenant_id = k.tenant_id AND w.id = $3`;

/** Reads a reward before a person moves it on; null where there is none. */
export function readBeforeStep(
  database: Database,
  keyHash: string,
  idempotencyKey: string | null,
  rewardId: string,
): Promise<Authorized<BeforeWrite<BeforeStep | null>> | null> {
  return readForWrite(database, keyHash, idempotencyKey, BEFORE_STEP, [rewardId]);
}

/** Held rewards whose hold is over, the longest due first. */
export interface DueRewards {
  readonly rewards: readonly SnapshotRow[];
}

const DUE = `SELECT json_build_object('rewards', coalesce(json_agg(due.reward), '[]')) FROM (
  SELECT ${rewardJson} AS reward FROM rewards w
  WHERE w.tenant_id = k.tenant_id AND w.status = 'pending' AND w.hold_until <= $3::timestamptz
  ORDER BY w.hold_until, w.id LIMIT $4::integer) due`;

/** Reads what a key's tenant is to release; see `DueRewards`. */
export function readDueRewards(
  database: Database,
  keyHash: string,
  idempotencyKey: string | null,
  asOf: string,
  limit: number,
): Promise<Authorized<BeforeWrite<DueRewards>> | null> {
  return readForWrite(database, keyHash, idempotencyKey, DUE, [asOf, limit]);
}

/** The same for a tenant whom the schedule names. */
export function readDueRewardsOf(
  database: Database,
  tenantId: string,
  asOf: string,
  limit: number,
): Promise<Authorized<BeforeWrite<DueRewards>> | null> {
  return readForTenant(database, tenantId, DUE, [asOf, limit]);
}

/** Tenants with anything to release, by id; one probe of the index of held rewards each. */
export async function tenantsWithDueRewards(
  database: Database,
  asOf: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT t.id FROM tenants t
     WHERE t.id > $2 AND EXISTS (SELECT FROM rewards w
       WHERE w.tenant_id = t.id AND w.status = 'pending' AND w.hold_until <= $1::timestamptz)
     ORDER BY t.id LIMIT $3::integer`,
    [asOf, after, limit],
  );
  return rows.map((row) => row[0] as string);
}
