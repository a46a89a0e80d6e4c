import type { Authorized } from "../db/queries/authorized.ts";
import type { BeforeWrite } from "../db/queries/readForWrite.ts";
import type { DueRewards } from "../db/queries/rewardWrites.ts";
import { readDueRewards, readDueRewardsOf } from "../db/queries/rewardWrites.ts";
import type { RawReward } from "../engine/load.ts";
import { parseReward } from "../engine/load.ts";
import { settleReward } from "../engine/rewardChanges.ts";
import { EMPTY_SNAPSHOT } from "../engine/snapshot.ts";
import { openState } from "../engine/state.ts";
import type { Attempt, Decision, Request, WriteDeps, WriteOutcome } from "./commitOnce.ts";
import { commitOnce } from "./commitOnce.ts";
import { effectsFor } from "./stepReward.ts";

/** The most rewards that one commit releases. */
export const MAX_RELEASED = 2_000;

/** What a job that works in batches says of one. */
export interface JobReport {
  readonly job: string;
  readonly asOf: string;
  /** How many things this run changed. */
  readonly count: number;
  /** Whether more was due than one batch holds: run it again. */
  readonly more: boolean;
}

export type JobRefusal = "test_mode_only";

/**
 * Approves the held rewards of the caller's tenant whose hold is over: one batch. Each is compared by its state, so
 * whoever else releases, voids or refunds one at the same time makes this attempt load again.
 *
 * @param asOf another time than now, for rehearsals: refused to keys of production
 */
export async function releaseRewards(
  deps: WriteDeps,
  request: Request,
  asOf: string | null,
): Promise<WriteOutcome<JobRefusal>> {
  const due = asOf ?? deps.clock.now().toISOString();
  const idempotencyKey = request.idempotency?.key ?? null;
  const load = () => readDueRewards(deps.database, request.asker, idempotencyKey, due, MAX_RELEASED + 1);
  return await commitOnce(deps, request, load, (found, attempt) => {
    return attempt.isLive && asOf !== null ? refuseAsOf() : decide(deps, found, attempt, due);
  });
}

/** The same for a tenant whom the schedule names. */
export async function releaseRewardsOf(deps: WriteDeps, tenantId: string): Promise<JobReport> {
  const due = deps.clock.now().toISOString();
  const load = () => readDueRewardsOf(deps.database, tenantId, due, MAX_RELEASED + 1);
  return await runForTenant(deps, load, (found, attempt) => decide(deps, found, attempt, due));
}

function decide(deps: WriteDeps, { rewards }: DueRewards, attempt: Attempt, asOf: string): Decision<never> {
  const batch = rewards.slice(0, MAX_RELEASED).map((row) => parseReward(row as unknown as RawReward));
  const state = openState({ ...EMPTY_SNAPSHOT, tenantId: attempt.tenantId, rewards: batch });
  for (const reward of [...state.rewardsByReferral.values()].flat()) settleReward(state, reward, "approved");
  const body: JobReport = { job: "release-rewards", asOf, count: batch.length, more: rewards.length > batch.length };
  return { done: { status: 200, body }, effects: batch.length === 0 ? null : effectsFor(deps, state, attempt) };
}

/** Somebody who could move the clock of real rewards could pay them before their return window is over. */
export function refuseAsOf(): Decision<JobRefusal> {
  const detail = "asOf is for keys of test mode (sk_test_...).";
  return { refusal: { code: "test_mode_only", detail, errors: [{ path: "asOf", message: detail }] } };
}

/** Runs one batch of a job without a key: there is nobody to refuse and nothing to replay. */
export async function runForTenant<Data>(
  deps: WriteDeps,
  load: () => Promise<Authorized<BeforeWrite<Data>> | null>,
  decideBatch: (found: Data, attempt: Attempt) => Decision<never>,
): Promise<JobReport> {
  const outcome = await commitOnce(deps, { asker: "", idempotency: null }, load, decideBatch);
  if (outcome.kind !== "done") throw new Error(`a scheduled job ended as ${outcome.kind}`);
  return outcome.body as JobReport;
}
