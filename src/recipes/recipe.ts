import type { RulesDocument } from "../domain/rulesSchema.ts";
import type { Language } from "../i18n/languages.ts";

/** A program that a tenant may take as it is, or begin with: `POST /v1/programs` takes its rules and texts. */
export interface Recipe {
  /** What it is asked for by. */
  readonly key: string;
  /** What the API calls it, in English; `i18n/dashboard/recipes.ts` has what marketers read. */
  readonly name: string;
  /** Who gets what, and what the shop has to report for it. */
  readonly summary: string;
  /** The document as it would be written by hand, with amounts that suit the currency. */
  rules(currency: string): RulesDocument;
  readonly texts: RecipeTexts;
}

/**
 * What customers are told of each rule, by its id, and what they call what rules name by a key. No sums, no rates: they are changed in the rules, and a text that
 * repeats them would go on promising the old ones.
 */
export type RecipeTexts = Readonly<Record<string, Readonly<Record<Language, Readonly<Record<string, string>>>>>>;

/** What most shops begin with; a recipe says where it differs. */
export const USUAL_ATTRIBUTION: RulesDocument["attribution"] = {
  model: "last_touch",
  windowDays: 30,
  creditWindowDays: 180,
  lateEntryDays: 14,
  newCustomersOnly: true,
  graceMinutes: 60,
};

/** The time in which most shops take goods back. */
export const RETURN_DAYS = 30;
