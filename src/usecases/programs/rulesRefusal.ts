import type { RulesProblem } from "../../domain/rulesProblems.ts";
import type { WriteRefusal } from "../commitOnce.ts";

/** Refuses a rules document, with paths from the root of the body that holds it. */
export function rulesRefusal(problems: readonly RulesProblem[]): { readonly refusal: WriteRefusal<"invalid_request"> } {
  const inBody = problems.map((problem) => {
    return { ...problem, path: problem.path === "" ? "rules" : `rules.${problem.path}` };
  });
  return { refusal: { code: "invalid_request", detail: "The rules are not valid.", rulesProblems: inBody } };
}
