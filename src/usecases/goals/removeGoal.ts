import { presentGoal } from "../../contract/goal.ts";
import type { BeforeGoal } from "../../db/queries/goals.ts";
import { readBeforeGoal } from "../../db/queries/goals.ts";
import { auditRow } from "../auditRow.ts";
import type { Request, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

export type GoalRemovalRefusal = "program_not_found" | "goal_not_found";

/** Removes a goal of a program; its figure is counted as before. */
export async function removeGoal(
  deps: WriteDeps,
  request: Request,
  { program, id }: { readonly program: string; readonly id: string },
): Promise<WriteOutcome<GoalRemovalRefusal>> {
  return await commitOnce<BeforeGoal | null, GoalRemovalRefusal>(
    deps,
    request,
    () => readBeforeGoal(deps.database, request.asker, request.idempotency?.key ?? null, { program, id }),
    (before, attempt) => {
      if (before === null) {
        return { refusal: { code: "program_not_found", detail: `There is no program "${program}".` } };
      }
      const { programId, count, goal } = before;
      if (goal === null) {
        return { refusal: { code: "goal_not_found", detail: `The program has no goal "${id}".` } };
      }
      return {
        done: { status: 200, body: presentGoal(goal) },
        effects: {
          goalCount: { programId, count },
          endedGoals: [{ programId, id }],
          audit: [auditRow(deps, attempt, "goal.removed", programId, { goal: id })],
        },
      };
    },
  );
}
