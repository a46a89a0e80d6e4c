import type { ConditionList } from "../../domain/conditions.ts";
import type { Rules } from "../../domain/rules.ts";
import type { Text } from "../catalogue.ts";
import { fillText } from "../fillText.ts";
import type { Formats } from "../formats.ts";
import { formatsOf } from "../formats.ts";
import type { Language } from "../languages.ts";
import type { RewardWriter } from "../rewards/rewardWriter.ts";
import { rewardWriterOf } from "../rewards/rewardWriter.ts";
import { en } from "./en.ts";
import { he } from "./he.ts";
import type { AnyOfferTexts } from "./offerTexts.ts";
import { ru } from "./ru.ts";
import { uk } from "./uk.ts";
import { uz } from "./uz.ts";

export const OFFER_TEXTS: Readonly<Record<Language, AnyOfferTexts>> = { en, ru, uk, uz, he };

/** What every part of an offer is written with. */
export interface OfferWriter {
  readonly texts: AnyOfferTexts;
  readonly formats: Formats;
  readonly rewards: RewardWriter;
  readonly currency: string;
  readonly rules: Rules;
  readonly language: Language;
  /** A text with its values in place; a value that is empty leaves no gap behind. */
  fill(text: Text<never>, values: Readonly<Record<string, string>>, count?: number): string;
}

export function offerWriter(rules: Rules, currency: string, language: Language): OfferWriter {
  const formats = formatsOf(language);
  return {
    texts: OFFER_TEXTS[language],
    formats,
    rewards: rewardWriterOf(language),
    currency,
    rules,
    language,
    fill: (text, values, count) => fillText(formats, text, values, count),
  };
}

/** The least that an order has to come to by these conditions; null when they name no minimum. */
export function leastOrderOf(conditions: ConditionList): bigint | null {
  let most: bigint | null = null;
  for (const condition of conditions) {
    if (!isMinimum(condition) || !Number.isSafeInteger(condition.value)) continue;
    // More than an amount is at least the next minor unit.
    const least = BigInt(Number(condition.value)) + (condition.op === "gt" ? 1n : 0n);
    if (least > 0n && (most === null || least > most)) most = least;
  }
  return most;
}

type Minimum = Exclude<ConditionList[number], { readonly any: unknown }>;

/** Whether a condition says nothing but how much an order has to come to at least. */
export function isMinimum(condition: ConditionList[number]): condition is Minimum {
  return !("any" in condition) && condition.field === "order.amountMinor" && ["gte", "gt"].includes(condition.op);
}
