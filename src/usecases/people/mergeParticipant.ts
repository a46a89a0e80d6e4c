import { presentMerged } from "../../contract/merged.ts";
import { isTooMuch } from "../../db/pgErrors.ts";
import type { Effects, EventRow } from "../../db/queries/commitEffects.ts";
import { MAX_MERGED } from "../../db/queries/merge.ts";
import { MAX_ALIASES } from "../../domain/aliases.ts";
import { decide } from "../../engine/decide/decide.ts";
import type { MergeEvent } from "../../engine/events/events.ts";
import { KEY_SEPARATOR, MERGED } from "../../engine/events/events.ts";
import { effectsWithoutEvent } from "../../engine/loop/effects.ts";
import type { LoadedMerge } from "../../engine/loop/loadMerge.ts";
import { loadMerge } from "../../engine/loop/loadMerge.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import type { AddAliasRefusal, AliasInput } from "./addAlias.ts";
import { addAlias } from "./addAlias.ts";
import type { Merging } from "./mergeRows.ts";
import { balancePostings, mergeRows, movedThings, profileEffects } from "./mergeRows.ts";

export type MergeRefusal = AddAliasRefusal | "merge_too_large" | "unprocessable";

/**
 * Makes one participant another name of another: all that the one has becomes the other's. Where no one has the name, it
 * becomes an alias. What was merged is answered as it was, however often it is asked.
 *
 * @param input the reason is for people, and kept in the audit alone
 */
export async function mergeParticipant(
  deps: WriteDeps,
  request: Request,
  input: AliasInput & { readonly reason: string | null },
): Promise<WriteOutcome<MergeRefusal>> {
  const { asker, idempotency } = request;
  const load = () => loadMerge(deps.database, asker, idempotency?.key ?? null, input, deps.clock.now());
  let isFree = false;
  try {
    const outcome = await commitOnce<LoadedMerge | null, MergeRefusal>(deps, request, load, (before, attempt) => {
      isFree = before !== null && before.theirs === null && !wasMerged(before);
      if (before === null) return refuse("not_found", "There is no such participant.");
      if (before.theirs === null) return withoutAnyone(before);
      return decideOn(deps, { ...before, theirs: before.theirs }, input.reason, attempt);
    });
    // What is no participant is no more than a name.
    return isFree ? await addAlias(deps, request, input) : outcome;
  } catch (error) {
    if (!isTooMuch(error)) throw error;
    return { kind: "refused", refusal: tooLarge().refusal };
  }
}

function refuse(code: MergeRefusal, detail: string) {
  return { refusal: { code, detail } };
}

function tooLarge() {
  return refuse(
    "merge_too_large",
    `At most ${MAX_MERGED} orders, referrals, rewards or codes of one participant can go to another at once.`,
  );
}

/** Whether the name was a participant's who was merged with this very one. */
function wasMerged({ kept, named, moved }: Pick<LoadedMerge, "kept" | "named" | "moved">): boolean {
  return moved !== null && named?.mergedInto === kept.id;
}

/** The name is of no participant. Where one was merged under it, it is told again what went over. */
function withoutAnyone({ kept, named, moved }: LoadedMerge): WriteDecision<MergeRefusal> {
  if (moved !== null && wasMerged({ kept, named, moved })) {
    return { done: { status: 200, body: presentMerged(kept, moved) }, effects: null };
  }
  return refuse("alias_taken", "It is an alias already.");
}

function decideOn(
  deps: WriteDeps,
  before: Omit<LoadedMerge, "theirs"> & { readonly theirs: NonNullable<LoadedMerge["theirs"]> },
  reason: string | null,
  attempt: Attempt,
): WriteDecision<MergeRefusal> {
  const { kept, named, theirs } = before;
  if (named === null) throw new Error("a participant was read without a name");
  const aliases = [...kept.aliases, ...named.aliases, named.externalId].toSorted();
  if (aliases.length > MAX_ALIASES) {
    return refuse("too_many_aliases", `The two have ${aliases.length} other names, and ${MAX_ALIASES} is the most.`);
  }
  if (theirs.isTooMuch) return tooLarge();
  const event = eventOf(deps, before, attempt.at);
  const { outcomes, state } = decide(theirs.loaded.snapshot, [event]);
  const [outcome] = outcomes;
  if (outcome?.kind === "problem") return tooLarge();
  if (outcome?.kind !== "decided") throw new Error("a merge was decided before");
  const merging: Merging = { kept, merged: named, theirs, state, results: outcome.results };
  const moved = movedThings(merging);
  const decided = effectsWithoutEvent(deps, state, attempt);
  const detail = { alias: named.id, eventId: event.id, ...(reason === null ? {} : { reason }) };
  const effects: Partial<Effects> = {
    ...decided,
    ...profileEffects(merging),
    merge: mergeRows(merging),
    events: (decided.events ?? []).map((row) => withMoved(row, moved)),
    postings: [...(decided.postings ?? []), ...balancePostings(deps, merging, event.id, attempt.at)],
    audit: [auditRow(deps, attempt, "participant.merged", kept.id, detail)],
  };
  return { done: { status: 201, body: presentMerged({ externalId: kept.externalId, aliases }, moved) }, effects };
}

/** What went over is kept with the event, so that the same request is answered the same. */
function withMoved(row: EventRow, moved: object): EventRow {
  return { ...row, facts: { ...(row.facts as object), moved } };
}

function eventOf(
  { ids }: WriteDeps,
  { kept, named, theirs }: Omit<LoadedMerge, "theirs"> & { readonly theirs: NonNullable<LoadedMerge["theirs"]> },
  at: Date,
): MergeEvent {
  const mergedId = named?.id ?? "";
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
