import { LIMIT_PERIODS } from "../../domain/rules.ts";
import type { Database } from "../../ports.ts";
import type { CounterJson } from "../rows/counter.ts";
import type { StoredParticipant } from "../rows/participant.ts";
import type { ProgramJson } from "../rows/program.ts";
import type { RewardJson, RewardView } from "../rows/reward.ts";
import type { Asker, Authorized, TenantAsker } from "./asker.ts";
import type { BeforeWrite, Due } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";
import { LEFT, REWARD_FROM, REWARD_PARTS } from "./rewards.ts";
import { sqlList } from "./sqlList.ts";
import { textArray } from "./textArray.ts";

/** What a step of one reward is decided on. */
export interface BeforeStep extends RewardView {
  /** Without its rules: a step asks none. */
  readonly program: ProgramJson;
  /** Whose row guards the reward: the friend of its referral, or its recipient where there is none. */
  readonly friend: StoredParticipant;
  /** What is left of it in its own unit, in decimal digits; null where nothing was ever available of it. */
  readonly left: string | null;
}

const STEP_PARTS = `${REWARD_PARTS},
  'program', program_json(g),
  'friend', participant_json(f), ${LEFT}`;

const GUARD_OF_STEP = `LEFT JOIN referrals r ON r.tenant_id = w.tenant_id AND r.id = w.referral_id
  JOIN participants f ON f.tenant_id = w.tenant_id AND f.id = coalesce(r.friend_id, w.participant_id)`;

const STEP_FROM = `FROM ${REWARD_FROM}
  ${GUARD_OF_STEP}
  WHERE w.tenant_id = k.tenant_id AND w.id = $3`;

const BEFORE_STEP = `SELECT json_build_object(${STEP_PARTS}) ${STEP_FROM}`;

/** What a choice is made on: of the numbers, those that the limits of its rule by amount are held against. */
export interface BeforeChoice extends BeforeStep {
  readonly rules: unknown;
  readonly counters: readonly CounterJson[];
}

const BEFORE_CHOICE = `SELECT json_build_object(${STEP_PARTS},
  'rules', (SELECT v.rules FROM program_versions v
    WHERE v.tenant_id = w.tenant_id AND v.program_id = w.program_id AND v.version = w.version),
  'counters', (SELECT coalesce(json_agg(json_build_object('programId', c.program_id, 'subject', c.subject,
      'metric', c.metric, 'periodKey', c.period_key, 'value', c.value::text)), '[]') FROM counters c
    WHERE c.tenant_id = w.tenant_id AND c.program_id = w.program_id AND c.metric = limit_metric('amount', w.rule_id)
      AND c.subject IN (w.participant_id, w.referral_id)
      AND c.period_key = ANY (ARRAY(SELECT period_key(w.occurred_at, p, g.timezone)
        FROM unnest(ARRAY[${sqlList(LIMIT_PERIODS)}]) p)))) ${STEP_FROM}`;

/** Reads a reward before one of its options is taken. */
export function readBeforeChoice(
  database: Database,
  asker: Asker,
  idempotencyKey: string | null,
  rewardId: string,
): Promise<Authorized<BeforeWrite<BeforeChoice | null>> | null> {
  return readForWrite(database, asker, idempotencyKey, BEFORE_CHOICE, [rewardId]);
}

/** Reads a reward before a person moves it on; null where there is none. */
export function readBeforeStep(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  rewardId: string,
): Promise<Authorized<BeforeWrite<BeforeStep | null>> | null> {
  return readForWrite(database, asker, idempotencyKey, BEFORE_STEP, [rewardId]);
}

// Each is found by its key: of a list whose length it can't know the planner would read all rewards.
const BEFORE_STEPS = `SELECT coalesce(json_agg(each.step ORDER BY each.id), '[]') FROM unnest($3::text[]) AS x(id)
  CROSS JOIN LATERAL (SELECT w.id, json_build_object(${STEP_PARTS}) AS step FROM ${REWARD_FROM} ${GUARD_OF_STEP}
    WHERE w.tenant_id = k.tenant_id AND w.id = x.id LIMIT 1) each`;

/** Reads rewards before a person moves them on together; those that there are none of are left out. */
export function readBeforeSteps(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  rewardIds: readonly string[],
): Promise<Authorized<BeforeWrite<readonly BeforeStep[]>> | null> {
  return readForWrite(database, asker, idempotencyKey, BEFORE_STEPS, [textArray(rewardIds)]);
}

/** Rewards that offer a choice which was not made in time, the longest due first, with the programs they are of. */
export interface DueChoices {
  readonly rewards: readonly RewardJson[];
  /** Without their rules. */
  readonly programs: readonly ProgramJson[];
}

const DUE_CHOICES = `WITH w AS MATERIALIZED (
    SELECT w.* FROM rewards w
    WHERE w.tenant_id = k.tenant_id AND w.choose_by <= $3::timestamptz
    ORDER BY w.choose_by, w.id LIMIT $4::integer)
  SELECT json_build_object(
    'rewards', (SELECT coalesce(json_agg(reward_json(w::rewards) ORDER BY w.choose_by, w.id), '[]') FROM w),
    'programs', (SELECT coalesce(json_agg(program_json(g)), '[]') FROM programs g
      WHERE g.tenant_id = k.tenant_id AND g.id IN (SELECT w.program_id FROM w)))`;

/** Reads the choices that a tenant is to settle. */
export function readDueChoices(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { asOf, limit }: Due,
): Promise<Authorized<BeforeWrite<DueChoices>> | null> {
  return readForWrite(database, asker, idempotencyKey, DUE_CHOICES, [asOf, limit]);
}

/** Tenants with a choice to settle, by id; one probe of the index of unchosen rewards each. */
export const tenantsWithDueChoices = tenantsWithReward("w.choose_by <= $1::timestamptz");

/** Held rewards whose hold is over, the longest due first. */
export interface DueRewards {
  readonly rewards: readonly RewardJson[];
}

const DUE = `SELECT json_build_object('rewards', coalesce(json_agg(due.reward), '[]')) FROM (
  SELECT reward_json(w) AS reward FROM rewards w
  WHERE w.tenant_id = k.tenant_id AND w.status = 'pending' AND w.hold_until <= $3::timestamptz
  ORDER BY w.hold_until, w.id LIMIT $4::integer) due`;

/** Reads what a tenant is to release; see `DueRewards`. */
export function readDueRewards(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { asOf, limit }: Due,
): Promise<Authorized<BeforeWrite<DueRewards>> | null> {
  return readForWrite(database, asker, idempotencyKey, DUE, [asOf, limit]);
}

/** Tenants with anything to release, by id; one probe of the index of held rewards each. */
export const tenantsWithDueRewards = tenantsWithReward("w.status = 'pending' AND w.hold_until <= $1::timestamptz");

/** @param isDue of a reward `w`, at `$1` */
function tenantsWithReward(isDue: string) {
  const sql = `SELECT t.id FROM tenants t
     WHERE t.id > $2 AND EXISTS (SELECT FROM rewards w WHERE w.tenant_id = t.id AND ${isDue})
     ORDER BY t.id LIMIT $3::integer`;
  return async (database: Database, asOf: string, after: string, limit: number): Promise<readonly string[]> => {
    const rows = await database.query(sql, [asOf, after, limit]);
    return rows.map((row) => row[0] as string);
  };
}
