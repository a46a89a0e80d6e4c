import type { Effects } from "../db/queries/commitEffects.ts";
import type { DuePublish } from "../db/queries/programs.ts";
import { readDuePublishes, tenantsWithDuePublishes } from "../db/queries/programs.ts";
import { parseRules } from "../domain/parseRules.ts";
import { auditRow } from "../usecases/auditRow.ts";
import type { Attempt, WriteDeps } from "../usecases/commitOnce.ts";
import { publishing } from "../usecases/programs/publishing.ts";
import { batchJob } from "./batchJob.ts";

const JOB = "publish-scheduled";
/** The time was set by a person, and has come; it is not the one who starts the job who publishes. */
const PUBLISHER = { type: "job", id: JOB } as const;

/**
 * Publishes what is to be published by now. Each has a commit of its own, in the order of their times, so that of two
 * of one program the later is the version in force. What can't be published any more is taken out of the line.
 */
export const publishScheduled = batchJob({
  name: JOB,
  most: 1,
  tenantsDue: tenantsWithDuePublishes,
  read: readDuePublishes,
  rowsOf: (due: readonly DuePublish[]) => due,
  effects(deps, [due], attempt) {
    if (due === undefined) throw new Error("a batch without anything to publish");
    return effectsOf(deps, due, { at: attempt.at, actor: PUBLISHER });
  },
});

function effectsOf(
  deps: WriteDeps,
  { id, program, rules: document, applyTo, again }: DuePublish,
  attempt: Pick<Attempt, "at" | "actor">,
): Partial<Effects> {
  const parsed = parseRules(document, program.currency);
  if (parsed.ok && program.status !== "ended") {
    const version = deps.ids.id("ver", attempt.at);
    const next = { id: version, document, rules: parsed.rules, applyTo, again, scheduled: id };
    return publishing(deps, program, next, attempt).effects;
  }
  const reason = parsed.ok ? ("program_ended" as const) : ("rules_not_valid" as const);
  return {
    programs: [{ id: program.id, epoch: program.epoch }],
    programChanges: [{ id: program.id, changes: {} }],
    endedSchedules: [{ programId: program.id, id }],
    audit: [auditRow(deps, attempt, "program.schedule_cancelled", program.id, { scheduled: id, reason })],
  };
}
