import { phraseOfGrant } from "../../domain/rewardPhrase.ts";
import type { Grant, RewardRule } from "../../domain/rules.ts";
import { hasOrder } from "../../domain/triggers.ts";
import type { DiscountTarget, RewardWords } from "../rewards/rewardWriter.ts";
import type { OfferWriter } from "./offerWriter.ts";

/** What a grant of a rule gives: "£10.00", "10% off the first order", "a choice of £10.00 or 500 points". */
export function offeredReward(writer: OfferWriter, rule: RewardRule, grant: Grant): RewardWords {
  return writer.rewards.promised(phraseOfGrant(grant, writer.currency), targetOf(writer, rule));
}

/** The same in as few words as a headline has room for. */
export function headlineReward(writer: OfferWriter, grant: Grant): string {
  return writer.rewards.headline(phraseOfGrant(grant, writer.currency));
}

function targetOf(writer: OfferWriter, rule: RewardRule): DiscountTarget {
  if (isWelcome(writer, rule)) return "first";
  const { recipient, on } = rule;
  return recipient.kind === "friend" && !hasOrder(on.event) ? "one" : "next";
}

/** What a new customer is given when they join is for their first order: they have made none. */
export function isWelcome({ rules }: OfferWriter, rule: RewardRule): boolean {
  return rule.recipient.kind === "friend" && rule.on.event === "signup" && rules.attribution.newCustomersOnly;
}
