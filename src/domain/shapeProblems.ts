import type { core } from "zod";
import type { RulesFault, RulesProblem } from "./rulesProblems.ts";
import { fault, isRulesProblemCode } from "./rulesProblems.ts";
import type { Value } from "./statement.ts";
import { anyOf, count, phrase, text } from "./values.ts";

type Issue = core.$ZodIssue;

/** What zod found in a document, as problems of ours. */
export function shapeProblems(issues: readonly Issue[], document: unknown): RulesProblem[] {
  return issues.flatMap((issue) => problemsOf(issue, [], document));
}

/** Zod reports a failed union as one issue; the branch that knows most of its keys says what is wrong. */
function problemsOf(issue: Issue, base: readonly PropertyKey[], document: unknown): RulesProblem[] {
  const path = [...base, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key].join("."), ...fault("unknown_property") }));
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0 && typesOf(issue) === null) {
    const best = bestBranch(issue.errors);
    if (best.length > 0) return best.flatMap((inner) => problemsOf(inner, path, document));
  }
  return [{ path: path.join("."), ...faultOf(issue, isMissing(document, path)) }];
}

function bestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const depth = (branch: readonly Issue[]) => Math.max(...branch.map((inner) => inner.path.length));
  const unknownKeys = (branch: readonly Issue[]) =>
    branch.flatMap((inner) => (inner.code === "unrecognized_keys" ? inner.keys : [])).length;
  return branches.toSorted((a, b) => unknownKeys(a) - unknownKeys(b) || depth(b) - depth(a))[0] ?? [];
}

function isMissing(document: unknown, path: readonly PropertyKey[]): boolean {
  let value = document;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return true;
    value = Reflect.get(value, key);
  }
  return value === undefined;
}

function faultOf(issue: Issue, missing: boolean): RulesFault {
  switch (issue.code) {
    case "invalid_type":
    case "invalid_union": {
      if (issue.code === "invalid_union" && typesOf(issue) === null) return allowedIn(optionsOf(issue), missing);
      const needed = oneOf(neededTypes(typesOf(issue) ?? []));
      return missing ? fault("missing", { needed }) : fault("wrong_type", { needed });
    }
    case "invalid_value":
      return allowedIn(issue.values.map(String), missing);
    case "too_small":
      return tooSmall(issue.origin, Number(issue.minimum));
    case "too_big":
      return tooBig(issue.origin, Number(issue.maximum));
    case "custom":
      return isFault(issue.params?.fault) ? issue.params.fault : named(issue.message);
    case "invalid_format":
      return named(issue.message);
    default:
      // Documents have no other kind; `rulesProblems.test.ts` walks the schema for them.
      return fault("not_valid");
  }
}

/** The schema says what is wrong by a code of ours in place of a message. */
function named(message: string): RulesFault {
  return { code: isRulesProblemCode(message) ? message : "not_valid", values: {} };
}

function isFault(params: unknown): params is RulesFault {
  return typeof params === "object" && params !== null && "code" in params && "values" in params;
}

function allowedIn(values: readonly string[], missing: boolean): RulesFault {
  if (values.length === 0) return fault("not_valid");
  const allowed = oneOf(values.map(text));
  return missing ? fault("missing", { needed: allowed }) : fault("not_allowed", { allowed });
}

function optionsOf(issue: core.$ZodIssueInvalidUnion): string[] {
  const options = "options" in issue && Array.isArray(issue.options) ? issue.options : [];
  return options.map(String);
}

function tooSmall(origin: string, minimum: number): RulesFault {
  const values = { least: count(minimum) };
  if (origin === "string") return fault("text_too_short", values);
  return origin === "array" ? fault("list_too_short", values) : fault("number_too_small", values);
}

function tooBig(origin: string, maximum: number): RulesFault {
  const values = { most: count(maximum) };
  if (origin === "string") return fault("text_too_long", values);
  return origin === "array" ? fault("list_too_long", values) : fault("number_too_big", values);
}

/** The types that would do, where nothing but the type is wrong; null where more is. */
function typesOf(issue: Issue): string[] | null {
  if (issue.code === "invalid_type") return [issue.expected];
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return null;
  const types: string[] = [];
  for (const branch of issue.errors) {
    const [only] = branch;
    const ofBranch = branch.length === 1 && only?.path.length === 0 ? typesOf(only) : null;
    if (ofBranch === null) return null;
    types.push(...ofBranch);
  }
  return types;
}

function neededTypes(types: readonly string[]): Value[] {
  return [...new Set(types)].map((type) => {
    switch (type) {
      case "string":
        return phrase("a_string");
      case "int":
        return phrase("a_whole_number");
      case "number":
        return phrase("a_number");
      case "boolean":
        return phrase("a_boolean");
      case "array":
        return phrase("a_list");
      default:
        return phrase("an_object");
    }
  });
}

function oneOf(values: readonly Value[]): Value {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : anyOf(values);
}
