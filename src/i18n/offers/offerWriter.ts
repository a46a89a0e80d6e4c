import type { Rules } from "../../domain/rules.ts";
import type { Text } from "../catalogue.ts";
import { fillText } from "../fillText.ts";
import type { Formats } from "../formats.ts";
import { formatsOf } from "../formats.ts";
import type { Language } from "../languages.ts";
import type { ProgramNames } from "../programNames.ts";
import { programNames } from "../programNames.ts";
import type { RewardWriter } from "../rewards/rewardWriter.ts";
import { rewardWriterOf } from "../rewards/rewardWriter.ts";
import type { AnyOfferTexts } from "./offerTexts.ts";
import { OFFER_TEXTS } from "./ownOfferTexts.ts";

/** Whom the sentences call "you". */
export type OfferReader = "advocate" | "friend";

/** What every part of an offer is written with. */
export interface OfferWriter {
  readonly texts: AnyOfferTexts;
  readonly formats: Formats;
  readonly rewards: RewardWriter;
  readonly currency: string;
  readonly rules: Rules;
  readonly language: Language;
  /** What customers call what the shop has keys for. */
  readonly names: ProgramNames;
  /** A text with its values in place; a value that is empty leaves no gap behind. */
  fill(text: Text<never>, values: Readonly<Record<string, string>>, count?: number): string;
}

/** @param texts of the program, which may name its articles, metadata and events */
export function offerWriter(rules: Rules, currency: string, texts: unknown, language: Language): OfferWriter {
  const formats = formatsOf(language);
  const names = programNames(texts, language);
  return {
    texts: OFFER_TEXTS[language],
    formats,
    rewards: rewardWriterOf(language, names),
    names,
    currency,
    rules,
    language,
    fill: (text, values, count) => fillText(formats, text, values, count),
  };
}
