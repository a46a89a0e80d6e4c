import type { Decision } from "../../db/rows/event.ts";
import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import type { RefusalReason } from "../../domain/attribution.ts";
import { REASSIGN_REASONS, REFUSAL_REASONS, refusalOf } from "../../domain/attribution.ts";
import type { Moment } from "../../domain/counters.ts";
import { withReason } from "../../domain/reviewReasons.ts";
import { statusInReview } from "../../domain/rewardState.ts";
import { recipientName } from "../../domain/rules.ts";
import type { ReassignEvent } from "../events/events.ts";
import { countFor } from "./advocateNumbers.ts";
import { ancestorsOf } from "./attribute.ts";
import { isNewFriend } from "./binding.ts";
import { resumeInNewPeriod } from "./budgetPause.ts";
import { byGranting } from "./changedRewards.ts";
import { asOnePerson, otherNamesOf } from "./contacts.ts";
import { reasonsAsOfNow } from "./doubts.ts";
import { liveRewardsOf } from "./heldRewards.ts";
import type { Making } from "./making.ts";
import { addOutcome, draftEntry } from "./making.ts";
import { decidedKey } from "./memberships.ts";
import type { EventRefusal, NewDecision } from "./newDecision.ts";
import { problem } from "./newDecision.ts";
import { notify } from "./notify.ts";
import { orderSource, reportedOf } from "./purchaseFacts.ts";
import { giveReward, shrinkReward } from "./rewardChanges.ts";
import type { ParticipantState, State, Tracked } from "./state.ts";
import { liveReferral, noteReferral } from "./state.ts";
import { takePart } from "./takePart.ts";

/** Everything but what keeps a friend from an advocate whom a person gives them to. */
const NOT_ASKED: readonly RefusalReason[] = REFUSAL_REASONS.filter(
  (reason) => !REASSIGN_REASONS.some((asked) => asked === reason),
);

/** `StoredReward.recipient` of what a referral earns its advocate. */
const ADVOCATE = recipientName({ kind: "ancestor", level: 1 });

/**
 * Gives a friend to another advocate, by hand. What the former advocate has of the referral and was not given out ends,
 * and the new one gets the same: amount, hold and time stay, and no rule, tier or limit is asked. What was given out
 * stays, and so does what others earned. The numbers of both advocates are from now on as if the new one had brought the
 * friend.
 */
export function decideReassign(
  state: State,
  making: Making,
  event: ReassignEvent,
  program: Tracked<StoredProgram> | null,
): NewDecision | EventRefusal {
  const known = state.participantsByExternalId.get(event.participant.externalId);
  const referral = known && program ? liveReferral(state, program.now.id, known.now.id) : null;
  // Under other rules than those of then there may be no such friend.
  if (known === undefined || program === null || referral === null) return refused(null);
  const advocate = state.participants.get(event.advocateId);
  if (advocate === undefined) throw new Error(`the snapshot lacks the advocate ${event.advocateId}`);
  const reason = refusalOfReassign(state, event, program.now, { friend: known, advocate });
  if (reason !== null) return refused(reason);
  const former = referral.now;
  const friend = takePart(state, making, event.participant);
  const draft = draftEntry(referral);
  const decision = { participantId: friend.now.id, flags: [], drafts: [draft] };
  if (former.advocateId === event.advocateId) return decision;
  resumeInNewPeriod(program, event.occurredAt);
  // The former advocate's row is locked too, since their friends are counted beside it.
  const before = state.participants.get(former.advocateId ?? "");
  if (before !== undefined) before.watched = true;
  const newFriend = isNewFriend(state, program.now.id, friend.now.id, event.advocateId);
  // What the friend had in common with the former advocate says nothing of the new one.
  const moved = { ...former, advocateId: event.advocateId, newFriend, signs: [] };
  referral.now = { ...moved, reviewReasons: reasonsAsOfNow(state, moved) };
  noteReferral(state, referral);
  friend.now = { ...friend.now, referredVersion: friend.now.referredVersion + 1 };
  moveNumbers(state, program.now, former, referral.now);
  const { eventId } = making;
  notify(state, { type: "referral.reassigned", eventId, programId: program.now.id, subjectId: former.id });
  for (const reward of movingRewards(state, program.now, former, event)) {
    const was = reward.now;
    shrinkReward(state, program.now, reward, null, eventId, "reassigned");
    const same = sameFor(was, making.nextId("rwd"), referral.now);
    const given = giveReward(state, program.now, same, eventId);
    addOutcome(draft, { decisions: [decisionOf(given.now)], rewards: [reward, given] });
  }
  return decision;
}

