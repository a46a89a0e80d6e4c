import * as z from "zod";
import type { FoundParticipant } from "../db/rows/participant.ts";
import { phraseOfUnit } from "../domain/rewardPhrase.ts";
import { CONTROLS, segment } from "../http/schemas/texts.ts";
import type { Language } from "../i18n/languages.ts";
import { rewardWriterOf } from "../i18n/rewards/rewardWriter.ts";

/** What the list of people and its file have in common. */

/** What is typed is an id, an e-mail, a code, an order or a coupon, as it was copied. */
export const MAX_TYPED = 255;

export const peopleFilters = z.object({
  q: z.string().trim().max(MAX_TYPED).optional(),
  segment: z.union([z.literal(""), segment]).optional(),
});

const ANY_CONTROL = new RegExp(`[${CONTROLS}]`, "g");

/** Ids and orders are often copied with what stands before them. */
export function typedText(text: string | undefined): string | null {
  const plain = (text ?? "").replaceAll(ANY_CONTROL, "").replace(/^#\s*/, "");
  return plain === "" ? null : plain;
}

/** What can be had of each unit; empty where there is nothing. */
export function availableText(language: Language, balances: FoundParticipant["balances"]): string {
  const writer = rewardWriterOf(language);
  const shown = balances
    .filter(({ available }) => available !== "0")
    .map(({ unit, available }) => writer.short(phraseOfUnit(unit, BigInt(available))));
  return shown.join(", ");
}
