import type { Authorized } from "../../db/queries/asker.ts";
import type { ProfilesBefore } from "../../db/queries/participantWrites.ts";
import { readProfiles } from "../../db/queries/participantWrites.ts";
import type { BeforeWrite } from "../../db/queries/readForWrite.ts";
import { foldEmail } from "../../domain/emails.ts";
import type { Snapshot } from "../../engine/decide/snapshot.ts";
import { contactsOf } from "../../engine/events/contacts.ts";
import type { ReportedParticipant } from "../../engine/events/report.ts";
import { loadProfiles } from "../../engine/loop/loadProfiles.ts";
import type { Request, WriteDeps } from "../commitOnce.ts";

/** Profiles as they are before they are put. */
export interface BeforeProfiles extends ProfilesBefore {
  /** Null where no one gets an e-mail or a phone. */
  readonly snapshot: Snapshot | null;
}

/** Reads, in one statement, what putting profiles is decided on: the rows, each with the contacts that it says. */
export async function readBeforeProfiles(
  { database, contactKey, clock }: WriteDeps,
  { asker, idempotency }: Request,
  rows: readonly { readonly externalId: string; readonly input: Pick<ReportedParticipant, "email" | "phone"> }[],
): Promise<Authorized<BeforeWrite<BeforeProfiles>> | null> {
  const key = idempotency?.key ?? null;
  const externalIds = [...new Set(rows.map(({ externalId }) => externalId))];
  const asked = rows.flatMap(({ externalId, input: { email = null, phone = null } }) => {
    const named = contactsOf(contactKey, { emailFolded: email === null ? null : foldEmail(email), phone });
    return named.length === 0 ? [] : [{ externalId, contacts: named.map(({ mac }) => mac) }];
  });
  if (asked.length > 0) return await loadProfiles(database, asker, key, externalIds, asked, clock.now());
  const read = await readProfiles(database, asker, key, externalIds);
  return read && { ...read, body: { ...read.body, data: { ...read.body.data, snapshot: null } } };
}
