import type { StoredReferral } from "../../db/rows/referral.ts";
import { isLiveReferral, MERGED_REASON } from "../../domain/attribution.ts";
import type { MergeEvent } from "../events/events.ts";
import { countConversion, countFor, countRevenue } from "./advocateNumbers.ts";
import { backlogOf, decideBacklog } from "./backlog.ts";
import { resumeInNewPeriod } from "./budgetPause.ts";
import { byGranting } from "./changedRewards.ts";
import { doubtReferral, shownByMerge } from "./doubts.ts";
import { joinPeople } from "./joinPeople.ts";
import type { EntryDraft, Making } from "./making.ts";
import { draftEntry } from "./making.ts";
import { decidedKey } from "./memberships.ts";
import type { NewDecision } from "./newDecision.ts";
import { inOrder } from "./newDecision.ts";
import { notify } from "./notify.ts";
import { programOf } from "./programRules.ts";
import { reportedOf, setDecided } from "./purchaseFacts.ts";
import { shrinkReward } from "./rewardChanges.ts";
import type { State, Tracked } from "./state.ts";
import { liveReferral } from "./state.ts";

/**
 * Makes two participants one: all that the merged one has becomes the kept one's, with its numbers. A person has one
 * advocate in a program, and is no friend of their own: what can't stay ends, and what waited to be given out of it.
 * Of what stays a person looks at what it earns where the friend proves to be an old customer. What the other had bought
 * since the referral that stays is decided in it now.
 */
export function decideMerge(state: State, making: Making, event: MergeEvent): NewDecision {
  const kept = state.participantsByExternalId.get(event.participant.externalId);
  const merged = state.participants.get(event.mergedId);
  if (kept === undefined || merged === undefined) throw new Error("the snapshot lacks one of those who are merged");
  const ending = endingReferrals(state, [kept.now.id, merged.now.id]);
  const doubted = shownByMerge(state, kept, merged, new Set(ending));
  joinPeople(state, kept, merged, new Set(ending));
  const drafts = ending.map((referral) => endReferral(state, making, event, referral));
  for (const referral of doubted) doubtReferral(state, making.eventId, referral);
  for (const referral of state.liveByFriend.get(kept.now.id) ?? []) {
    const draft = draftEntry(referral);
    if (backlogOf(state, making, draft, null).length === 0) continue;
    resumeInNewPeriod(programOf(state, referral.now), event.occurredAt);
    decideBacklog(state, making, draft, null);
    drafts.push(draft);
  }
  return { participantId: kept.now.id, flags: [], drafts: inOrder(state, drafts) };
}

/**
 * Which referrals of the two end: those in which the person would be their own friend, directly or in a circle, and of
 * the others in one program all but the one that was attributed first.
 */
function endingReferrals(state: State, person: readonly string[]): Tracked<StoredReferral>[] {
  const lasting = person.flatMap((id) => state.liveByFriend.get(id) ?? []);
  const ending = ofOwnOrders(state, person);
  const first = new Map<string, Tracked<StoredReferral>>();
  for (const referral of lasting.toSorted(byAttribution)) {
    const { programId } = referral.now;
    if (first.has(programId) || leadsTo(state, referral.now, person)) ending.push(referral);
    else first.set(programId, referral);
  }
  return ending;
}

/** Orders that one of the two bought by the other's code, each of which has a referral of its own. */
function ofOwnOrders(state: State, person: readonly string[]): Tracked<StoredReferral>[] {
  const theirs = new Set(person.flatMap((id) => [...(state.referralsOf.get(id) ?? [])]));
  return [...theirs].filter(({ now: { status, orderId, friendId, advocateId } }) => {
    if (orderId === null || !isLiveReferral(status)) return false;
    return person.includes(friendId) && person.includes(advocateId ?? "");
  });
}

function byAttribution({ now: a }: Tracked<StoredReferral>, { now: b }: Tracked<StoredReferral>): number {
  return a.attributedAt - b.attributedAt || (a.id < b.id ? -1 : 1);
}

/** Whether the advocate of a referral is the person, or is below them. Everyone passed is watched. */
function leadsTo(state: State, referral: StoredReferral, person: readonly string[]): boolean {
  const passed = new Set<string>();
  let next = referral.advocateId;
  while (next !== null && !passed.has(next)) {
    if (person.includes(next)) return true;
    passed.add(next);
    const advocate = state.participants.get(next);
    if (advocate !== undefined) advocate.watched = true;
    next = liveReferral(state, referral.programId, next)?.now.advocateId ?? null;
  }
  return false;
}

/** Ends a referral. What was given out of it stays, its orders count for no one, and its friend is its advocate's no more. */
function endReferral(
  state: State,
  making: Making,
  { givenOut }: MergeEvent,
  referral: Tracked<StoredReferral>,
): EntryDraft {
  const program = programOf(state, referral.now);
  countForNoOne(state, referral.now);
  const { id, programId } = referral.now;
  referral.now = {
    ...referral.now,
    ...{ status: "rejected", rejectedReason: MERGED_REASON, convertedAt: null, conversionOrderId: null },
  };
  const { eventId } = making;
  notify(state, { type: "referral.rejected", eventId, programId, subjectId: id });
  const draft = draftEntry(referral);
  const waiting = [...(state.rewards.byOwner.get(id) ?? [])].filter(({ now: { status, ruleId, source } }) => {
    if (status !== "pending" && status !== "in_review") return false;
    return !givenOut.some((out) => out.programId === programId && out.ruleId === ruleId && out.source === source);
  });
  for (const reward of waiting.toSorted(byGranting)) {
    shrinkReward(state, program.now, reward, null, eventId, "merged");
    draft.rewards.add(reward);
  }
  return draft;
}

/** Takes what a referral counts from its advocate's numbers: all that `moments_of` names. */
function countForNoOne(state: State, referral: StoredReferral): void {
  const program = programOf(state, referral).now;
  const { id, friendId, advocateId, enteredAt, convertedAt, newFriend } = referral;
  if (newFriend) countFor(state, program, advocateId, { by: "signups", key: id, at: enteredAt, value: 0n }, 1n);
  if (convertedAt !== null) countConversion(state, program, referral, { at: convertedAt, isThere: false });
  const key = decidedKey(referral);
  for (const purchase of state.purchasesByParticipant.get(friendId) ?? []) {
    const made = purchase.now.decided[key];
    if (made?.referralId !== id || !made.qualifies) continue;
    const netMinor = reportedOf(purchase).amountMinor - purchase.now.refundedMinor;
    countRevenue(state, program, referral, purchase, netMinor, 0n);
    setDecided(purchase, key, { qualifies: false });
  }
}
