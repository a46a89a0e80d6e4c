import { presentProgram } from "../../contract/program.ts";
import { readProgramForWrite } from "../../db/queries/programs.ts";
import { auditRow } from "../auditRow.ts";
import type { Request, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

export type CancelRefusal = "program_not_found" | "schedule_not_found";

/** Takes back what waits to be published. What the job publishes at the same moment is no longer there to cancel. */
export async function cancelPublish(
  deps: WriteDeps,
  request: Request,
  key: string,
  id: string,
): Promise<WriteOutcome<CancelRefusal>> {
  const idempotencyKey = request.idempotency?.key ?? null;
  return await commitOnce(
    deps,
    request,
    () => readProgramForWrite(deps.database, request.asker, idempotencyKey, key),
    (program, attempt) => {
      if (program === null) return { refusal: { code: "program_not_found", detail: `There is no program "${key}".` } };
      const { id: programId, epoch } = program;
      const schedule = program.schedule.filter((waits) => waits.id !== id);
      if (schedule.length === program.schedule.length) {
        return { refusal: { code: "schedule_not_found", detail: `Nothing called "${id}" waits to be published.` } };
      }
      const detail = { scheduled: id, reason: null };
      const body = presentProgram({ ...program, schedule, updatedAt: attempt.at.toISOString() });
      return {
        done: { status: 200, body },
        effects: {
          programs: [{ id: programId, epoch }],
          programChanges: [{ id: programId, changes: {} }],
          endedSchedules: [{ programId, id }],
          audit: [auditRow(deps, attempt, "program.schedule_cancelled", programId, detail)],
        },
      };
    },
  );
}
