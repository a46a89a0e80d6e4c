import type { RulesProblem } from "../domain/parseRules.ts";
import type { Refusal } from "./commitOnce.ts";

/** Refuses a rules document, with paths from the root of the body that holds it. */
export function rulesRefusal(problems: readonly RulesProblem[]): { readonly refusal: Refusal<"invalid_request"> } {
  const errors = problems.map(({ path, message }) => ({ path: path === "" ? "rules" : `rules.${path}`, message }));
  return { refusal: { code: "invalid_request", detail: "The rules are not valid.", errors } };
}
