import type { Condition, ConditionList } from "../../domain/conditions.ts";
import { phraseOfUnit } from "../../domain/rewardPhrase.ts";
import type { Limit, RewardRule } from "../../domain/rules.ts";
import { optionOf, unitOf } from "../../domain/rules.ts";
import { MAX_DAYS } from "../../domain/rulesSchema.ts";
import { hasOrder } from "../../domain/triggers.ts";
import type { Within } from "../../domain/within.ts";
import type { OfferWriter } from "./offerWriter.ts";

/** What stands in brackets after a line of an offer, and the conditions that a line tells by their numbers. */

/** What conditions ask of an order and its friend, as far as an offer has words for it. */
export interface AskedOfOrder {
  /** Minor units; null where no such bound is named. */
  readonly least: bigint | null;
  readonly most: bigint | null;
  /** Days since the friend's first signup. */
  readonly ageDays: number | null;
  /** From which of their friends on an advocate is given it. */
  readonly fromFriend: number | null;
  /** Whether there is more that only the rules say. */
  readonly hasOthers: boolean;
}

/** Reads the conditions that an order has to meet for a rule; the strictest of several bounds counts. */
export function askedBy({ rules }: OfferWriter, rule: RewardRule): AskedOfOrder {
  const conditions: ConditionList = hasOrder(rule.on.event) ? [...rules.qualifies, ...rule.when] : rule.when;
  const bounds = conditions.map((condition) => ("any" in condition ? null : boundOf(condition)));
  const largest = (values: readonly (bigint | undefined)[]) => extreme(values, (a, b) => a > b);
  const smallest = (values: readonly (bigint | undefined)[]) => extreme(values, (a, b) => a < b);
  const all = <K extends keyof Bound>(key: K) => bounds.map((bound) => bound?.[key]);
  const age = smallest(all("ageDays"));
  const from = largest(all("fromFriend"));
  return {
    least: largest(all("least").map((least) => (least === 0n ? undefined : least))),
    most: smallest(all("most")),
    ageDays: age === null ? null : Number(age),
    fromFriend: from === null ? null : Number(from),
    hasOthers: bounds.includes(null),
  };
}

interface Bound {
  readonly least?: bigint;
  readonly most?: bigint;
  readonly ageDays?: bigint;
  readonly fromFriend?: bigint;
}

/** What one condition says by a number; null where it says something else. */
function boundOf({ field, op, value }: Condition): Bound | null {
  const numbers = [value].flat();
  if (!numbers.every((one): one is number => typeof one === "number" && Number.isSafeInteger(one))) return null;
  const [low, high] = [BigInt(numbers[0] ?? 0), BigInt(numbers.at(-1) ?? 0)];
  const fromLeast = op === "gte" ? low : op === "gt" ? low + 1n : op === "between" ? low : undefined;
  const toMost = op === "lte" ? low : op === "lt" ? low - 1n : op === "between" ? high : undefined;
  if (field === "order.amountMinor") {
    if (fromLeast === undefined && toMost === undefined) return null;
    return {
      ...(fromLeast === undefined ? {} : { least: fromLeast }),
      ...(toMost === undefined ? {} : { most: toMost }),
    };
  }
  if (field === "friend.ageDays" && fromLeast === undefined && toMost !== undefined) return { ageDays: toMost };
  if (field === "advocate.conversions" && toMost === undefined && fromLeast !== undefined)
    return { fromFriend: fromLeast };
  return null;
}

function extreme(values: readonly (bigint | undefined)[], isBetter: (a: bigint, b: bigint) => boolean): bigint | null {
  const known = values.filter((value) => value !== undefined);
  return known.reduce<bigint | null>((best, value) => (best === null || isBetter(value, best) ? value : best), null);
}

/** In which time the friend has to do it: "within 12 months of the first order", "within 90 days of joining". */
export function timeNotes(writer: OfferWriter, rule: RewardRule, ageDays: number | null): string[] {
  const { on, recipient } = rule;
  const own = on.within === null ? [] : [withinNote(writer, on.within)];
  const days = [creditDays(writer, rule), ageDays].filter((one) => one !== null);
  const isOwnAct = recipient.kind === "actor";
  return [
    ...own,
    ...(isOwnAct ? [] : days.map((count) => withinNote(writer, { of: "attribution", unit: "days", count }))),
  ];
}

/** The days in which an order has to come; null where they don't end, or each order is attributed by itself. */
function creditDays({ rules }: OfferWriter, { on }: RewardRule): number | null {
  const { creditWindowDays, binds } = rules.attribution;
  if (!hasOrder(on.event) || binds === "order" || creditWindowDays === null) return null;
  // The longest time there is stands for no end, which is nothing to know.
  if (creditWindowDays === 0 || creditWindowDays >= MAX_DAYS) return null;
  const { within } = on;
  const isWithinOwn = within?.of === "attribution" && within.unit === "days" && within.count <= creditWindowDays;
  return isWithinOwn ? null : creditWindowDays;
}

function withinNote({ texts, formats, fill }: OfferWriter, { of, unit, count }: Within): string {
  return fill(texts.notes.within[of][unit], { count: formats.number(count) }, count);
}

/** How a level is counted: "counted by month". */
export function windowNote({ texts, formats, fill }: OfferWriter, { tiers }: RewardRule): string[] {
  const window = tiers?.window ?? "lifetime";
  if (window === "lifetime") return [];
  if (typeof window === "string") return [texts.notes[window]];
  const count = window.rollingDays;
  return [fill(texts.notes.rolling, { count: formats.number(count) }, count)];
}

/** What the one who is given it should know besides: how much there is at most, and when it can be had. */
export function ownNotes(writer: OfferWriter, rule: RewardRule): string[] {
  const { texts, formats, fill } = writer;
  const { holdDays } = rule;
  const hold = holdDays === 0 ? [] : [fill(texts.notes.hold, { count: formats.number(holdDays) }, holdDays)];
  return [...rule.limits.map((limit) => limitNote(writer, rule, limit)), ...hold, ...firstPayoutNote(writer, rule)];
}

/** Cash for what friends do may be paid for the first time only once enough of them have bought. */
function firstPayoutNote({ texts, formats, fill, rules }: OfferWriter, { recipient, grant }: RewardRule): string[] {
  if (rules.payouts === null || recipient.kind !== "ancestor" || optionOf(grant).kind !== "cash") return [];
  const count = rules.payouts.firstFriends;
  return [fill(texts.notes.firstFriends, { count: formats.number(count) }, count)];
}

function limitNote(writer: OfferWriter, rule: RewardRule, limit: Limit): string {
  const { texts, fill } = writer;
  const said = fill(texts.notes.limits[limit.period], { most: mostOf(writer, rule, limit) });
  // A friend is one referral, so that both limits are the same to them.
  return limit.per === "referral" && rule.recipient.kind === "ancestor"
    ? fill(texts.notes.perFriend, { limit: said })
    : said;
}

function mostOf(writer: OfferWriter, { grant }: RewardRule, { measure, most }: Limit): string {
  const { texts, formats, rewards, currency, fill } = writer;
  if (measure === "count") return fill(texts.notes.times, { count: formats.number(Number(most)) }, Number(most));
  return rewards.short(phraseOfUnit(unitOf(optionOf(grant), currency) ?? "", most));
}
