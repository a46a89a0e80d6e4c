import { presentProgram } from "../../contract/program.ts";
import type { BeforeRemoval } from "../../db/queries/programs.ts";
import { readBeforeRemoval } from "../../db/queries/programs.ts";
import { auditRow } from "../auditRow.ts";
import type { Request, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

export type ProgramRemovalRefusal = "program_not_found" | "program_used";

/**
 * Removes a program that was never published and that nothing refers to, with all that was written for it. Whatever has
 * happened in a program keeps it: it is ended instead.
 */
export async function removeProgram(
  deps: WriteDeps,
  request: Request,
  key: string,
): Promise<WriteOutcome<ProgramRemovalRefusal>> {
  return await commitOnce<BeforeRemoval | null, ProgramRemovalRefusal>(
    deps,
    request,
    () => readBeforeRemoval(deps.database, request.asker, request.idempotency?.key ?? null, key),
    (before, attempt) => {
      if (before === null) return { refusal: { code: "program_not_found", detail: `There is no program "${key}".` } };
      const { program, isUsed } = before;
      const { id, epoch, name } = program;
      if (isUsed) {
        const why = program.version > 0 ? "was published" : "has codes, applications or refused referrals";
        return { refusal: { code: "program_used", detail: `The program "${key}" ${why}. End it instead.` } };
      }
      return {
        done: { status: 200, body: presentProgram(program) },
        effects: {
          programs: [{ id, epoch }],
          programChanges: [],
          endedPrograms: [id],
          audit: [auditRow(deps, attempt, "program.removed", id, { key, name })],
        },
      };
    },
  );
}
