import type { Effects } from "../../db/queries/commitEffects.ts";
import { changeAddress } from "../../engine/decide/fillIn.ts";
import type { Snapshot } from "../../engine/decide/snapshot.ts";
import { openState } from "../../engine/decide/state.ts";
import { contactsOf } from "../../engine/events/contacts.ts";
import { effectsWithoutEvent } from "../../engine/loop/effects.ts";
import type { WriteDeps } from "../commitOnce.ts";

type Profiles = readonly { readonly id: string; readonly emailFolded: string | null }[];

/** What a commit keeps of the contacts that profiles say, of participants who did not have them. */
export function contactEffects(
  { contactKey }: Pick<WriteDeps, "contactKey">,
  profiles: Profiles,
): Pick<Effects, "contactHeads" | "newContacts"> {
  const newContacts = profiles.flatMap(({ id: participantId, emailFolded }) => {
    return contactsOf(contactKey, { emailFolded }).map((contact) => ({ participantId, ...contact }));
  });
  const contactHeads = newContacts.map(({ mac }) => ({ mac, version: null, added: 1 }));
  return { contactHeads, newContacts };
}

/** What profiles said before, or what is hashed under another key, is of no more use. */
export function endedContacts(
  { contactKey }: Pick<WriteDeps, "contactKey">,
  profiles: Profiles,
): NonNullable<Effects["endedContacts"]> {
  return profiles.map(({ id: participantId, emailFolded }) => {
    const [email = null] = contactsOf(contactKey, { emailFolded });
    return { participantId, kind: "email", mac: email?.mac ?? null };
  });
}

/** What it shows that profiles say other addresses: whose referrals are looked at from now on, and what waits of them. */
export function shownBy(
  deps: Pick<WriteDeps, "contactKey" | "ids">,
  snapshot: Snapshot,
  profiles: Profiles,
  at: Date,
): Partial<Effects> {
  const state = openState(snapshot);
  for (const { id, emailFolded } of profiles) {
    if (emailFolded === null) continue;
    changeAddress(state, id, { emailFolded, contacts: contactsOf(deps.contactKey, { emailFolded }) });
  }
  return effectsWithoutEvent(deps, state, { at });
}
