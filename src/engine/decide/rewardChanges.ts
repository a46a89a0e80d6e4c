import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import type { Choice } from "../../domain/choices.ts";
import { costOf } from "../../domain/choices.ts";
import { budgetCounter, limitCounter } from "../../domain/counters.ts";
import { sizeOfReward } from "../../domain/decisionSize.ts";
import type { EndCause } from "../../domain/endReasons.ts";
import { earned, expired, expiredBack, released, spent, takenBack } from "../../domain/ledger.ts";
import { least } from "../../domain/money.ts";
import type { ReviewReason } from "../../domain/reviewReasons.ts";
import { endedStatus, holdingOf, statusInReview } from "../../domain/rewardState.ts";
import { holdReward } from "./heldRewards.ts";
import { notify } from "./notify.ts";
import { takeRoom } from "./room.ts";
import type { State, Tracked } from "./state.ts";
import { addToCounter } from "./state.ts";

/** Adds a change of one reward to every number that the program keeps of it. */
export function countReward(
  state: State,
  program: StoredProgram,
  reward: StoredReward,
  change: { count: bigint; amount: bigint; cost: bigint },
): void {
  const subjects = { recipientId: reward.participantId, referralId: reward.referralId };
  for (const limit of program.plan.limits) {
    if (limit.ruleId !== reward.ruleId) continue;
    const delta = limit.measure === "count" ? change.count : change.amount;
    if (delta !== 0n) addToCounter(state, limitCounter(program, limit, subjects, reward.occurredAt), delta);
  }
  if (change.cost === 0n) return;
  for (const period of program.plan.budget) {
    addToCounter(state, budgetCounter(program, period, reward.occurredAt), change.cost);
  }
}

/** Gives a reward that is new: holds it, counts it and posts what it is worth. */
export function giveReward(
  state: State,
  program: StoredProgram,
  reward: StoredReward & { readonly status: "pending" | "in_review" | "approved" },
  eventId: string,
): Tracked<StoredReward> {
  takeRoom(state, sizeOfReward(reward));
  const tracked: Tracked<StoredReward> = { was: null, now: reward };
  holdReward(state.rewards, tracked);
  const { amountMinor, costMinor, unit, programId, participantId, id: rewardId, status } = reward;
  countReward(state, program, reward, { count: 1n, amount: amountMinor, cost: costMinor });
  if (unit !== null) {
    const movement = earned(reward, holdingOf(status), amountMinor);
    state.postings.push({ ...movement, unit, programId, participantId, rewardId, eventId });
  }
  notify(state, { type: `reward.${status}`, eventId, programId, subjectId: rewardId });
  return tracked;
}

/** Moves a live reward on: what was held becomes available, what was available leaves for the world. */
export function settleReward(state: State, reward: Tracked<StoredReward>, to: "approved" | "fulfilled"): void {
  const { unit, amountMinor, programId, participantId, id: rewardId } = reward.now;
  const parties = { programId, participantId };
  reward.now = { ...reward.now, status: to, ...(to === "fulfilled" ? { fulfilledMinor: amountMinor } : {}) };
  if (unit !== null && amountMinor > 0n) {
    const movement = to === "approved" ? released(parties, amountMinor) : spent(parties, unit, amountMinor);
    state.postings.push({ ...movement, unit, ...parties, rewardId, eventId: null });
  }
  notify(state, { type: `reward.${to}`, eventId: null, programId, subjectId: rewardId });
}

/** What is left of an approved reward in credit or points expires; it stays approved, and costs what it did. */
export function expireReward(state: State, reward: Tracked<StoredReward>, leftMinor: bigint): void {
  const { unit, programId, participantId, id: rewardId, expiredMinor } = reward.now;
  if (unit === null) throw new Error(`reward ${rewardId} is no sum that could expire`);
  reward.now = { ...reward.now, expiredMinor: expiredMinor + leftMinor };
  state.postings.push({
    ...expired(reward.now, leftMinor),
    ...{ unit, programId, participantId, rewardId, eventId: null },
  });
  notify(state, { type: "reward.adjusted", eventId: null, programId, subjectId: rewardId });
}

/**
 * Sets why a live reward has to be reviewed. Its value stays where the books have it.
 *
 * @param eventId what gave or took a reason; null for a person
 */
export function reviewReward(
  state: State,
  reward: Tracked<StoredReward>,
  reviewReasons: readonly ReviewReason[],
  eventId: string | null,
): void {
  takeRoom(state, sizeOfReward(reward.now));
  const { status, programId, id: subjectId } = reward.now;
  const now = statusInReview(status, reviewReasons.length > 0);
  reward.now = { ...reward.now, status: now, reviewReasons };
  const type = now === "in_review" || now === "pending" ? (`reward.${now}` as const) : "reward.adjusted";
  notify(state, { type, eventId, programId, subjectId });
}

/** What a refund leaves of a reward: of a choice that is open, also of its other options. */
export interface Left {
  readonly amountMinor: bigint;
  readonly choice: Choice | null;
}

/**
 * Cuts a live reward to a smaller amount, or ends it (null); the difference goes back where it came from.
 *
 * @param eventId the refund; null where a person ended it
 */
export function shrinkReward(
  state: State,
  program: StoredProgram,
  reward: Tracked<StoredReward>,
  left: Left | null,
  eventId: string | null,
  why: EndCause = "refund",
): void {
  const before = reward.now;
  takeRoom(state, sizeOfReward(before));
  const { amountMinor, choice } = left ?? { amountMinor: 0n, choice: before.choice };
  const taken = before.amountMinor - amountMinor;
  const costMinor = left === null ? 0n : costOf(before.grant, amountMinor, choice);
  const ended = endedStatus(before.status);
  reward.now = {
    ...before,
    amountMinor,
    costMinor,
    choice,
    expiredMinor: before.expiredMinor - least(taken, before.expiredMinor),
    ...(left === null
      ? { status: ended, reviewReasons: [], voidReason: typeof why === "string" ? why : why.words }
      : {}),
  };
  countReward(state, program, before, {
    count: left === null ? -1n : 0n,
    amount: -taken,
    cost: costMinor - before.costMinor,
  });
  if (taken > 0n && before.unit !== null) {
    const { programId, participantId, id: rewardId, unit } = before;
    const parties = { programId, participantId, rewardId, unit, eventId };
    const fromExpired = least(taken, before.expiredMinor);
    if (fromExpired > 0n) state.postings.push({ ...expiredBack(before, fromExpired), ...parties });
    state.postings.push({ ...takenBack(before, holdingOf(before.status), taken), ...parties });
  }
  const type = left === null ? (`reward.${ended}` as const) : "reward.adjusted";
  notify(state, { type, eventId, programId: before.programId, subjectId: before.id });
}
