import type { ChangeStatement } from "../../domain/rulesChanges.ts";
import type { RulesFault } from "../../domain/rulesProblems.ts";
import type { Language } from "../languages.ts";
import { capitalised } from "../letterCase.ts";
import { createWriter } from "../writer.ts";
import { CHANGE_TEXTS } from "./changeTexts.ts";
import { PROBLEM_TEXTS, REFUSED_TEXT } from "./problemTexts.ts";

/** Tells a tenant's own people of rules documents, in one language. */
export interface RulesWriter {
  /** That a document is refused. */
  refused(): string;
  /** What is wrong at a place of a document; it stands beside the place's path, so it is no whole sentence. */
  problem(fault: RulesFault): string;
  /** What a version changed, as a sentence. */
  change(change: ChangeStatement): string;
}

const made = new Map<Language, RulesWriter>();

/** The writer of a language; it is made once. Times in rules are told as the days that they are of in UTC. */
export function rulesWriterOf(language: Language): RulesWriter {
  let rulesWriter = made.get(language);
  if (rulesWriter === undefined) {
    const writer = createWriter({ language, timezone: "UTC", nameOf: (ruleId) => ruleId });
    rulesWriter = {
      refused: () => writer.say(REFUSED_TEXT[language], {}),
      problem: ({ code, values }) => writer.say(PROBLEM_TEXTS[code][language], values),
      change: ({ code, values }) => capitalised(writer.say(CHANGE_TEXTS[code][language], values), language),
    };
    made.set(language, rulesWriter);
  }
  return rulesWriter;
}
