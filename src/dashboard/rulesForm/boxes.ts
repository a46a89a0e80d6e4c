import { instantOf } from "../../domain/conditions.ts";
import { minorDigits } from "../../domain/currencies.ts";
import { withoutGroups } from "../readAmount.ts";
import type { Box, FormSetting, Reading } from "./formNode.ts";
import { isScalar } from "./formNode.ts";
import { quotedList, readList, readScalar, shownScalar } from "./writtenLists.ts";

/** Every kind of box that the form of rules has. */

/** What an empty box means; without it, a box has to be filled. */
interface Emptiness {
  /** `undefined` leaves the property out, null writes that there is none. */
  readonly empty: null | undefined;
}

const PERCENT_DIGITS = 2;

const value = (read: unknown): Reading => ({ ok: true, value: read });
const plain = (given: unknown) => given === undefined || given === null || isScalar(given);

function plainText(given: unknown): string {
  return given === undefined || given === null ? "" : String(given);
}

/** Takes care of the empty text. */
function reading(emptiness: Emptiness | null, read: Box["read"]): Box["read"] {
  return (text, setting, was) => {
    if (text !== "") return read(text, setting, was);
    return emptiness === null ? { ok: false, problem: "text_missing" } : value(emptiness.empty);
  };
}

/** Whole units with at most so many decimals, as the smallest unit. */
function scaled(text: string, digits: number): Reading {
  const parts = /^(\d+)(?:[.,](\d+))?$/.exec(withoutGroups(text, digits));
  if (parts === null) return { ok: false, problem: "not_number" };
  const [, whole = "", decimals = ""] = parts;
  if (decimals.length > digits) return { ok: false, problem: "too_many_decimals", most: digits };
  const read = Number(whole + decimals.padEnd(digits, "0"));
  return Number.isSafeInteger(read) ? value(read) : { ok: false, problem: "number_too_long" };
}

function shownScaled(given: unknown, digits: number, isShort: boolean): string {
  if (typeof given !== "number" || !Number.isSafeInteger(given)) return plainText(given);
  const whole = String(Math.abs(given)).padStart(digits + 1, "0");
  const at = whole.length - digits;
  const decimals = isShort ? whole.slice(at).replace(/0+$/, "") : whole.slice(at);
  const text = decimals === "" ? whole.slice(0, at) : `${whole.slice(0, at)}.${decimals}`;
  return given < 0 ? `-${text}` : text;
}

function readWhole(text: string): Reading {
  const digits = withoutGroups(text, 0);
  if (!/^\d+$/.test(digits)) return { ok: false, problem: "not_whole" };
  const read = Number(digits);
  return Number.isSafeInteger(read) ? value(read) : { ok: false, problem: "number_too_long" };
}

/** A whole number. */
export function wholeBox(emptiness: Emptiness | null = null): Box {
  return {
    type: "whole",
    mayBeEmpty: emptiness !== null,
    knows: plain,
    show: plainText,
    read: reading(emptiness, readWhole),
  };
}

/** An amount of minor units, in whole units of the currency. */
export function moneyBox(emptiness: Emptiness | null = null): Box {
  const digits = ({ currency }: FormSetting) => minorDigits(currency);
  return {
    type: "money",
    mayBeEmpty: emptiness !== null,
    knows: plain,
    show: (given, setting) => shownScaled(given, digits(setting), false),
    read: reading(emptiness, (text, setting) => scaled(text, digits(setting))),
  };
}

/** Basis points, as percent. */
export function percentBox(emptiness: Emptiness | null = null): Box {
  return {
    type: "percent",
    mayBeEmpty: emptiness !== null,
    knows: plain,
    show: (given) => shownScaled(given, PERCENT_DIGITS, true),
    read: reading(emptiness, (text) => scaled(text.replace(/\s*%$/, ""), PERCENT_DIGITS)),
  };
}

