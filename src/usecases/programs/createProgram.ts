import { presentProgram } from "../../contract/program.ts";
import type { BeforeProgram } from "../../db/queries/programs.ts";
import { readBeforeProgram } from "../../db/queries/programs.ts";
import type { ProgramRow, WrittenJson } from "../../db/rows/program.ts";
import { EMPTY_PLAN } from "../../domain/counters.ts";
import { parseRules } from "../../domain/parseRules.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { rulesRefusal } from "./rulesRefusal.ts";

/** Two made at the same moment may end one above it; it only keeps a tenant from making them without end. */
export const MAX_PROGRAMS = 200;

export interface ProgramInput {
  readonly key: string;
  readonly name: string;
  readonly landingUrl: string;
  readonly currency: string;
  readonly timezone: string;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly texts: WrittenJson;
  /** The rules document as it was sent. */
  readonly rules: WrittenJson;
}

export type CreateRefusal = "invalid_request" | "program_exists" | "too_many_programs";

/** Makes a program with its rules as a draft; nothing happens in it before it is published. */
export async function createProgram(
  deps: WriteDeps,
  request: Request,
  input: ProgramInput,
): Promise<WriteOutcome<CreateRefusal>> {
  const parsed = parseRules(input.rules, input.currency);
  // Drawn once: an existing program of this id was made by an attempt whose reply was lost.
  const id = deps.ids.id("prog", deps.clock.now());
  const idempotencyKey = request.idempotency?.key ?? null;
  return await commitOnce(
    deps,
    request,
    () => readBeforeProgram(deps.database, request.asker, idempotencyKey, input.key),
    (before, attempt) => (parsed.ok ? decide(deps, id, input, before, attempt) : rulesRefusal(parsed.problems)),
  );
}

function decide(
  deps: WriteDeps,
  id: string,
  input: ProgramInput,
  { existing, count }: BeforeProgram,
  attempt: Attempt,
): WriteDecision<CreateRefusal> {
  const { at } = attempt;
  if (existing !== null) {
    if (existing.id === id) return { done: { status: 201, body: presentProgram(existing) }, effects: null };
    return { refusal: { code: "program_exists", detail: `There is a program "${input.key}" already.` } };
  }
  if (count >= MAX_PROGRAMS) {
    return { refusal: { code: "too_many_programs", detail: `A tenant may have ${MAX_PROGRAMS} programs.` } };
  }
  const { rules, ...columns } = input;
  const made = { createdAt: at.toISOString(), updatedAt: at.toISOString() };
  const statusColumns: Pick<ProgramRow, "status" | "pausedReason" | "version"> = {
    status: "draft",
    pausedReason: null,
    version: 0,
  };
  return {
    done: {
      status: 201,
      body: presentProgram({
        ...columns,
        ...statusColumns,
        ...made,
        draftRules: rules,
        rules: null,
        draftVersion: 1,
        schedule: [],
      }),
    },
    effects: {
      newPrograms: [{ ...columns, id, draftRules: rules, counterPlan: EMPTY_PLAN }],
      audit: [auditRow(deps, attempt, "program.created", id, input)],
    },
  };
}
