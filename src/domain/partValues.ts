import type { Condition } from "./conditions.ts";
import { METADATA_PREFIX } from "./conditions.ts";
import { phraseOfGrant } from "./rewardPhrase.ts";
import type { RulesDocument, WrittenGrant, WrittenRule, WrittenRules } from "./rulesSchema.ts";
import type { Value } from "./statement.ts";
import { isTrigger } from "./triggers.ts";
import { allOf, anyOf, condition, count, money, phrase, promise, text, words } from "./values.ts";
import { grantFrom } from "./writtenGrants.ts";

/** The values of a rules document, each as what a sentence says of it. */

/** The side of a change that a value is of. */
export interface Side {
  readonly currency: string;
  readonly document: RulesDocument;
  /** The rule that the value is in; null for what is the program's. */
  readonly rule: WrittenRule | null;
  /** The grant that it is in. */
  readonly grant: WrittenGrant | null;
}

type Tiers = NonNullable<WrittenRule["tiers"]>;
type WrittenLimit = NonNullable<WrittenRule["limits"]>[number];
type Nth = NonNullable<WrittenRule["on"]["nth"]>;
type Within = NonNullable<WrittenRule["on"]["within"]>;
type Eligibility = WrittenRules["eligibility"];
type AppliesTo = NonNullable<Extract<WrittenGrant, { readonly kind: "discount" }>["appliesTo"]>;

export const days = (value: number): Value => phrase("days", { count: count(value) });
export const names = (values: readonly string[]): Value => anyOf(values.map(words));
export const grantValue = (grant: WrittenGrant, { currency }: Pick<Side, "currency">): Value =>
  promise(phraseOfGrant(grantFrom(grant), currency));
export const optionsValue = (options: readonly WrittenGrant[], side: Side): Value =>
  anyOf(options.map((option) => grantValue(option, side)));

export function recipientValue(recipient: WrittenRule["recipient"]): Value {
  if (typeof recipient === "string") return phrase(`recipient_${recipient}`);
  return ancestorValue(recipient.ancestor);
}

export function ancestorValue(level: number): Value {
  if (level === 1) return phrase("recipient_advocate");
  return phrase(level === 2 ? "recipient_above_2" : "recipient_above_3");
}

export function triggerValue(event: string): Value {
  if (isTrigger(event)) return phrase(`on_${event}`);
  return event === "lead" ? phrase("on_lead") : phrase("on_custom", { event: words(event) });
}

export function nthValue({ from, to }: Nth): Value {
  if (to === null || to === undefined) return phrase("nth_from", { from: count(from) });
  return from === to
    ? phrase("nth_only", { from: count(from) })
    : phrase("nth_range", { from: count(from), to: count(to) });
}

export const monthsValue = (value: number): Value => phrase("months", { count: count(value) });
export const startValue = (of: Within["of"]): Value => phrase(`since_${of}`);

export function withinValue({ days: inDays, months, of }: Within): Value {
  const length = inDays === undefined ? monthsValue(months ?? 0) : days(inDays);
  return phrase("within", { length, start: startValue(of) });
}

export function windowValue(window: Tiers["window"]): Value {
  return typeof window === "string" ? phrase(`window_${window}`) : rollingValue(window.rollingDays);
}

export const rollingValue = (rollingDays: number): Value => phrase("window_rolling", { count: count(rollingDays) });

/** Where a step begins: a number, or an amount where tiers count what friends have bought for. */
export function fromValue(from: number, { currency, rule }: Side): Value {
  return rule?.tiers?.by === "revenue" ? money(from, currency) : count(from);
}

export function tiersValue({ steps, by, window }: Tiers, side: Side): Value {
  const told = steps.map(({ from, grant }) =>
    phrase("step", { grant: grantValue(grant, side), from: fromValue(from, side) }),
  );
  return phrase("tiers", { steps: allOf(told), by: phrase(`by_${by}`), window: windowValue(window) });
}

/** Of a rule without a grant of money the amount is one of points: every grant of it is of one unit. */
export function limitValue({ per, period, count: most, amountMinor }: WrittenLimit, side: Side): Value {
  const each = { period: phrase(`each_${period}`) };
  if (most !== undefined) return phrase(`limit_count_${per}`, { count: count(most), ...each });
  const grant = side.rule?.grant;
  const option = grant?.kind === "choice" ? grant.options[0] : grant;
  return phrase(`limit_amount_${per}`, { amount: sumValue(amountMinor ?? 0, option?.kind, side), ...each });
}

/** What a rate gives at most. */
export function mostValue(maxMinor: number, side: Side): Value {
  return sumValue(maxMinor, side.grant?.kind, side);
}

function sumValue(sum: number, kind: string | undefined, { currency }: Side): Value {
  return kind === "points" ? promise({ type: "points", count: sum }) : money(sum, currency);
}

export function baseValue(of: string): Value {
  if (of === "order.amountMinor") return phrase("base_order");
  if (of === "items.amountMinor") return phrase("base_items");
  return phrase("base_metadata", { name: words(of.slice(METADATA_PREFIX.length)) });
}

export function appliesToValue({ skus = [], categories = [] }: AppliesTo): Value {
  return anyOf([
    ...(skus.length === 0 ? [] : [phrase("applies_to_skus", { skus: allOf(skus.map(text)) })]),
    ...(categories.length === 0 ? [] : [phrase("applies_to_categories", { categories: allOf(categories.map(words)) })]),
  ]);
}

export function minimumValue(
  { by, atLeast, withinDays }: NonNullable<Eligibility["minimum"]>,
  { currency }: Side,
): Value {
  const within = { days: days(withinDays) };
  return by === "revenue"
    ? phrase("minimum_revenue", { amount: money(atLeast, currency), ...within })
    : phrase("minimum_conversions", { count: count(atLeast), ...within });
}

/** The least that an advocate has to bring, by what it is measured by. */
export function leastValue(atLeast: number, { currency, document }: Side): Value {
  return document.eligibility?.minimum?.by === "revenue" ? money(atLeast, currency) : count(atLeast);
}

export function budgetValue({ amountMinor, period }: NonNullable<WrittenRules["budget"]>, { currency }: Side): Value {
  return phrase("budget", { amount: money(amountMinor, currency), period: phrase(`each_${period}`) });
}

export function firstFriendsValue({ firstFriends }: NonNullable<WrittenRules["payouts"]>): Value {
  return count(firstFriends);
}

/** One entry of a list of conditions: a condition, or an `any` of several. */
export function conditionValue(entry: Condition | { readonly any: readonly Condition[] }, currency: string): Value {
  return condition("any" in entry ? entry.any : [entry], currency);
}

/** A value of a part that is not known by name: never as JSON. */
export function plainValue(value: unknown): Value {
  if (typeof value === "string") return words(value);
  return typeof value === "number" ? count(value) : phrase("complex");
}
