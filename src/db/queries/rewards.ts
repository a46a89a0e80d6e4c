import type { RewardStatus } from "../../domain/rewardState.ts";
import type { Database } from "../../ports.ts";
import type { RewardView } from "../rows/reward.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";

export interface RewardFilter {
  readonly program: string | null;
  readonly participant: string | null;
  readonly status: RewardStatus | null;
  /** By the time of the event that earned it: from <= t < to. */
  readonly from: string | null;
  readonly to: string | null;
  /** Only those with a smaller id: the older ones. */
  readonly before: string | null;
  readonly limit: number;
}

/** The parts of a `RewardView`, of the relations of `REWARD_FROM`. */
export const REWARD_PARTS = `'reward', reward_json(w),
  'of', json_build_object('program', g.key, 'currency', g.currency, 'participant', p.external_id)`;

export const REWARD_FROM = `rewards w
  JOIN programs g ON g.tenant_id = w.tenant_id AND g.id = w.program_id
  JOIN participants p ON p.tenant_id = w.tenant_id AND p.id = w.participant_id`;

/** Reads one reward; the body is null where there is none. */
export function readReward(
  database: Database,
  asker: TenantAsker,
  id: string,
): Promise<Authorized<RewardView | null> | null> {
  return readAsTenant(
    database,
    asker,
    `SELECT json_build_object(${REWARD_PARTS}) FROM ${REWARD_FROM} WHERE w.tenant_id = k.tenant_id AND w.id = $2`,
    [id],
  );
}

/** Reads rewards, the newest first. */
export function listRewards(
  database: Database,
  asker: TenantAsker,
  filter: RewardFilter,
): Promise<Authorized<readonly RewardView[]> | null> {
  const select = `SELECT coalesce(json_agg(page.reward), '[]') FROM (
    SELECT json_build_object(${REWARD_PARTS}) AS reward FROM ${REWARD_FROM}
    WHERE w.tenant_id = k.tenant_id
      AND ($2::text IS NULL OR w.program_id = (SELECT id FROM programs WHERE tenant_id = k.tenant_id AND key = $2))
      AND ($3::text IS NULL OR w.participant_id =
        (SELECT id FROM participants WHERE tenant_id = k.tenant_id AND external_id = $3))
      AND ($4::text IS NULL OR w.status = $4)
      AND ($5::timestamptz IS NULL OR w.occurred_at >= $5::timestamptz)
      AND ($6::timestamptz IS NULL OR w.occurred_at < $6::timestamptz)
      AND ($7::text IS NULL OR w.id < $7)
    ORDER BY w.id DESC LIMIT $8::integer) page`;
  const { program, participant, status, from, to, before, limit } = filter;
  return readAsTenant(database, asker, select, [program, participant, status, from, to, before, limit]);
}
