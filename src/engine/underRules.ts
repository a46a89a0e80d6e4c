import { joinPlans, planOf } from "../domain/counters.ts";
import type { Rules } from "../domain/rules.ts";
import type { StoredProgram } from "./snapshot.ts";

/**
 * A program as if these rules had been published: as its latest version, and as the version of every referral
 * and reward that it has. One that was never published is taken to be, since its rules are what is tried.
 */
export function underRules(program: StoredProgram, rules: Rules): StoredProgram {
  const version = Math.max(program.version, 1);
  return {
    ...program,
    version,
    status: program.version === 0 && program.status === "draft" ? "active" : program.status,
    plan: joinPlans(program.plan, planOf(rules)),
    rules: new Map([version, ...program.rules.keys()].map((number) => [number, rules])),
  };
}
