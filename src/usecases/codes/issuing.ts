import type { BeforeCodes, CodeCandidate, CodesProgram, OwnedCode } from "../../db/queries/codeWrites.ts";
import type { CodeRow, NewParticipantRow } from "../../db/queries/commitEffects.ts";
import { foldCode } from "../../domain/codes.ts";
import type { Eligibility } from "../../domain/eligibility.ts";
import { eligibilityFrom, ineligibleFor } from "../../domain/eligibility.ts";
import type { WriteRefusal } from "../commitOnce.ts";
import type { ProfileInput } from "../people/profiles.ts";
import { newParticipant } from "../people/profiles.ts";

/** One code asked for: the row of a batch, or all that is asked. */
export interface CodeAsked {
  /** Used only when the participant does not exist yet. */
  readonly participant: ProfileInput & { readonly externalId: string };
  /** A code that the tenant has given them before, as written; null has one drawn. */
  readonly code: string | null;
  /** As its owner wrote it; null asks for none. */
  readonly vanity: string | null;
}

export type IssueRefusal = "code_taken" | "code_exists" | "vanity_exists" | "not_eligible" | "participant_blocked";

/** The codes that a participant has after asking. */
export interface CodeGiven {
  readonly isNew: boolean;
  readonly code: string;
  readonly vanity: string | null;
  /** Whose they are, by their own name. */
  readonly externalId: string;
}

/** What is known while codes are issued one after the other: what was read, and what those before have made. */
export interface Issuing {
  readonly program: CodesProgram;
  readonly eligibility: Eligibility;
  /** By each name that was asked for. */
  readonly participants: Map<string, CodeCandidate>;
  readonly codes: Map<string, OwnedCode>;
  readonly newParticipants: NewParticipantRow[];
  readonly newCodes: CodeRow[];
}

/** Begins issuing codes of a program on what was read. */
export function openIssuing(program: CodesProgram, { participants, aliases, codes }: BeforeCodes): Issuing {
  const byName = new Map(participants.map((participant) => [participant.externalId, participant]));
  for (const [alias, externalId] of aliases) {
    const participant = byName.get(externalId);
    if (participant !== undefined) byName.set(alias, participant);
  }
  return {
    program,
    eligibility: eligibilityFrom(program.eligibility),
    participants: byName,
    codes: new Map(codes.map((code) => [code.code, code])),
    newParticipants: [],
    newCodes: [],
  };
}

/**
 * Gives one participant their code, with the vanity code asked for beside it; a refusal makes nothing at all.
 *
 * @param draw ids and codes, drawn anew on every attempt
 */
export function issueOne(
  issuing: Issuing,
  asked: CodeAsked,
  draw: { readonly participantId: () => string; readonly code: () => string },
): CodeGiven | { readonly refusal: WriteRefusal<IssueRefusal> } {
  const { externalId, ...profile } = asked.participant;
  const found = issuing.participants.get(externalId);
  const candidate = found ?? {
    id: "",
    externalId,
    segments: profile.segments ?? [],
    blocked: false,
    application: null,
  };
  const reason = ineligibleFor(issuing.eligibility, candidate, issuing.program.key);
  if (reason !== null) return refuse("not_eligible", `${externalId} may not share this program: ${reason}.`, reason);
  if (candidate.blocked) return refuse("participant_blocked", `${externalId} is blocked and gets no code.`);

  const own = found === undefined ? [] : ownCodes(issuing, found.id);
  const primary = primaryFor(issuing, asked.code, own);
  if ("refusal" in primary) return primary;
  const vanity = vanityFor(issuing, asked.vanity, own, primary.code);
  if ("refusal" in vanity) return vanity;

  const id = found?.id ?? draw.participantId();
  if (found === undefined) {
    issuing.newParticipants.push(newParticipant(id, externalId, profile));
    issuing.participants.set(externalId, { ...candidate, id });
  }
  const owner = { programId: issuing.program.id, participantId: id };
  const code = primary.code ?? draw.code();
  if (primary.isNew) add(issuing, { code, display: primary.display ?? code, kind: "primary", ...owner });
  if (vanity.isNew && vanity.display !== null) {
    add(issuing, { code: foldCode(vanity.display), display: vanity.display, kind: "vanity", ...owner });
  }
  return { isNew: primary.isNew || vanity.isNew, code, vanity: vanity.display, externalId: candidate.externalId };
}

function ownCodes({ codes, program }: Issuing, participantId: string): OwnedCode[] {
  return [...codes.values()].filter((code) => code.programId === program.id && code.participantId === participantId);
}

function add(issuing: Issuing, row: CodeRow): void {
  issuing.newCodes.push(row);
  issuing.codes.set(row.code, row);
}

interface Primary {
  /** Null: to be drawn. */
  readonly code: string | null;
  readonly display: string | null;
  readonly isNew: boolean;
}

/** The participant's primary code: the one they have, the one that is imported now, or one to be drawn. */
function primaryFor(
  issuing: Issuing,
  asked: string | null,
  own: readonly OwnedCode[],
): Primary | ReturnType<typeof refuse> {
  const has = own.find(({ kind }) => kind === "primary");
  const folded = asked === null ? null : foldCode(asked);
  if (has !== undefined && (folded === null || has.code === folded)) {
    return { code: has.code, display: has.display, isNew: false };
  }
  if (has !== undefined) return refuse("code_exists", `This participant already has the code ${has.display}.`);
  if (folded !== null && issuing.codes.has(folded)) return refuse("code_taken", `The code ${asked} is taken.`);
  return { code: folded, display: asked, isNew: true };
}

/** The participant's vanity code: the one they have, or the one that is asked for now. */
function vanityFor(
  issuing: Issuing,
  asked: string | null,
  own: readonly OwnedCode[],
  primary: string | null,
): { readonly display: string | null; readonly isNew: boolean } | ReturnType<typeof refuse> {
  const has = own.find(({ kind }) => kind === "vanity");
  if (asked === null) return { display: has?.display ?? null, isNew: false };
  const folded = foldCode(asked);
  if (has?.code === folded) return { display: has.display, isNew: false };
  if (has !== undefined) return refuse("vanity_exists", `This participant already has the vanity code ${has.display}.`);
  // Their own code under another spelling needs no alias.
  if (primary === folded) return { display: null, isNew: false };
  if (issuing.codes.has(folded)) return refuse("code_taken", `The code ${asked} is taken.`);
  return { display: asked, isNew: true };
}

function refuse(code: IssueRefusal, detail: string, reason?: string): { readonly refusal: WriteRefusal<IssueRefusal> } {
  return { refusal: { code, detail, ...(reason === undefined ? {} : { reason }) } };
}
