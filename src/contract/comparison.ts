import type { Comparison } from "../domain/rulesDiff.ts";
import type { Language } from "../i18n/languages.ts";
import { rulesWriterOf } from "../i18n/rules/rulesWriter.ts";
import { presentValues } from "./value.ts";

/** The JSON of what differs between two versions: data, and a sentence with its code and values. */
export function presentComparison({ program, from, to, changes }: Comparison, language: Language) {
  const writer = rulesWriterOf(language);
  const told = changes.map(({ path, ruleId, before, after, ...statement }) => ({
    path,
    ruleId,
    before,
    after,
    code: statement.code,
    values: presentValues(statement.values),
    text: writer.change(statement),
  }));
  return { program, from, to, changes: told };
}
