import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A page of the guide whose programs are played: their rules, what is reported, and what the page says comes of it. */

export interface WorkedPart {
  readonly name: string;
  readonly rules: object;
  /** In the order of the page. */
  readonly steps: readonly WorkedStep[];
}

export type WorkedStep =
  | { readonly kind: "events"; readonly events: readonly object[] }
  /** Every reward of the program at that moment, by the cells of the table. */
  | { readonly kind: "rewards"; readonly rows: readonly (readonly string[])[] }
  /** Orders: their id, amount, what went back of it and what is left. */
  | { readonly kind: "orders"; readonly rows: readonly (readonly string[])[] };

/** The parts of a page, each between its heading and the next. Rules above the first hold where a part has none. */
export function workedPage(file: string): WorkedPart[] {
  const page = readFileSync(fileURLToPath(new URL(`../../docs/${file}`, import.meta.url)), "utf8");
  const [head = "", ...parts] = page.split(/^## /m);
  return parts.map((part) => ({
    name: part.slice(0, part.indexOf("\n")),
    rules: JSON.parse(rulesIn(part) ?? rulesIn(head) ?? ""),
    steps: [...part.matchAll(/<!-- (events|rewards|orders) -->\n((?:.+\n?)+)/g)].map(([, kind, text = ""]) => {
      if (kind === "events") return { kind, events: linesOf(text) };
      return { kind: kind === "orders" ? kind : "rewards", rows: rowsOf(text) };
    }),
  }));
}

function rulesIn(text: string): string | undefined {
  return /<!-- rules -->\n```json\n([\s\S]*?)\n```/.exec(text)?.[1];
}

/** One event a line, between the lines that fence them. */
function linesOf(text: string): object[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as object);
}

function rowsOf(text: string): string[][] {
  const rows = text.trimEnd().split("\n").slice(2);
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}
