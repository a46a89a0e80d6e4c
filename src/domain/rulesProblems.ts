import type { Value } from "./statement.ts";

/**
 * What can be wrong with a rules document, as data: a code and its values. `src/i18n/rules/problems.ts` has the
 * sentences. Values are told as they are written in the document, since its author has to find them there.
 */
export const RULES_PROBLEMS = {
  // What any document has to be: its shape.
  missing: ["needed"],
  wrong_type: ["needed"],
  not_allowed: ["allowed"],
  number_too_small: ["least"],
  number_too_big: ["most"],
  text_too_short: ["least"],
  text_too_long: ["most"],
  list_too_short: ["least"],
  list_too_long: ["most"],
  unknown_property: [],
  not_valid: [],
  schema_version_unknown: ["written", "latest"],

  // What names and conditions have to be.
  rule_id_form: [],
  event_name_form: [],
  event_is_refund: [],
  event_of_order: ["event"],
  event_made_here: ["event"],
  nth_falls: [],
  rate_base_unknown: [],
  minimum_without_application: [],
  field_unknown: ["field"],
  operator_unfit: ["operator", "field", "allowed"],
  value_unfit: ["operator", "field", "needed"],

  // Combinations that mean nothing.
  rule_id_taken: ["id"],
  currency_differs: ["currency"],
  currency_missing: [],
  nth_without_purchase: [],
  click_without_friend: [],
  click_without_referral: [],
  within_without_referral: [],
  counter_in_qualifies: ["field"],
  amount_or_rate: ["amount", "rate"],
  shipping_alone: [],
  limit_of_one_measure: [],
  not_of_a_rate: [],
  not_of_items: [],
  rate_without_order: [],
  per_of_a_rate: [],
  per_without_order: [],
  steps_fall: [],
  refund_of_thing: [],
  limit_of_thing: [],
  limit_of_several_units: [],
  rules_too_large: ["size", "most"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type RulesProblemCode = keyof typeof RULES_PROBLEMS;

type ValuesOf<C extends RulesProblemCode> = Readonly<Record<(typeof RULES_PROBLEMS)[C][number], Value>>;

/** What is wrong, wherever it is. */
export interface RulesFault {
  readonly code: RulesProblemCode;
  readonly values: Readonly<Record<string, Value>>;
}

export interface RulesProblem extends RulesFault {
  /** From the document's root, for instance `rewards.0.grant.currency`. */
  readonly path: string;
}

/** A fault with exactly the values that its sentence needs. */
export function fault<C extends RulesProblemCode>(
  code: C,
  ...[values]: [] extends (typeof RULES_PROBLEMS)[C] ? [] : [ValuesOf<C>]
): RulesFault {
  return { code, values: values ?? {} };
}

/** Whether a word is one of the codes, for those that pass through zod as text. */
export function isRulesProblemCode(word: string): word is RulesProblemCode {
  return Object.hasOwn(RULES_PROBLEMS, word);
}
