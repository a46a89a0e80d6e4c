import type { Value } from "./statement.ts";

/**
 * What one version of rules can change, as data: a code and its values. `src/i18n/rules/changeTexts.ts` has the
 * sentences. A part that was not there is `set`, one that is no longer there `unset`.
 */
export const CHANGES = {
  changed: ["part", "before", "after"],
  set: ["part", "after"],
  unset: ["part", "before"],
  rule_changed: ["rule", "part", "before", "after"],
  rule_set: ["rule", "part", "after"],
  rule_unset: ["rule", "part", "before"],
  rule_added: ["rule", "grant", "recipient", "trigger"],
  rule_removed: ["rule"],
  rules_reordered: ["before", "after"],
  qualifies_changed: ["before", "after"],
  qualifies_added: ["after"],
  qualifies_dropped: ["before"],
  when_changed: ["rule", "before", "after"],
  when_added: ["rule", "after"],
  when_dropped: ["rule", "before"],
  items_changed: ["rule", "before", "after"],
  items_added: ["rule", "after"],
  items_dropped: ["rule", "before"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ChangeCode = keyof typeof CHANGES;
export const CHANGE_CODES = Object.keys(CHANGES) as [ChangeCode, ...ChangeCode[]];

/** A change to be put into words; it has exactly the values that its code names. */
export interface ChangeStatement {
  readonly code: ChangeCode;
  readonly values: Readonly<Record<string, Value>>;
}

/** Makes one. */
export function change<C extends ChangeCode>(
  code: C,
  values: Readonly<Record<(typeof CHANGES)[C][number], Value>>,
): ChangeStatement {
  return { code, values };
}
