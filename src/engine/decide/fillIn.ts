import type { StoredReferral } from "../../db/rows/referral.ts";
import { isCustomerBefore } from "../../domain/attribution.ts";
import type { ContactKind } from "../../domain/contacts.ts";
import { isSameEmail } from "../../domain/emails.ts";
import { MINUTE_MS } from "../../domain/periods.ts";
import { withReason } from "../../domain/reviewReasons.ts";
import type { Attribution } from "../../domain/rules.ts";
import type { NamedParticipant } from "../events/events.ts";
import { dropContacts } from "./contactState.ts";
import { addContacts, otherNamesOf } from "./contacts.ts";
import type { Making } from "./making.ts";
import { earliestLeft } from "./ordersLeft.ts";
import { programOf, rulesOf } from "./programRules.ts";
import { reviewReward } from "./rewardChanges.ts";
import type { ParticipantState, State, Tracked } from "./state.ts";
import { liveReferral } from "./state.ts";

/**
 * Keeps the e-mail and the phone that an event says of a participant whose profile has none. What a profile has is never
 * changed by an event; of one that was there before contacts were kept the event tells what it says itself.
 */
export function fillIn(state: State, making: Making, participant: ParticipantState, named: NamedParticipant): void {
  const { email, emailFolded, phone } = named;
  if (emailFolded === null && phone === null) return;
  const { now } = participant;
  const lacks = {
    email: emailFolded !== null && now.emailFolded === null,
    phone: phone !== null && now.phone === null,
  };
  if (lacks.email || lacks.phone) {
    // Who looked at their profile looks again.
    participant.now = {
      ...now,
      emailFolded: now.emailFolded ?? emailFolded,
      phone: now.phone ?? phone,
      referredVersion: now.referredVersion + 1,
    };
    if (lacks.email && emailFolded !== null) state.contacts.filledIn.push({ id: now.id, email, emailFolded });
    if (lacks.phone) state.contacts.phones.push({ id: now.id, phone });
  }
  const own: Readonly<Record<ContactKind, boolean>> = {
    email: lacks.email || isSameEmail(emailFolded, now.emailFolded),
    phone: lacks.phone || phone === now.phone,
  };
  const theirs = named.contacts.filter(({ kind }) => own[kind]);
  if (addContacts(state, making.position, now.id, theirs)) doubtReferrals(state, making.eventId, now.id);
}

/**
 * Gives a participant what their profile says now, in place of what it said before.
 *
 * @param kinds those that have changed
 * @param contacts of these kinds
 */
export function changeContacts(
  state: State,
  participantId: string,
  kinds: readonly ContactKind[],
  { emailFolded, phone, contacts }: Pick<NamedParticipant, "emailFolded" | "phone" | "contacts">,
): void {
  const participant = state.participants.get(participantId);
  if (participant === undefined) throw new Error("the snapshot lacks a participant whose profile changes");
  participant.now = { ...participant.now, emailFolded, phone };
  for (const kind of kinds) dropContacts(state.contacts, participantId, kind);
  if (addContacts(state, null, participantId, contacts)) doubtReferrals(state, null, participantId);
}

/**
 * Looks at the referrals of a participant who has got a contact, and at those of their other accounts: what is earned by
 * one that would have been refused waits for a person, what has not been given out yet too.
 *
 * @param eventId null where a profile has changed
 */
export function doubtReferrals(state: State, eventId: string | null, participantId: string): void {
  for (const other of otherNamesOf(state, participantId)) {
    doubtEach(state, eventId, participantId, other);
    doubtEach(state, eventId, other, participantId);
  }
}

function doubtEach(state: State, eventId: string | null, friendId: string, other: string): void {
  for (const referral of state.liveByFriend.get(friendId) ?? []) {
    const { id, reviewReasons } = referral.now;
    if (reviewReasons.includes("same_person") || !isDoubtful(state, referral, other)) continue;
    referral.now = { ...referral.now, reviewReasons: withReason(reviewReasons, "same_person", true) };
    // All of a referral is guarded by its friend's row.
    const friend = state.participants.get(friendId);
    if (friend !== undefined) friend.touched = true;
    for (const reward of state.rewards.byId.values()) {
      const { referralId, status } = reward.now;
      if (referralId !== id || (status !== "pending" && status !== "in_review")) continue;
      reviewReward(state, reward, withReason(reward.now.reviewReasons, "same_person", true), eventId);
    }
  }
}

/** Whether a friend would not have been tied, had it been known that another account is theirs. */
function isDoubtful(state: State, { now }: Tracked<StoredReferral>, other: string): boolean {
  if (now.advocateId === other) return true;
  const before = liveReferral(state, now.programId, other)?.now;
  if (before !== undefined && isEarlier(before, now)) return true;
  const { newCustomersOnly, graceMinutes } = attributionOf(state, now);
  if (!newCustomersOnly) return false;
  if (isCustomerBefore(state.participants.get(other)?.now.customerSince ?? null, now.enteredAt)) return true;
  const bought = earliestLeft(state.ordersLeft, other, null)?.occurredAt;
  return bought !== undefined && bought < now.enteredAt - graceMinutes * MINUTE_MS;
}

function isEarlier(a: StoredReferral, b: StoredReferral): boolean {
  return a.attributedAt < b.attributedAt || (a.attributedAt === b.attributedAt && a.id < b.id);
}

function attributionOf(state: State, referral: StoredReferral): Pick<Attribution, "newCustomersOnly" | "graceMinutes"> {
  const ofOther = state.contacts.attributions.get(referral.id);
  return ofOther ?? rulesOf(programOf(state, referral).now, referral.version).attribution;
}
