import { presentGoal } from "../../contract/goal.ts";
import type { BeforeGoal, GoalRow, GoalView } from "../../db/queries/goals.ts";
import { readBeforeGoal } from "../../db/queries/goals.ts";
import { MAX_GOALS } from "../../domain/goals.ts";
import { isSameJson } from "../../domain/sameJson.ts";
import { auditRow } from "../auditRow.ts";
import type { Request, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

/** The target is in the figure's own unit; both days are in it, the last no earlier than the first. */
export type GoalInput = Omit<GoalRow, "programId" | "id">;

/**
 * A change of what is stored by then: what a person left as it was keeps what another has written there. Null where it
 * does not go with that.
 */
export type GoalEdit = (stored: GoalView | null) => GoalInput | null;

export type GoalRefusal = "invalid_request" | "program_not_found" | "too_many_goals";

/** Writes a goal of a program under the tenant's own name for it, over what was there. The same again writes nothing. */
export async function putGoal(
  deps: WriteDeps,
  request: Request,
  { program, id }: { readonly program: string; readonly id: string },
  written: GoalInput | GoalEdit,
): Promise<WriteOutcome<GoalRefusal>> {
  return await commitOnce<BeforeGoal | null, GoalRefusal>(
    deps,
    request,
    () => readBeforeGoal(deps.database, request.asker, request.idempotency?.key ?? null, { program, id }),
    (before, attempt) => {
      if (before === null) {
        return { refusal: { code: "program_not_found", detail: `There is no program "${program}".` } };
      }
      const { programId, currency, count, goal } = before;
      const input = typeof written === "function" ? written(goal) : written;
      if (input === null) {
        return { refusal: { code: "invalid_request", detail: "It does not go with what another has written." } };
      }
      if (goal !== null && isSameJson(inputOf(goal), input))
        return { done: { status: 200, body: presentGoal(goal) }, effects: null };
      if (goal === null && count >= MAX_GOALS) {
        const detail = `The program has ${MAX_GOALS} goals, as many as it may have.`;
        return { refusal: { code: "too_many_goals", detail } };
      }
      const body = presentGoal({ ...input, id, program, currency, updatedAt: attempt.at.toISOString() });
      return {
        done: { status: goal === null ? 201 : 200, body },
        effects: {
          goalCount: { programId, count },
          goals: [{ programId, id, ...input, was: goal === null ? null : inputOf(goal) }],
          audit: [auditRow(deps, attempt, "goal.saved", programId, { goal: id, ...input })],
        },
      };
    },
  );
}

function inputOf({ metric, target, firstDay, lastDay }: GoalInput): GoalInput {
  return { metric, target, firstDay, lastDay };
}