/** A number of any size, with decimals, as conditions compare with. */
export function numberBox(): Box {
  return {
    type: "number",
    mayBeEmpty: false,
    knows: plain,
    show: plainText,
    read: reading(null, (text) => {
      if (!/^-?\d{1,15}(?:[.,]\d{1,10})?$/.test(text)) return { ok: false, problem: "not_number" };
      return value(Number(text.replace(",", ".")));
    }),
  };
}

/** A text of one line. */
export function textBox(emptiness: Emptiness | null = null): Box {
  return {
    type: "text",
    mayBeEmpty: emptiness !== null,
    knows: plain,
    show: plainText,
    read: reading(emptiness, value),
  };
}

/** One of a few words; `absent` is the word that an absent property means, which may be the empty one. */
export function choiceBox(choices: readonly string[], absent = ""): Box {
  return {
    type: "choice",
    choices,
    mayBeEmpty: true,
    knows: plain,
    show: (given) => (given === undefined || given === null ? absent : String(given)),
    read: (text) => {
      if (!choices.includes(text)) return { ok: false, problem: "not_offered" };
      return value(text === "" ? undefined : text);
    },
  };
}

/** A choice that stands for something else than its word. */
export function mappedBox(
  choices: readonly string[],
  map: Pick<Box, "knows"> & {
    show(given: unknown): string;
    read(text: string, setting: FormSetting, was: unknown): unknown;
  },
): Box {
  return {
    type: "choice",
    choices,
    mayBeEmpty: true,
    knows: (given) => map.knows(given),
    show: (given) => map.show(given),
    read: (text, setting, was) => {
      return choices.includes(text) ? value(map.read(text, setting, was)) : { ok: false, problem: "not_offered" };
    },
  };
}

/** Yes or no. */
export function yesNoBox(): Box {
  return {
    type: "yesNo",
    choices: ["true", "false"],
    mayBeEmpty: false,
    knows: plain,
    show: plainText,
    read: (text) =>
      text === "true" || text === "false" ? value(text === "true") : { ok: false, problem: "not_offered" },
  };
}

/** Several texts with commas between them. */
export function listBox(emptiness: Emptiness | null = null): Box {
  return {
    type: "list",
    mayBeEmpty: emptiness !== null,
    knows: (given) => given === undefined || given === null || (Array.isArray(given) && given.every(isScalar)),
    show: (given) => (Array.isArray(given) ? quotedList(given.filter(isScalar)) : plainText(given)),
    read: reading(emptiness, (text) => {
      const members = readList(text, (bare) => bare);
      return members === null ? { ok: false, problem: "list_unreadable" } : value(members);
    }),
  };
}

/** One value of any type, as metadata is compared with: a text that looks like a number stands in quotes. */
export function scalarBox(): Box {
  return {
    type: "text",
    mayBeEmpty: false,
    knows: plain,
    show: (given) => (isScalar(given) ? shownScalar(given) : ""),
    read: reading(null, (text) => {
      const read = readScalar(text);
      return read === null ? { ok: false, problem: "list_unreadable" } : value(read);
    }),
  };
}

/** One value or several, each of any type: what is written where a field or its operator is not known. */
export function anyValueBox(): Box {
  return {
    type: "list",
    mayBeEmpty: false,
    knows: (given) => plain(given) || (Array.isArray(given) && given.every(isScalar)),
    show: (given) => {
      const members = Array.isArray(given) ? given : [given];
      return members.filter(isScalar).map(shownScalar).join(", ");
    },
    read: reading(null, (text, _, was) => {
      const members = readList(text, readScalar);
      if (members === null) return { ok: false, problem: "list_unreadable" };
      return value(Array.isArray(was) ? members : members[0]);
    }),
  };
}

/** A day, or a time with its offset. */
export function timeBox(): Box {
  return {
    type: "date",
    mayBeEmpty: false,
    knows: plain,
    show: plainText,
    read: reading(null, (text) => (instantOf(text) === null ? { ok: false, problem: "not_a_time" } : value(text))),
  };
}
