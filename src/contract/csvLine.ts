import { minorDigits } from "../domain/currencies.ts";

/** One line of a file of comma-separated values. */

/** Words are guarded against being taken for a formula; numbers and amounts stay numbers; null is an empty cell. */
export type Cell = string | number | bigint | Amount | null;

/** Written in whole units with as many decimals as the currency has, so that a sheet can add it up: `-5.00`. */
export interface Amount {
  readonly minor: bigint | number;
  readonly currency: string;
}

/**
 * What begins a formula in a spreadsheet, its full-width forms too, also behind spaces and what can't be seen; a tab or
 * a new line would begin a cell of its own when it is pasted.
 */
const FORMULA = /^[\p{Zs}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n]/u;
/** Where a cell has to stand in quotes. */
const NEEDS_QUOTES = /[",\t\r\n]|^\s|\s$/;
const LINE_END = "\r\n";
/** Without it some programs read UTF-8 as something else. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** One line. */
export function csvLine(cells: readonly Cell[]): string {
  return cells.map(written).join(",") + LINE_END;
}

function written(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number" || typeof cell === "bigint") return String(cell);
  if (typeof cell === "object") return decimal(cell);
  return quoted(FORMULA.test(cell) ? `'${cell}` : cell);
}

/** A cell as it is, for a program that takes it for what it says. */
export function quoted(cell: string): string {
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** An amount in whole units, exactly. */
export function decimal({ minor, currency }: Amount): string {
  const digits = minorDigits(currency);
  const whole = BigInt(minor);
  const text = String(whole < 0n ? -whole : whole).padStart(digits + 1, "0");
  const sign = whole < 0n ? "-" : "";
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
