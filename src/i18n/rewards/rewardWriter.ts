import { minorDigits } from "../../domain/currencies.ts";
import type { DiscountTerms, RatePhrase, RewardPhrase } from "../../domain/rewardPhrase.ts";
import type { RateBase } from "../../domain/rules.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";
import { fillText } from "../fillText.ts";
import { formatsOf } from "../formats.ts";
import type { Language } from "../languages.ts";
import type { ProgramNames } from "../programNames.ts";
import { PROMISE_TEXTS } from "./promiseTexts.ts";
import { REWARD_TEXTS } from "./rewardTexts.ts";

/** A reward in words, and what is said of it in brackets at the end of the line. */
export interface RewardWords {
  readonly text: string;
  readonly notes: readonly string[];
}

/** Which order a discount is on that is good for one. */
export type DiscountTarget = "first" | "next" | "one";

/** Puts rewards into words of one language; the one place that does. */
export interface RewardWriter {
  /** In as few words as a sentence has room for: "£10.00", "a discount of 10%", "a reward to choose". */
  short(phrase: RewardPhrase): string;
  /** As a headline says it: "10% off". */
  headline(phrase: RewardPhrase): string;
  /** As a shop would promise it: "10% off the first order", valid for 30 days; "1 point for each £1.00". */
  promised(phrase: RewardPhrase, target: DiscountTarget): RewardWords;
  /** As exactly as rules say it, in one piece: "5% of the order in store credit (at most £50.00)". */
  exact(phrase: RewardPhrase): string;
  /** Several of them in a row: the best that there is, "up to £20.00". */
  upTo(reward: string): string;
}

const made = new Map<Language, RewardWriter>();

/**
 * The writer of a language; the one for staff, who know the shop's own keys, is made once.
 *
 * @param names for customers, who read a name, or else words of ours, and never a key
 */
export function rewardWriterOf(language: Language, names: ProgramNames | null = null): RewardWriter {
  if (names !== null) return makeWriter(language, names);
  let writer = made.get(language);
  if (writer === undefined) {
    writer = makeWriter(language, null);
    made.set(language, writer);
  }
  return writer;
}

function makeWriter(language: Language, names: ProgramNames | null): RewardWriter {
  const tools: Tools = {
    names,
    formats: formatsOf(language),
    say: (text, values = {}, count = 0) => fillText(tools.formats, text[language], values, count),
  };
  return {
    short: (phrase) => shortOf(tools, phrase),
    headline: (phrase) => headlineOf(tools, phrase),
    promised: (phrase, target) => wordsOf(tools, phrase, { target, isExact: false }),
    exact(phrase) {
      const { text, notes } = wordsOf(tools, phrase, { target: "one", isExact: true });
      return notes.length === 0 ? text : `${text} (${notes.join(", ")})`;
    },
    upTo: (reward) => tools.say(PROMISE_TEXTS.up_to, { reward }),
  };
}

interface Tools {
  /** Null for staff. */
  readonly names: ProgramNames | null;
  readonly formats: ReturnType<typeof formatsOf>;
  say(text: InEveryLanguage, values?: Readonly<Record<string, string>>, count?: number): string;
}

interface Manner {
  readonly target: DiscountTarget;
  /** Rules are told to the last basis point, and with what only their author has to know. */
  readonly isExact: boolean;
}

function shortOf(tools: Tools, phrase: RewardPhrase): string {
  const { formats, say, names } = tools;
  if (phrase.type === "item" && names !== null) return giftOf(tools, phrase, REWARD_TEXTS.item);
  const values: Record<string, string> = {};
  if ("amountMinor" in phrase) values.amount = formats.money(phrase.amountMinor, phrase.currency);
  if ("rateBps" in phrase) values.percent = formats.percent(phrase.rateBps);
  if ("sku" in phrase) values.sku = formats.code(phrase.sku);
  const count = "count" in phrase ? phrase.count : 0;
  return say(REWARD_TEXTS[phrase.type], { ...values, count: formats.number(count) }, count);
}

function headlineOf(tools: Tools, phrase: RewardPhrase): string {
  if (phrase.type === "choice" || phrase.type === "free_shipping") return shortOf(tools, phrase);
  if (phrase.type === "discount_percent" || phrase.type === "discount_amount") {
    return tools.say(PROMISE_TEXTS.off, { off: offOf(tools, phrase) });
  }
  return wordsOf(tools, phrase, { target: "one", isExact: false }).text;
}

function wordsOf(tools: Tools, phrase: RewardPhrase, manner: Manner): RewardWords {
  const { formats, say } = tools;
  switch (phrase.type) {
    case "cash":
    case "credit":
    case "points":
      return { text: shortOf(tools, phrase), notes: validityNotes(tools, phrase) };
    case "unknown":
      return { text: shortOf(tools, phrase), notes: [] };
    case "cash_each":
    case "credit_each":
    case "points_each": {
      const selected = phrase.isSelective ? [say(PROMISE_TEXTS.selected)] : [];
      return { text: shortOf(tools, phrase), notes: [...selected, ...validityNotes(tools, phrase)] };
    }
    case "cash_rate":
    case "credit_rate":
    case "points_rate":
      return rateOf(tools, phrase, manner);
    case "discount_percent":
    case "discount_amount": {
      const target = targetOf(tools, phrase.terms, manner.target);
      const text = say(PROMISE_TEXTS.off_target, { off: offOf(tools, phrase), target });
      return { text, notes: discountNotes(tools, phrase.terms) };
    }
    case "free_shipping": {
      const target = targetOf(tools, phrase.terms, manner.target);
      return { text: say(PROMISE_TEXTS.shipping_target, { target }), notes: discountNotes(tools, phrase.terms) };
    }
    case "item": {
      if (manner.isExact) return { text: shortOf(tools, phrase), notes: [] };
      return { text: giftOf(tools, phrase, phrase.count === 1 ? PROMISE_TEXTS.gift : PROMISE_TEXTS.gifts), notes: [] };
    }
    case "choice": {
      const options = phrase.options.map((option) => wordsOf(tools, option, manner));
      const text = say(PROMISE_TEXTS.choice_of, { options: formats.oneOf(options.map((option) => option.text)) });
      const days = manner.isExact ? phrase.chooseWithinDays : null;
      const within = days === null ? [] : [say(PROMISE_TEXTS.choose_within, { count: formats.number(days) }, days)];
      return { text, notes: [...new Set(options.flatMap(({ notes }) => notes)), ...within] };
    }
    default:
      return phrase satisfies never;
  }
}

