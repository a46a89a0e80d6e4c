import { partOf } from "../../domain/changeWords.ts";
import { FIELDS, ITEM_FIELDS } from "../../domain/fields.ts";
import { recipientValue, triggerValue, windowValue } from "../../domain/partValues.ts";
import { BUDGET_PERIODS } from "../../domain/rules.ts";
import type { RulesProblem } from "../../domain/rulesProblems.ts";
import type { RulesWarning } from "../../domain/rulesWarnings.ts";
import type { Value } from "../../domain/statement.ts";
import { count, money, percent, phrase } from "../../domain/values.ts";
import { catalogueOf } from "../../i18n/catalogues.ts";
import { CHOICE_TEXTS } from "../../i18n/dashboard/rulesForm/choices.ts";
import { LABEL_TEXTS } from "../../i18n/dashboard/rulesForm/labels.ts";
import { PLAIN_PROBLEMS, READING_TEXTS, WARNING_TEXTS } from "../../i18n/dashboard/rulesForm/problems.ts";
import type { InEveryLanguage } from "../../i18n/everyLanguage.ts";
import type { Language } from "../../i18n/languages.ts";
import { capitalised } from "../../i18n/letterCase.ts";
import { FIELD_TEXTS, ITEM_FIELD_TEXTS } from "../../i18n/lists/fields.ts";
import { PROBLEM_TEXTS } from "../../i18n/rules/problemTexts.ts";
import { createWriter } from "../../i18n/writer.ts";
import type { Unread } from "./applyForm.ts";
import { METADATA_CHOICE } from "./conditionForm.ts";
import type { Control } from "./formParts.ts";

/** What a form of rules says in one language: labels, choices, and what is wrong. */
export interface FormWords {
  readonly language: Language;
  say(text: InEveryLanguage, values?: Readonly<Record<string, Value>>): string;
  /** A value by itself, as a title has it. */
  value(value: Value): string;
  label(control: Pick<Control, "name" | "key">): string;
  choice(control: Pick<Control, "name" | "key">, choice: string): string;
  problem(control: Pick<Control, "box"> | null, problem: RulesProblem, currency: string): string;
  unread(unread: Pick<Unread, "problem" | "most">): string;
  warning(warning: RulesWarning): string;
}

/** The words of a language. */
export function formWords(language: Language): FormWords {
  const writer = createWriter({ language, timezone: "UTC", nameOf: (ruleId) => ruleId });
  const say = (text: InEveryLanguage, values: Readonly<Record<string, Value>> = {}) =>
    writer.say(text[language], values);
  const first = (text: string) => capitalised(text, language);
  return {
    language,
    say,
    value: (value) => first(writer.value(value)),
    label(control) {
      const own = ownLabel(control);
      if (own !== null) return say(LABEL_TEXTS[own]);
      const name = writer.value(partOf(control.name.replaceAll(/\.options\.\d+/g, "").split(".")).name);
      // In a sentence these have an article, which a label has not.
      return first(language === "en" ? name.replace(/^the /, "") : name);
    },
    choice(control, choice) {
      const told = choiceOf(control, choice, language);
      if (told === null) return choice;
      if (typeof told === "string") return first(told);
      return first("kind" in told ? writer.value(told) : say(told));
    },
    problem(control, problem, currency) {
      const plainText: InEveryLanguage | undefined = Object.hasOwn(PLAIN_PROBLEMS, problem.code)
        ? PLAIN_PROBLEMS[problem.code as keyof typeof PLAIN_PROBLEMS]
        : undefined;
      const values = Object.entries(problem.values).map(([name, value]) => [name, inUnitOf(control, value, currency)]);
      return first(say(plainText ?? PROBLEM_TEXTS[problem.code], Object.fromEntries(values)));
    },
    unread: ({ problem, most }) => say(READING_TEXTS[problem], most === undefined ? {} : { most: count(most) }),
    warning: ({ code, values }) => say(WARNING_TEXTS[code], values),
  };
}

/** The least and the most of a box are told in the unit in which it is read. */
function inUnitOf(control: Pick<Control, "box"> | null, value: Value, currency: string): Value {
  if (control === null || value.kind !== "count") return value;
  if (control.box.type === "money") return money(value.count, currency);
  return control.box.type === "percent" ? percent(value.count) : value;
}

