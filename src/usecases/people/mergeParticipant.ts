import { presentMerged } from "../../contract/merged.ts";
import { isTooMuch } from "../../db/pgErrors.ts";
import type { Effects, EventRow } from "../../db/queries/commitEffects.ts";
import { MAX_ALIASES, MAX_MERGED } from "../../domain/aliases.ts";
import type { AuditDetails } from "../../domain/auditActions.ts";
import { effectsWithoutEvent } from "../../engine/loop/effects.ts";
import type { LoadedMerge } from "../../engine/loop/loadMerge.ts";
import { loadMerge } from "../../engine/loop/loadMerge.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import type { AddAliasRefusal, AliasInput } from "./addAlias.ts";
import { addAlias } from "./addAlias.ts";
import type { DecidedMerge, MergeLimit } from "./decidedMerge.ts";
import { bothOf, decidedMerge } from "./decidedMerge.ts";
import { mergeLook, seenOf } from "./mergeLook.ts";
import { balancePostings, mergeRows, profileEffects } from "./mergeRows.ts";

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
  let isFree = false;
  const outcome = await mergeOnce<MergeRefusal>(deps, request, input, (before, attempt) => {
    const both = bothOf(before);
    isFree = both === null && !wasMerged(before);
    if (both === null) return mergedBefore(before) ?? refuse("alias_taken", "It is an alias already.");
    const decided = decidedMerge(deps, both, attempt.at);
    return "limit" in decided
      ? refuseFor(decided)
      : effectsOf(deps, decided, input.reason === null ? {} : { reason: input.reason }, attempt);
  });
  // What is no participant is no more than a name.
  return isFree ? await addAlias(deps, request, input) : outcome;
}

/**
 * Merges two as `lookAtMerge` showed it. Where anything of that is different by now, the name being free included,
 * nothing is done (`merge_changed`).
 *
 * @param input what `lookAtMerge` told as `seen`, and a reason, which is kept in the audit alone
 */
export async function mergeAsSeen(
  deps: WriteDeps,
  request: Request,
  input: AliasInput & { readonly reason: string; readonly seen: string },
): Promise<WriteOutcome<MergeRefusal | "merge_changed">> {
  return await mergeOnce<MergeRefusal | "merge_changed">(deps, request, input, (before, attempt) => {
    const both = bothOf(before);
    if (both === null) return mergedBefore(before) ?? refuse("merge_changed", CHANGED);
    const decided = decidedMerge(deps, both, attempt.at);
    if ("limit" in decided) return refuseFor(decided);
    if (seenOf(mergeLook(decided)) !== input.seen) return refuse("merge_changed", CHANGED);
    return effectsOf(deps, decided, { reason: input.reason }, attempt);
  });
}

const CHANGED = "It is no longer as it was shown.";

async function mergeOnce<Code extends string>(
  deps: WriteDeps,
  request: Request,
  input: AliasInput,
  decideOn: (before: LoadedMerge, attempt: Attempt) => WriteDecision<Code | MergeRefusal>,
): Promise<WriteOutcome<Code | MergeRefusal>> {
  const { asker, idempotency } = request;
  const load = () => loadMerge(deps.database, asker, idempotency?.key ?? null, input, deps.clock.now());
  try {
    return await commitOnce<LoadedMerge | null, Code | MergeRefusal>(deps, request, load, (before, attempt) => {
      if (before === null) return refuse("not_found", "No participant has this externalId.");
      return decideOn(before, attempt);
    });
  } catch (error) {
    if (!isTooMuch(error)) throw error;
    return { kind: "refused", refusal: refuseFor({ limit: "merge_too_large" }).refusal };
  }
}

function refuse<Code extends string>(code: Code, detail: string) {
  return { refusal: { code, detail } };
}

function refuseFor(limit: MergeLimit) {
  if (limit.limit === "merge_too_large") {
    const most = `At most ${MAX_MERGED} orders, referrals, rewards or codes`;
    return refuse(limit.limit, `${most} of one participant can go to another at once.`);
  }
  return refuse(limit.limit, `The two have ${limit.count} other names, and ${MAX_ALIASES} is the most.`);
}

/** Whether the name was a participant's who was merged with this very one. */
export function wasMerged({ kept, named, moved }: Pick<LoadedMerge, "kept" | "named" | "moved">): boolean {
  return moved !== null && named?.mergedInto === kept.id;
}

/** Where one was merged under the name, it is told again what went over. */
function mergedBefore({ kept, named, moved }: LoadedMerge): Extract<WriteDecision<never>, { done: object }> | null {
  if (moved === null || !wasMerged({ kept, named, moved })) return null;
  return { done: { status: 200, body: presentMerged(kept, moved) }, effects: null };
}

/**
 * What a decided merge writes, and what is answered.
 *
 * @param why it is made, as the audit keeps it
 */
export function effectsOf(
  deps: WriteDeps,
  { event, merging, moved, aliases }: DecidedMerge,
  why: Pick<AuditDetails["participant.merged"], "reason" | "takenOverBy">,
  attempt: Attempt,
): Extract<WriteDecision<never>, { done: object }> {
  const { kept, merged } = merging;
  const decided = effectsWithoutEvent(deps, merging.state, attempt);
  const detail = { alias: merged.id, eventId: event.id, ...why };
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
