import { foldEmail, isSameEmail } from "./emails.ts";

/** Guests, who have no account, and the accounts that take them over. */

/** So many guests become an account's at once, and the events of one commit take no more over; those beyond stay for later events. */
export const MAX_TAKEOVERS = 20;

/** One of those who share an e-mail. Ids sort by when they were made. */
export interface Sharer {
  readonly id: string;
  readonly externalId: string;
  readonly guest: boolean;
}

/** Whether a participant is called as an address is: shops call those who have no account so, and some call all so. */
export function isNamedByEmail(externalId: string, emailFolded: string): boolean {
  return externalId.includes("@") && isSameEmail(foldEmail(externalId), emailFolded);
}

/**
 * Which of those who share an e-mail an account takes over, the oldest first: those who were there before it, if it is the
 * first account that comes with the e-mail. One who is named by the address permits it as a guest does, though not to
 * another who is named so: a shop may call all of its accounts by their addresses.
 *
 * @param account null where it is new
 * @param others everyone else who has the e-mail
 * @param has whether the account has the e-mail already, so that who came after it came after its address too
 */
export function takenOver<Other extends Sharer>(
  { externalId, emailFolded }: { readonly externalId: string; readonly emailFolded: string },
  account: { readonly id: string; readonly guest: boolean } | null,
  others: readonly Other[],
  has: boolean,
): readonly Other[] {
  if (account?.guest === true) return [];
  const isByAddress = isNamedByEmail(externalId, emailFolded);
  const permits = (other: Other) => other.guest || (!isByAddress && isNamedByEmail(other.externalId, emailFolded));
  const isFirst = others.every((other) => permits(other) || (account !== null && has && account.id < other.id));
  if (!isFirst) return [];
  const before = others.filter((other) => permits(other) && (account === null || !has || other.id < account.id));
  return before.toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice(0, MAX_TAKEOVERS);
}
