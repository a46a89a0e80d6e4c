import { presentApplication } from "../../contract/application.ts";
import type { BeforeApplication } from "../../db/queries/applications.ts";
import { readBeforeApplication } from "../../db/queries/applications.ts";
import type { Whom } from "../../db/queries/participantWrites.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { unchangedPerson } from "./participantGuards.ts";

export interface ApplicationVerdict {
  /** The program's key. */
  readonly program: string;
  readonly whom: Whom;
  readonly status: "approved" | "refused";
  /** Null: none is given. */
  readonly reason: string | null;
}

export type VerdictRefusal = "program_not_found" | "not_found";

/**
 * Approves or refuses an application; one that was decided before may be decided the other way. From the commit on
 * it holds for every event, those in flight included: they are decided again.
 */
export async function decideApplication(
  deps: WriteDeps,
  request: Request,
  verdict: ApplicationVerdict,
): Promise<WriteOutcome<VerdictRefusal>> {
  return await commitOnce(
    deps,
    request,
    () => readBeforeApplication(deps.database, request.asker, request.idempotency?.key ?? null, verdict),
    (before, attempt) => decide(deps, verdict, before, attempt),
  );
}

function decide(
  deps: WriteDeps,
  verdict: ApplicationVerdict,
  { program, participant, application }: BeforeApplication,
  attempt: Attempt,
): WriteDecision<VerdictRefusal> {
  const { at, actor } = attempt;
  const { status, reason } = verdict;
  if (program === null) {
    return { refusal: { code: "program_not_found", detail: `There is no program "${verdict.program}".` } };
  }
  if (participant === null || application === null) {
    return { refusal: { code: "not_found", detail: `${nameOf(verdict.whom)} has not applied to this program.` } };
  }
  if (application.status === status && (reason === null || application.reason === reason)) {
    return { done: { status: 200, body: presentApplication(application) }, effects: null };
  }
  const decided = { ...application, status, reason, decidedAt: at.toISOString(), decidedBy: actor };
  // Events that bring this advocate's code compare `referred_version`, which the commit raises: those in flight are
  // redone. Their own events don't hold a decision up.
  const { id } = participant;
  const detail = { program: program.id, reason, was: application.status };
  return {
    done: { status: 200, body: presentApplication(decided) },
    effects: {
      participants: [unchangedPerson(participant)],
      applications: [{ programId: program.id, participantId: id, status, reason, decidedBy: actor }],
      audit: [auditRow(deps, attempt, `application.${status}`, id, detail)],
    },
  };
}

function nameOf(whom: Whom): string {
  return "id" in whom ? whom.id : whom.externalId;
}
