import type { MovedThings } from "../../db/rows/merged.ts";
import { MAX_ALIASES } from "../../domain/aliases.ts";
import { decide } from "../../engine/decide/decide.ts";
import type { MergeEvent } from "../../engine/events/events.ts";
import { KEY_SEPARATOR, MERGED } from "../../engine/events/events.ts";
import type { LoadedMerge } from "../../engine/loop/loadMerge.ts";
import type { WriteDeps } from "../commitOnce.ts";
import type { Merging } from "./mergeRows.ts";
import { movedThings } from "./mergeRows.ts";

/** Two participants who can be merged, as they were read. */
export interface BothLoaded {
  readonly kept: LoadedMerge["kept"];
  readonly named: NonNullable<LoadedMerge["named"]>;
  readonly theirs: NonNullable<LoadedMerge["theirs"]>;
}

/** What a merge of the two comes to; nothing is written by it. */
export interface DecidedMerge {
  readonly event: MergeEvent;
  readonly merging: Merging;
  readonly moved: MovedThings;
  /** All names that the kept one has then. */
  readonly aliases: readonly string[];
}

/** Why they can't be merged. */
export type MergeLimit =
  | { readonly limit: "merge_too_large" }
  | { readonly limit: "too_many_aliases"; readonly count: number };

/** Both where it was read, or null where the name is of no other participant. */
export function bothOf({ kept, named, theirs }: LoadedMerge): BothLoaded | null {
  if (theirs === null) return null;
  if (named === null) throw new Error("a participant was read without a name");
  return { kept, named, theirs };
}

/** Decides the merge: what is only looked at goes through the same as what is then done. */
export function decidedMerge(deps: Pick<WriteDeps, "ids">, both: BothLoaded, at: Date): DecidedMerge | MergeLimit {
  const { kept, named, theirs } = both;
  const aliases = [...kept.aliases, ...named.aliases, named.externalId].toSorted();
  if (aliases.length > MAX_ALIASES) return { limit: "too_many_aliases", count: aliases.length };
  if (theirs.isTooMuch) return { limit: "merge_too_large" };
  const event = eventOf(deps, both, at);
  const { outcomes, state } = decide(theirs.loaded.snapshot, [event]);
  const [outcome] = outcomes;
  if (outcome?.kind === "problem") return { limit: "merge_too_large" };
  if (outcome?.kind !== "decided") throw new Error("a merge was decided before");
  const merging: Merging = { kept, merged: named, theirs, state, results: outcome.results };
  return { event, merging, moved: movedThings(merging), aliases };
}

function eventOf({ ids }: Pick<WriteDeps, "ids">, { kept, named, theirs }: BothLoaded, at: Date): MergeEvent {
  const mergedId = named.id;
  const person = {
    email: null,
    phone: null,
    emailFolded: null,
    name: null,
    locale: null,
    country: null,
    segments: [],
    contacts: [],
    prints: [],
    ...{ guest: false, emailVerified: false },
  };
  const { referrals, rewards } = theirs.loaded.snapshot;
  const friends = new Map(referrals.map((referral) => [referral.id, referral.friendId]));
  return {
    type: MERGED,
    id: ids.id("evt", at),
    naturalKey: [MERGED, mergedId].join(KEY_SEPARATOR),
    contentHash: "",
    ...{ occurredAt: at.getTime(), occurredAtGiven: false, mergedId },
    participant: { externalId: kept.externalId, ...person },
    // Of whatever referral of either: which of them ends is decided by the event.
    givenOut: rewards
      .filter(({ status }) => status === "approved" || status === "fulfilled")
      .filter(({ referralId }) => [kept.id, mergedId].includes(friends.get(referralId) ?? ""))
      .map(({ programId, ruleId, source }) => ({ programId, ruleId, source })),
  };
}
