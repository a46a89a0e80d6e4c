import { minorDigits } from "../../domain/currencies.ts";
import type { Amount, DiscountGrant, Grant, Option, RateBase, RewardRule } from "../../domain/rules.ts";
import type { OfferWriter } from "./offerWriter.ts";

/** A reward in words, and what is said of it in brackets at the end of the line. */
export interface RewardPhrase {
  readonly text: string;
  readonly notes: readonly string[];
}

/** What a grant of a rule gives: "£10.00", "10% off the first order", "a choice of £10.00 or 500 points". */
export function rewardPhrase(writer: OfferWriter, rule: RewardRule, grant: Grant): RewardPhrase {
  if (grant.kind !== "choice") return optionPhrase(writer, rule, grant);
  const options = grant.options.map((option) => optionPhrase(writer, rule, option));
  const text = writer.fill(writer.texts.rewards.choice, {
    options: writer.formats.oneOf(options.map((option) => option.text)),
  });
  return { text, notes: [...new Set(options.flatMap(({ notes }) => notes))] };
}

/** The same in as few words as a headline has room for. */
export function shortReward(writer: OfferWriter, rule: RewardRule, grant: Grant): string {
  const { texts, fill } = writer;
  if (grant.kind === "choice") return texts.rewards.choiceShort;
  if (grant.kind === "discount") return fill(texts.rewards.off, { off: offOf(writer, grant) });
  return optionPhrase(writer, rule, grant).text;
}

function optionPhrase(writer: OfferWriter, rule: RewardRule, option: Option): RewardPhrase {
  const { texts, formats, fill } = writer;
  switch (option.kind) {
    case "cash":
    case "credit":
      return moneyPhrase(writer, option.kind, option.amount);
    case "points":
      return pointsPhrase(writer, option.amount);
    case "discount":
      return discountPhrase(writer, rule, option);
    case "item": {
      const values = { sku: formats.words(option.sku), count: formats.number(option.quantity) };
      return { text: fill(option.quantity === 1 ? texts.rewards.item : texts.rewards.items, values), notes: [] };
    }
    default:
      return option satisfies never;
  }
}

function moneyPhrase(writer: OfferWriter, kind: "cash" | "credit", amount: Amount): RewardPhrase {
  const { texts, formats, currency, fill } = writer;
  if (amount.type === "fixed") {
    return { text: fill(texts.rewards[kind], { amount: formats.money(amount.amountMinor, currency) }), notes: [] };
  }
  const text = fill(kind === "cash" ? texts.rewards.cashRate : texts.rewards.creditRate, {
    percent: formats.percent(amount.rateBps),
    base: baseOf(writer, amount.of),
  });
  if (amount.maxMinor === null) return { text, notes: [] };
  return { text, notes: [fill(texts.notes.atMost, { amount: formats.money(amount.maxMinor, currency) })] };
}

function pointsPhrase(writer: OfferWriter, amount: Amount): RewardPhrase {
  const { texts, formats, fill } = writer;
  const points = (count: number) => fill(texts.rewards.points, { count: formats.number(count) }, count);
  if (amount.type === "fixed") return { text: points(Number(amount.amountMinor)), notes: [] };
  const notes = amount.maxMinor === null ? [] : [fill(texts.notes.atMost, { amount: points(Number(amount.maxMinor)) })];
  if (amount.of.kind !== "metadata") {
    const selected = amount.of.kind === "items" ? [texts.notes.selected] : [];
    return { text: pointsPer(writer, amount.rateBps), notes: [...selected, ...notes] };
  }
  const values = { percent: formats.percent(amount.rateBps), base: baseOf(writer, amount.of) };
  return { text: fill(texts.rewards.pointsRate, values), notes };
}

/** A rate in points is of minor units: 100 basis points of an amount in pounds are one point for each pound. */
function pointsPer(writer: OfferWriter, rateBps: number): string {
  const { texts, formats, currency, fill } = writer;
  const unit = 10 ** minorDigits(currency);
  const perUnit = (rateBps * unit) / 10_000;
  const count = Math.max(perUnit, 1);
  const amountMinor = BigInt(Math.round(perUnit < 1 ? unit / perUnit : unit));
  const values = { count: formats.number(count), amount: formats.money(amountMinor, currency) };
  return fill(texts.rewards.pointsPer, values, count);
}

function baseOf({ texts, formats, fill }: OfferWriter, of: RateBase): string {
  return fill(texts.bases[of.kind], { name: of.kind === "metadata" ? formats.words(of.name) : "" });
}

function discountPhrase(writer: OfferWriter, rule: RewardRule, discount: DiscountGrant): RewardPhrase {
  const { texts, formats, fill } = writer;
  const plain = targetOf(writer, rule, discount);
  const target =
    discount.minOrderMinor === null || discount.minOrderMinor === 0n
      ? plain
      : fill(texts.targets.least, {
          target: plain,
          least: formats.money(discount.minOrderMinor, writer.currency),
        });
  const notes: string[] = [];
  if (discount.appliesTo !== null) notes.push(texts.notes.selected);
  if (discount.validDays !== null) {
    const count = discount.validDays;
    notes.push(fill(texts.notes.validDays, { count: formats.number(count) }, count));
  }
  return { text: fill(texts.rewards.discount, { off: offOf(writer, discount), target }), notes };
}

function offOf({ formats, currency }: OfferWriter, { percentBps, amountMinor }: DiscountGrant): string {
  return percentBps === null ? formats.money(amountMinor ?? 0n, currency) : formats.percent(percentBps);
}

function targetOf(writer: OfferWriter, rule: RewardRule, discount: DiscountGrant): string {
  const { texts, formats, fill } = writer;
  if (discount.maxUses > 1) {
    return fill(texts.targets.several, { count: formats.number(discount.maxUses) }, discount.maxUses);
  }
  if (isWelcome(writer, rule)) return texts.targets.first;
  return rule.recipient.kind === "friend" && rule.on.event !== "conversion" && rule.on.event !== "purchase"
    ? texts.targets.one
    : texts.targets.next;
}

/** What a new customer is given when they join is for their first order: they have made none. */
export function isWelcome({ rules }: OfferWriter, rule: RewardRule): boolean {
  return rule.recipient.kind === "friend" && rule.on.event === "signup" && rules.attribution.newCustomersOnly;
}