function refused(reason: RefusalReason | null): EventRefusal {
  const { problem: told } = problem(
    "referral_refused",
    null,
    `the friend can't be given to the advocate: ${reason ?? "they have no advocate"}`,
  );
  return { kind: "problem", problem: reason === null ? told : { ...told, reason } };
}

function refusalOfReassign(
  state: State,
  { occurredAt }: ReassignEvent,
  program: StoredProgram,
  { friend, advocate }: { readonly friend: ParticipantState; readonly advocate: ParticipantState },
): RefusalReason | null {
  advocate.watched = true;
  const names = [friend.now.id, ...otherNamesOf(state, friend.now.id)];
  return refusalOf({
    ...{ at: occurredAt, program, code: null, eligible: true, attribution: null, alreadyReferred: false },
    advocate: advocate.now,
    friend: asOnePerson(state, friend.now, names),
    isOnePerson: names.includes(advocate.now.id),
    waived: NOT_ASKED,
    ancestors: () => ancestorsOf(state, program.id, advocate),
  });
}

/** What the referral counts goes from the one advocate's numbers to the other's: all that `moments_of` names. */
function moveNumbers(state: State, program: StoredProgram, was: StoredReferral, now: StoredReferral): void {
  for (const { advocateId, newFriend, isThere } of [
    { ...was, isThere: false },
    { ...now, isThere: true },
  ]) {
    const signup = { by: "signups" as const, key: was.id, at: was.enteredAt, value: newFriend ? 1n : 0n };
    for (const moment of [signup, ...momentsOf(state, was)]) {
      if (isThere) countFor(state, program, advocateId, moment, 0n);
      else countFor(state, program, advocateId, { ...moment, value: 0n }, moment.value);
    }
  }
}

/** Its conversion, and the net of each purchase that counts for it. */
function momentsOf(state: State, referral: StoredReferral): Moment[] {
  const { id, convertedAt, friendId } = referral;
  const conversion = { by: "conversions" as const, key: id, value: 1n };
  const bought = [...(state.purchasesByParticipant.get(friendId) ?? [])].flatMap((purchase): Moment[] => {
    const { decided, orderId, refundedMinor } = purchase.now;
    const made = decided[decidedKey(referral)];
    if (made?.referralId !== id || !made.qualifies) return [];
    const { occurredAt, amountMinor } = reportedOf(purchase);
    return [{ by: "revenue", key: orderId, at: occurredAt, value: amountMinor - refundedMinor }];
  });
  return convertedAt === null ? bought : [{ ...conversion, at: convertedAt }, ...bought];
}

/** The former advocate's live rewards of the referral that were not given out, in order of granting. */
function movingRewards(
  state: State,
  program: StoredProgram,
  former: StoredReferral,
  { givenOut }: ReassignEvent,
): Tracked<StoredReward>[] {
  const isGivenOut = ({ status, ruleId, source }: StoredReward) => {
    return status === "fulfilled" || givenOut.some((out) => out.ruleId === ruleId && out.source === source);
  };
  // Of every version that gave something: the referral may have moved to another since.
  const ruleIds = new Set([...program.rules.values()].flatMap(({ rewards }) => rewards.map(({ id }) => id)));
  return [...ruleIds]
    .flatMap((id) => liveRewardsOf(state.rewards, former.id, id))
    .filter(({ now }) => now.recipient === ADVOCATE && now.participantId === former.advocateId && !isGivenOut(now))
    .toSorted(byGranting);
}

/** The same reward for another: a coupon gets a code of its own, and what held back the former one alone holds back no more. */
function sameFor(reward: StoredReward, id: string, { advocateId, reviewReasons: ofReferral }: StoredReferral) {
  const { coupon } = reward;
  const isSettled = !ofReferral.includes("same_person");
  const reviewReasons = isSettled ? withReason(reward.reviewReasons, "same_person", false) : reward.reviewReasons;
  const status = statusInReview(reward.status, reviewReasons.length > 0);
  if (status !== "pending" && status !== "in_review" && status !== "approved") {
    throw new Error(`reward ${reward.id} is ${status} and can't be given to another`);
  }
  return {
    ...reward,
    ...{ id, participantId: advocateId ?? "", status, reviewReasons, createdAt: null, fulfilledMinor: null },
    ...{ expiresAt: null, expiredMinor: 0n },
    coupon: coupon === null ? null : { code: "", expiresAt: coupon.expiresAt },
  };
}

function decisionOf({ id, ruleId, version, source }: StoredReward): Decision {
  const orders = orderSource("");
  const orderId = source.startsWith(orders) ? source.slice(orders.length) : null;
  const granted = { outcome: "granted" as const, reason: null, tierFrom: null, clamped: false, trace: [] };
  return { ruleId, version, rewardId: id, orderId, ...granted };
}
