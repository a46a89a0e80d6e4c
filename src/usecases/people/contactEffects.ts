import type { Effects } from "../../db/queries/commitEffects.ts";
import type { ContactKind } from "../../domain/contacts.ts";
import type { Instant } from "../../domain/periods.ts";
import { addContacts } from "../../engine/decide/contacts.ts";
import { doubtOldCustomer } from "../../engine/decide/doubts.ts";
import { changeContacts } from "../../engine/decide/fillIn.ts";
import type { Snapshot } from "../../engine/decide/snapshot.ts";
import { openState } from "../../engine/decide/state.ts";
import type { Reachable } from "../../engine/events/contacts.ts";
import { contactsOf } from "../../engine/events/contacts.ts";
import { effectsWithoutEvent } from "../../engine/loop/effects.ts";
import type { WriteDeps } from "../commitOnce.ts";

export interface KnownContacts extends Reachable {
  readonly id: string;
}

/** What a profile says now of the kinds that have changed. */
export interface MovedContacts extends KnownContacts {
  readonly kinds: readonly ContactKind[];
}

/** What a commit keeps of the contacts that profiles say, of participants who did not have them. */
export function contactEffects(
  { contactKey }: Pick<WriteDeps, "contactKey">,
  profiles: readonly KnownContacts[],
): Pick<Effects, "contactHeads" | "newContacts"> {
  const newContacts = profiles.flatMap(({ id: participantId, ...reachable }) => {
    return contactsOf(contactKey, reachable).map((contact) => ({ participantId, ...contact }));
  });
  const contactHeads = newContacts.map(({ mac }) => ({ mac, version: null, added: 1 }));
  return { contactHeads, newContacts };
}

/** What profiles said before, or what is hashed under another key, is of no more use. */
export function endedContacts(
  { contactKey }: Pick<WriteDeps, "contactKey">,
  moved: readonly MovedContacts[],
): NonNullable<Effects["endedContacts"]> {
  return moved.flatMap(({ id: participantId, kinds, ...reachable }) => {
    const contacts = contactsOf(contactKey, reachable);
    return kinds.map((kind) => {
      return { participantId, kind, mac: contacts.find((contact) => contact.kind === kind)?.mac ?? null };
    });
  });
}

/** What profiles say that may show who participants are. */
export interface Showing {
  /** Of those who are new, those of whom the shop says since when they are customers. */
  readonly introduced: readonly KnownContacts[];
  /** Of those who were there. */
  readonly moved: readonly MovedContacts[];
  /** Since when they are customers, in the order in which it was said. */
  readonly said: readonly { readonly participantId: string; readonly was: Instant | null; readonly since: Instant }[];
}

/** What it shows: whose referrals are looked at from now on, and what waits of them. */
export function shownBy(
  deps: Pick<WriteDeps, "contactKey" | "ids">,
  snapshot: Snapshot,
  { introduced, moved, said }: Showing,
  at: Date,
): Partial<Effects> {
  const state = openState(snapshot);
  for (const { id, ...reachable } of introduced) addContacts(state, null, id, contactsOf(deps.contactKey, reachable));
  for (const { id, kinds, emailFolded, phone } of moved) {
    const all = contactsOf(deps.contactKey, { emailFolded, phone });
    const contacts = all.filter(({ kind }) => kinds.includes(kind));
    // One that goes shows nothing.
    if (contacts.length > 0) changeContacts(state, id, kinds, { emailFolded, phone, contacts });
  }
  for (const { participantId, ...instants } of said) doubtOldCustomer(state, null, participantId, instants);
  return effectsWithoutEvent(deps, state, { at });
}
