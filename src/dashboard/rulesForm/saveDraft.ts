import type { UserAsker } from "../../db/queries/asker.ts";
import { readProgram } from "../../db/queries/programs.ts";
import { mergeRules } from "../../domain/mergeRules.ts";
import type { WriteDeps } from "../../usecases/commitOnce.ts";
import { changeProgram } from "../../usecases/programs/changeProgram.ts";
import type { Edited } from "./editing.ts";
import type { Json } from "./formNode.ts";
import { isObject } from "./formNode.ts";

export type Saved =
  | { readonly kind: "saved" }
  | { readonly kind: "notProved" }
  | { readonly kind: "refused"; readonly code: string }
  /** Both changed the same thing. `edited` goes on from theirs; `mine` is the document with mine in its place. */
  | { readonly kind: "conflict"; readonly edited: Edited; readonly theirs: Json; readonly mine: Json };

/** So often others may save between a look at the draft and a save; it takes a person's hand each time. */
const MAX_TRIES = 5;

/**
 * Saves a draft. Where someone else has saved one meanwhile, both changes are saved together if they meet in no
 * place, and it is asked otherwise.
 */
export async function saveDraft(deps: WriteDeps, asker: UserAsker, key: string, edited: Edited): Promise<Saved> {
  let { document, baseVersion } = edited;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const outcome = await changeProgram(deps, asker, key, { rules: document, ifDraftVersion: baseVersion });
    if (outcome.kind === "unauthorized") return { kind: "notProved" };
    if (outcome.kind !== "refused") return { kind: "saved" };
    const { code, current } = outcome.refusal;
    const draftVersion = current?.draftVersion;
    if (code !== "draft_conflict" || typeof draftVersion !== "number") return { kind: "refused", code };
    const theirs = isObject(current?.draft) ? current.draft : await inForce(deps, asker, key);
    const { document: merged, conflicts } = mergeRules(edited.base, edited.document, theirs);
    if (conflicts.length > 0) {
      const mine = mergeRules(edited.base, theirs, edited.document).document as Json;
      const next = { ...edited, base: theirs, baseVersion: draftVersion, document: merged as Json };
      return { kind: "conflict", edited: next, theirs, mine };
    }
    document = merged as Json;
    baseVersion = draftVersion;
  }
  return { kind: "refused", code: "busy" };
}

/** What there is to go on from where the draft was published meanwhile, or discarded. */
async function inForce({ database }: WriteDeps, asker: UserAsker, key: string): Promise<Json> {
  const read = await readProgram(database, asker, key);
  return read?.body?.rules ?? {};
}
