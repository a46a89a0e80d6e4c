import { isTooMuch } from "../../db/pgErrors.ts";
import type { Authorized, UserAsker } from "../../db/queries/asker.ts";
import { provenTenant } from "../../db/queries/asker.ts";
import type { MovedThings } from "../../db/rows/merged.ts";
import type { MergeHindrance } from "../../domain/aliases.ts";
import type { LoadedMerge } from "../../engine/loop/loadMerge.ts";
import { loadMerge } from "../../engine/loop/loadMerge.ts";
import type { WriteDeps } from "../commitOnce.ts";
import type { AliasInput } from "./addAlias.ts";
import { bothOf, decidedMerge } from "./decidedMerge.ts";
import type { MergeLook, MergeParty } from "./mergeLook.ts";
import { mergeLook, partyOf, seenOf } from "./mergeLook.ts";
import { wasMerged } from "./mergeParticipant.ts";

/** What is known of a merge that was asked for. */
export type MergeSight =
  | { readonly kind: "look"; readonly look: MergeLook; readonly seen: string; readonly programs: ProgramNames }
  /** It was done, and moved this. */
  | {
      readonly kind: "done";
      readonly kept: MergeParty;
      readonly name: string;
      readonly moved: MovedThings;
      readonly programs: ProgramNames;
    }
  /** The name is of the participant already, and of no one else. */
  | { readonly kind: "own"; readonly kept: MergeParty }
  /** The participant is null where more was found than can be read. */
  | { readonly kind: "hindered"; readonly kept: MergeParty | null; readonly by: MergeHindrance };

/** Of the tenant's programs, by their keys. */
export type ProgramNames = Readonly<Record<string, string>>;

/**
 * Decides a merge on what is there now and writes nothing: the same decision as `mergeAsSeen` makes, which takes `seen`.
 * It is one statement.
 *
 * @returns null in the body where there is no such participant, or no one has the name
 */
export async function lookAtMerge(
  deps: Pick<WriteDeps, "database" | "clock" | "ids">,
  asker: UserAsker,
  input: AliasInput,
): Promise<Authorized<MergeSight | null> | null> {
  const at = deps.clock.now();
  try {
    const read = await loadMerge(deps.database, asker, null, input, at);
    if (read === null) return null;
    const { tenantId, body } = read;
    return { tenantId, body: body.data === null ? null : sightOf(deps, body.data, input.alias, at) };
  } catch (error) {
    if (!isTooMuch(error)) throw error;
    // What was too much to read has proved no one.
    const tenantId = await provenTenant(deps.database, asker);
    return tenantId === null ? null : { tenantId, body: { kind: "hindered", kept: null, by: "merge_too_large" } };
  }
}

function sightOf(deps: Pick<WriteDeps, "ids">, before: LoadedMerge, name: string, at: Date): MergeSight | null {
  const { named, moved, programs } = before;
  const kept = partyOf(before.kept);
  const both = bothOf(before);
  if (both !== null) {
    const decided = decidedMerge(deps, both, at);
    if ("limit" in decided) return { kind: "hindered", kept, by: decided.limit };
    const look = mergeLook(decided);
    return { kind: "look", look, seen: seenOf(look), programs };
  }
  if (named === null) return null;
  if (moved !== null && wasMerged(before)) return { kind: "done", kept, name, moved, programs };
  if (named.mergedInto === before.kept.id) return { kind: "own", kept };
  return { kind: "hindered", kept, by: named.id === before.kept.id ? "itself" : "alias" };
}
