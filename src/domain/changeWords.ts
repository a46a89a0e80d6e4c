import type { Side } from "./partValues.ts";
import * as tell from "./partValues.ts";
import type { PartCode } from "./phrases.ts";
import type { FriendNames } from "./rules.ts";
import type { ChangeStatement } from "./rulesChanges.ts";
import { change } from "./rulesChanges.ts";
import type { RulesDocument, WrittenGrant, WrittenRule } from "./rulesSchema.ts";
import type { Value } from "./statement.ts";
import { allOf, count, money, percent, phrase, text, words } from "./values.ts";

/** Differences of rules documents, each as what there is to say of it. */

/** The two documents, in which a difference has to look around itself. */
export interface Compared {
  readonly currency: string;
  readonly before: RulesDocument;
  readonly after: RulesDocument;
}

type PlainPart = Exclude<PartCode, "part_step" | "part_of_step" | "part_other">;
type Describe = (value: never, side: Side) => Value;

interface Part {
  readonly part: PlainPart;
  readonly describe: Describe;
  /** What it means to leave it out, where that is a value like others. */
  readonly absent?: Value;
}

const asText: Describe = (value: string) => text(value);
const asWords: Describe = (value: string) => words(value);
const asCount: Describe = (value: number) => count(value);
const asMoney: Describe = (value: number, { currency }) => money(value, currency);
const asPercent: Describe = (value: number) => percent(value);
const asDays: Describe = (value: number) => tell.days(value);
const asNames: Describe = (value: readonly string[]) => tell.names(value);
const asNumbered: Describe = (value: number) => phrase("nth_only", { from: count(value) });

/** By the path with rule ids, steps and limits as `*`. */
const PARTS: Readonly<Record<string, Part>> = {
  "attribution.model": {
    part: "part_attribution_model",
    describe: (value: "last_touch" | "first_touch") => phrase(value),
  },
  "attribution.windowDays": { part: "part_attribution_window", describe: asDays },
  "attribution.creditWindowDays": { part: "part_credit_window", describe: asDays, absent: phrase("endless") },
  "attribution.lateEntryDays": { part: "part_late_entry", describe: asDays },
  "attribution.newCustomersOnly": {
    part: "part_new_customers",
    describe: (value: boolean) => phrase(value ? "in_force" : "lifted"),
  },
  "attribution.graceMinutes": { part: "part_grace", describe: asCount, absent: count(0) },
  "attribution.binds": { part: "part_binding", describe: (value: "friend" | "order") => phrase(`binds_${value}`) },
  "attribution.friendNames": {
    part: "part_friend_names",
    describe: (value: FriendNames) => phrase(`names_${value}`),
    absent: phrase("names_none"),
  },
  "eligibility.approval": {
    part: "part_approval",
    describe: (value: "open" | "application") => phrase(`approval_${value}`),
  },
  "eligibility.segments": { part: "part_segments", describe: asNames },
  "eligibility.sampleBps": { part: "part_sample", describe: asPercent },
  "eligibility.minimum": { part: "part_minimum", describe: tell.minimumValue },
  "eligibility.minimum.by": {
    part: "part_minimum_by",
    describe: (value: "conversions" | "revenue") => phrase(`by_${value}`),
  },
  "eligibility.minimum.atLeast": { part: "part_minimum_least", describe: tell.leastValue },
  "eligibility.minimum.withinDays": { part: "part_minimum_days", describe: asDays },
  budget: { part: "part_budget", describe: tell.budgetValue },
  "budget.amountMinor": { part: "part_budget", describe: asMoney },
  "budget.currency": { part: "part_budget_currency", describe: asText },
  "budget.period": {
    part: "part_budget_period",
    describe: (value: "day" | "month" | "year" | "lifetime") => phrase(`window_${value}`),
  },
  "budget.onExhausted": {
    part: "part_budget_exhausted",
    describe: (value: "skip" | "pause_program") => phrase(value === "skip" ? "exhausted_skip" : "exhausted_pause"),
  },
  payouts: { part: "part_first_friends", describe: tell.firstFriendsValue },
  "payouts.firstFriends": { part: "part_first_friends", describe: asCount },
  "rewards.*.recipient": { part: "part_recipient", describe: tell.recipientValue },
  "rewards.*.recipient.ancestor": { part: "part_recipient", describe: tell.ancestorValue },
  "rewards.*.on.event": { part: "part_trigger", describe: tell.triggerValue },
  "rewards.*.on.nth": { part: "part_nth", describe: tell.nthValue, absent: phrase("nth_all") },
  "rewards.*.on.nth.from": { part: "part_nth_first", describe: asNumbered },
  "rewards.*.on.nth.to": { part: "part_nth_last", describe: asNumbered },
  "rewards.*.on.within": { part: "part_within", describe: tell.withinValue, absent: phrase("endless") },
  "rewards.*.on.within.days": { part: "part_within_length", describe: asDays },
  "rewards.*.on.within.months": { part: "part_within_length", describe: tell.monthsValue },
  "rewards.*.on.within.of": { part: "part_within_start", describe: tell.startValue },
  "rewards.*.group": { part: "part_group", describe: asWords },
  "rewards.*.holdDays": { part: "part_hold", describe: asDays },
  "rewards.*.onRefund": {
    part: "part_refund",
    describe: (value: "proportional" | "unqualify" | "keep") => phrase(`refund_${value}`),
    absent: phrase("refund_default"),
  },
  "rewards.*.tiers": { part: "part_tiers", describe: tell.tiersValue },
  "rewards.*.tiers.by": {
    part: "part_tiers_by",
    describe: (value: "conversions" | "signups" | "revenue") => phrase(`by_${value}`),
  },
  "rewards.*.tiers.window": { part: "part_tiers_window", describe: tell.windowValue },
  "rewards.*.tiers.window.rollingDays": { part: "part_tiers_window", describe: tell.rollingValue },
  "rewards.*.limits.*": { part: "part_limit", describe: tell.limitValue },
};

