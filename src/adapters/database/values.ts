/**
 * What travels between JavaScript and PostgreSQL, alike for every driver: statements send text, replies
 * bring text, and only the types below become anything else than a string.
 */

type Parse = (text: string) => unknown;

const toNumber: Parse = (text) => Number(text);
const toJson: Parse = (text) => JSON.parse(text);
const toBoolean: Parse = (text) => text === "t";
const toSameText: Parse = (text) => text;

/** By type OID (`SELECT oid, typname FROM pg_type`). */
const parsersByOid = new Map<number, Parse>([
  [16, toBoolean], // bool
  [21, toNumber], // int2
  [23, toNumber], // int4
  [26, toNumber], // oid
  [700, toNumber], // float4
  [701, toNumber], // float8
  [114, toJson], // json
  [3802, toJson], // jsonb
]);

/**
 * The parser of one type's text. `int8`, `numeric` and the times stay text: a number would lose digits, and
 * a `Date` microseconds.
 */
export function parserOf(oid: number): Parse {
  return parsersByOid.get(oid) ?? toSameText;
}

/** The types that this project parses, for a driver that wants a list. */
export function parsedOids(): readonly number[] {
  return [...parsersByOid.keys()];
}

/**
 * A parameter as the text that PostgreSQL reads. Objects and arrays become JSON, never array literals; the
 * drivers' own conversions are not used because each has others.
 *
 * @throws {TypeError} for what has no text (functions, symbols): a defect of the caller, not of the statement.
 */
export function toText(value: unknown): string | null {
  switch (typeof value) {
    case "undefined":
      return null;
    case "string":
      return value;
    case "number":
    case "bigint":
    case "boolean":
      return String(value);
    case "object":
      if (value === null) return null;
      return value instanceof Date ? value.toISOString() : JSON.stringify(value);
    default:
      throw new TypeError(`A ${typeof value} can't be the parameter of a statement.`);
  }
}
