import type { UserAsker } from "../../db/queries/asker.ts";
import type { WrittenJson } from "../../db/rows/program.ts";
import type { Language } from "../../i18n/languages.ts";
import type { WriteDeps } from "../../usecases/commitOnce.ts";
import { changeProgram } from "../../usecases/programs/changeProgram.ts";
import type { PlaceName, TypedTexts } from "./textPlaces.ts";
import { mergeTexts } from "./textPlaces.ts";

export type SavedTexts =
  | { readonly kind: "saved" }
  | { readonly kind: "notProved" }
  | { readonly kind: "refused"; readonly code: string }
  /** Both wrote at the same place; nothing was saved. */
  | { readonly kind: "conflict"; readonly theirs: ReadonlyMap<PlaceName, string>; readonly texts: WrittenJson };

/** So often others may save between a look at the texts and a save; it takes a person's hand each time. */
const MAX_TRIES = 5;

/**
 * Saves the texts of one language. Where someone else has saved others meanwhile, both are kept if they are of other
 * places, and it is asked otherwise.
 *
 * @param texts all of the program's, as they were read
 */
export async function saveTexts(
  deps: WriteDeps,
  asker: UserAsker,
  { key, texts }: { readonly key: string; readonly texts: WrittenJson },
  { language, ...typed }: TypedTexts & { readonly language: Language },
): Promise<SavedTexts> {
  let now = texts;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const { texts: merged, conflicts } = mergeTexts(now, language, typed);
    if (conflicts.size > 0) return { kind: "conflict", theirs: conflicts, texts: now };
    const outcome = await changeProgram(deps, asker, key, { texts: merged, ifTexts: now });
    if (outcome.kind === "unauthorized") return { kind: "notProved" };
    if (outcome.kind !== "refused") return { kind: "saved" };
    const { code, current } = outcome.refusal;
    if (code !== "draft_conflict" || current === undefined) return { kind: "refused", code };
    now = current.texts as WrittenJson;
  }
  return { kind: "refused", code: "busy" };
}
