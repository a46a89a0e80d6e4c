import type { RulesProblem } from "../../domain/rulesProblems.ts";
import type { Unread } from "./applyForm.ts";
import type { Control, FormPart } from "./formParts.ts";
import { controlsOf } from "./formParts.ts";

/** What is wrong at one control: the document's problems, or a text that can't be read. */
export interface Placed {
  /** By the name of the control. */
  readonly problems: ReadonlyMap<string, readonly RulesProblem[]>;
  readonly unread: ReadonlyMap<string, Unread>;
  /** Problems of what the form does not know, and of the document as a whole. */
  readonly elsewhere: readonly RulesProblem[];
}

/** Puts each problem to the control that can mend it. */
export function placeProblems(form: FormPart, problems: readonly RulesProblem[], unread: readonly Unread[]): Placed {
  const controls = controlsOf(form);
  const byName = new Map<string, RulesProblem[]>();
  const elsewhere: RulesProblem[] = [];
  for (const problem of problems) {
    const control = controlFor(controls, problem.path);
    if (control === null) elsewhere.push(problem);
    else byName.set(control.name, [...(byName.get(control.name) ?? []), problem]);
  }
  const texts = unread.flatMap((text): [string, Unread][] => {
    const control = controls.find(({ writes, key }) => key === text.key && writes.join(".") === text.writes.join("."));
    return control === undefined ? [] : [[control.name, text]];
  });
  return { problems: byName, unread: new Map(texts), elsewhere };
}

/** The control that writes the path, else one that writes something in it, else the nearest that writes around it. */
function controlFor(controls: readonly Control[], path: string): Control | null {
  const isExactly = (control: Control) => control.writes.join(".") === path;
  const inside = (control: Control) => `${control.writes.join(".")}.`.startsWith(`${path}.`);
  const around = controls.filter(({ writes }) => path.startsWith(`${writes.join(".")}.`));
  const nearest = around.toSorted((a, b) => b.writes.length - a.writes.length)[0];
  return controls.find(isExactly) ?? controls.find(inside) ?? nearest ?? null;
}
