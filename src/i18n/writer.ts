import type { Audience } from "../domain/audiences.ts";
import type { Operator } from "../domain/conditions.ts";
import type { FieldName, ITEM_FIELDS } from "../domain/fields.ts";
import { isDateField, isMoneyField, metadataName } from "../domain/fields.ts";
import type { Instant } from "../domain/periods.ts";
import type { FriendCode, MessageCode, RecipientCode, Statement, Value } from "../domain/statement.ts";
import { FRIEND_MESSAGES, hiddenOf, isHidingCode, RECIPIENT_MESSAGES, voiceOf } from "../domain/statement.ts";
import type { AnyCatalogue, Text } from "./catalogue.ts";
import { catalogueOf } from "./catalogues.ts";
import { fillText } from "./fillText.ts";
import type { Formats } from "./formats.ts";
import { formatsOf } from "./formats.ts";
import { inNames } from "./inNames.ts";
import type { Run } from "./isolate.ts";
import { isolate } from "./isolate.ts";
import type { Language } from "./languages.ts";
import { directionOf } from "./languages.ts";
import { uncapitalised } from "./letterCase.ts";
import { FIELD_TEXTS, ITEM_FIELD_TEXTS } from "./lists/fields.ts";
import { OPERATOR_TEXTS } from "./lists/operators.ts";
import type { ProgramNames } from "./programNames.ts";
import type { RewardWriter } from "./rewards/rewardWriter.ts";
import { rewardWriterOf } from "./rewards/rewardWriter.ts";
import { CONDITION_TEXTS } from "./rules/conditionTexts.ts";
import { PHRASE_TEXTS } from "./rules/phraseTexts.ts";

/** What a sentence is written with besides its values. */
export interface Setting {
  readonly language: Language;
  /** A tag of the language, such as `en-GB`, in whose form days are written; else the language's own form. */
  readonly locale?: string;
  /** Days are those of the program, but where a value says otherwise. */
  readonly timezone: string;
  /** What the tenant calls a rule in the language. */
  readonly nameOf: (ruleId: string) => string;
  /** What customers call articles and the like; absent for staff, who know the shop's own keys. */
  readonly names?: ProgramNames;
}

/** At most this much of a text from outside is put into a sentence, and at most so many members of a list. */
const MAX_TEXT_LENGTH = 200;
const MAX_LISTED = 10;

/** Turns statements into sentences of one language. */
export interface Writer {
  /** A statement as its readers are told it, with what customers call things in place of the shop's keys. */
  told(statement: Statement): Statement;
  /** The same as a sentence. */
  write(statement: Statement, audience: Audience): string;
  /** A text with values put into it. */
  say(text: Text<never>, values: Readonly<Record<string, Value>>): string;
  /** A value by itself. */
  value(value: Value): string;
}

/** Makes a writer; its formatters are made once, since making one costs a thousand times its use. */
export function createWriter(setting: Setting): Writer {
  const { language, locale = language } = setting;
  const tools: Tools = {
    ...setting,
    catalogue: catalogueOf(language),
    direction: directionOf(language),
    formats: formatsOf(language),
    rewards: rewardWriterOf(language, setting.names),
    days: new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: setting.timezone }),
    otherDays: new Map(),
    months: new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: setting.timezone }),
    lists: new Intl.ListFormat(language, { type: "conjunction" }),
    choices: new Intl.ListFormat(language, { type: "disjunction" }),
  };
  const told = (statement: Statement) => (setting.names === undefined ? statement : inNames(statement, setting.names));
  return {
    told,
    write: (statement, audience) => {
      const said = told(statement);
      const text = textOf(tools.catalogue, said, audience);
      return fill(tools, text, (name) => said.values[name]);
    },
    // A tenant's own text may name anything: only what is among the values is one.
    say: (text, values) => fill(tools, text, (name) => (Object.hasOwn(values, name) ? values[name] : undefined)),
    value: (value) => written(tools, value),
  };
}

