import type { ContactKind } from "../../domain/contacts.ts";
import { isContactKind } from "../../domain/contacts.ts";
import type { Instant } from "../../domain/periods.ts";
import type { NamedContact } from "../events/contacts.ts";
import { headOf, holdContact, isOfTooMany } from "./contactState.ts";
import { earliestLeft } from "./ordersLeft.ts";
import type { State } from "./state.ts";

/**
 * Gives a participant the contacts that an event or a profile says, where they don't have them.
 *
 * @param position of the event; null where there is none
 * @returns whether any is new to them
 */
export function addContacts(
  { contacts }: State,
  position: number | null,
  participantId: string,
  named: readonly NamedContact[],
): boolean {
  const before = contacts.added.length;
  for (const { kind, mac } of named) {
    const hash = contacts.hashes.get(mac);
    if (hash === undefined) throw new Error("the snapshot lacks a contact of an event");
    if (contacts.held.get(participantId)?.has(hash)) continue;
    holdContact(contacts, participantId, hash, kind);
    headOf(contacts, hash).added += 1;
    contacts.added.push({ participantId, hash, kind, position });
  }
  return contacts.added.length > before;
}

/**
 * The other names of a person: the participants who share a contact with them that is not of too many. A decision that asks goes by
 * who they are and by what is known of them, so the commit compares both.
 */
export function otherNamesOf({ contacts, participants }: State, participantId: string): readonly string[] {
  const own = contacts.held.get(participantId);
  if (own === undefined) return NONE;
  const others = new Set<string>();
  for (const [hash, kind] of own) {
    if (!isContactKind(kind)) continue;
    headOf(contacts, hash).isUsed = true;
    if (isOfTooMany(contacts, hash)) continue;
    for (const other of contacts.holders.get(hash) ?? []) if (other !== participantId) others.add(other);
  }
  for (const other of others) {
    const participant = participants.get(other);
    if (participant !== undefined) participant.compared = true;
  }
  return others.size === 0 ? NONE : [...others];
}

/** Whether a participant has a contact of a kind that so many have that it names none of them. */
function hasOneOfMany({ contacts }: State, participantId: string, kind: ContactKind): boolean {
  const own = [...(contacts.held.get(participantId) ?? [])];
  return own.some(([hash, ofKind]) => ofKind === kind && isOfTooMany(contacts, hash));
}

const NONE: readonly string[] = [];

/** What is known of a person under all of their names: the earliest purchase, and since when they are a customer. */
export function asOnePerson<Friend extends Known>(state: State, friend: Friend, names: readonly string[]): Friend {
  // A contact of too many says nothing, of an advocate who has it too.
  const emailFolded = hasOneOfMany(state, friend.id, "email") ? null : friend.emailFolded;
  const phone = hasOneOfMany(state, friend.id, "phone") ? null : friend.phone;
  let { firstPurchaseAt, customerSince } = friend;
  for (const id of names) {
    if (id === friend.id) continue;
    firstPurchaseAt = earlierOf(firstPurchaseAt, earliestLeft(state.ordersLeft, id, null)?.occurredAt ?? null);
    customerSince = earlierOf(customerSince, state.participants.get(id)?.now.customerSince ?? null);
  }
  return { ...friend, emailFolded, phone, firstPurchaseAt, customerSince };
}

interface Known {
  readonly id: string;
  readonly emailFolded: string | null;
  readonly phone: string | null;
  readonly firstPurchaseAt: Instant | null;
  readonly customerSince: Instant | null;
}

function earlierOf(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
