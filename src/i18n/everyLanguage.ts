import type { Text } from "./catalogue.ts";
import type { Language } from "./languages.ts";

/** The plural categories of each language, as `Intl.PluralRules` names them. */
interface PluralForms extends Record<Language, Intl.LDMLPluralRule> {
  en: "one" | "other";
  ru: "one" | "few" | "many" | "other";
  uk: "one" | "few" | "many" | "other";
  uz: "one" | "other";
  he: "one" | "two" | "other";
}

/** One text in every language side by side: a language or a plural form that is missing does not compile. */
export type InEveryLanguage = { readonly [L in Language]: Text<PluralForms[L]> };