interface Tools extends Setting {
  readonly catalogue: AnyCatalogue;
  readonly direction: "ltr" | "rtl";
  readonly formats: Formats;
  readonly rewards: RewardWriter;
  readonly days: Intl.DateTimeFormat;
  /** By their time zones. */
  readonly otherDays: Map<string, Intl.DateTimeFormat>;
  readonly months: Intl.DateTimeFormat;
  readonly lists: Intl.ListFormat;
  readonly choices: Intl.ListFormat;
}

type AnyText = Text<never>;

/** The text of a message in the voice that its reader is told it in, or without what is hidden from them. */
export function textOf(catalogue: AnyCatalogue, { code, values }: Statement, audience: Audience): AnyText {
  if (isFriendCode(code)) return catalogue.aboutFriend[code][voiceOf(audience)];
  if (isRecipientCode(code)) return catalogue.aboutRecipient[code][audience === "tenant" ? "tenant" : "you"];
  if (!isHidingCode(code)) return catalogue.neutral[code];
  const isWhole = Object.keys(hiddenOf(code)).every((name) => Object.hasOwn(values, name));
  return isWhole ? catalogue.neutral[code] : catalogue.hidden[code];
}

function isFriendCode(code: MessageCode): code is FriendCode {
  return Object.hasOwn(FRIEND_MESSAGES, code);
}

function isRecipientCode(code: MessageCode): code is RecipientCode {
  return Object.hasOwn(RECIPIENT_MESSAGES, code);
}

/** Puts values into a text, in one pass: what a value contains is never taken for a placeholder. */
function fill(tools: Tools, text: AnyText, lookUp: (name: string) => Value | undefined): string {
  return formOf(tools, text, lookUp).replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = lookUp(name);
    return value === undefined ? "" : written(tools, value);
  });
}

/** The plural form that the number asks for; every category of the language has one. */
function formOf(tools: Tools, text: AnyText, lookUp: (name: string) => Value | undefined): string {
  if (typeof text === "string") return text;
  const value = lookUp(text.by);
  return tools.formats.form(text, value?.kind === "count" ? value.count : 0);
}

/** A value as the language writes it, isolated from the sentence around it. */
function written(tools: Tools, value: Value): string {
  const put = (text: string, run: Run) => isolate(text, run, tools.direction);
  switch (value.kind) {
    case "money":
      return tools.formats.money(value.amountMinor, value.currency);
    case "day":
      return put(daysIn(tools, value.timezone ?? tools.timezone).format(value.at), "words");
    case "count":
      return tools.formats.number(value.count);
    case "percent":
      return tools.formats.percent(value.rateBps);
    case "text":
      return put(shortened(value.text), "code");
    case "words":
      return put(shortened(value.text), "words");
    case "rule":
      return put(shortened(tools.nameOf(value.ruleId)), "words");
    case "reward":
      return tools.rewards.short(value.reward);
    case "rewards":
      return listText(
        value.rewards.map((reward) => tools.rewards.short(reward)),
        tools.choices,
      );
    case "period":
      return put(periodText(tools, value.period, value.key, value.at), "words");
    case "field":
      return fieldText(tools, value.field);
    case "required":
      return requiredText(tools, value);
    case "fact":
      return factText(tools, value.field, value.fact, value.currency, tools.lists);
    case "phrase":
      return fill(tools, PHRASE_TEXTS[value.phrase][tools.language], (name) => value.values[name]);
    case "list":
      return listText(
        value.members.map((member) => written(tools, member)),
        value.join === "or" ? tools.choices : tools.lists,
      );
    case "promise":
      return tools.rewards.exact(value.reward);
    case "condition":
      return conditionText(tools, value);
    default:
      return value satisfies never;
  }
}

/** Days of another zone than the program's are those of the tenant, so that there is one such format at most. */
function daysIn(
  { language, locale = language, timezone: own, days, otherDays }: Tools,
  timezone: string,
): Intl.DateTimeFormat {
  const known = timezone === own ? days : otherDays.get(timezone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: timezone });
  otherDays.set(timezone, made);
  return made;
}

