import { changeOf } from "./changeWords.ts";
import type { ChangeStatement } from "./rulesChanges.ts";
import type { RulesDocument } from "./rulesSchema.ts";
import { isSameJson } from "./sameJson.ts";

/**
 * What differs between two rules documents, rule by rule: data for those who show it their own way, and a statement
 * for those who want it told.
 * Documents are compared as they are written, what was left out being its default; lists whose order means nothing
 * to a reader are matched by what identifies a member: rules by id, steps by `from`, limits by whom and when.
 */
export interface RulesChange extends ChangeStatement {
  /** From the root; a rule stands by its id: `rewards.advocate-cash.grant.amountMinor`. */
  readonly path: string;
  readonly ruleId: string | null;
  /** Null where there was, or is, none. */
  readonly before: unknown;
  readonly after: unknown;
}

/** A published version, or what the next publish would make of the program. */
export type VersionName = number | "draft";

/** What differs between two versions of one program. */
export interface Comparison {
  readonly program: string;
  readonly from: VersionName;
  readonly to: VersionName;
  readonly changes: readonly RulesChange[];
}

type Json = Readonly<Record<string, unknown>>;
type Change = Pick<RulesChange, "before" | "after"> & { readonly path: readonly string[] };

/** What a property means that was left out, null where it means none. */
const DEFAULTS: Json = {
  ...{ when: [], limits: [], holdDays: 0, maxUses: 1, of: "order.amountMinor" },
  ...{ binds: "friend", friendNames: "none", approval: "open", eligibility: {}, itemsWhen: [] },
};

/** How the members of a list are told apart; other lists are conditions, or values that count as one. */
const KEYS: Readonly<Record<string, (member: Json) => string>> = {
  rewards: ({ id }) => String(id),
  steps: ({ from }) => String(from),
  limits: ({ per, period, count }) => `${per}-${period}-${count === undefined ? "amount" : "count"}`,
};
const CONDITIONS = ["qualifies", "when", "itemsWhen"];

/**
 * Every difference, in the order of the newer document.
 *
 * @param before both are valid documents of the latest schema
 * @param currency of the program, for amounts in sentences
 */
export function diffRules(before: unknown, after: unknown, currency: string): RulesChange[] {
  const documents = { currency, before: before as RulesDocument, after: after as RulesDocument };
  return [...changesIn(before, after, []), ...orderOfRules(before, after)].map(({ path, ...values }) => {
    const ruleId = path[0] === "rewards" ? (path[1] ?? null) : null;
    const told = changeOf(path, values.before, values.after, documents);
    return { path: path.join("."), ruleId, ...values, ...told };
  });
}

function* changesIn(before: unknown, after: unknown, path: readonly string[]): Generator<Change> {
  const name = path.at(-1) ?? "";
  const keyOf = KEYS[name];
  if (keyOf !== undefined && isList(before) && isList(after)) {
    yield* changesOfMembers(keyed(before, keyOf), keyed(after, keyOf), path);
  } else if (CONDITIONS.includes(name) && isList(before) && isList(after)) {
    yield* changesOfConditions(before, after, path);
  } else if (isObject(before) && isObject(after) && !isReplaced(name, before, after)) {
    for (const key of new Set([...Object.keys(after), ...Object.keys(before)])) {
      yield* changesIn(valueIn(before, key), valueIn(after, key), [...path, key]);
    }
  } else if (!isSameJson(before, after)) {
    yield { path, before, after };
  }
}

/** A grant of another kind, or a rate for an amount, has nothing that would be another value of the same thing. */
function isReplaced(name: string, before: Json, after: Json): boolean {
  if (name !== "grant") return false;
  const differs = (field: string) => (before[field] === undefined) !== (after[field] === undefined);
  return before.kind !== after.kind || ["rateBps", "percentBps", "freeShipping"].some(differs);
}

function* changesOfMembers(
  before: ReadonlyMap<string, Json>,
  after: ReadonlyMap<string, Json>,
  path: readonly string[],
): Generator<Change> {
  for (const [key, member] of after) {
    const earlier = before.get(key);
    if (earlier === undefined) yield { path: [...path, key], before: null, after: member };
    else yield* changesIn(earlier, member, [...path, key]);
  }
  for (const [key, member] of before) {
    if (!after.has(key)) yield { path: [...path, key], before: member, after: null };
  }
}

/** Conditions that both have say nothing; of the rest, one of the same field and operator is the same one moved. */
function* changesOfConditions(
  before: readonly unknown[],
  after: readonly unknown[],
  path: readonly string[],
): Generator<Change> {
  const gone = before.filter((condition) => !after.some((other) => isSameJson(condition, other)));
  const come = after.filter((condition) => !before.some((other) => isSameJson(condition, other)));
  for (const condition of come) {
    const index = gone.findIndex((other) => asks(other) !== null && asks(other) === asks(condition));
    const [earlier = null] = index < 0 ? [] : gone.splice(index, 1);
    yield { path, before: earlier, after: condition };
  }
  for (const condition of gone) yield { path, before: condition, after: null };
}

function asks(condition: unknown): string | null {
  return isObject(condition) && "field" in condition ? `${condition.field} ${condition.op}` : null;
}

/** The order of rules decides who takes a group or the rest of a budget: a change of it is one by itself. */
function* orderOfRules(before: unknown, after: unknown): Generator<Change> {
  const idsOf = (document: unknown) => {
    const rewards = isObject(document) ? document.rewards : null;
    return isList(rewards) ? rewards.map((rule) => String(isObject(rule) ? rule.id : "")) : [];
  };
  const [old, now] = [idsOf(before), idsOf(after)];
  const [oldCommon, nowCommon] = [old.filter((id) => now.includes(id)), now.filter((id) => old.includes(id))];
  if (!isSameJson(oldCommon, nowCommon)) yield { path: ["rewards"], before: oldCommon, after: nowCommon };
}

/** Two limits of the same kind are told apart by which of them comes first. */
function keyed(members: readonly unknown[], keyOf: (member: Json) => string): Map<string, Json> {
  const byKey = new Map<string, Json>();
  for (const member of members) {
    if (!isObject(member)) continue;
    const key = keyOf(member);
    let copy = 1;
    while (byKey.has(copy === 1 ? key : `${key}-${copy}`)) copy += 1;
    byKey.set(copy === 1 ? key : `${key}-${copy}`, member);
  }
  return byKey;
}

function valueIn(object: Json, key: string): unknown {
  return object[key] ?? DEFAULTS[key] ?? null;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
