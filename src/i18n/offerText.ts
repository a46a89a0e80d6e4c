import type { RewardRule, Rules, TierStep } from "../domain/rules.ts";
import { isTrigger } from "../domain/triggers.ts";
import type { Language } from "./languages.ts";
import { capitalised } from "./letterCase.ts";
import type { Sides } from "./offers/headline.ts";
import { besideOwn, bestReward, headlineOf } from "./offers/headline.ts";
import { isWelcome, offeredReward } from "./offers/offeredReward.ts";
import type { AskedOfOrder } from "./offers/offerNotes.ts";
import { askedBy, ownNotes, timeNotes, windowNote } from "./offers/offerNotes.ts";
import type { Occasion, YourOccasion } from "./offers/offerTexts.ts";
import type { OfferReader, OfferWriter } from "./offers/offerWriter.ts";
import { offerWriter } from "./offers/offerWriter.ts";
import { textIn } from "./programTexts.ts";

/** What a program offers, in words that a shop could print; plain text without a full stop. */
export interface OfferText {
  readonly headline: string;
  /** What the advocate gets, and what the friend does. */
  readonly advocate: readonly string[];
  readonly friend: readonly string[];
}

/** The program whose offer is told: the rules of a version, and the texts that its tenant wrote. */
export interface Offered {
  readonly rules: Rules;
  readonly currency: string;
  readonly texts: unknown;
}

/** Where the lines of a side stand: by themselves, or below a heading that says who gets it. */
export type Place = "alone" | "headed";

/** Where a program's texts hold its headlines: `{ "$offer": { "he": { "headline": "...", "welcome": "..." } } }`. */
export const OFFER_KEY = "$offer";
/** So many lines a side; a program with more says the most important of them first. */
const MAX_LINES = 12;
/** Of more steps the first and the best are told. */
const MAX_STEPS_TOLD = 4;

/**
 * Tells the offer of a program version from its rules, with every sum, minimum and number of days that concerns its
 * reader. What the tenant wrote in the language, as a headline or for a rule (`texts[ruleId][language].name`), stands
 * beside the sentence made here and never in its place, so that no offer promises what the rules no longer give.
 */
export function offerText(
  { rules, currency, texts }: Offered,
  language: Language,
  reader: OfferReader = "advocate",
  place: Place = "alone",
): OfferText {
  const writer = offerWriter(rules, currency, texts, language);
  const nameOf = (rule: RewardRule) => {
    const name = textIn(texts, rule.id, language, "name");
    // What is written in another language keeps its own direction.
    return name === null ? null : writer.formats.words(name);
  };
  const sides = sidesOf(rules);
  // A friend is told what goes to the person who invited them, and not what those further up are given.
  const told = reader === "advocate" ? sides : { ...sides, advocate: sides.advocate.filter(isForInviter) };
  const linesOf = (side: OfferReader) =>
    told[side].flatMap((rule, index, own) => {
      const before = own.slice(0, index);
      const follows = rule.group !== null && before.some(({ group }) => group === rule.group);
      if (reader === "friend" && side === "advocate") return [inviterLine(writer, rule, follows)];
      const isReaders = side === reader || rule.recipient.kind === "actor";
      return linesOfRule(writer, rule, { isReaders, place, follows, name: nameOf(rule) });
    });
  return {
    headline: besideOwn(
      writer.formats,
      textIn(texts, OFFER_KEY, language, reader === "friend" ? "welcome" : "headline"),
      headlineOf(writer, reader, sides),
    ),
    advocate: linesOf("advocate").slice(0, MAX_LINES),
    friend: linesOf("friend").slice(0, MAX_LINES),
  };
}

/**
 * What each side is given at best, in as few words as a headline has room for: "£10.00", "up to £50.00"; empty where a
 * side is given nothing.
 */
export function offeredAmounts(
  { rules, currency, texts }: Offered,
  language: Language,
): { readonly advocate: string; readonly friend: string } {
  const writer = offerWriter(rules, currency, texts, language);
  const { advocate, friend } = sidesOf(rules);
  return { advocate: bestReward(writer, advocate), friend: bestReward(writer, friend) };
}

/**
 * What a rule with steps gives its advocate at first, then what it gives from each step on, all of them. What else is
 * asked of an order the offer says, which stands beside it.
 */