/** The fields of a grant, wherever it stands. */
const GRANT_PARTS: Readonly<Record<string, Part>> = {
  grant: { part: "part_grant", describe: tell.grantValue },
  "grant.amountMinor": { part: "part_amount", describe: asMoney },
  "grant.amount": { part: "part_points", describe: asCount },
  "grant.per": { part: "part_per", describe: () => phrase("per_item"), absent: phrase("per_reward") },
  "grant.currency": { part: "part_currency", describe: asText },
  "grant.rateBps": { part: "part_rate", describe: asPercent },
  "grant.of": { part: "part_rate_base", describe: tell.baseValue },
  "grant.maxMinor": { part: "part_rate_most", describe: tell.mostValue },
  "grant.percentBps": { part: "part_discount", describe: asPercent },
  "grant.freeShipping": { part: "part_discount", describe: () => phrase("free_shipping") },
  "grant.minOrderMinor": { part: "part_least_order", describe: asMoney },
  "grant.appliesTo": { part: "part_applies_to", describe: tell.appliesToValue },
  "grant.appliesTo.skus": { part: "part_skus", describe: asNames },
  "grant.appliesTo.categories": { part: "part_categories", describe: asNames },
  "grant.validDays": { part: "part_valid_days", describe: asDays, absent: phrase("endless") },
  "grant.maxUses": { part: "part_coupon_uses", describe: asCount },
  "grant.costMinor": { part: "part_cost", describe: asMoney },
  "grant.sku": { part: "part_sku", describe: asText },
  "grant.quantity": { part: "part_quantity", describe: asCount },
  "grant.options": { part: "part_options", describe: tell.optionsValue },
  "grant.chooseWithinDays": { part: "part_choose_days", describe: asDays },
};

const CONDITIONS = { qualifies: "qualifies", when: "when", itemsWhen: "items" } as const;

/**
 * One difference as a statement.
 *
 * @param path rule ids, steps and limits in their places
 */
export function changeOf(
  path: readonly string[],
  before: unknown,
  after: unknown,
  compared: Compared,
): ChangeStatement {
  const [root, ruleId] = path;
  const name = path.at(-1) ?? "";
  if (root === "rewards" && ruleId === undefined) {
    return change("rules_reordered", { before: idsOf(before), after: idsOf(after) });
  }
  if (root === "rewards" && path.length === 2)
    return ruleChange(text(ruleId ?? ""), after as WrittenRule | null, compared);
  if (name in CONDITIONS) return conditionChange(path, before, after, compared);
  const part = partOf(path);
  const sides = {
    before: sideOf(path, compared.before, compared.currency),
    after: sideOf(path, compared.after, compared.currency),
  };
  const describe = (value: unknown, side: Side) => {
    if (value === null || value === undefined) return part.absent ?? null;
    return part.describe(value as never, side);
  };
  const told = { before: describe(before, sides.before), after: describe(after, sides.after) };
  const named = placed(path, part.name, after === null ? sides.before : sides.after);
  return partChange(root === "rewards" ? text(ruleId ?? "") : null, named, told);
}

