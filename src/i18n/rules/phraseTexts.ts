import type { PhraseCode } from "../../domain/phrases.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";
import { PART_TEXTS } from "./partTexts.ts";
import { SUM_TEXTS } from "./sumTexts.ts";
import { TYPE_TEXTS } from "./typeTexts.ts";
import { WORD_TEXTS } from "./wordTexts.ts";

/** Every phrase that a sentence about rules is put together from. */
export const PHRASE_TEXTS: Readonly<Record<PhraseCode, InEveryLanguage>> = {
  ...PART_TEXTS,
  ...WORD_TEXTS,
  ...SUM_TEXTS,
  ...TYPE_TEXTS,
};
