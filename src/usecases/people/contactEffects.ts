import type { Effects } from "../../db/queries/commitEffects.ts";
import { contactsOf } from "../../engine/events/contacts.ts";
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