function partChange(
  rule: Value | null,
  part: Value,
  { before, after }: { readonly before: Value | null; readonly after: Value | null },
): ChangeStatement {
  const nothing = phrase("complex");
  if (rule === null) {
    if (before === null) return change("set", { part, after: after ?? nothing });
    return after === null ? change("unset", { part, before }) : change("changed", { part, before, after });
  }
  if (before === null) return change("rule_set", { rule, part, after: after ?? nothing });
  return after === null
    ? change("rule_unset", { rule, part, before })
    : change("rule_changed", { rule, part, before, after });
}

function ruleChange(rule: Value, after: WrittenRule | null, { currency }: Compared): ChangeStatement {
  if (after === null) return change("rule_removed", { rule });
  return change("rule_added", {
    rule,
    grant: tell.grantValue(after.grant, { currency }),
    recipient: tell.recipientValue(after.recipient),
    trigger: tell.triggerValue(after.on.event),
  });
}

function conditionChange(
  path: readonly string[],
  before: unknown,
  after: unknown,
  { currency }: Compared,
): ChangeStatement {
  const kind = CONDITIONS[path.at(-1) as keyof typeof CONDITIONS];
  const rule = text(path[1] ?? "");
  const told = (entry: unknown) => tell.conditionValue(entry as Parameters<typeof tell.conditionValue>[0], currency);
  if (kind === "qualifies") {
    if (before === null) return change("qualifies_added", { after: told(after) });
    if (after === null) return change("qualifies_dropped", { before: told(before) });
    return change("qualifies_changed", { before: told(before), after: told(after) });
  }
  if (before === null) return change(`${kind}_added`, { rule, after: told(after) });
  if (after === null) return change(`${kind}_dropped`, { rule, before: told(before) });
  return change(`${kind}_changed`, { rule, before: told(before), after: told(after) });
}

interface NamedPart {
  readonly name: Value;
  readonly describe: Describe;
  readonly absent?: Value;
}

/** What the part of a document at a path is called, and how its values are told. */
export function partOf(path: readonly string[]): NamedPart {
  const starred = path.map((part, index) => {
    return ["rewards", "steps", "limits"].includes(path[index - 1] ?? "") ? "*" : part;
  });
  const grantAt = starred.lastIndexOf("grant");
  const found = PARTS[starred.join(".")] ?? (grantAt < 0 ? undefined : GRANT_PARTS[starred.slice(grantAt).join(".")]);
  if (found !== undefined) return { ...found, name: phrase(found.part) };
  if (starred.at(-2) === "steps") {
    const describe = ({ grant }: { grant: WrittenGrant }, side: Side) => tell.grantValue(grant, side);
    return { name: phrase("part_grant"), describe };
  }
  if (starred.at(-3) === "limits") return { name: phrase("part_limit"), describe: limitAt(path) };
  // What has no name of its own is still told, by its place in the document.
  const place = path[0] === "rewards" ? path.slice(2) : path;
  return { name: phrase("part_other", { path: text(place.join(".")) }), describe: tell.plainValue };
}

/** A limit is told whole, whichever of its numbers changed; whom and when it is of is in its key. */
function limitAt(path: readonly string[]): Describe {
  const [per, period] = (path.at(-2) ?? "").split("-");
  const name = path.at(-1) ?? "";
  return (value: number, side) => tell.limitValue({ per, period, [name]: value } as never, side);
}

/** Which step a change is in. */
function placed(path: readonly string[], part: Value, side: Side): Value {
  const step = path.indexOf("steps");
  if (step < 0) return part;
  const from = tell.fromValue(Number(path[step + 1]), side);
  return path.length === step + 2 ? phrase("part_step", { from }) : phrase("part_of_step", { part, from });
}

function sideOf(path: readonly string[], document: RulesDocument, currency: string): Side {
  const rule = path[0] === "rewards" ? (document.rewards.find(({ id }) => id === path[1]) ?? null) : null;
  const step = path.indexOf("steps");
  const from = Number(path[step + 1]);
  const grant = step < 0 ? rule?.grant : rule?.tiers?.steps.find((each) => each.from === from)?.grant;
  return { currency, document, rule, grant: grant ?? null };
}

function idsOf(ids: unknown): Value {
  return allOf((ids as readonly string[]).map(text));
}
