import { presentProgram } from "../../contract/program.ts";
import { presentTextsToCheck } from "../../contract/textsToCheck.ts";
import type { BeforePublish } from "../../db/queries/programs.ts";
import { readBeforePublish } from "../../db/queries/programs.ts";
import type { ProgramRow, ScheduledPublish, WrittenJson } from "../../db/rows/program.ts";
import { parseRules } from "../../domain/parseRules.ts";
import { DAY_MS } from "../../domain/periods.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome, WriteRefusal } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import type { ApplyTo } from "./publishing.ts";
import { publishing } from "./publishing.ts";
import { rulesRefusal } from "./rulesRefusal.ts";

/** So many publishes of a program may wait for their time: a sale and its end, and the next. */
export const MAX_SCHEDULED = 5;
/** So far ahead a publish may be. */
export const MAX_DAYS_AHEAD = 731;

export interface PublishInput {
  readonly applyTo: ApplyTo;
  /** The version whose rules are published again; null publishes the draft. */
  readonly version: number | null;
  /** RFC 3339; null publishes now. */
  readonly publishAt: string | null;
}

export type PublishRefusal =
  | "invalid_request"
  | "program_not_found"
  | "program_ended"
  | "nothing_to_publish"
  | "too_many_scheduled"
  | "version_not_found";

/**
 * Makes the draft, or an earlier version again, the next version of the program, now or at a time. A version never
 * changes afterwards, and neither does what waits for its time.
 */
export async function publishProgram(
  deps: WriteDeps,
  request: Request,
  key: string,
  input: PublishInput,
): Promise<WriteOutcome<PublishRefusal>> {
  // Drawn once: what has this id was made by an attempt whose reply was lost.
  const id = deps.ids.id(input.publishAt === null ? "ver" : "sch", deps.clock.now());
  const idempotencyKey = request.idempotency?.key ?? null;
  return await commitOnce(
    deps,
    request,
    () => readBeforePublish(deps.database, request.asker, idempotencyKey, key, input.version),
    (before, attempt) => {
      if (before.program === null)
        return { refusal: { code: "program_not_found", detail: `There is no program "${key}".` } };
      const known = { ...before, program: before.program };
      return checked(decide(deps, known, input, id, attempt), known, input);
    },
  );
}

/** The answer with what to look at in the program's own texts. */
function checked(
  decision: WriteDecision<PublishRefusal>,
  { program, again, said }: BeforePublish & { readonly program: ProgramRow },
  { version }: PublishInput,
): WriteDecision<PublishRefusal> {
  if (!("done" in decision)) return decision;
  const { currency, texts } = program;
  // What an attempt has published whose reply was lost is no draft any more.
  const document = (version === null ? program.draftRules : again) ?? program.rules ?? {};
  const all = { texts, materials: said?.materials ?? [], older: said?.older ?? [] };
  const body = { ...(decision.done.body as object), textsToCheck: presentTextsToCheck(all, document, currency) };
  return { ...decision, done: { ...decision.done, body } };
}

function decide(
  deps: WriteDeps,
  { program, again }: BeforePublish & { readonly program: ProgramRow },
  { applyTo, version, publishAt }: PublishInput,
  id: string,
  attempt: Attempt,
): WriteDecision<PublishRefusal> {
  const isDone = program.versionId === id || program.schedule.some((waits) => waits.id === id);
  if (isDone) return { done: { status: 200, body: presentProgram(program) }, effects: null };
  if (program.status === "ended")
    return { refusal: { code: "program_ended", detail: "An ended program stays ended." } };
  const document = version === null ? program.draftRules : again;
  if (document === null) return { refusal: nothingThere(version) };
  const parsed = parseRules(document, program.currency);
  if (!parsed.ok) return rulesRefusal(parsed.problems);
  if (publishAt !== null) {
    const waits = { id, publishAt, applyTo, again: version };
    return scheduling(deps, program, document, waits, attempt);
  }
  const next = { id, document, rules: parsed.rules, applyTo, again: version, scheduled: null };
  const { body, effects } = publishing(deps, program, next, attempt);
  return { done: { status: 200, body }, effects };
}

/** Keeps a document for its time. The program's epoch rises, so that no two requests take the last place. */
function scheduling(
  deps: WriteDeps,
  program: ProgramRow,
  rules: WrittenJson,
  waits: ScheduledPublish,
  attempt: Attempt,
): WriteDecision<PublishRefusal> {
  const { at } = attempt;
  const ahead = Date.parse(waits.publishAt) - at.getTime();
  if (ahead <= 0 || ahead > MAX_DAYS_AHEAD * DAY_MS) {
    const message = ahead <= 0 ? "not after now" : `at most ${MAX_DAYS_AHEAD} days ahead`;
    const errors = [{ path: "publishAt", message }];
    return { refusal: { code: "invalid_request", detail: "It can't be published at that time.", errors } };
  }
  if (program.schedule.length >= MAX_SCHEDULED) {
    const detail = `${MAX_SCHEDULED} publishes of this program wait for their time already.`;
    return { refusal: { code: "too_many_scheduled", detail } };
  }
  const { id: programId, epoch } = program;
  const { id, publishAt, applyTo, again } = waits;
  const detail = { scheduled: id, publishAt, applyTo, ...(again === null ? {} : { again }) };
  const schedule = [...program.schedule, waits].toSorted((a, b) => Date.parse(a.publishAt) - Date.parse(b.publishAt));
  return {
    done: { status: 200, body: presentProgram({ ...program, schedule, updatedAt: at.toISOString() }) },
    effects: {
      programs: [{ id: programId, epoch }],
      programChanges: [{ id: programId, changes: {} }],
      newSchedules: [{ programId, id, rules, again, applyTo, publishAt }],
      audit: [auditRow(deps, attempt, "program.scheduled", programId, detail)],
    },
  };
}

function nothingThere(version: number | null): WriteRefusal<PublishRefusal> {
  if (version === null) return { code: "nothing_to_publish", detail: "Change the rules first; they go to a draft." };
  return { code: "version_not_found", detail: `There is no version ${version}.` };
}
