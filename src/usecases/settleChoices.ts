import type { DueChoices } from "../db/queries/rewardWrites.ts";
import { readDueChoices } from "../db/queries/rewardWrites.ts";
import type { RawReward } from "../engine/load.ts";
import { parseReward } from "../engine/load.ts";
import type { StoredProgram } from "../engine/snapshot.ts";
import { EMPTY_SNAPSHOT } from "../engine/snapshot.ts";
import { openState } from "../engine/state.ts";
import { takeOption } from "../engine/takeOption.ts";
import type { Attempt, Decision, Request, WriteDeps, WriteOutcome } from "./commitOnce.ts";
import { commitOnce } from "./commitOnce.ts";
import type { JobRefusal, JobReport } from "./releaseRewards.ts";
import { refuseAsOf, runForTenant } from "./releaseRewards.ts";
import { effectsFor } from "./stepReward.ts";

/** The most choices that one commit settles. */
export const MAX_SETTLED = 1_000;

/**
 * Settles the choices of the caller's tenant that nobody made in time on their first option: one batch. Each is
 * compared by what it offers, so whoever chooses, voids or refunds one at the same time makes this attempt load again.
 *
 * @param asOf another time than now, for rehearsals: refused to keys of production
 */
export async function settleChoices(
  deps: WriteDeps,
  request: Request,
  asOf: string | null,
): Promise<WriteOutcome<JobRefusal>> {
  const due = asOf ?? deps.clock.now().toISOString();
  const asker = { keyHash: request.asker, idempotencyKey: request.idempotency?.key ?? null };
  const load = () => readDueChoices(deps.database, asker, due, MAX_SETTLED + 1);
  return await commitOnce(deps, request, load, (found, attempt) => {
    return attempt.isLive && asOf !== null ? refuseAsOf() : decide(deps, found, attempt, due);
  });
}

/** The same for a tenant whom the schedule names. */
export async function settleChoicesOf(deps: WriteDeps, tenantId: string): Promise<JobReport> {
  const due = deps.clock.now().toISOString();
  const load = () => readDueChoices(deps.database, { tenantId }, due, MAX_SETTLED + 1);
  return await runForTenant(deps, load, (found, attempt) => decide(deps, found, attempt, due));
}

function decide(deps: WriteDeps, found: DueChoices, attempt: Attempt, asOf: string): Decision<never> {
  const batch = found.rewards.slice(0, MAX_SETTLED).map((row) => parseReward(row as unknown as RawReward));
  const body: JobReport = {
    job: "settle-choices",
    asOf,
    count: batch.length,
    more: found.rewards.length > batch.length,
  };
  if (batch.length === 0) return { done: { status: 200, body }, effects: null };
  const programs = found.programs.map((row): StoredProgram => {
    return { ...(row as unknown as Omit<StoredProgram, "rules">), rules: new Map() };
  });
  const byId = new Map(programs.map((program) => [program.id, program]));
  const state = openState({ ...EMPTY_SNAPSHOT, tenantId: attempt.tenantId, rewards: batch, programs });
  for (const reward of [...state.rewardsByReferral.values()].flat()) {
    const program = byId.get(reward.now.programId);
    if (program === undefined) throw new Error("a choice was read without its program");
    // No limit can cut the option that was counted all along.
    takeOption(state, program, reward, 0, [], attempt.at.getTime());
  }
  return { done: { status: 200, body }, effects: effectsFor(deps, state, attempt) };
}
