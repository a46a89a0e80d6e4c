import type { Authorized, TenantAsker } from "../../db/queries/asker.ts";
import type { ProfilesBefore } from "../../db/queries/participantWrites.ts";
import { readProfilesWithSnapshot } from "../../db/queries/participantWrites.ts";
import type { BeforeWrite } from "../../db/queries/readForWrite.ts";
import { isoTime } from "../../domain/isoTime.ts";
import type { Instant } from "../../domain/periods.ts";
import type { Database } from "../../ports.ts";
import type { Snapshot } from "../decide/snapshot.ts";
import { parseSnapshot, requestFor } from "./load.ts";
import { cacheOfRules } from "./rulesCache.ts";

/** Whose profile is to say what of their contacts, or that they are a customer. */
export interface ProfileAsked {
  readonly externalId: string;
  /** What their contacts are asked for by. */
  readonly contacts: readonly string[];
  /** Since when at the earliest; null where nothing is said. */
  readonly since: Instant | null;
}

/**
 * Reads, in one statement, the profiles of those of the participants named who exist, and what it decides that some of
 * them get contacts, or that the shop says since when they are customers.
 *
 * @param externalIds of all
 * @param asked of those who may get a contact, or of whom it is said
 * @returns null when the asker is not proved
 */
export async function loadProfiles(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  externalIds: readonly string[],
  asked: readonly ProfileAsked[],
  at: Date,
): Promise<Authorized<BeforeWrite<ProfilesBefore & { readonly snapshot: Snapshot }>> | null> {
  const nothing = { key: null, prefix: null, orderId: null, isRefund: false, isClick: false, program: null };
  const events = asked.map(({ externalId, contacts }) => {
    return { ...nothing, externalId, contacts, codes: [], coupons: [], at: isoTime(at.getTime()) };
  });
  const said = asked.flatMap(({ externalId, since }) =>
    since === null ? [] : [[externalId, isoTime(since)] as const],
  );
  const cached = cacheOfRules();
  const request = requestFor({ asker, events, idempotencyKeys: [] }, cached);
  const read = await readProfilesWithSnapshot(database, asker, idempotencyKey, externalIds, said, request);
  if (read === null) return null;
  const { snapshot, ...data } = read.body.data;
  return { ...read, body: { ...read.body, data: { ...data, snapshot: parseSnapshot(snapshot, cached).snapshot } } };
}
