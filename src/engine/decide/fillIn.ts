import type { StoredParticipant } from "../../db/rows/participant.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import { isCustomerBefore } from "../../domain/attribution.ts";
import type { ContactKind } from "../../domain/contacts.ts";
import { isSameEmail } from "../../domain/emails.ts";
import { MINUTE_MS } from "../../domain/periods.ts";
import { withReason } from "../../domain/reviewReasons.ts";
import type { Attribution } from "../../domain/rules.ts";
import type { NamedParticipant } from "../events/events.ts";
import type { FilledIn } from "./contactState.ts";
import { dropContacts } from "./contactState.ts";
import { addContacts, otherNamesOf } from "./contacts.ts";
import type { Making } from "./making.ts";
import { earliestLeft } from "./ordersLeft.ts";
import { programOf, rulesOf } from "./programRules.ts";
import { reviewReward } from "./rewardChanges.ts";
import type { ParticipantState, State } from "./state.ts";
import { liveReferral } from "./state.ts";

/**
 * Keeps what an event says of a participant that their profile lacks: it holds for this event and those after it. What a
 * profile has is never changed by an event; of a contact that was there before contacts were kept the event tells what it
 * says itself. Segments are not filled in, since a profile without any may say that its participant is in none.
 */
export function fillIn(state: State, making: Making, participant: ParticipantState, named: NamedParticipant): void {
  const { now } = participant;
  const lacked = lackedBy(now, named);
  const lacksPhone = now.phone === null && named.phone !== null;
  if (lacked !== null || lacksPhone) {
    // Who looked at their profile looks again.
    participant.now = {
      ...withLacked(now, lacked),
      phone: now.phone ?? named.phone,
      referredVersion: now.referredVersion + 1,
    };
    if (lacked !== null) noteFilledIn(state, now.id, making.position, lacked);
    if (lacksPhone) state.contacts.phones.push({ id: now.id, phone: named.phone });
  }
  const own: Readonly<Record<ContactKind, boolean>> = {
    email: now.emailFolded === null || isSameEmail(named.emailFolded, now.emailFolded),
    phone: now.phone === null || named.phone === now.phone,
  };
  const theirs = named.contacts.filter(({ kind }) => own[kind]);
  if (addContacts(state, making.position, now.id, theirs)) doubtReferrals(state, making.eventId, now.id);
}

type Said = Omit<FilledIn, "countryPosition">;

/** What an event says that a profile lacks, beside a phone; null where that is nothing. */
function lackedBy(now: StoredParticipant, named: NamedParticipant): Said | null {
  const email = now.emailFolded === null ? { email: named.email, emailFolded: named.emailFolded } : NO_EMAIL;
  const lacked = {
    ...email,
    name: now.hasName ? null : named.name,
    locale: now.hasLocale ? null : named.locale,
    country: now.country === null ? named.country : null,
  };
  return Object.values(lacked).every((value) => value === null) ? null : lacked;
}

const NO_EMAIL = { email: null, emailFolded: null };

function withLacked(now: StoredParticipant, lacked: Said | null): StoredParticipant {
  if (lacked === null) return now;
  return {
    ...now,
    emailFolded: now.emailFolded ?? lacked.emailFolded,
    hasName: now.hasName || lacked.name !== null,
    hasLocale: now.hasLocale || lacked.locale !== null,
    country: now.country ?? lacked.country,
  };
}

/** Of a participant one row is written, however many events of a batch fill in. */
function noteFilledIn({ contacts }: State, participantId: string, position: number, lacked: Said): void {
  const before = Object.entries(contacts.filledIn.get(participantId) ?? {}).filter(([, value]) => value !== null);
  const filled = { ...lacked, countryPosition: lacked.country === null ? null : position };
  contacts.filledIn.set(participantId, { ...filled, ...Object.fromEntries(before) });
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
    if (reviewReasons.includes("same_person") || !isDoubtful(state, referral.now, other)) continue;
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

/** The reasons of a referral that has gone to another advocate: that its friend was the former one is none any more. */
export function reasonsAsOfNow(state: State, referral: StoredReferral): StoredReferral["reviewReasons"] {
  const { reviewReasons, friendId } = referral;
  if (!reviewReasons.includes("same_person")) return reviewReasons;
  const isDoubted = otherNamesOf(state, friendId).some((other) => isDoubtful(state, referral, other));
  return withReason(reviewReasons, "same_person", isDoubted);
}

/** Whether a friend would not have been tied, had it been known that another account is theirs. */
function isDoubtful(state: State, now: StoredReferral, other: string): boolean {
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
