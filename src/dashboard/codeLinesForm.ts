import { html } from "hono/html";
import type { CodesPage } from "../db/queries/codePages.ts";
import { foldCode } from "../domain/codes.ts";
import type { Markup } from "../http/pages/layout.ts";
import { CODE_LINE_PROBLEMS, CODE_LINES_TEXTS } from "../i18n/dashboard/codeLines.ts";
import { CODES_TEXTS } from "../i18n/dashboard/codes.ts";
import { FRAME_TEXTS } from "../i18n/dashboard/frame.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import { MAX_CODES } from "../usecases/codes/issueCodes.ts";
import type { RefusedLine } from "./codeLines.ts";
import { codeOf } from "./codeLines.ts";
import type { PageView } from "./page.ts";
import { button, hiddenFields, linkButton } from "./parts/button.ts";
import { selectField, textArea } from "./parts/field.ts";
import { table } from "./parts/table.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** The form that gives codes to many customers, and what it says of lines that were refused. */

/** So many refused lines are listed with their reasons; the box holds all of them. */
const MAX_LISTED = 100;
/** So much of a line is listed, in characters. */
const MAX_LISTED_LENGTH = 80;
/** The signs that a code may have between its letters. */
const SIGNS = "- _ . ' & % +";

type Programs = CodesPage["programs"];

/** What stands in the form. */
export interface TypedCodes {
  /** The key of the program; where there is no such one, the first is chosen. */
  readonly program: string | null;
  readonly lines: string;
}

/**
 * The boxes of the form.
 *
 * @param error what is wrong with all lines together
 */
export function codeLinesFields(
  viewer: Viewer,
  programs: Programs,
  { program, lines }: TypedCodes,
  error: string | null = null,
): Markup {
  const { language } = viewer;
  const select = selectField({
    ...{ name: "program", label: CODES_TEXTS.program[language], value: program ?? "" },
    options: programs.map(({ key: value, name }) => ({ value, label: name })),
  });
  const box = textArea({
    ...{ name: "lines", label: CODES_TEXTS.issueLines[language], value: lines, hint: CODES_TEXTS.issueHint[language] },
    ...{ error, extra: { required: true } },
  });
  return html`${select}${box}`;
}

/** What came of the lines: how many were taken, and which were not. */
export interface CodesReport {
  readonly taken: number;
  readonly refused: readonly RefusedLine[];
}

/**
 * The page of the form after it was sent: with what is wrong with each line, or with all of them where there is no report.
 *
 * @param key tells the next sending of it from this one
 */
export function codeLinesView(
  viewer: Viewer,
  programs: Programs,
  typed: TypedCodes,
  report: CodesReport | null,
  key: string,
): PageView {
  const { language } = viewer;
  const formats = formatsOf(language);
  const codes = shopPath(viewer, "/codes");
  const most = formats.number(MAX_CODES);
  const error = report === null ? fillText(formats, CODE_LINES_TEXTS.count[language], { most }) : null;
  const told = report === null ? "" : reported(viewer, report);
  const buttons = html`<div class="buttons">${linkButton({ href: codes, label: FRAME_TEXTS.cancel[language] })}${button({ label: CODES_TEXTS.give[language], look: "primary" })}</div>`;
  return {
    ...{ title: CODES_TEXTS.issue[language], section: "codes", isNarrow: true },
    back: { href: codes, label: CODES_TEXTS.codes[language] },
    main: html`${told}<section class="card"><form class="form" method="post" action="${codes}">${hiddenFields({ key })}${codeLinesFields(viewer, programs, typed, error)}${buttons}</form></section>`,
  };
}

function reported(viewer: Viewer, { taken, refused }: CodesReport): Markup {
  const { language } = viewer;
  const formats = formatsOf(language);
  const counts = html`<dl class="facts"><dt>${CODE_LINES_TEXTS.taken[language]}</dt><dd>${formats.number(taken)}</dd><dt>${CODE_LINES_TEXTS.refused[language]}</dt><dd>${formats.number(refused.length)}</dd></dl>`;
  const unlisted = refused.length - MAX_LISTED;
  const values = { count: formats.number(unlisted) };
  const more =
    unlisted <= 0
      ? ""
      : html`<p class="hint">${fillText(formats, CODE_LINES_TEXTS.more[language], values, unlisted)}</p>`;
  return html`<section class="card">${counts}</section><p class="alert bad" role="alert">${CODE_LINES_TEXTS.mend[language]}</p><section class="card flush">${listOf(viewer, refused.slice(0, MAX_LISTED))}</section>${more}`;
}

function listOf(viewer: Viewer, refused: readonly RefusedLine[]): Markup {
  const { language } = viewer;
  const formats = formatsOf(language);
  const signs = formats.code(SIGNS);
  return table<RefusedLine>({
    caption: CODE_LINES_TEXTS.refused[language],
    rows: refused,
    columns: [
      { title: CODE_LINES_TEXTS.line[language], cell: ({ number }) => formats.number(number) },
      { title: CODE_LINES_TEXTS.says[language], cell: ({ text }) => html`<bdi>${shortened(text)}</bdi>` },
      {
        title: CODE_LINES_TEXTS.why[language],
        cell: ({ why }) => fillText(formats, CODE_LINE_PROBLEMS[why][language], { signs }),
      },
    ],
    href: (line) => takenPath(viewer, line),
  });
}

/** Whose the code is, its own page says, to those who may know. */
function takenPath(viewer: Viewer, line: RefusedLine): string | null {
  const code = foldCode(codeOf(line));
  return line.why === "code_taken" && code !== "" ? shopPath(viewer, `/codes/${encodeURIComponent(code)}`) : null;
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= MAX_LISTED_LENGTH ? text : `${characters.slice(0, MAX_LISTED_LENGTH).join("")}…`;
}
