import type { WrittenGrant, WrittenRule, WrittenRules } from "./rulesSchema.ts";
import type { Value } from "./statement.ts";
import { count } from "./values.ts";

/** What is allowed and probably not meant, as data. `src/i18n` has the sentences. */
export const RULES_WARNINGS = {
  /** A step gives less than the one before it. */
  step_pays_less: [],
  /** Nothing limits what the program gives. */
  no_budget: [],
  /** A reward is approved before most refunds have come. */
  hold_short: ["days"],
  /** Another limit of the rule is always reached first, or there is nothing to reach it. */
  limit_unreachable: [],
} as const satisfies Readonly<Record<string, readonly "days"[]>>;

export type RulesWarningCode = keyof typeof RULES_WARNINGS;

export interface RulesWarning {
  /** From the root, as of a problem. */
  readonly path: string;
  readonly code: RulesWarningCode;
  readonly values: Readonly<Record<string, Value>>;
}

/** What the shop's own history says. */
export interface KnownHistory {
  /** Within so many days of an order nine in ten of its refunds come; null where too few are known. */
  readonly refundDays: number | null;
}

/** Everything about valid rules that is worth a second look, in the order of the document. */
export function rulesWarnings(rules: WrittenRules, { refundDays }: KnownHistory): RulesWarning[] {
  const ofRules = rules.rewards.flatMap((rule, index) => {
    const path = `rewards.${index}`;
    return [...stepWarnings(rule, path), ...limitWarnings(rule, path), ...holdWarnings(rule, path, refundDays)];
  });
  const isUnlimited = !rules.budget && rules.rewards.some(({ limits = [] }) => limits.length === 0);
  return [...ofRules, ...(isUnlimited ? [warning("budget", "no_budget")] : [])];
}

function warning(path: string, code: RulesWarningCode, values: RulesWarning["values"] = {}): RulesWarning {
  return { path, code, values };
}

function stepWarnings({ grant, tiers }: WrittenRule, path: string): RulesWarning[] {
  const steps = tiers?.steps ?? [];
  return steps.flatMap((step, index) => {
    const before = index === 0 ? grant : (steps[index - 1]?.grant ?? grant);
    return isLess(step.grant, before) ? [warning(`${path}.tiers.steps.${index}.grant`, "step_pays_less")] : [];
  });
}

/** Only what is measured alike can be compared. */
function isLess(later: WrittenGrant, earlier: WrittenGrant): boolean {
  if (later.kind !== earlier.kind) return false;
  const [a, b] = [measureOf(later), measureOf(earlier)];
  return a !== null && b !== null && a.of === b.of && a.size < b.size;
}

function measureOf(grant: WrittenGrant): { readonly of: string; readonly size: number } | null {
  switch (grant.kind) {
    case "cash":
    case "credit":
      return grant.rateBps === undefined
        ? { of: `amount ${grant.per ?? ""}`, size: grant.amountMinor ?? 0 }
        : { of: `rate ${grant.of ?? "order.amountMinor"}`, size: grant.rateBps };
    case "points":
      return grant.rateBps === undefined
        ? { of: `amount ${grant.per ?? ""}`, size: grant.amount ?? 0 }
        : { of: `rate ${grant.of ?? "order.amountMinor"}`, size: grant.rateBps };
    case "discount":
      if (grant.freeShipping === true) return null;
      return grant.percentBps === undefined
        ? { of: "amount", size: grant.amountMinor ?? 0 }
        : { of: "percent", size: grant.percentBps };
    case "item":
      return { of: grant.sku, size: grant.quantity };
    case "choice":
      return null;
  }
}

type WrittenLimit = NonNullable<WrittenRule["limits"]>[number];
/** From the shortest on: what is given in one is given in every longer one too. */
const PERIODS: readonly WrittenLimit["period"][] = ["day", "month", "year", "lifetime"];

function limitWarnings({ limits = [], on }: WrittenRule, path: string): RulesWarning[] {
  return limits.flatMap((limit, index) => {
    const isOnce = limit.per === "referral" && (on.event === "conversion" || on.event === "signup");
    const isTooMany = isOnce && limit.count !== undefined && limit.count > 1;
    const isCovered = limits.some((other, place) => place !== index && reachesFirst(other, limit, place < index));
    return isTooMany || isCovered ? [warning(`${path}.limits.${index}`, "limit_unreachable")] : [];
  });
}

/** Whether a longer period allows no more than the shorter one: of two alike, the later is one too many. */
function reachesFirst(other: WrittenLimit, limit: WrittenLimit, isBefore: boolean): boolean {
  if (other.per !== limit.per) return false;
  const measure = limit.count === undefined ? "amountMinor" : "count";
  const [most, otherMost] = [limit[measure], other[measure]];
  if (most === undefined || otherMost === undefined) return false;
  const longer = PERIODS.indexOf(other.period) - PERIODS.indexOf(limit.period);
  if (longer < 0) return false;
  return longer === 0 ? otherMost < most || (otherMost === most && isBefore) : otherMost <= most;
}

function holdWarnings(
  { holdDays = 0, on, onRefund }: WrittenRule,
  path: string,
  refundDays: number | null,
): RulesWarning[] {
  const isOfOrder = on.event === "conversion" || on.event === "purchase";
  if (refundDays === null || !isOfOrder || onRefund === "keep" || holdDays >= refundDays) return [];
  return [warning(`${path}.holdDays`, "hold_short", { days: count(refundDays) })];
}
