import type { CodeFault } from "../domain/chosenCodes.ts";
import { displayOf, faultOfChosen } from "../domain/chosenCodes.ts";
import type { IneligibleReason } from "../domain/eligibility.ts";
import { chosenCode } from "../http/schemas/codes.ts";
import { externalId } from "../http/schemas/texts.ts";
import { CODE_LINE_PROBLEMS } from "../i18n/dashboard/codeLines.ts";
import type { InEveryLanguage } from "../i18n/everyLanguage.ts";
import type { RowOutcome } from "../usecases/codes/issueCodes.ts";
import type { CodeAsked, IssueRefusal } from "../usecases/codes/issuing.ts";

/** Codes that a person gives to many customers at once: what they typed, line by line, and why a line is refused. */

/** A word that would hurt is refused where it is chosen; codes that come along are in use already. */
type OutcomeProblem = Exclude<IssueRefusal, "not_eligible" | "code_unfit"> | IneligibleReason;

/** Why a line is refused: by what it says, or by what is known of the customer and the code. */
export type LineProblem = "parts" | "id" | CodeFault | OutcomeProblem;

const WORDS: Readonly<Record<LineProblem, InEveryLanguage>> = CODE_LINE_PROBLEMS;

/** A line with something in it. */
export interface TypedLine {
  /** Counted from 1, as the box shows it: empty lines count. */
  readonly number: number;
  readonly text: string;
  readonly read: CodeAsked | LineProblem;
}

/** A line of which nothing came. */
export interface RefusedLine {
  readonly number: number;
  readonly text: string;
  readonly why: LineProblem;
}

/**
 * What stands in the box: the id of a customer a line, and behind a comma, semicolon or tab the code they have. Lines may
 * be those of a spreadsheet: with quotation marks, under a line that names the columns.
 */
export function readLines(typed: string): readonly TypedLine[] {
  const lines = typed
    .split(/\r?\n/)
    .map((line, at) => ({ number: at + 1, text: line.trim() }))
    .filter(({ text }) => text !== "");
  const [first] = lines;
  const rows = first !== undefined && isHeading(partsOf(first.text)) ? lines.slice(1) : lines;
  return rows.map((line) => ({ ...line, read: readLine(line.text) }));
}

/** What columns are called where codes come from, without what stands between the letters. */
const IDS = /^(id|externalid|(customer|user|client|participant)s?(id)?|клиент|клієнт|mijoz|לקוח)$/;
const CODES = /^((referral|coupon|discount|share|ref)?code|coupon|код|kod|קוד)$/;
/** An id that a shop may really give is no heading by itself. */
const IDS_ALONE = /^(externalid|(customer|user|client|participant)id)$/;

function isHeading(parts: readonly string[]): boolean {
  const [id = "", code = "", ...more] = parts.map((part) => part.toLowerCase().replace(/[\s_.-]/g, ""));
  if (more.length > 0) return false;
  return code === "" ? IDS_ALONE.test(id) : IDS.test(id) && CODES.test(code);
}

function readLine(text: string): CodeAsked | LineProblem {
  const [id = "", code = "", ...more] = partsOf(text);
  if (more.length > 0) return "parts";
  const known = externalId.safeParse(id);
  if (!known.success) return "id";
  const participant = { externalId: known.data };
  if (code === "") return { participant, code: null, vanity: null };
  const chosen = chosenCode.safeParse(code);
  // What is too long before it is folded may be fit once it is.
  if (!chosen.success) return faultOfChosen(displayOf(code)) ?? "length";
  return { participant, code: chosen.data, vanity: null };
}

/** What one column holds, up to what ends it: all between quotation marks, of which two in a row stand for one. */
const COLUMN = /\s*(?:"((?:[^"]|"")*)"\s*(?=[,;\t]|$)|([^,;\t]*))(?:[,;\t]|$)/y;

/** An id, a code, and what should not be there. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  COLUMN.lastIndex = 0;
  let isLast = false;
  while (!isLast) {
    const [whole = "", quoted, plain = ""] = COLUMN.exec(text) ?? [];
    parts.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    isLast = !/[,;\t]$/.test(whole);
  }
  return parts;
}

/** The code that a line brings, as it was typed; empty where it brings none. */
export function codeOf({ text }: Pick<RefusedLine, "text">): string {
  return partsOf(text)[1] ?? "";
}

/** The rows that can be asked for, in the order of their lines. */
export function askedOf(lines: readonly TypedLine[]): readonly CodeAsked[] {
  return lines.flatMap(({ read }) => (typeof read === "string" ? [] : [read]));
}

/** What became of each row, as it is kept for a repeat of the form: null where the customer has their code. */
export function problemsOf(outcomes: readonly RowOutcome[]): readonly (LineProblem | null)[] {
  return outcomes.map((outcome) => {
    if (!("refusal" in outcome)) return null;
    const { code, reason } = outcome.refusal;
    const problem = code === "not_eligible" ? reason : code;
    if (problem === undefined || !isLineProblem(problem)) throw new Error(`no line is refused as ${problem}`);
    return problem;
  });
}

export function isLineProblem(text: string): text is LineProblem {
  return Object.hasOwn(WORDS, text);
}

/**
 * The lines of which nothing came.
 *
 * @param problems of the rows that were asked for, in their order
 */
export function refusedOf(
  lines: readonly TypedLine[],
  problems: readonly (LineProblem | null)[],
): readonly RefusedLine[] {
  let next = 0;
  return lines.flatMap(({ number, text, read }) => {
    const why = typeof read === "string" ? read : (problems[next++] ?? null);
    return why === null ? [] : [{ number, text, why }];
  });
}
