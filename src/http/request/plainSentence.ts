import * as z from "zod";
import { didYouMean } from "./didYouMean.ts";

/** What a type is called by people who write JSON. */
const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
  null: "null",
  date: "a time",
};

const FORMATS: Readonly<Record<string, string>> = {
  email: "not an e-mail address",
  url: "not a URL",
  datetime: "an RFC 3339 time with its offset, such as 2026-01-05T10:00:00Z",
  date: "a date, such as 2026-01-05",
};

const MAX_LISTED = 12;

/** A schema's own words for a value that is there. Of one that isn't, `plainSentence` says that it is missing. */
export function unlessMissing(sentence: string) {
  return { error: (issue: z.core.$ZodRawIssue) => (issue.input === undefined ? undefined : sentence) };
}

/** What each unknown property is told; they stand in one issue, so each has a line. */
export const LINE = "\n";

/**
 * Says in plain words what is wrong with a value where its schema has no words of its own for it. It is given to zod
 * with each value that is parsed, so that none of zod's own sentences reaches a caller.
 */
export function plainSentence(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is missing" : `has to be ${TYPES[issue.expected] ?? "of another type"}`;
    case "invalid_value":
      return `has to be ${listed(issue.values)}${typeof issue.input === "string" ? didYouMean(issue.input, texts(issue.values)) : ""}`;
    case "unrecognized_keys":
      return issue.keys.map((key) => `unknown property${didYouMean(key, knownKeys(issue.inst))}`).join(LINE);
    case "too_small":
      return Number(issue.minimum) === 1 && hasLength(issue.origin)
        ? "must not be empty"
        : bound("at least", issue.minimum, issue.origin);
    case "too_big":
      return bound("at most", issue.maximum, issue.origin);
    case "invalid_format":
      return FORMATS[issue.format] ?? "is not written as it has to be";
    case "not_multiple_of":
      return `has to be a multiple of ${issue.divisor}`;
    case "invalid_union":
      return "is none of the forms that are possible here";
    default:
      return "is not valid";
  }
}

const hasLength = (origin: string) => ["string", "array", "set", "map"].includes(origin);

function bound(word: string, limit: number | bigint, origin: string): string {
  const counted = origin === "string" ? " characters" : hasLength(origin) ? " entries" : "";
  return `${word} ${limit}${counted}`;
}

const texts = (values: readonly unknown[]) => values.filter((value) => typeof value === "string");

function listed(values: readonly unknown[]): string {
  const named = values.slice(0, MAX_LISTED).map((value) => JSON.stringify(value));
  const more = values.length > named.length ? ", ..." : "";
  return named.length === 1 ? String(named[0]) : `one of ${named.join(", ")}${more}`;
}

/** The properties that the object has; a made-up schema may have none to name. */
function knownKeys(schema: unknown): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
