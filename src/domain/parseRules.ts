import { MAX_SAID_OF_ORDER, mostSaidOf } from "./decisionSize.ts";
import { lifetimeNumbersOf } from "./fields.ts";
import type { Rules } from "./rules.ts";
import { CLICK, isSum } from "./rules.ts";
import { rulesFrom } from "./rulesFrom.ts";
import type { RulesProblem } from "./rulesProblems.ts";
import { fault } from "./rulesProblems.ts";
import type { WrittenOption, WrittenRule, WrittenRules } from "./rulesSchema.ts";
import { LATER_RESERVED_EVENTS, rulesDocument } from "./rulesSchema.ts";
import { shapeProblems } from "./shapeProblems.ts";
import { upgradeRules } from "./upgradeRules.ts";
import { count, text } from "./values.ts";
import { checkOption, leavesOf } from "./writtenGrants.ts";

export type ParsedRules =
  | { readonly ok: true; readonly rules: Rules }
  | { readonly ok: false; readonly problems: readonly RulesProblem[] };

const MAX_PROBLEMS = 50;

/**
 * Checks a document for a program of the given currency and parses it, upgraded where its schema is an older one.
 *
 * @param document the JSON value as it was sent
 */
export function parseRules(document: unknown, currency: string): ParsedRules {
  const read = readRules(document, currency);
  if (!read.ok) return read;
  const counters = countersIn(read.written);
  if (counters.length > 0) return { ok: false, problems: counters };
  const reserved = read.written.rewards.flatMap(({ on: { event } }, index) => {
    const why = LATER_RESERVED_EVENTS.get(event);
    if (why === undefined) return [];
    return [{ path: `rewards.${index}.on.event`, ...fault(why, { event: text(event) }) }];
  });
  if (reserved.length > 0) return { ok: false, problems: reserved };
  const size = mostSaidOf(read.written);
  if (size <= MAX_SAID_OF_ORDER) return { ok: true, rules: rulesFrom(read.written) };
  const values = { size: count(size), most: count(MAX_SAID_OF_ORDER) };
  return { ok: false, problems: [{ path: "rewards", ...fault("rules_too_large", values) }] };
}

/** What counts over all purchases can't decide which of them count. */
function countersIn({ qualifies }: WrittenRules): RulesProblem[] {
  return qualifies.flatMap((entry, index) => {
    const at = `qualifies.${index}`;
    const asked =
      "any" in entry ? entry.any.map((each, nth) => [each, `${at}.any.${nth}`] as const) : [[entry, at] as const];
    return asked.flatMap(([{ field }, path]) => {
      if (lifetimeNumbersOf([field]).length === 0) return [];
      return [{ path: `${path}.field`, ...fault("counter_in_qualifies", { field: text(field) }) }];
    });
  });
}

/** The same of a document that was published: what is refused only since then stays as it was. */
export function parseKeptRules(document: unknown, currency: string): ParsedRules {
  const read = readRules(document, currency);
  return read.ok ? { ok: true, rules: rulesFrom(read.written) } : read;
}

type ReadRules = { readonly ok: true; readonly written: WrittenRules } | Extract<ParsedRules, { readonly ok: false }>;

function readRules(document: unknown, currency: string): ReadRules {
  const upgraded = upgradeRules(document);
  if (!upgraded.ok) {
    const { written, latest } = upgraded;
    const values = { written: text(String(written)), latest: text(String(latest)) };
    return { ok: false, problems: [{ path: "schemaVersion", ...fault("schema_version_unknown", values) }] };
  }
  const parsed = rulesDocument.safeParse(upgraded.document);
  if (!parsed.success) {
    const problems = shapeProblems(parsed.error.issues, upgraded.document);
    return { ok: false, problems: problems.slice(0, MAX_PROBLEMS) };
  }
  const problems = crossCheck(parsed.data, currency);
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, MAX_PROBLEMS) };
  return { ok: true, written: parsed.data };
}

