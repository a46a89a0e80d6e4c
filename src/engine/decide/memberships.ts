import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import { isActive } from "../../domain/attribution.ts";
import type { Instant } from "../../domain/periods.ts";
import type { RewardRule } from "../../domain/rules.ts";
import { isAskedAsFriend } from "./binding.ts";
import { resumeInNewPeriod } from "./budgetPause.ts";
import type { EntryDraft, Making } from "./making.ts";
import { draftEntry } from "./making.ts";
import type { MembershipState, ParticipantState, PurchaseState, State, Tracked } from "./state.ts";
import { addMembership, membershipOf } from "./state.ts";

/**
 * Programs may reward the participant who acts, referred or not. One who is not referred acts in a membership. To the
 * rules whose recipient is the actor, and to no others, a membership is what a referral is to a friend. It has no
 * advocate, no credit window and no conversion, and is always under the latest version.
 *
 * So conversion rules never fire in a membership, `nth` counts its purchases apart from those of a referral that the
 * participant comes to have, and conditions on the advocate miss their fact. A participant who is referred is asked in
 * their referral, where the credit window does not end what they earn for themselves. What was asked in the membership
 * is not asked again in the referral; the referral's other rules are.
 */

/**
 * What the participant's membership is asked for an event, in every active program whose latest version has a
 * rule for its actor and where no referral speaks for them: by the program's key.
 */
export function membershipDrafts(
  state: State,
  making: Making,
  participant: ParticipantState,
  event: { readonly name: string; readonly occurredAt: Instant; readonly purchase?: PurchaseState },
  programs: Iterable<Tracked<StoredProgram>> = state.programs.values(),
): EntryDraft[] {
  const inOrder = [...programs].toSorted((a, b) => (a.now.key < b.now.key ? -1 : 1));
  return inOrder.flatMap((program) => {
    if (!rewardsActors(program.now, event.name)) return [];
    if (isAskedAsFriend(state, program, participant.now.id, event.purchase ?? null)) return [];
    // Only what an event may concern is resumed by it: others are in the snapshot for other events of the batch.
    resumeInNewPeriod(program, event.occurredAt);
    if (!isActive(program.now, event.occurredAt)) return [];
    return [draftEntry(membershipFor(state, making, program.now, participant).referral)];
  });
}

/** Whether the program's latest version listens to the event for its actor. */
function rewardsActors(program: StoredProgram, event: string): boolean {
  if (!program.plan.actors) return false;
  const rules = program.rules.get(program.version)?.rewards ?? [];
  return rules.some(({ recipient, on }) => recipient.kind === "actor" && on.event === event);
}

/** Finds or makes it; in memory it is of the latest version, since a membership is pinned to none. */
export function membershipFor(
  state: State,
  making: Making,
  program: StoredProgram,
  participant: ParticipantState,
): MembershipState {
  const found = membershipOf(state, program.id, participant.now.id);
  if (found !== null) return found;
  const empty = { programId: program.id, participantId: participant.now.id, qualifyingCount: 0, signedUp: false };
  return addMembership(state, { id: making.nextId("mem"), ...empty }, program.version, null);
}

/**
 * Counts a purchase more or less that qualifies. What was decided in the membership of a participant who was merged counts
 * in that of the kept one too, which `nth` goes by.
 */
export function countQualifying(state: State, referral: Tracked<StoredReferral>, by: 1 | -1): void {
  addQualifyingCount(referral, by);
  const { id, status, programId, friendId } = referral.now;
  const own = status === "membership" ? membershipOf(state, programId, friendId) : null;
  if (own !== null && own.id !== id) addQualifyingCount(own.referral, by);
}

function addQualifyingCount(referral: Tracked<StoredReferral>, by: number): void {
  referral.now = { ...referral.now, qualifyingCount: referral.now.qualifyingCount + by };
}

/** Asked once: a signup rule for actors fires in the membership, or in the referral that comes after it. */
export function takeSignup(state: State, referral: StoredReferral): boolean {
  const membership = membershipOf(state, referral.programId, referral.friendId);
  if (membership === null) return true;
  if (membership.signedUp) return false;
  membership.signedUp = true;
  return true;
}

/** Rules for the actor are asked once an event, in the membership or in the referral; a membership has no others. */
export function mayAsk(referral: Tracked<StoredReferral>, rule: RewardRule, wasAsked: boolean): boolean {
  return rule.recipient.kind === "actor" ? !wasAsked : referral.now.status !== "membership";
}

/** Under which key `purchases.decided` keeps what a program made of a purchase, for a membership apart. */
export function decidedKey({ status, programId }: StoredReferral): string {
  return status === "membership" ? membershipKey(programId) : programId;
}

/** The prefix is as stored rows have it. */
export function membershipKey(programId: string): string {
  return `member:${programId}`;
}