export function ladderText({ rules, currency, texts }: Offered, rule: RewardRule, language: Language): string[] {
  const writer = offerWriter(rules, currency, texts, language);
  const { text: reward } = offeredReward(writer, rule, rule.grant);
  const { text: occasion } = occasionOf(writer, rule, askedBy(writer, rule));
  const first = capitalised(writer.fill(writer.texts.frames.you, { reward, occasion }), language);
  return [first, ...(rule.tiers?.steps ?? []).map((step) => stepLine(writer, rule, step))];
}

function sidesOf({ rewards }: Rules): Sides {
  return { advocate: rewards.filter(isForAdvocate), friend: rewards.filter(isForFriend) };
}

/** An actor is rewarded whether they were invited or not: that is part of both sides. */
function isForAdvocate({ recipient }: RewardRule): boolean {
  return recipient.kind !== "friend";
}

function isForFriend({ recipient }: RewardRule): boolean {
  return recipient.kind !== "ancestor";
}

/** What the reader does may bring something to the advocate next to them; an actor is told as one who receives. */
function isForInviter({ recipient }: RewardRule): boolean {
  return recipient.kind === "ancestor" && recipient.level === 1;
}

interface LineSetting {
  /** Whether the reader is who gets it. */
  readonly isReaders: boolean;
  readonly place: Place;
  /** Whether an earlier line is of the same exclusive group. */
  readonly follows: boolean;
  /** What the tenant calls it. */
  readonly name: string | null;
}

function linesOfRule(writer: OfferWriter, rule: RewardRule, setting: LineSetting): string[] {
  const { name } = setting;
  const line = ruleLine(writer, rule, setting);
  return [name === null ? line : `${name} · ${line}`, ...stepLines(writer, rule)];
}

function ruleLine(writer: OfferWriter, rule: RewardRule, { isReaders, place, follows }: LineSetting): string {
  const { texts, formats, language, fill } = writer;
  const asked = askedBy(writer, rule);
  const reward = offeredReward(writer, rule, rule.grant);
  const { text: occasion, saysLeast } = occasionOf(writer, rule, asked);
  const frame = place === "headed" ? "headed" : isReaders ? "you" : "friend";
  const own = isReaders ? ownNotes(writer, rule) : [];
  const notes = [...reward.notes, ...orderNotes(writer, asked, saysLeast), ...timeNotes(writer, rule, asked.ageDays)];
  const others = asked.hasOthers ? [texts.notes.conditions] : [];
  const isFromFriend = asked.fromFriend !== null && rule.recipient.kind === "ancestor";
  const said = isFromFriend
    ? fill(texts.steps.conversions, { nth: formats.ordinal(asked.fromFriend ?? 1), reward: reward.text })
    : fill(texts.frames[frame], { reward: reward.text, occasion });
  const line = withNotes(said, [...notes, ...others, ...own]);
  return capitalised(follows ? fill(texts.otherwise, { line }) : line, language);
}

/**
 * "Up to £20.00 when you make your first purchase", below a heading that says who gets it: the advocate's own limits and
 * levels concern them alone.
 */
function inviterLine(writer: OfferWriter, rule: RewardRule, follows: boolean): string {
  const { texts, formats, language, currency, fill } = writer;
  const asked = askedBy(writer, rule);
  const { least } = asked;
  const { nth, event } = rule.on;
  const offered = rule.tiers === null ? offeredReward(writer, rule, rule.grant) : null;
  const { text: reward, notes: terms } = offered ?? { text: bestReward(writer, [rule]), notes: [] };
  const told = yourOccasion(occasionName(event, nth, least !== null));
  const text = told === null ? texts.own.customUnnamed : texts.yours[told];
  const occasion = fill(text, { least: least === null ? "" : formats.money(least, currency) });
  const saysLeast = told === "conversionLeast" || told === "purchaseLeast";
  const hasOthers = asked.hasOthers || asked.fromFriend !== null;
  const notes = [
    ...terms,
    ...orderNotes(writer, asked, saysLeast),
    ...timeNotes(writer, rule, asked.ageDays),
    ...(hasOthers ? [texts.notes.conditions] : []),
  ];
  const line = withNotes(fill(texts.frames.headed, { reward, occasion }), notes);
  return capitalised(follows ? fill(texts.otherwise, { line }) : line, language);
}

