import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import type { Rules } from "../../domain/rules.ts";
import type { State, Tracked } from "./state.ts";

/** @throws where the load has left the program out, which is a defect */
export function programOf(state: State, { programId }: StoredReferral): Tracked<StoredProgram> {
  const program = state.programs.get(programId);
  if (program === undefined) throw new Error("the snapshot lacks the program of a referral");
  return program;
}

/** @throws where the load has left the version out, which is a defect */
export function rulesOf(program: StoredProgram, version: number): Rules {
  const rules = program.rules.get(version);
  if (rules === undefined) throw new Error(`the snapshot lacks version ${version} of program ${program.key}`);
  return rules;
}
