import type { HeldKind } from "../../domain/contacts.ts";
import type { NewParticipantRow } from "./effectRows.ts";

/** The rows of `Effects` that say by what people are known. */

/** A contact by its hash where it was loaded, else by what it is hashed from. */
type ContactName = { readonly hash: string } | { readonly mac: string };

/** Locks the head of a contact. The commit is stale unless its version is this one; null: whatever it is. */
export type ContactHeadRow = ContactName & { readonly version: number | null; readonly added: number };

/** Position is that of the event that brought it; left out where none did. */
export type ContactRow = ContactName & {
  readonly participantId: string;
  readonly kind: HeldKind;
  readonly position?: number | null;
};

/** The phone of a participant whom the same commit locks or makes; null takes it away. */
export interface PhoneRow {
  id: string;
  phone: string | null;
}

/** Those of new participants who have one. */
export function phonesOf(newParticipants: readonly NewParticipantRow[]): PhoneRow[] {
  return newParticipants.flatMap(({ id, phone }) => (phone === null ? [] : [{ id, phone }]));
}

/** Whether a participant whom the same commit locks or makes has no account. */
export interface GuestRow {
  readonly id: string;
  readonly guest: boolean;
}