function periodText(tools: Tools, period: string, key: string, at: Instant): string {
  switch (period) {
    case "day":
      return tools.days.format(at);
    case "month":
      return tools.months.format(at);
    case "lifetime":
      return tools.catalogue.words.lifetime;
    default:
      return key;
  }
}

/** What has no word of ours, such as an entry of the metadata, is told by its own name. */
function fieldText(tools: Tools, field: string): string {
  if (Object.hasOwn(FIELD_TEXTS, field)) return FIELD_TEXTS[field as FieldName][tools.language];
  if (Object.hasOwn(ITEM_FIELD_TEXTS, field))
    return ITEM_FIELD_TEXTS[field as keyof typeof ITEM_FIELDS][tools.language];
  const name: Value = { kind: "text", text: metadataName(field) ?? field };
  return fill(tools, tools.catalogue.words.quoted, () => name);
}

/** Conditions inside a sentence: "country of the order – GB, or amount of the order – at least £30.00". */
function conditionText(tools: Tools, { anyOf, currency }: Extract<Value, { kind: "condition" }>): string {
  const { language, formats } = tools;
  const [first = "", ...others] = anyOf.map(({ field, op, value }) =>
    fillText(formats, CONDITION_TEXTS.condition[language], {
      field: uncapitalised(fieldText(tools, field), language),
      required: requiredText(tools, { kind: "required", field, op, value, currency }),
    }),
  );
  return others.reduce((one, other) => fillText(formats, CONDITION_TEXTS.either[language], { one, other }), first);
}

/** What a condition asks for: "at least £30.00". */
function requiredText(tools: Tools, { field, op, value, currency }: Extract<Value, { kind: "required" }>): string {
  const text = Object.hasOwn(OPERATOR_TEXTS, op) ? OPERATOR_TEXTS[op as Operator][tools.language] : "{value}";
  const members: readonly unknown[] = Array.isArray(value) ? value : [value];
  const one = (member: unknown) => factText(tools, field, scalar(member), currency, tools.choices);
  const parts: Readonly<Record<string, string>> = {
    value: one(members[0]),
    values: listText(members.map(one), op === "nin" ? tools.lists : tools.choices),
    low: one(members[0]),
    high: one(members.at(-1)),
  };
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? "");
}

function factText(
  tools: Tools,
  field: string,
  fact: Extract<Value, { kind: "fact" }>["fact"],
  currency: string,
  lists: Intl.ListFormat,
): string {
  const { words } = tools.catalogue;
  if (fact === null) return words.nothing;
  if (typeof fact === "boolean") return fact ? words.yes : words.no;
  if (typeof fact === "number") {
    const isMoney = isMoneyField(field) && Number.isSafeInteger(fact);
    return isMoney ? tools.formats.money(BigInt(fact), currency) : tools.formats.number(fact);
  }
  if (typeof fact === "string") {
    const at = isDateField(field) ? Date.parse(fact) : Number.NaN;
    const text = Number.isNaN(at) ? shortened(fact) : tools.days.format(at);
    return isolate(text, "words", tools.direction);
  }
  const members = fact.map((member) => isolate(shortened(member), "words", tools.direction));
  return members.length === 0 ? words.nothing : listText(members, lists);
}

function listText(members: readonly string[], lists: Intl.ListFormat): string {
  const shown = members.slice(0, MAX_LISTED);
  return members.length > MAX_LISTED ? `${shown.join(", ")}, …` : lists.format(shown);
}

function scalar(value: unknown): string | number | boolean | null {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function shortened(text: string): string {
  if (text.length <= MAX_TEXT_LENGTH) return text;
  // By code points, so that no half of a pair is left; a point is two units at most.
  const points = [...text.slice(0, 2 * MAX_TEXT_LENGTH)].slice(0, MAX_TEXT_LENGTH - 1);
  const short = points.join("");
  return short.length < text.length ? `${short}…` : text;
}
