import type { PrintKind } from "../../domain/contacts.ts";
import { isContactKind } from "../../domain/contacts.ts";
import type { Sign } from "../../domain/signs.ts";
import { SIGN_OF, SIGNS } from "../../domain/signs.ts";
import type { NamedContact } from "../events/contacts.ts";
import { hasAllPrints, headOf, isOfTooMany } from "./contactState.ts";
import { addContacts } from "./contacts.ts";
import type { EntryDraft } from "./making.ts";
import type { State } from "./state.ts";

/**
 * Keeps the card and the device that an event says of its participant: the first of each kind, up to a limit. One of too
 * many is kept of no one more, since it never says anything again, and its head would be waited for at every till.
 */
export function addPrints(
  state: State,
  position: number,
  participantId: string,
  prints: readonly NamedContact<PrintKind>[],
): void {
  const { contacts } = state;
  const kept = prints.filter(({ kind, mac }) => {
    const hash = contacts.hashes.get(mac);
    return !hasAllPrints(contacts, participantId, kind) && !(hash !== undefined && isOfTooMany(contacts, hash));
  });
  if (kept.length > 0) addContacts(state, position, participantId, kept);
}

/**
 * Notes with what is decided of a participant's referrals what they have in common with their advocates, as far as it is
 * known by now; each sign once.
 */
export function noteSigns(state: State, participantId: string, drafts: readonly EntryDraft[]): void {
  for (const { referral, happened } of drafts) {
    const { friendId, advocateId, signs } = referral.now;
    if (friendId !== participantId || advocateId === null || advocateId === friendId) continue;
    const shown = signsBetween(state, friendId, advocateId, signs);
    if (shown.size === 0) continue;
    referral.now = { ...referral.now, signs: SIGNS.filter((sign) => signs.includes(sign) || shown.has(sign)) };
    happened.push(...[...shown].map((kind) => ({ kind, orderId: null })));
  }
}

/** Those that are new. Who has a card or a device is compared by the commit, as it is of contacts. */
function signsBetween(
  { contacts }: State,
  friendId: string,
  advocateId: string,
  known: readonly Sign[],
): ReadonlySet<Sign> {
  const shown = new Set<Sign>();
  for (const [hash, kind] of contacts.held.get(friendId) ?? []) {
    if (isContactKind(kind) || known.includes(SIGN_OF[kind]) || isOfTooMany(contacts, hash)) continue;
    headOf(contacts, hash).isUsed = true;
    if (contacts.holders.get(hash)?.has(advocateId) === true) shown.add(SIGN_OF[kind]);
  }
  return shown;
}
