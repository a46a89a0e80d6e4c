import type { BeforeCodes, CodeCandidate, CodesProgram, OwnedCode } from "../../db/queries/codeWrites.ts";
import type { CodeKindChange, CodeRow, NewParticipantRow } from "../../db/queries/commitEffects.ts";
import { foldCode } from "../../domain/codes.ts";
import type { CodeKind } from "../../domain/codeTerms.ts";
import { MAX_OWN_CODES } from "../../domain/codeTerms.ts";
import type { Eligibility } from "../../domain/eligibility.ts";
import { eligibilityFrom, ineligibleFor } from "../../domain/eligibility.ts";
import { isInsult } from "../../domain/insults.ts";
import type { WriteRefusal } from "../commitOnce.ts";
import type { ProfileInput } from "../people/profiles.ts";
import { newParticipant } from "../people/profiles.ts";

/** One code asked for: the row of a batch, or all that is asked. */
export interface CodeAsked {
  /** Used only when the participant does not exist yet. */
  readonly participant: ProfileInput & { readonly externalId: string };
  /** A code that the tenant has given them before, as it is shown; null has one drawn. */
  readonly code: string | null;
  /** As its owner wrote it; null asks for none. */
  readonly vanity: string | null;
}

export type IssueRefusal =
  | "code_taken"
  | "code_unfit"
  | "too_many_codes"
  | "not_eligible"
  | "participant_blocked"
  | "participant_is_guest";

/** What a participant has after asking. */
export interface CodeGiven {
  readonly isNew: boolean;
  /** The code that was brought, or the primary. */
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
  /** Those of each participant in the program, by the id of the participant. */
  readonly own: Map<string, OwnCodes>;
  readonly newParticipants: NewParticipantRow[];
}

/** The codes of one participant in the program: as they were stored, and as they are to be. */
interface OwnCodes {
  readonly stored: ReadonlyMap<string, OwnedCode>;
  readonly now: Map<string, OwnedCode>;
}

/** Begins issuing codes of a program on what was read. */
export function openIssuing(program: CodesProgram, { participants, aliases, codes }: BeforeCodes): Issuing {
  const byName = new Map(participants.map((participant) => [participant.externalId, participant]));
  for (const [alias, externalId] of aliases) {
    const participant = byName.get(externalId);
    if (participant !== undefined) byName.set(alias, participant);
  }
  const inProgram = Map.groupBy(
    codes.filter(({ programId }) => programId === program.id),
    ({ participantId }) => participantId,
  );
  const byCode = (own: readonly OwnedCode[]) => new Map(own.map((code) => [code.code, code]));
  return {
    program,
    eligibility: eligibilityFrom(program.eligibility),
    participants: byName,
    codes: byCode(codes),
    own: new Map([...inProgram].map(([id, own]) => [id, { stored: byCode(own), now: byCode(own) }])),
    newParticipants: [],
  };
}

/**
 * Gives one participant their code, with the vanity code asked for beside it; a refusal makes nothing at all. The first
 * code of a participant is their primary. What is imported beside it goes on as a further code, and so does a vanity
 * code in whose place another is chosen.
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
    referredVersion: 0,
    segments: profile.segments ?? [],
    blocked: false,
    guest: false,
    application: null,
  };
  if (candidate.guest) {
    const detail = `${externalId} is a guest, and only an account gets a code: say "guest": false of them first.`;
    return refuse("participant_is_guest", detail);
  }
  const reason = ineligibleFor(issuing.eligibility, candidate, issuing.program.key);
  if (reason !== null) return refuse("not_eligible", `${externalId} may not share this program: ${reason}.`, reason);
  if (candidate.blocked) return refuse("participant_blocked", `${externalId} is blocked and gets no code.`);

  const has = found === undefined ? undefined : issuing.own.get(found.id);
  const own = [...(has?.now.values() ?? [])];
  const brought = asked.code ?? (own.length === 0 ? draw.code() : null);
  const refusal = refusalOf(issuing, own, { brought, vanity: asked.vanity });
  if (refusal !== null) return refusal;

  const id = found?.id ?? draw.participantId();
  if (found === undefined) {
    issuing.newParticipants.push(newParticipant(id, externalId, profile));
    issuing.participants.set(externalId, { ...candidate, id });
  }
  const kept = has ?? { stored: new Map(), now: new Map<string, OwnedCode>() };
  issuing.own.set(id, kept);
  const owner = { programId: issuing.program.id, participantId: id, version: 1 };
  const before = kept.now.size;
  if (brought !== null) give(issuing, kept, brought, kept.now.size === 0 ? "primary" : "further", owner);
  const isChosen = asked.vanity !== null && choose(issuing, kept, asked.vanity, owner);
  const primary = ofKind(kept, "primary")?.code ?? "";
  return {
    isNew: isChosen || kept.now.size > before,
    code: asked.code === null ? primary : foldCode(asked.code),
    vanity: ofKind(kept, "vanity")?.display ?? null,
    externalId: candidate.externalId,
  };
}

type Owner = Pick<OwnedCode, "programId" | "participantId" | "version">;

function ofKind({ now }: OwnCodes, kind: CodeKind): OwnedCode | undefined {
  return [...now.values()].find((code) => code.kind === kind);
}

/** A code that they have already stays what it is. */
function give(issuing: Issuing, { now }: OwnCodes, display: string, kind: CodeKind, owner: Owner): void {
  const code = foldCode(display);
  if (now.has(code)) return;
  const given = { code, display, kind, ...owner };
  now.set(code, given);
  issuing.codes.set(code, given);
}

