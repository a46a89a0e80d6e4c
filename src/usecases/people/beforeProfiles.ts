import type { Authorized } from "../../db/queries/asker.ts";
import type { ProfilesBefore } from "../../db/queries/participantWrites.ts";
import { readProfiles } from "../../db/queries/participantWrites.ts";
import type { BeforeWrite } from "../../db/queries/readForWrite.ts";
import { foldEmail } from "../../domain/emails.ts";
import { earliestOf } from "../../domain/localTime.ts";
import type { Snapshot } from "../../engine/decide/snapshot.ts";
import { contactsOf } from "../../engine/events/contacts.ts";
import type { ReportedParticipant } from "../../engine/events/report.ts";
import { loadProfiles } from "../../engine/loop/loadProfiles.ts";
import type { Request, WriteDeps } from "../commitOnce.ts";

interface Shows extends Pick<ReportedParticipant, "email" | "phone"> {
  readonly customerSince?: string | null | undefined;
}

/** Profiles as they are before they are put. */
export interface BeforeProfiles extends ProfilesBefore {
  /** Null where no one gets an e-mail or a phone, or is said to be a customer. */
  readonly snapshot: Snapshot | null;
}

/** Reads, in one statement, what putting profiles is decided on: the rows, each with what it says that may show who they are. */
export async function readBeforeProfiles(
  { database, contactKey, clock }: WriteDeps,
  { asker, idempotency }: Request,
  rows: readonly { readonly externalId: string; readonly input: Shows }[],
): Promise<Authorized<BeforeWrite<BeforeProfiles>> | null> {
  const key = idempotency?.key ?? null;
  const externalIds = [...new Set(rows.map(({ externalId }) => externalId))];
  const asked = rows.flatMap(({ externalId, input: { email = null, phone = null, customerSince = null } }) => {
    const named = contactsOf(contactKey, { emailFolded: email === null ? null : foldEmail(email), phone });
    if (named.length === 0 && customerSince === null) return [];
    const since = customerSince === null ? null : earliestOf(customerSince);
    return [{ externalId, contacts: named.map(({ mac }) => mac), since }];
  });
  if (asked.length > 0) return await loadProfiles(database, asker, key, externalIds, asked, clock.now());
  const read = await readProfiles(database, asker, key, externalIds);
  return read && { ...read, body: { ...read.body, data: { ...read.body.data, snapshot: null } } };
}
