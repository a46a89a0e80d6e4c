import type { Grant, RewardRule, Rules, TierStep } from "../domain/rules.ts";
import { hasOrder, isTrigger } from "../domain/triggers.ts";
import type { Language } from "./languages.ts";
import { capitalised } from "./letterCase.ts";
import { headlineReward, isWelcome, offeredReward } from "./offers/offeredReward.ts";
import type { Occasion } from "./offers/offerTexts.ts";
import type { OfferWriter } from "./offers/offerWriter.ts";
import { isMinimum, leastOrderOf, offerWriter } from "./offers/offerWriter.ts";
import { textIn } from "./programTexts.ts";

/** What a program offers, in sentences that a shop could print; plain text without a full stop. */
export interface OfferText {
  readonly headline: string;
  /** What the advocate gets, and what the friend does. */
  readonly advocate: readonly string[];
  readonly friend: readonly string[];
}

/** Whom the sentences call "you". */
export type OfferReader = "advocate" | "friend";

/** The program whose offer is told: the rules of a version, and the texts that its tenant wrote. */
export interface Offered {
  readonly rules: Rules;
  readonly currency: string;
  readonly texts: unknown;
}

/** Where a program's texts hold its headlines: `{ "$offer": { "he": { "headline": "...", "welcome": "..." } } }`. */
export const OFFER_KEY = "$offer";
/** So many lines a side; a program with more says the most important of them first. */
const MAX_LINES = 12;
/** Of more steps the first and the best are told. */
const MAX_STEPS_TOLD = 4;

/**
 * Tells the offer of a program version from its rules. What the tenant wrote for a rule in the language
 * (`texts[ruleId][language].name`) stands in place of the sentence made here, which is better than one in a language
 * that the reader may not know; the steps of its tiers are told after it either way.
 */
export function offerText(
  { rules, currency, texts }: Offered,
  language: Language,
  reader: OfferReader = "advocate",
): OfferText {
  const writer = offerWriter(rules, currency, language);
  const nameOf = (rule: RewardRule) => {
    const name = textIn(texts, rule.id, language, "name");
    // What is written in another language keeps its own direction.
    return name === null ? null : writer.formats.words(name);
  };
  const sides = { advocate: rules.rewards.filter(isForAdvocate), friend: rules.rewards.filter(isForFriend) };
  const linesOf = (side: OfferReader) =>
    sides[side].flatMap((rule, index, own) => {
      const frame =
        side === reader || rule.recipient.kind === "actor" ? "you" : side === "friend" ? "friend" : "inviter";
      const before = own.slice(0, index);
      const follows = rule.group !== null && before.some(({ group }) => group === rule.group);
      return linesOfRule(writer, rule, { frame, follows, name: nameOf(rule) });
    });
  return {
    headline:
      textIn(texts, OFFER_KEY, language, reader === "friend" ? "welcome" : "headline") ??
      headlineOf(writer, reader, sides.advocate[0], sides.friend[0]),
    advocate: linesOf("advocate").slice(0, MAX_LINES),
    friend: linesOf("friend").slice(0, MAX_LINES),
  };
}

/**
 * What each side is given at best, in as few words as a headline has room for: "£10.00", "up to £50.00"; empty where a
 * side is given nothing.
 */
export function offeredAmounts(
  { rules, currency }: Pick<Offered, "rules" | "currency">,
  language: Language,
): { readonly advocate: string; readonly friend: string } {
  const writer = offerWriter(rules, currency, language);
  const best = (rule: RewardRule | undefined) => (rule === undefined ? "" : bestReward(writer, rule));
  return { advocate: best(rules.rewards.find(isForAdvocate)), friend: best(rules.rewards.find(isForFriend)) };
}

/** An actor is rewarded whether they were invited or not: that is part of both sides. */
function isForAdvocate({ recipient }: RewardRule): boolean {
  return recipient.kind !== "friend";
}

function isForFriend({ recipient }: RewardRule): boolean {
  return recipient.kind !== "ancestor";
}

interface LineSetting {
  readonly frame: "you" | "friend" | "inviter";
  /** Whether an earlier line is of the same exclusive group. */
  readonly follows: boolean;
  /** What the tenant wrote instead. */
  readonly name: string | null;
}

function linesOfRule(writer: OfferWriter, rule: RewardRule, { frame, follows, name }: LineSetting): string[] {
  return [name ?? ruleLine(writer, rule, frame, follows), ...stepLines(writer, rule)];
}

function ruleLine(writer: OfferWriter, rule: RewardRule, frame: LineSetting["frame"], follows: boolean): string {
  const { texts, language, fill } = writer;
  const reward = offeredReward(writer, rule, rule.grant);
  const { text: occasion, notes } = occasionOf(writer, rule);
  const line = withNotes(fill(texts.frames[frame], { reward: reward.text, occasion }), [...reward.notes, ...notes]);
  return capitalised(follows ? fill(texts.otherwise, { line }) : line, language);
}

