import { presentProgram } from "../../contract/program.ts";
import type { TenantAsker } from "../../db/queries/asker.ts";
import type { Effects } from "../../db/queries/commitEffects.ts";
import type { ProgramColumns } from "../../db/queries/programEffectRows.ts";
import { readProgramForWrite } from "../../db/queries/programs.ts";
import type { ProgramRow, WrittenJson } from "../../db/rows/program.ts";
import { parseRules } from "../../domain/parseRules.ts";
import { isSameJson } from "../../domain/sameJson.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, WriteDecision, WriteDeps, WriteOutcome, WriteRefusal } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { defined } from "../defined.ts";
import { rulesRefusal } from "./rulesRefusal.ts";

/** What is left out stays as it is; null clears a date. */
export interface ProgramChange {
  readonly name?: string | undefined;
  readonly landingUrl?: string | undefined;
  readonly currency?: string | undefined;
  readonly timezone?: string | undefined;
  readonly startsAt?: string | null | undefined;
  readonly endsAt?: string | null | undefined;
  readonly texts?: WrittenJson | undefined;
  /** The texts that these were made of; where others were saved since, they are refused. */
  readonly ifTexts?: WrittenJson | undefined;
  /** Becomes the draft; null discards the one that there is. */
  readonly rules?: WrittenJson | null | undefined;
  /** The draft version that the rules were written on, or that is discarded; where another was saved since, it is refused. */
  readonly ifDraftVersion?: number | undefined;
  readonly status?: "active" | "paused" | "ended" | undefined;
}

export type ChangeRefusal =
  | "invalid_request"
  | "program_not_found"
  | "field_frozen"
  | "not_published"
  | "draft_conflict"
  | "program_ended";

/** Changes a program. Its rules go to a draft, which only publishing puts into force. */
export async function changeProgram(
  deps: WriteDeps,
  asker: TenantAsker,
  key: string,
  change: ProgramChange,
): Promise<WriteOutcome<ChangeRefusal>> {
  return await commitOnce(
    deps,
    { asker, idempotency: null },
    () => readProgramForWrite(deps.database, asker, null, key),
    (program, attempt) => {
      if (program === null) return { refusal: { code: "program_not_found", detail: `There is no program "${key}".` } };
      return decide(deps, program, change, attempt);
    },
  );
}

function decide(
  deps: WriteDeps,
  program: ProgramRow,
  change: ProgramChange,
  attempt: Attempt,
): WriteDecision<ChangeRefusal> {
  const { rules: sent, ifDraftVersion, ifTexts, status, ...columns } = change;
  // Who names the version and sends what is saved already was answered before, and the reply was lost. What is gone can
  // be discarded by no one again.
  const isSaved =
    sent !== undefined && isSameJson(sent, program.draftRules) && (ifDraftVersion !== undefined || sent === null);
  const rules = isSaved ? undefined : sent;
  const draft = rules === undefined ? {} : { draftRules: rules, draftVersion: program.draftVersion + 1 };
  const next = { ...program, ...defined(columns), ...draft };
  const refusal =
    (isSaved ? null : draftConflict(program, ifDraftVersion)) ??
    textsConflict(program, ifTexts) ??
    nothingLeft(program, rules) ??
    frozen(program, next) ??
    datesProblem(next) ??
    statusProblem(program, status);
  if (refusal !== null) return { refusal };
  if (next.draftRules !== null && (rules !== undefined || next.currency !== program.currency)) {
    const parsed = parseRules(next.draftRules, next.currency);
    if (!parsed.ok) return rulesRefusal(parsed.problems);
  }
  const isNothingLeft = isSaved && Object.keys(defined({ ...columns, status })).length === 0;
  if (isNothingLeft) return { done: { status: 200, body: presentProgram(program) }, effects: null };
  const changes = {
    ...defined(columns),
    ...(rules === undefined ? {} : { draftRules: rules }),
    ...statusColumns(next, status, attempt.at),
  };
  const audit = auditOf(deps, attempt, program, { ...columns, rules, status });
  return {
    done: { status: 200, body: presentProgram({ ...next, ...changes, updatedAt: attempt.at.toISOString() }) },
    effects: {
      programs: [{ id: program.id, epoch: program.epoch }],
      programChanges: [{ id: program.id, changes }],
      audit,
    },
  };
}

