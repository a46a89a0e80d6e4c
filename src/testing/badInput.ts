/** Bodies that are wrong in one place each, made from one that is right. */

export interface WrongVariant {
  /** Where it is wrong, for instance `items.0.quantity`. */
  readonly at: string;
  readonly wrong: unknown;
  /** Whatever the schema says, this can't be right. */
  readonly mustFail: boolean;
}

const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });

/** Put in place of every value. Some may be right by chance: those have to be answered all the same. */
export const wrongValues: readonly { readonly value: unknown; readonly mustFail: boolean }[] = [
  { value: "a\u0000b", mustFail: true },
  { value: "half \ud800 pair", mustFail: true },
  { value: deep(60), mustFail: true },
  { value: "x".repeat(20_000), mustFail: true },
  { value: [[]], mustFail: true },
  { value: { nonsense: { nonsense: true } }, mustFail: true },
  { value: null, mustFail: false },
  { value: "", mustFail: false },
  { value: -1, mustFail: false },
  { value: 0.5, mustFail: false },
  { value: 1e300, mustFail: false },
  { value: 2 ** 53, mustFail: false },
  { value: true, mustFail: false },
  { value: [], mustFail: false },
  { value: {}, mustFail: false },
  { value: "not a date, URL or currency", mustFail: false },
  { value: "0000-01-01T00:00:00Z", mustFail: false },
  { value: "９９", mustFail: false },
  { value: "'; DROP TABLE events; --", mustFail: false },
];

/** Every value of the body replaced by every wrong one, and every object with a property too many. */
export function* wrongVariants(body: unknown): Generator<WrongVariant> {
  for (const path of pathsIn(body, [])) {
    const at = path.join(".");
    if (path.length > 0) {
      for (const { value, mustFail } of wrongValues) yield { at, wrong: replaced(body, path, value), mustFail };
    }
    const here = valueAt(body, path);
    if (typeof here !== "object" || here === null || Array.isArray(here)) continue;
    for (const name of ["a\u0000b", "\udc00", "__proto__"]) {
      yield { at: joined(at, name), wrong: replaced(body, path, withProperty(here, name)), mustFail: true };
    }
  }
}

function withProperty(object: object, name: string): object {
  // JSON.parse makes a plain property of "__proto__", which a literal or an assignment would not.
  return JSON.parse(
    `${JSON.stringify(object).slice(0, -1)}${Object.keys(object).length > 0 ? "," : ""}${JSON.stringify(name)}:1}`,
  );
}

function* pathsIn(value: unknown, path: readonly string[]): Generator<readonly string[]> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* pathsIn(inner, [...path, key]);
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** A copy with another value at the path. */
function replaced(value: unknown, [key, ...rest]: readonly string[], wrong: unknown): unknown {
  if (key === undefined) return wrong;
  if (Array.isArray(value))
    return value.map((inner, index) => (String(index) === key ? replaced(inner, rest, wrong) : inner));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === key ? replaced(inner, rest, wrong) : inner]),
  );
}

function joined(at: string, name: string): string {
  return at === "" ? name : `${at}.${name}`;
}
