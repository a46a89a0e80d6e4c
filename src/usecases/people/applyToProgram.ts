import { presentApplication } from "../../contract/application.ts";
import type { BeforeApplication } from "../../db/queries/applications.ts";
import { readBeforeApplication } from "../../db/queries/applications.ts";
import type { Asker } from "../../db/queries/asker.ts";
import { maySeeProgram } from "../../db/queries/asker.ts";
import { phonesOf } from "../../db/queries/contactEffectRows.ts";
import { isLapsed } from "../../domain/eligibility.ts";
import { noticeOf } from "../../domain/notices.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { contactEffects } from "./contactEffects.ts";
import { unchangedPerson } from "./participantGuards.ts";
import type { ProfileInput } from "./profiles.ts";
import { newParticipant } from "./profiles.ts";

export interface ApplicationInput {
  /** The program's key. */
  readonly program: string;
  /** Made where they don't exist; an existing one is not changed. */
  readonly participant: ProfileInput & { readonly externalId: string };
}

type ApplicationRefusal = "program_not_found" | "participant_is_guest";

/**
 * Applies for a participant to be an advocate of a program. Asking again answers what became of the first time:
 * only a person's word changes a refusal, but one who lapsed by too few sales may apply again. Programs that are open take applications too, for the version to come.
 */
export async function applyToProgram(
  deps: WriteDeps,
  request: Request<Asker>,
  input: ApplicationInput,
): Promise<WriteOutcome<ApplicationRefusal>> {
  const asked = { program: input.program, whom: { externalId: input.participant.externalId } };
  return await commitOnce(
    deps,
    request,
    () => readBeforeApplication(deps.database, request.asker, request.idempotency?.key ?? null, asked),
    ({ program, ...before }, attempt) => {
      const shown = program !== null && maySeeProgram(request.asker, program) ? program : null;
      return decide(deps, input, { ...before, program: shown }, attempt);
    },
  );
}

function decide(
  deps: WriteDeps,
  input: ApplicationInput,
  { program, participant, application }: BeforeApplication,
  attempt: Attempt,
): WriteDecision<ApplicationRefusal> {
  const { at, actor } = attempt;
  if (program === null) {
    return { refusal: { code: "program_not_found", detail: `There is no program "${input.program}".` } };
  }
  if (participant?.guest === true) {
    const detail = `${participant.externalId} is a guest, and only an account applies: say "guest": false of them first.`;
    return { refusal: { code: "participant_is_guest", detail } };
  }
  if (application !== null && participant !== null && isLapsed(application)) {
    return applyingAgain(deps, { program, participant, application }, attempt);
  }
  if (application !== null) return { done: { status: 200, body: presentApplication(application) }, effects: null };
  const { externalId, ...profile } = input.participant;
  const participantId = participant?.id ?? deps.ids.id("par", at);
  const decided = { status: "applied", reason: null, decidedAt: null, decidedBy: null } as const;
  const made = {
    participantId,
    participant: participant?.externalId ?? externalId,
    program: program.key,
    appliedAt: at.toISOString(),
    ...decided,
  };
  const isNew = participant === null;
  const newParticipants = isNew ? [newParticipant(participantId, externalId, profile)] : [];
  const detail = { program: program.id };
  // A participant who applies with a token of their own may be new to us, and then has no id before this.
  const by = actor.type === "participant" ? { ...actor, id: participantId } : actor;
  return {
    done: { status: 201, body: presentApplication(made) },
    effects: {
      // One that is removed meanwhile takes none.
      programs: [{ id: program.id, epoch: program.epoch }],
      newParticipants,
      participants: participant === null ? [] : [unchangedPerson(participant)],
      phones: phonesOf(newParticipants),
      ...contactEffects(deps, newParticipants),
      newApplications: [{ programId: program.id, participantId }],
      audit: [auditRow(deps, { at, actor: by }, "application.applied", participantId, detail)],
      outbox: isNew
        ? [{ id: deps.ids.id("obx", at), notices: [noticeOf("participant.created", participantId, null)] }]
        : [],
    },
  };
}

/** Who lapsed waits for a person's word again, like one who has never applied. */
function applyingAgain(
  deps: WriteDeps,
  { program, participant, application }: { readonly [K in keyof BeforeApplication]: NonNullable<BeforeApplication[K]> },
  attempt: Attempt,
): WriteDecision<ApplicationRefusal> {
  const { at, actor } = attempt;
  const { id } = participant;
  const undecided = { status: "applied", reason: null, decidedBy: null } as const;
  const again = { ...application, ...undecided, appliedAt: at.toISOString(), decidedAt: null };
  const by = actor.type === "participant" ? { ...actor, id } : actor;
  const detail = { program: program.id, was: application.status };
  return {
    done: { status: 201, body: presentApplication(again) },
    effects: {
      // A verdict that comes at the same time has raised the version, and then this is decided again.
      participants: [unchangedPerson(participant)],
      applications: [{ programId: program.id, participantId: id, ...undecided }],
      audit: [auditRow(deps, { at, actor: by }, "application.applied", id, detail)],
    },
  };
}