/** A draft that is discarded has a row of its own; what was in it stands in the rows of those who saved it. */
function auditOf(
  deps: WriteDeps,
  attempt: Attempt,
  { id, draftVersion }: ProgramRow,
  { rules, ...others }: Omit<ProgramChange, "ifDraftVersion" | "ifTexts">,
): NonNullable<Effects["audit"]> {
  if (rules !== null) return [auditRow(deps, attempt, "program.changed", id, { ...others, ...defined({ rules }) })];
  const discarded = auditRow(deps, attempt, "program.draft_discarded", id, { draftVersion });
  const isMore = Object.keys(defined(others)).length > 0;
  return isMore ? [auditRow(deps, attempt, "program.changed", id, others), discarded] : [discarded];
}

/** Before the first publish the draft is all that a program has. */
function nothingLeft(program: ProgramRow, rules: ProgramChange["rules"]): WriteRefusal<ChangeRefusal> | null {
  if (rules !== null || program.version > 0) return null;
  return { code: "not_published", detail: "The draft is all that a program has before its first publish." };
}

/** Two who began with the same draft: the second is shown what the first has saved. */
function draftConflict(program: ProgramRow, began: number | undefined): WriteRefusal<ChangeRefusal> | null {
  if (began === undefined || began === program.draftVersion) return null;
  const { draftRules, draftVersion, version } = program;
  const detail = `The draft has version ${draftVersion} by now, and yours began with version ${began}.`;
  return { code: "draft_conflict", detail, current: { draftVersion, draft: draftRules, version } };
}

/** The same of texts: who writes in one language takes nothing away that was written in another meanwhile. */
function textsConflict({ texts }: ProgramRow, began: WrittenJson | undefined): WriteRefusal<ChangeRefusal> | null {
  if (began === undefined || isSameJson(began, texts)) return null;
  return { code: "draft_conflict", detail: "The texts were changed since.", current: { texts } };
}

/** Amounts and periods of everything earned so far are in them. */
function frozen(program: ProgramRow, next: ProgramRow): WriteRefusal<ChangeRefusal> | null {
  if (program.version === 0) return null;
  const fields = (["currency", "timezone"] as const).filter((field) => program[field] !== next[field]);
  if (fields.length === 0) return null;
  const errors = fields.map((path) => ({ path, message: `stays ${program[path]} since the first publish` }));
  return { code: "field_frozen", detail: "Currency and time zone can't change once a program was published.", errors };
}

function datesProblem({ startsAt, endsAt }: ProgramRow): WriteRefusal<ChangeRefusal> | null {
  if (startsAt === null || endsAt === null || Date.parse(startsAt) < Date.parse(endsAt)) return null;
  const errors = [{ path: "endsAt", message: "not after startsAt" }];
  return { code: "invalid_request", detail: "The program would end before it starts.", errors };
}

function statusProblem(program: ProgramRow, status: ProgramChange["status"]): WriteRefusal<ChangeRefusal> | null {
  if (status === undefined || status === program.status) return null;
  if (program.status === "ended") return { code: "program_ended", detail: "An ended program stays ended." };
  if (program.version > 0 || status === "ended") return null;
  return { code: "not_published", detail: "Publish the program first." };
}

/** What a person says counts, whatever paused the program before. */
function statusColumns(program: ProgramRow, status: ProgramChange["status"], at: Date): Partial<ProgramColumns> {
  if (status === undefined || (status === program.status && program.pausedReason !== "budget")) return {};
  const columns = { status, pausedReason: status === "paused" ? ("person" as const) : null, pausedPeriod: null };
  return { ...columns, ...sinceWhen(program, status, at), ...(status === "ended" ? endOf(program, at) : {}) };
}

/** What happened before a person paused or ended it is taken, as far as it was active by then. */
function sinceWhen({ status, pausedReason }: ProgramRow, next: string, at: Date): Partial<ProgramColumns> {
  if (next === "active") return { pausedAt: null };
  if (status === "active") return { pausedAt: at.toISOString() };
  return pausedReason === "person" ? {} : { pausedAt: null };
}

/** A program ends when a person ends it, unless its own end came before; one that never began has no end to tell. */
function endOf({ startsAt, endsAt }: ProgramRow, at: Date): Partial<ProgramColumns> {
  const now = at.getTime();
  const isOver = endsAt !== null && Date.parse(endsAt) <= now;
  return isOver || (startsAt !== null && Date.parse(startsAt) >= now) ? {} : { endsAt: at.toISOString() };
}
