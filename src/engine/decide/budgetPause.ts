import type { StoredProgram } from "../../db/rows/program.ts";
import type { Instant } from "../../domain/periods.ts";
import { periodKey } from "../../domain/periods.ts";
import type { State, Tracked } from "./state.ts";

/** A periodic budget that ran dry in one period resumes its program with the first event of another. */
export function resumeInNewPeriod(program: Tracked<StoredProgram>, at: Instant): void {
  const { status, pausedReason, pausedPeriod, timezone, version } = program.now;
  if (status !== "paused" || pausedReason !== "budget") return;
  const budget = program.now.rules.get(version)?.budget ?? null;
  if (budget === null || budget.period === "lifetime") return;
  if (periodKey(at, budget.period, timezone) === pausedPeriod) return;
  program.now = { ...program.now, status: "active", pausedReason: null, pausedPeriod: null };
}

/** A budget that some rule of the event did not fit into pauses its program from the next event on. */
export function pauseAfterEvent(state: State): void {
  for (const [programId, pausedPeriod] of state.pausing) {
    const program = state.programs.get(programId);
    if (program === undefined) continue;
    program.now = { ...program.now, status: "paused", pausedReason: "budget", pausedPeriod };
  }
  state.pausing.clear();
}