/** A gift by its name. Where customers have none for it, it is a gift. */
function giftOf(
  { formats, say, names }: Tools,
  { sku, count }: Extract<RewardPhrase, { readonly type: "item" }>,
  named: InEveryLanguage,
): string {
  const name = names === null ? sku : names("item", sku);
  // "1 gift" is what no one would say, and "21" has the form of "1" in some languages.
  if (name === null && count === 1) return say(PROMISE_TEXTS.gift_one);
  if (name === null) return say(PROMISE_TEXTS.gift_unnamed, { count: formats.number(count) }, count);
  return say(named, { sku: formats.words(name), count: formats.number(count) });
}

const RATES = {
  cash_rate: PROMISE_TEXTS.cash_rate_of,
  credit_rate: PROMISE_TEXTS.credit_rate_of,
  points_rate: PROMISE_TEXTS.points_rate_of,
} as const;

function rateOf(tools: Tools, phrase: RatePhrase, { isExact }: Manner): RewardWords {
  const { formats, say } = tools;
  const { type, rateBps, of, maxMinor, currency } = phrase;
  const most: RewardPhrase | null =
    maxMinor === null
      ? null
      : type === "points_rate"
        ? { type: "points", count: Number(maxMinor) }
        : { type: "cash", amountMinor: maxMinor, currency };
  const limit = most === null ? [] : [say(PROMISE_TEXTS.at_most, { amount: shortOf(tools, most) })];
  const notes = [...limit, ...validityNotes(tools, phrase)];
  if (type === "points_rate" && !isExact && of.kind !== "metadata") {
    const selected = of.kind === "items" ? [say(PROMISE_TEXTS.selected)] : [];
    return { text: pointsPer(tools, rateBps, currency), notes: [...selected, ...notes] };
  }
  return { text: say(RATES[type], { percent: formats.percent(rateBps), base: baseOf(tools, of) }), notes };
}

/** A rate in points is of minor units: 100 basis points of an amount in pounds are one point for each pound. */
function pointsPer({ formats, say }: Tools, rateBps: number, currency: string): string {
  const unit = 10 ** minorDigits(currency);
  const perUnit = (rateBps * unit) / 10_000;
  const count = Math.max(perUnit, 1);
  const amountMinor = BigInt(Math.round(perUnit < 1 ? unit / perUnit : unit));
  const values = { count: formats.number(count), amount: formats.money(amountMinor, currency) };
  return say(PROMISE_TEXTS.points_per, values, count);
}

const BASES = {
  order: PROMISE_TEXTS.base_order,
  items: PROMISE_TEXTS.base_items,
  metadata: PROMISE_TEXTS.base_metadata,
} as const;

function baseOf({ formats, say, names }: Tools, of: RateBase): string {
  if (of.kind !== "metadata") return say(BASES[of.kind]);
  const name = names === null ? of.name : names("metadata", of.name);
  return name === null ? say(PROMISE_TEXTS.base_unnamed) : say(BASES.metadata, { name: formats.words(name) });
}

type Discount = Extract<RewardPhrase, { readonly type: "discount_percent" | "discount_amount" }>;

function offOf({ formats }: Tools, phrase: Discount): string {
  return phrase.type === "discount_percent"
    ? formats.percent(phrase.rateBps)
    : formats.money(phrase.amountMinor, phrase.currency);
}

const TARGETS = {
  first: PROMISE_TEXTS.target_first,
  next: PROMISE_TEXTS.target_next,
  one: PROMISE_TEXTS.target_one,
} as const;

function targetOf({ formats, say }: Tools, terms: DiscountTerms, one: DiscountTarget): string {
  const { maxUses, minOrderMinor, currency } = terms;
  const target =
    maxUses > 1 ? say(PROMISE_TEXTS.target_several, { count: formats.number(maxUses) }, maxUses) : say(TARGETS[one]);
  if (minOrderMinor === null || minOrderMinor === 0n) return target;
  return say(PROMISE_TEXTS.target_least, { target, least: formats.money(minOrderMinor, currency) });
}

function discountNotes(tools: Tools, { isSelective, validDays }: DiscountTerms): string[] {
  const selected = isSelective ? [tools.say(PROMISE_TEXTS.selected)] : [];
  return [...selected, ...validityNotes(tools, { validDays })];
}

function validityNotes(
  { formats, say }: Tools,
  { validDays = null }: { readonly validDays?: number | null },
): string[] {
  if (validDays === null) return [];
  return [say(PROMISE_TEXTS.valid_days, { count: formats.number(validDays) }, validDays)];
}