/** What no single property shows: currencies, unique ids, and combinations that mean nothing. */
function crossCheck(written: WrittenRules, currency: string): RulesProblem[] {
  const problems: RulesProblem[] = [];
  const ids = new Set<string>();
  written.rewards.forEach((rule, index) => {
    const path = `rewards.${index}`;
    if (ids.has(rule.id)) problems.push({ path: `${path}.id`, ...fault("rule_id_taken", { id: text(rule.id) }) });
    ids.add(rule.id);
    problems.push(...checkRule(rule, path, currency));
  });
  if (written.budget && written.budget.currency !== currency) {
    problems.push({ path: "budget.currency", ...fault("currency_differs", { currency: text(currency) }) });
  }
  return problems;
}

type Within = NonNullable<WrittenRule["on"]["within"]>;

function checkRule(rule: WrittenRule, path: string, currency: string): RulesProblem[] {
  const problems: RulesProblem[] = [];
  if (rule.on.nth && rule.on.event !== "purchase") {
    problems.push({ path: `${path}.on.nth`, ...fault("nth_without_purchase") });
  }
  if (rule.on.within) problems.push(...checkWithin(rule.on.within, rule.on.event, `${path}.on.within`));
  if (rule.on.event === CLICK) problems.push(...checkClickRule(rule, path));
  const grants = [
    { grant: rule.grant, at: `${path}.grant` },
    ...(rule.tiers?.steps ?? []).map((step, index) => ({
      grant: step.grant,
      at: `${path}.tiers.steps.${index}.grant`,
    })),
  ];
  const leaves = grants.flatMap(({ grant: given, at }) => leavesOf(given, at));
  for (const { option, at } of leaves) problems.push(...checkOption(option, at, currency, rule.on.event));
  rule.tiers?.steps.forEach((step, index, steps) => {
    if (index > 0 && step.from <= (steps[index - 1]?.from ?? 0)) {
      problems.push({ path: `${path}.tiers.steps.${index}.from`, ...fault("steps_fall") });
    }
  });
  const options = leaves.map(({ option }) => option);
  problems.push(...checkLimits(rule, path, options));
  if (rule.onRefund === "proportional" && !options.every(isSum)) {
    problems.push({ path: `${path}.onRefund`, ...fault("refund_of_thing") });
  }
  return problems;
}

function checkWithin({ days, months }: Within, event: string, path: string): RulesProblem[] {
  const problems: RulesProblem[] = [];
  if ((days === undefined) === (months === undefined)) {
    problems.push({ path, ...fault("amount_or_rate", { amount: text("days"), rate: text("months") }) });
  }
  if (event === CLICK) problems.push({ path, ...fault("within_without_referral") });
  return problems;
}

/** The visitor who clicks is not known yet: a click has an advocate and those above them, and no referral. */
function checkClickRule({ recipient, limits = [] }: WrittenRule, path: string): RulesProblem[] {
  const problems: RulesProblem[] = [];
  if (recipient === "friend" || recipient === "actor") {
    problems.push({ path: `${path}.recipient`, ...fault("click_without_friend") });
  }
  limits.forEach(({ per }, index) => {
    if (per !== "referral") return;
    problems.push({ path: `${path}.limits.${index}.per`, ...fault("click_without_referral") });
  });
  return problems;
}

function checkLimits(rule: WrittenRule, path: string, grants: readonly WrittenOption[]): RulesProblem[] {
  const problems: RulesProblem[] = [];
  (rule.limits ?? []).forEach((limit, index) => {
    const at = `${path}.limits.${index}`;
    if ((limit.count === undefined) === (limit.amountMinor === undefined)) {
      problems.push({ path: at, ...fault("limit_of_one_measure") });
    }
    if (limit.amountMinor === undefined) return;
    if (!grants.every(isSum)) {
      problems.push({ path: `${at}.amountMinor`, ...fault("limit_of_thing") });
    } else if (new Set(grants.map((given) => given.kind)).size > 1) {
      problems.push({ path: `${at}.amountMinor`, ...fault("limit_of_several_units") });
    }
  });
  return problems;
}
