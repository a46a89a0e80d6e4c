import type { ParticipantGuard } from "../../db/queries/commitEffects.ts";

/**
 * Locks a participant whom a write is about. The commit is stale where another write has changed who they are since: a
 * merge of two participants, a change of the profile, a block. Their own events go on beside it.
 */
export function unchangedPerson({ id, referredVersion }: Seen): ParticipantGuard {
  const untouched = { touched: false, referred: 0, firstSignupAt: null, firstPurchaseAt: null };
  return { id, version: null, referredVersion, ...untouched };
}

type Seen = Pick<ParticipantGuard, "id"> & { readonly referredVersion: number };