/**
 * Makes a code their vanity code; the one before goes on as a further code. Their primary under another spelling needs
 * no alias.
 *
 * @returns whether anything has changed
 */
function choose(issuing: Issuing, own: OwnCodes, display: string, owner: Owner): boolean {
  const code = foldCode(display);
  const [before, has] = [ofKind(own, "vanity"), own.now.get(code)];
  if (before?.code === code || (has?.kind === "primary" && before === undefined)) return false;
  if (before !== undefined) own.now.set(before.code, { ...before, kind: "further" });
  if (has === undefined) give(issuing, own, display, "vanity", owner);
  else if (has.kind === "further") own.now.set(code, { ...has, kind: "vanity" });
  return true;
}

interface Names {
  readonly brought: string | null;
  readonly vanity: string | null;
}

/** Why a participant does not get what is asked for, or null. */
function refusalOf({ codes }: Issuing, own: readonly OwnedCode[], { brought, vanity }: Names): Refused | null {
  const known = new Set(own.map(({ code }) => code));
  const asked = [brought, vanity].flatMap((display) =>
    display === null ? [] : [{ display, code: foldCode(display) }],
  );
  const fresh = asked.filter(({ code }) => !known.has(code));
  for (const { display, code } of fresh) {
    const other = codes.get(code);
    if (other === undefined) continue;
    const alike = other.display === display ? "" : `, since it means the same as ${other.display}`;
    return refuse("code_taken", `The code ${display} is taken${alike}.`);
  }
  if (known.size + new Set(fresh.map(({ code }) => code)).size > MAX_OWN_CODES) {
    return refuse("too_many_codes", `A participant has ${MAX_OWN_CODES} codes in one program at most.`);
  }
  const isHurtful = vanity !== null && !known.has(foldCode(vanity)) && isInsult(vanity);
  return isHurtful ? refuse("code_unfit", `The code ${vanity} would hurt people.`) : null;
}

/** What issuing has made. */
export interface ChangedCodes {
  readonly codes: CodeRow[];
  readonly codeKinds: CodeKindChange[];
  /** Whose they are, of those who were there before. */
  readonly owners: readonly CodeCandidate[];
}

/** What the rows before have made of codes: new ones, and what others are now. Of those who get any, the primary is guarded. */
export function changedCodes({ own, participants, newParticipants }: Issuing): ChangedCodes {
  const codes: CodeRow[] = [];
  const codeKinds: CodeKindChange[] = [];
  // One who was asked for by two names is one.
  const known = new Map([...participants.values()].map((candidate) => [candidate.id, candidate]));
  for (const { id } of newParticipants) known.delete(id);
  const owners: CodeCandidate[] = [];
  for (const [id, { stored, now }] of own) {
    const all = [...now.values()];
    const added = all.filter(({ code }) => !stored.has(code));
    const moved = all.filter(({ code, kind }) => stored.has(code) && stored.get(code)?.kind !== kind);
    if (added.length + moved.length === 0) continue;
    codes.push(...added.map(({ version: _, ...row }) => row));
    const guard = [...stored.values()].filter(({ kind }) => kind === "primary");
    codeKinds.push(...[...guard, ...moved].map(({ code, kind, version }) => ({ code, kind, version })));
    const owner = known.get(id);
    if (owner !== undefined) owners.push(owner);
  }
  return { codes, codeKinds, owners };
}

type Refused = { readonly refusal: WriteRefusal<IssueRefusal> };

function refuse(code: IssueRefusal, detail: string, reason?: string): Refused {
  return { refusal: { code, detail, ...(reason === undefined ? {} : { reason }) } };
}