/** Null for what an invited person has no words for, such as an event of the shop's own. */
function yourOccasion(occasion: Occasion): YourOccasion | null {
  switch (occasion) {
    case "nthFrom":
    case "nthOnly":
    case "nthRange":
      return "some";
    case "lead":
    case "click":
    case "custom":
    case "customUnnamed":
      return null;
    default:
      return occasion;
  }
}

/** What an order has to come to, where the occasion has not said it. */
function orderNotes(
  { texts, formats, currency, fill }: OfferWriter,
  asked: AskedOfOrder,
  saysLeast: boolean,
): string[] {
  const { least, most } = asked;
  return [
    ...(least === null || saysLeast ? [] : [fill(texts.notes.leastOrder, { least: formats.money(least, currency) })]),
    ...(most === null ? [] : [fill(texts.notes.mostOrder, { most: formats.money(most, currency) })]),
  ];
}

/** What the reward is for, and whether that names the minimum of the order. */
function occasionOf(
  writer: OfferWriter,
  rule: RewardRule,
  { least, fromFriend }: AskedOfOrder,
): { text: string; saysLeast: boolean } {
  const { texts, formats, currency, names, fill } = writer;
  const { nth, event } = rule.on;
  if (isWelcome(writer, rule) && rule.grant.kind === "discount") return { text: "", saysLeast: false };
  const isOwn = rule.recipient.kind === "friend" || rule.recipient.kind === "actor";
  if (fromFriend !== null && !isOwn) return { text: "", saysLeast: false };
  const name = names("event", event);
  const told = occasionName(event, nth, least !== null);
  const occasion = told === "custom" && name === null ? "customUnnamed" : told;
  const beyond = rule.recipient.kind === "ancestor" && rule.recipient.level > 1;
  const text = fill((isOwn ? texts.own : texts.theirs)[occasion], {
    friend: texts.circles[beyond ? "beyond" : "friend"],
    least: least === null ? "" : formats.money(least, currency),
    from: formats.ordinal(nth?.from ?? 1),
    to: formats.ordinal(nth?.to ?? 1),
    event: formats.words(name ?? ""),
  });
  return { text, saysLeast: occasion === "conversionLeast" || occasion === "purchaseLeast" };
}

function occasionName(event: string, nth: RewardRule["on"]["nth"], hasLeast: boolean): Occasion {
  if (!isTrigger(event)) return event === "lead" ? "lead" : "custom";
  switch (event) {
    case "signup":
    case "click":
      return event;
    case "conversion":
      return hasLeast ? "conversionLeast" : "conversion";
    case "purchase":
      if (nth === null || (nth.from === 1 && nth.to === null)) return hasLeast ? "purchaseLeast" : "purchase";
      if (nth.to === 1) return hasLeast ? "conversionLeast" : "conversion";
      if (nth.to === null) return nth.from === 2 ? "further" : "nthFrom";
      return nth.from === nth.to ? "nthOnly" : "nthRange";
    default:
      return event satisfies never;
  }
}

function stepLines(writer: OfferWriter, rule: RewardRule): string[] {
  const steps = rule.tiers?.steps ?? [];
  const told = steps.length > MAX_STEPS_TOLD ? [...steps.slice(0, MAX_STEPS_TOLD - 1), ...steps.slice(-1)] : steps;
  return told.map((step) => stepLine(writer, rule, step));
}

/** "From your 5th friend on: £15.00". */
function stepLine(writer: OfferWriter, rule: RewardRule, { from, grant }: TierStep): string {
  const { texts, formats, currency, language, fill } = writer;
  const { text: reward, notes } = offeredReward(writer, rule, grant);
  const by = rule.tiers?.by ?? "conversions";
  const line =
    by === "revenue"
      ? fill(texts.steps.revenue, { amount: formats.money(BigInt(from), currency), reward })
      : fill(texts.steps[by], { count: formats.number(from), nth: formats.ordinal(from), reward }, from);
  return capitalised(withNotes(line, [...notes, ...windowNote(writer, rule)]), language);
}

function withNotes(line: string, notes: readonly string[]): string {
  return notes.length === 0 ? line : `${line} (${[...new Set(notes)].join(", ")})`;
}