/** What the reward is for, and what about it stands in brackets. */
function occasionOf(writer: OfferWriter, rule: RewardRule): { text: string; notes: string[] } {
  const { texts, formats, currency, rules, fill } = writer;
  const { nth, event } = rule.on;
  const onOrder = hasOrder(event);
  const least = onOrder ? leastOrderOf([...rules.qualifies, ...rule.when]) : null;
  const leastText = least === null ? "" : formats.money(least, currency);
  const occasion = occasionName(event, nth, least !== null);
  const saysLeast = occasion === "conversionLeast" || occasion === "purchaseLeast";
  const conditions = onOrder ? [...rules.qualifies, ...rule.when] : rule.when;
  const notes = [
    ...(least !== null && !saysLeast ? [fill(texts.notes.leastOrder, { least: leastText })] : []),
    ...withinNote(writer, rule),
    ...(conditions.every(isMinimum) ? [] : [texts.notes.conditions]),
  ];
  if (isWelcome(writer, rule) && rule.grant.kind === "discount") return { text: "", notes };
  const isOwn = rule.recipient.kind === "friend" || rule.recipient.kind === "actor";
  const beyond = rule.recipient.kind === "ancestor" && rule.recipient.level > 1;
  const text = fill((isOwn ? texts.own : texts.theirs)[occasion], {
    friend: texts.circles[beyond ? "beyond" : "friend"],
    least: leastText,
    from: formats.number(nth?.from ?? 1),
    to: formats.number(nth?.to ?? 1),
    event: formats.words(event),
  });
  return { text, notes };
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

/** "From 5 friends on: £15.00". */
function stepLine(writer: OfferWriter, rule: RewardRule, { from, grant }: TierStep): string {
  const { texts, formats, currency, language, fill } = writer;
  const { text: reward, notes } = offeredReward(writer, rule, grant);
  const by = rule.tiers?.by ?? "conversions";
  const line =
    by === "revenue"
      ? fill(texts.steps.revenue, { amount: formats.money(BigInt(from), currency), reward })
      : fill(texts.steps[by], { count: formats.number(from), reward }, from);
  return capitalised(withNotes(line, [...notes, ...windowNote(writer, rule)]), language);
}

/** For how long: "for 12 months after the first order". */
function withinNote({ texts, formats, fill }: OfferWriter, { on }: RewardRule): string[] {
  if (on.within === null) return [];
  const { of, unit, count } = on.within;
  return [fill(texts.notes.within[of][unit], { count: formats.number(count) }, count)];
}

function windowNote({ texts, formats, fill }: OfferWriter, { tiers }: RewardRule): string[] {
  const window = tiers?.window ?? "lifetime";
  if (window === "lifetime") return [];
  if (typeof window === "string") return [texts.notes[window]];
  const count = window.rollingDays;
  return [fill(texts.notes.rolling, { count: formats.number(count) }, count)];
}

function headlineOf(
  writer: OfferWriter,
  reader: OfferReader,
  forAdvocate: RewardRule | undefined,
  forFriend: RewardRule | undefined,
): string {
  const { texts, language, fill } = writer;
  const friend = forFriend === undefined ? "" : bestReward(writer, forFriend);
  const advocate = forAdvocate === undefined ? "" : bestReward(writer, forAdvocate);
  const { headlines } = texts;
  if (reader === "friend")
    return capitalised(fill(friend ? headlines.welcome : headlines.welcomeOnly, { friend }), language);
  const text = friend
    ? advocate
      ? headlines.both
      : headlines.friendOnly
    : advocate
      ? headlines.advocateOnly
      : headlines.none;
  return capitalised(fill(text, { friend, advocate }), language);
}

/** The best that a rule gives, "up to" it where steps lead there. */
function bestReward(writer: OfferWriter, rule: RewardRule): string {
  const grants = [rule.grant, ...(rule.tiers?.steps ?? []).map(({ grant }) => grant)];
  const best = grants.reduce((most, grant) => (isBetter(grant, most) ? grant : most));
  const reward = headlineReward(writer, best);
  return best === rule.grant ? reward : writer.rewards.upTo(reward);
}

/** Only like is compared with like: an amount of money says nothing about a percentage or a gift. */
function isBetter(grant: Grant, than: Grant): boolean {
  if (grant.kind === "discount" && than.kind === "discount") {
    if (grant.percentBps !== null && than.percentBps !== null) return grant.percentBps > than.percentBps;
    return grant.amountMinor !== null && than.amountMinor !== null && grant.amountMinor > than.amountMinor;
  }
  if (grant.kind !== than.kind || !("amount" in grant) || !("amount" in than)) return false;
  const [amount, other] = [grant.amount, than.amount];
  if (amount.type === "rate") return other.type === "rate" && amount.rateBps > other.rateBps;
  return other.type === amount.type && amount.amountMinor > other.amountMinor;
}

function withNotes(line: string, notes: readonly string[]): string {
  return notes.length === 0 ? line : `${line} (${[...new Set(notes)].join(", ")})`;
}
