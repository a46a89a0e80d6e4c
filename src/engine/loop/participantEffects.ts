import type { Effects } from "../../db/queries/commitEffects.ts";
import { phonesOf } from "../../db/queries/contactEffectRows.ts";
import { isoTimeOrNull } from "../../domain/isoTime.ts";
import { headsToCompare } from "../decide/contactState.ts";
import type { ParticipantState, State } from "../decide/state.ts";

/** What a decided batch writes and guards of participants and of what they are known by. */
export function participantEffects({
  participants,
  contacts,
}: Pick<State, "participants" | "contacts">): Pick<
  Effects,
  "newParticipants" | "consents" | "guests" | "participants" | "contactHeads" | "newContacts" | "filledIn" | "phones"
> {
  const all = [...participants.values()];
  const newParticipants = all.filter(({ was }) => was === null).map(newParticipant);
  const guarded = all.filter(({ was, touched, watched, compared }) => was !== null && (touched || watched || compared));
  return {
    newParticipants,
    consents: all.flatMap(({ was, now, named }) =>
      was === null && named?.mayBeNamed === true ? [{ id: now.id, mayBeNamed: true }] : [],
    ),
    guests: all.flatMap(({ was, now }) => (was === null && now.guest ? [{ id: now.id, guest: true }] : [])),
    participants: guarded.map(participantGuard),
    contactHeads: headsToCompare(contacts),
    newContacts: contacts.added,
    filledIn: [...contacts.filledIn].map(([id, filled]) => ({ id, ...filled })),
    phones: [...phonesOf(newParticipants), ...contacts.phones],
  };
}

function newParticipant({ now, named }: ParticipantState) {
  return {
    id: now.id,
    externalId: now.externalId,
    email: named?.email ?? null,
    emailFolded: now.emailFolded,
    phone: now.phone,
    name: named?.name ?? null,
    locale: named?.locale ?? null,
    country: now.country,
    segments: now.segments,
    firstSignupAt: isoTimeOrNull(now.firstSignupAt),
    firstPurchaseAt: isoTimeOrNull(now.firstPurchaseAt),
    referredVersion: now.referredVersion,
  };
}

/** A participant who only was looked at, as an advocate or ancestor, may go on with events of their own. */
function participantGuard({ was, now, touched, compared }: ParticipantState) {
  const loaded = was ?? now;
  return {
    id: now.id,
    version: touched || compared ? loaded.version : null,
    referredVersion: loaded.referredVersion,
    touched,
    referred: now.referredVersion - loaded.referredVersion,
    firstSignupAt: isoTimeOrNull(now.firstSignupAt),
    firstPurchaseAt: isoTimeOrNull(now.firstPurchaseAt),
  };
}
