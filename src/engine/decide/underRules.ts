import type { StoredProgram } from "../../db/rows/program.ts";
import { joinPlans, planOf } from "../../domain/counters.ts";
import type { Rules } from "../../domain/rules.ts";

/**
 * A program as if these rules had been published as its next version. What was earned keeps its own, which refunds ask.
 * One that was never published is taken to be, since its rules are what is tried.
 */
export function underRules(program: StoredProgram, rules: Rules): StoredProgram {
  const version = program.version + 1;
  return {
    ...program,
    version,
    status: program.version === 0 && program.status === "draft" ? "active" : program.status,
    plan: joinPlans(program.plan, planOf(rules)),
    rules: new Map([...program.rules, [version, rules]]),
  };
}
