import type { StoredParticipant } from "../../db/rows/participant.ts";
import type { ContactKind } from "../../domain/contacts.ts";
import { isSameEmail } from "../../domain/emails.ts";
import type { NamedParticipant } from "../events/events.ts";
import type { FilledIn } from "./contactState.ts";
import { dropContacts } from "./contactState.ts";
import { addContacts } from "./contacts.ts";
import { doubtReferrals } from "./doubts.ts";
import type { Making } from "./making.ts";
import type { ParticipantState, State } from "./state.ts";

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
