/**
 * What is wrong with a value that should be as expected; null where nothing is. Of an object the keys that are named, of
 * a list all members, unless it says otherwise: `{"$some": x}`, `{"$none": x}`, `{"$len": n}`, `{"$subset": [...]}`,
 * `{"$absent": true}`, `{"$present": true}`, `{"$re": "..."}`, `{"$not": x}`.
 */
export function faultIn(value: unknown, expected: unknown, path: string): string | null {
  if (Array.isArray(expected)) return faultInList(value, expected, path);
  if (typeof expected !== "object" || expected === null) {
    return value === expected ? null : `${path} is not ${JSON.stringify(expected)}`;
  }
  const [[name, of] = []] = Object.entries(expected);
  if (name?.startsWith("$")) return MEANT[name]?.(value, of) === true ? null : `${path}: ${name}`;
  if (typeof value !== "object" || value === null) return `${path} is no object`;
  for (const [key, each] of Object.entries(expected)) {
    const fault = faultIn((value as Readonly<Record<string, unknown>>)[key], each, `${path}.${key}`);
    if (fault !== null) return fault;
  }
  return null;
}

function faultInList(value: unknown, expected: readonly unknown[], path: string): string | null {
  if (!Array.isArray(value) || value.length !== expected.length) return `${path} is no list of ${expected.length}`;
  for (const [index, each] of expected.entries()) {
    const fault = faultIn(value[index], each, `${path}.${index}`);
    if (fault !== null) return fault;
  }
  return null;
}

const fits = (value: unknown, expected: unknown) => faultIn(value, expected, "") === null;
const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const MEANT: Readonly<Record<string, (value: unknown, of: unknown) => boolean>> = {
  $some: (value, of) => listed(value).some((each) => fits(each, of)),
  $none: (value, of) => !listed(value).some((each) => fits(each, of)),
  $len: (value, of) => Array.isArray(value) && value.length === of,
  $subset: (value, of) => listed(of).every((each) => listed(value).some((member) => fits(member, each))),
  $absent: (value, of) => (value === undefined) === of,
  $present: (value, of) => (value !== undefined && value !== null) === of,
  $re: (value, of) => typeof value === "string" && new RegExp(String(of)).test(value),
  $not: (value, of) => !fits(value, of),
};
