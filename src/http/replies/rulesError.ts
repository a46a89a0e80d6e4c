import { presentValues } from "../../contract/value.ts";
import type { RulesProblem } from "../../domain/rulesProblems.ts";
import type { Language } from "../../i18n/languages.ts";
import { DEFAULT_LANGUAGE } from "../../i18n/languages.ts";
import { rulesWriterOf } from "../../i18n/rules/rulesWriter.ts";
import { ProblemError } from "./problem.ts";

/** A rules document is refused. Its problems are data until it is known in which language the caller is told. */
export class RulesError extends ProblemError {
  readonly rulesProblems: readonly RulesProblem[];

  constructor(rulesProblems: readonly RulesProblem[]) {
    super("invalid_request", rulesWriterOf(DEFAULT_LANGUAGE).refused());
    this.name = "RulesError";
    this.rulesProblems = rulesProblems;
  }

  /** The same with every problem in words, its code and values beside them. */
  inWords(language: Language): ProblemError {
    const writer = rulesWriterOf(language);
    const errors = this.rulesProblems.map(({ path, code, values }) => {
      return { path, message: writer.problem({ code, values }), code, values: presentValues(values) };
    });
    return new ProblemError(this.code, writer.refused(), errors);
  }
}
