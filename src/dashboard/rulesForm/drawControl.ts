import type { RulesProblem } from "../../domain/rulesProblems.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { moneyField, selectField, textField } from "../parts/field.ts";
import type { Control } from "./formParts.ts";
import type { FormWords } from "./formWords.ts";
import type { Placed } from "./placeProblems.ts";

/** What parts of a form are drawn with. */
export interface Drawing {
  readonly words: FormWords;
  readonly currency: string;
  readonly placed: Placed;
  /** What is worth a second look, by the name of the control or part that it is about. */
  readonly warnings: ReadonlyMap<string, string>;
}

/** Boxes that change what other boxes there are: a script sends the form when one is changed. */
const RESHAPES = /^(kind|\$measure|field|op|event|of|by|window)$/;

/** The form says it for all of its boxes. */
const OF_FORM = { autocomplete: null };

/** A box with its label, and below it what is wrong. */
export function drawControl(control: Control, drawing: Drawing): Markup | "" {
  const { words, currency, placed, warnings } = drawing;
  const { name, key, box } = control;
  const problems = placed.problems.get(name) ?? [];
  const unread = placed.unread.get(name);
  if (control.isQuiet && problems.length === 0) return "";
  const error = unread === undefined ? toldProblem(control, problems, drawing) : words.unread(unread);
  const warning = warnings.get(name);
  const field = {
    name,
    label: words.label(control),
    error,
    ...(warning === undefined ? {} : { hint: warning }),
  };
  const value = unread?.text ?? control.text;
  switch (box.type) {
    case "choice":
    case "yesNo": {
      const choices = box.choices ?? [];
      const all = choices.includes(value) ? choices : [value, ...choices];
      const options = all.map((choice) => ({ value: choice, label: words.choice(control, choice) }));
      return selectField({ ...field, value, options, extra: { "data-reshapes": RESHAPES.test(key) } });
    }
    case "money":
      return moneyField({ ...field, value, extra: OF_FORM }, { currency, language: words.language });
    case "percent":
      return textField({ ...field, value, extra: OF_FORM, isNumber: true, unit: { text: "%", at: "end" } });
    case "whole":
    case "number":
      return textField({ ...field, value, extra: OF_FORM, isNumber: true, ...dayUnit(key, words.language) });
    case "date":
    case "list":
    case "text":
      return textField({ ...field, value, extra: OF_FORM });
  }
}

function toldProblem(
  control: Control,
  [problem]: readonly RulesProblem[],
  { words, currency }: Drawing,
): string | null {
  return problem === undefined ? null : words.problem(control, problem, currency);
}

/** "days" as the language says it, inside of the box. */
function dayUnit(key: string, language: string): { unit?: { text: string; at: "end" } } {
  if (!key.endsWith("Days")) return {};
  const format = new Intl.NumberFormat(language, { style: "unit", unit: "day", unitDisplay: "long" });
  const text = format.formatToParts(5).find(({ type }) => type === "unit")?.value;
  return text === undefined ? {} : { unit: { text, at: "end" } };
}
