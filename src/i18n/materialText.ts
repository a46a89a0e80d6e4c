import type { MaterialVariable } from "../domain/materials.ts";
import type { Language } from "./languages.ts";
import type { Offered } from "./offerText.ts";
import { offeredAmounts, offerText } from "./offerText.ts";

/** A message has room for so many lines of the offer. */
const MAX_OFFER_LINES = 2;

/** Whose link it is, and of which shop. */
export interface Sharer {
  readonly shop: string;
  readonly code: string;
  readonly link: string;
}

/** What stands for each variable; what is earned comes from the published rules and from nowhere else. */
export function materialValues(
  offered: Offered,
  language: Language,
  { shop, code, link }: Sharer,
): Readonly<Record<MaterialVariable, string>> {
  const { advocate, friend } = offeredAmounts(offered, language);
  const offer = offerText(offered, language, "friend").friend.slice(0, MAX_OFFER_LINES).join("; ");
  return { shop, code, link, amount: advocate, friendAmount: friend, offer };
}

/** A text with its variables filled, in one pass: what a value contains is never taken for a variable. */
export function fillMaterial(text: string, values: Readonly<Record<MaterialVariable, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as MaterialVariable] : whole,
  );
}
