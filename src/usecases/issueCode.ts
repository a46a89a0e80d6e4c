import type { CodeRow } from "../db/queries/commitEffects.ts";
import type { BeforeCode } from "../db/queries/participantWrites.ts";
import { readBeforeCode } from "../db/queries/participantWrites.ts";
import { foldCode } from "../domain/codes.ts";
import type { Attempt, Decision, Request, WriteDeps, WriteOutcome } from "./commitOnce.ts";
import { commitOnce } from "./commitOnce.ts";
import type { ProfileInput } from "./putParticipant.ts";
import { newParticipant } from "./putParticipant.ts";
import { shareUrl } from "./shareUrl.ts";

export interface CodeInput {
  /** The program's key. */
  readonly program: string;
  /** Used only when the participant does not exist yet. */
  readonly participant: ProfileInput & { readonly externalId: string };
  /** As its owner wrote it; null asks for none. */
  readonly vanity: string | null;
}

export type CodeRefusal = "program_not_found" | "code_taken" | "vanity_exists";

/**
 * Gets a participant's code in a program, or makes it; with a vanity code beside it where one is asked for.
 *
 * @param baseUrl what share links start with
 */
export async function issueCode(
  deps: WriteDeps,
  request: Request,
  input: CodeInput,
  baseUrl: string,
): Promise<WriteOutcome<CodeRefusal>> {
  const vanity = input.vanity === null ? null : foldCode(input.vanity);
  const asked = { program: input.program, externalId: input.participant.externalId, vanity };
  const idempotencyKey = request.idempotency?.key ?? null;
  return await commitOnce(
    deps,
    request,
    () => readBeforeCode(deps.database, request.keyHash, idempotencyKey, asked),
    (before, attempt) => decide(deps, input, before, attempt, baseUrl),
  );
}

function decide(
  deps: WriteDeps,
  input: CodeInput,
  before: BeforeCode,
  attempt: Attempt,
  baseUrl: string,
): Decision<CodeRefusal> {
  const { program } = before;
  if (program === null) return refuse("program_not_found", `There is no program "${input.program}".`);
  const participantId = before.participant?.id ?? deps.ids.id("par", attempt.at);
  const owner = { programId: program.id, participantId };
  const primary = before.own.find(({ kind }) => kind === "primary");
  const vanity = vanityFor(input.vanity, before);
  if ("refusal" in vanity) return vanity;

  const made: CodeRow[] = [];
  const code = primary?.code ?? deps.ids.code();
  if (primary === undefined) made.push({ code, display: code, kind: "primary", ...owner });
  if (vanity.isNew && vanity.display !== null) {
    made.push({ code: foldCode(vanity.display), display: vanity.display, kind: "vanity", ...owner });
  }
  const { externalId, ...profile } = input.participant;
  const body = {
    code,
    vanity: vanity.display,
    shareUrl: shareUrl(baseUrl, before.slug, vanity.display ?? code),
    program: program.key,
    participant: externalId,
  };
  if (made.length === 0) return { done: { status: 200, body }, effects: null };
  const isNew = before.participant === null;
  const notices = [
    ...(isNew ? [{ type: "participant.created", eventId: null, programId: null, subjectId: participantId }] : []),
    ...made.map((row) => ({ type: "code.issued", eventId: null, programId: program.id, subjectId: row.code })),
  ];
  return {
    done: { status: 201, body },
    effects: {
      newParticipants: isNew ? [newParticipant(participantId, externalId, profile)] : [],
      codes: made,
      outbox: [{ id: deps.ids.id("obx", attempt.at), notices }],
    },
  };
}

/** The participant's vanity code: the one they have, or the one that is asked for now. */
function vanityFor(
  asked: string | null,
  before: BeforeCode,
): { readonly display: string | null; readonly isNew: boolean } | ReturnType<typeof refuse> {
  const own = before.own.find(({ kind }) => kind === "vanity");
  if (asked === null) return { display: own?.display ?? null, isNew: false };
  const folded = foldCode(asked);
  if (own?.code === folded) return { display: own.display, isNew: false };
  if (own !== undefined) return refuse("vanity_exists", `This participant already has the vanity code ${own.display}.`);
  if (before.own.some(({ code }) => code === folded)) return { display: null, isNew: false };
  if (before.taken) return refuse("code_taken", `The code ${asked} is taken.`);
  return { display: asked, isNew: true };
}

function refuse(
  code: CodeRefusal,
  detail: string,
): { readonly refusal: { readonly code: CodeRefusal; readonly detail: string } } {
  return { refusal: { code, detail } };
}
