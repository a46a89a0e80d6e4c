import type { HeldKind } from "../../domain/contacts.ts";
import type { Attribution } from "../../domain/rules.ts";
import type { ParticipantArray } from "./participant.ts";
import type { OrderLeftArray } from "./purchase.ts";
import type { ReferralArray } from "./referral.ts";
import type { RewardJson } from "./reward.ts";

/** What is known of the contacts of the participants of a batch, and of those who share one with them. */
export interface StoredContacts {
  /** By what was asked for, under which hash it is stored or would be. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Which hash was asked for, and how often it has got a participant; one that is missing has none. */
  readonly heads: readonly (readonly [hash: string, version: number])[];
  /** Who has what. Of a hash that more have than `MAX_HOLDERS`, one more of them and those of the batch. */
  readonly held: readonly HeldContact[];
  /** By referral of those others: whether it was for new customers, as its version says. */
  readonly attributions: ReadonlyMap<string, Pick<Attribution, "newCustomersOnly" | "graceMinutes">>;
}

export type HeldContact = readonly [participantId: string, hash: string, kind: HeldKind];

export const NO_CONTACTS: StoredContacts = { hashes: new Map(), heads: [], held: [], attributions: new Map() };

/** What `with_contacts` adds to a snapshot; a list without rows is null. */
export interface ContactsJson {
  readonly hashes: Readonly<Record<string, string>> | null;
  readonly heads: StoredContacts["heads"] | null;
  /** Of the participants of the batch, and of others. */
  readonly own: StoredContacts["held"] | null;
  readonly held: StoredContacts["held"] | null;
  /** Those who share a contact with a participant of the batch, each with their earliest order and their referrals. */
  readonly participants: readonly ParticipantArray[] | null;
  readonly ordersLeft: readonly OrderLeftArray[] | null;
  readonly referrals: readonly ReferralArray[] | null;
  /** Where a participant of the batch may get a contact: of which referrals what waits has to be looked at. */
  readonly attributions:
    | readonly (readonly [referralId: string, newCustomersOnly: boolean, graceMinutes: number])[]
    | null;
  /** What waits to be given out of these and of those of the batch. */
  readonly rewards: readonly RewardJson[] | null;
}

export function parseContacts({ hashes, heads, own, held, attributions }: ContactsJson): StoredContacts {
  const ofOthers = (attributions ?? []).map(
    ([id, newCustomersOnly, graceMinutes]) => [id, { newCustomersOnly, graceMinutes }] as const,
  );
  return {
    attributions: new Map(ofOthers),
    hashes: new Map(Object.entries(hashes ?? {})),
    heads: heads ?? [],
    held: [...(own ?? []), ...(held ?? [])],
  };
}
