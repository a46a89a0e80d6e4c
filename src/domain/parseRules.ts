import type { core } from "zod";
import type { Rules } from "./rules.ts";
import { rulesFrom } from "./rulesFrom.ts";
import type { WrittenGrant, WrittenOption, WrittenRule, WrittenRules } from "./rulesSchema.ts";
import { rulesDocument } from "./rulesSchema.ts";
import { upgradeRules } from "./upgradeRules.ts";

export interface RulesProblem {
  /** From the document's root, for instance `rewards.0.grant.currency`. */
  readonly path: string;
  readonly message: string;
}

export type ParsedRules =
  | { readonly ok: true; readonly rules: Rules }
  | { readonly ok: false; readonly problems: readonly RulesProblem[] };

const MAX_PROBLEMS = 50;

/**
 * Checks a document for a program of the given currency and parses it, upgraded where its schema is an older one.
 *
 * @param document the JSON value as it was sent or stored
 */
export function parseRules(document: unknown, currency: string): ParsedRules {
  const upgraded = upgradeRules(document);
  if (!upgraded.ok) return { ok: false, problems: [{ path: "schemaVersion", message: upgraded.message }] };
  const parsed = rulesDocument.safeParse(upgraded.document);
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, [])).slice(0, MAX_PROBLEMS);
    return { ok: false, problems };
  }
  const problems = crossCheck(parsed.data, currency);
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, MAX_PROBLEMS) };
  return { ok: true, rules: rulesFrom(parsed.data) };
}

/** Zod reports a failed union as one issue; the branch that knows most of its keys says what is wrong. */
function problemsOf(issue: core.$ZodIssue, base: readonly PropertyKey[]): RulesProblem[] {
  const path = [...base, ...issue.path];
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const depth = (branch: readonly core.$ZodIssue[]) => Math.max(...branch.map((inner) => inner.path.length));
    const unknownKeys = (branch: readonly core.$ZodIssue[]) =>
      branch.flatMap((inner) => (inner.code === "unrecognized_keys" ? inner.keys : [])).length;
    const best = issue.errors.toSorted((a, b) => unknownKeys(a) - unknownKeys(b) || depth(b) - depth(a))[0] ?? [];
    if (best.length > 0) return best.flatMap((inner) => problemsOf(inner, path));
  }
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key].join("."), message: "unknown property" }));
  }
  return [{ path: path.join("."), message: issue.message }];
}

/** What no single property shows: currencies, unique ids, and combinations that mean nothing. */
function crossCheck(written: WrittenRules, currency: string): RulesProblem[] {
  const problems: RulesProblem[] = [];
  const ids = new Set<string>();
  written.rewards.forEach((rule, index) => {
    const path = `rewards.${index}`;
    if (ids.has(rule.id))
      problems.push({ path: `${path}.id`, message: `"${rule.id}" is already used by another rule` });
    ids.add(rule.id);
    problems.push(...checkRule(rule, path, currency));
  });
  if (written.budget && written.budget.currency !== currency) {
    problems.push({ path: "budget.currency", message: `the program's currency is ${currency}` });
  }
  return problems;
}

function checkRule(rule: WrittenRule, path: string, currency: string): RulesProblem[] {
  const problems: RulesProblem[] = [];
  const onOrder = rule.on.event === "purchase" || rule.on.event === "conversion";
  if (rule.on.nth && rule.on.event !== "purchase") {
    problems.push({ path: `${path}.on.nth`, message: "only on purchases" });
  }
  const grants = [
    { grant: rule.grant, at: `${path}.grant` },
    ...(rule.tiers?.steps ?? []).map((step, index) => ({
      grant: step.grant,
      at: `${path}.tiers.steps.${index}.grant`,
    })),
  ];
  const leaves = grants.flatMap(({ grant: given, at }) => leavesOf(given, at));
  for (const { option, at } of leaves) problems.push(...checkOption(option, at, currency, onOrder));
  rule.tiers?.steps.forEach((step, index, steps) => {
    if (index > 0 && step.from <= (steps[index - 1]?.from ?? 0)) {
      problems.push({ path: `${path}.tiers.steps.${index}.from`, message: "steps must rise" });
    }
  });
  const options = leaves.map(({ option }) => option);
  problems.push(...checkLimits(rule, path, options));
  if (rule.onRefund === "proportional" && options.some(isThing)) {
    problems.push({ path: `${path}.onRefund`, message: 'discounts and items can only be "unqualify" or "keep"' });
  }
  return problems;
}

/** A grant itself, or each option of a choice. */
function leavesOf(written: WrittenGrant, path: string): { option: WrittenOption; at: string }[] {
  if (written.kind !== "choice") return [{ option: written, at: path }];
  return written.options.map((option, index) => ({ option, at: `${path}.options.${index}` }));
}

function checkOption(written: WrittenOption, path: string, currency: string, onOrder: boolean): RulesProblem[] {
  const problems: RulesProblem[] = [];
  if ("currency" in written && written.currency !== undefined && written.currency !== currency) {
    problems.push({ path: `${path}.currency`, message: `the program's currency is ${currency}` });
  }
  if (written.kind === "item") return problems;
  const fixed = written.kind === "points" ? written.amount : written.amountMinor;
  const rate = written.kind === "discount" ? written.percentBps : written.rateBps;
  const [fixedName, rateName] = [
    written.kind === "points" ? "amount" : "amountMinor",
    written.kind === "discount" ? "percentBps" : "rateBps",
  ];
  if ((fixed === undefined) === (rate === undefined)) {
    problems.push({ path, message: `give either ${fixedName} or ${rateName}` });
  }
  if (fixed !== undefined && written.kind !== "points" && written.currency === undefined) {
    problems.push({ path: `${path}.currency`, message: "an amount needs its currency" });
  }
  if (written.kind === "discount") return problems;
  if (rate === undefined && (written.of !== undefined || written.maxMinor !== undefined)) {
    problems.push({ path, message: "of and maxMinor belong to a rate" });
  }
  if (written.itemsWhen !== undefined && written.of !== "items.amountMinor") {
    problems.push({ path: `${path}.itemsWhen`, message: 'belongs to a rate of "items.amountMinor"' });
  }
  if (rate !== undefined && !onOrder) {
    problems.push({ path: `${path}.rateBps`, message: "rates are only for purchases and conversions" });
  }
  return problems;
}

function checkLimits(rule: WrittenRule, path: string, grants: readonly WrittenOption[]): RulesProblem[] {
  const problems: RulesProblem[] = [];
  (rule.limits ?? []).forEach((limit, index) => {
    const at = `${path}.limits.${index}`;
    if ((limit.count === undefined) === (limit.amountMinor === undefined)) {
      problems.push({ path: at, message: "give either count or amountMinor" });
    }
    if (limit.amountMinor === undefined) return;
    if (grants.some(isThing)) {
      problems.push({ path: `${at}.amountMinor`, message: "discounts and items have no amount to limit" });
    } else if (new Set(grants.map((given) => given.kind)).size > 1) {
      problems.push({ path: `${at}.amountMinor`, message: "all steps and options of the rule need the same unit" });
    }
  });
  return problems;
}

function isThing(written: WrittenOption): boolean {
  return written.kind === "discount" || written.kind === "item";
}