const BY_KEY: Readonly<Record<string, keyof typeof LABEL_TEXTS>> = {
  id: "id",
  kind: "kind",
  field: "field",
  op: "op",
  per: "per",
  count: "count",
  value: "value",
  "window.rollingDays": "rolling_days",
};

function ownLabel({ name, key }: Pick<Control, "name" | "key">): keyof typeof LABEL_TEXTS | null {
  const isOfLimit = /\.limits\.\d+\.[^.]+$/.test(name);
  if (key.endsWith("$name")) return "name";
  if (key === "$measure") return measureOf(name);
  if (isOfLimit && key === "period") return "period";
  if (isOfLimit && key === "amountMinor") return "limit_sum";
  if (/\.nth\.(from|to)$/.test(name)) return key === "from" ? "from_purchase" : "to_purchase";
  if (/\.steps\.\d+\.from$/.test(name)) return "from";
  if (/\.value\.[01]$/.test(name)) return key === "0" ? "value_low" : "value_high";
  return BY_KEY[key] ?? null;
}

/** Which of its measures a group is in: a limit, a time, or what is given. */
function measureOf(name: string): "limit_measure" | "within_measure" | "measure" {
  if (/\.limits\.\d+\./.test(name)) return "limit_measure";
  return name.includes(".on.within.") ? "within_measure" : "measure";
}

const WORDS_OF: Readonly<Record<string, (choice: string) => Value | null>> = {
  model: (choice) => (choice === "last_touch" || choice === "first_touch" ? phrase(choice) : null),
  binds: (choice) => (choice === "friend" || choice === "order" ? phrase(`binds_${choice}`) : null),
  friendNames: (choice) => {
    return choice === "none" || choice === "initial" || choice === "first" ? phrase(`names_${choice}`) : null;
  },
  approval: (choice) => (choice === "open" || choice === "application" ? phrase(`approval_${choice}`) : null),
  onExhausted: (choice) => phrase(choice === "skip" ? "exhausted_skip" : "exhausted_pause"),
  onRefund: (choice) => {
    return choice === "proportional" || choice === "unqualify" || choice === "keep"
      ? phrase(`refund_${choice}`)
      : phrase("refund_default");
  },
  by: (choice) => {
    return choice === "conversions" || choice === "signups" || choice === "revenue" ? phrase(`by_${choice}`) : null;
  },
  period: (choice) => (isPeriod(choice) ? phrase(`window_${choice}`) : null),
  window: (choice) => (isPeriod(choice) && choice !== "day" ? windowValue(choice) : null),
  recipient: (choice) => {
    const [kind, level] = choice.split(":");
    if (kind === "ancestor") return recipientValue({ ancestor: Number(level) });
    return kind === "advocate" || kind === "friend" || kind === "actor" ? recipientValue(kind) : null;
  },
  event: (choice) => (choice.startsWith("$") ? null : triggerValue(choice)),
  of: (choice) => {
    if (choice === "attribution" || choice === "conversion") return phrase(`since_${choice}`);
    if (choice === "order.amountMinor") return phrase("base_order");
    return choice === "items.amountMinor" ? phrase("base_items") : null;
  },
};

function isPeriod(word: string): word is (typeof BUDGET_PERIODS)[number] {
  return BUDGET_PERIODS.some((period) => period === word);
}

function choiceOf(
  { name, key }: Pick<Control, "name" | "key">,
  choice: string,
  language: Language,
): Value | InEveryLanguage | string | null {
  if (choice === "true" || choice === "false") return catalogueOf(language).words[choice === "true" ? "yes" : "no"];
  if (key === "field" && Object.hasOwn(FIELDS, choice)) return FIELD_TEXTS[choice as keyof typeof FIELDS];
  if (key === "field" && Object.hasOwn(ITEM_FIELDS, choice))
    return ITEM_FIELD_TEXTS[choice as keyof typeof ITEM_FIELDS];
  const group = key === "$measure" ? measureOf(name) : key;
  const own = `${group}.${choice === METADATA_CHOICE ? "metadata" : choice}`;
  if (Object.hasOwn(CHOICE_TEXTS, own)) return CHOICE_TEXTS[own as keyof typeof CHOICE_TEXTS];
  return WORDS_OF[key]?.(choice) ?? null;
}
