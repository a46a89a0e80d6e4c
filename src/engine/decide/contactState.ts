import type { StoredContacts } from "../../db/rows/contacts.ts";
import type { ContactKind, HeldKind, PrintKind } from "../../domain/contacts.ts";
import { MAX_HOLDERS, MAX_PRINTS } from "../../domain/contacts.ts";

/** Who has which contacts while a batch is decided. */
export interface ContactState {
  readonly hashes: ReadonlyMap<string, string>;
  readonly heads: Map<string, ContactHead>;
  /** By participant, what they have: hashes with their kinds. */
  readonly held: Map<string, Map<string, HeldKind>>;
  /** By hash, who has it. */
  readonly holders: Map<string, Set<string>>;
  readonly added: AddedContact[];
  /** Phones that profiles lacked. */
  readonly phones: { readonly id: string; readonly phone: string | null }[];
  /** By participant, what events said that their profile lacked. */
  readonly filledIn: Map<string, FilledIn>;
  /** By referral of others, whom it was for. */
  readonly attributions: StoredContacts["attributions"];
}

/** Null: nothing of it. */
export interface FilledIn {
  readonly email: string | null;
  readonly emailFolded: string | null;
  readonly name: string | null;
  readonly locale: string | null;
  readonly country: string | null;
  /** 1-based, of the event that brought the country. */
  readonly countryPosition: number | null;
}

export interface ContactHead {
  /** As it was loaded; 0 where there was none. */
  readonly version: number;
  /** How many have got the contact in this batch. */
  added: number;
  /** Whether a decision goes by who has it. */
  isUsed: boolean;
}

export interface AddedContact {
  readonly participantId: string;
  readonly hash: string;
  readonly kind: HeldKind;
  /** 1-based, of the event that brought it; null where a profile did. */
  readonly position: number | null;
}

/** Begins with what was loaded. */
export function openContacts({ hashes, heads, held, attributions }: StoredContacts): ContactState {
  const fresh = (version: number): ContactHead => ({ version, added: 0, isUsed: false });
  const contacts: ContactState = {
    hashes,
    heads: new Map(heads.map(([hash, version]) => [hash, fresh(version)])),
    held: new Map(),
    holders: new Map(),
    added: [],
    phones: [],
    filledIn: new Map(),
    attributions,
  };
  for (const [participantId, hash, kind] of held) holdContact(contacts, participantId, hash, kind);
  return contacts;
}

/** Notes who has a contact. */
export function holdContact(
  { held, holders }: Pick<ContactState, "held" | "holders">,
  participantId: string,
  hash: string,
  kind: HeldKind,
): void {
  const own = held.get(participantId);
  if (own === undefined) held.set(participantId, new Map([[hash, kind]]));
  else own.set(hash, kind);
  const all = holders.get(hash);
  if (all === undefined) holders.set(hash, new Set([participantId]));
  else all.add(participantId);
}

/** Takes a contact of a kind from a participant: their profile says another, or none. */
export function dropContacts({ held, holders }: ContactState, participantId: string, kind: ContactKind): void {
  for (const [hash, ofKind] of held.get(participantId) ?? []) {
    if (ofKind !== kind) continue;
    held.get(participantId)?.delete(hash);
    holders.get(hash)?.delete(participantId);
  }
}

/** The heads that the commit locks: compared where a decision went by them, raised where a participant got the contact. */
export function headsToCompare({ heads }: ContactState) {
  return [...heads].flatMap(([hash, { version, added, isUsed }]) => {
    return isUsed || added > 0 ? [{ hash, version: isUsed ? version : null, added }] : [];
  });
}

/** Whether so many have a contact that it names none of them. */
export function isOfTooMany({ holders }: ContactState, hash: string): boolean {
  return (holders.get(hash)?.size ?? 0) > MAX_HOLDERS;
}

/** Whether a participant has as many cards or devices as are kept; the others of a person say no more. */
export function hasAllPrints({ held }: ContactState, participantId: string, kind: PrintKind): boolean {
  const own = [...(held.get(participantId)?.values() ?? [])];
  return own.filter((each) => each === kind).length >= MAX_PRINTS;
}

/** The head of a contact; one that no participant has yet begins with 0. */
export function headOf({ heads }: ContactState, hash: string): ContactHead {
  const known = heads.get(hash);
  if (known !== undefined) return known;
  const head = { version: 0, added: 0, isUsed: false };
  heads.set(hash, head);
  return head;
}
