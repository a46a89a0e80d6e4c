import { bestOf } from "../../domain/bestGrant.ts";
import type { Grant, RewardRule } from "../../domain/rules.ts";
import type { Formats } from "../formats.ts";
import { capitalised } from "../letterCase.ts";
import { headlineReward } from "./offeredReward.ts";
import type { OfferReader, OfferWriter } from "./offerWriter.ts";

/** The rules that concern each side, in the order of the document. */
export type Sides = Readonly<Record<OfferReader, readonly RewardRule[]>>;

/** A headline from the rules alone: the best that each side is given. */
export function headlineOf(writer: OfferWriter, reader: OfferReader, sides: Sides): string {
  const { texts, language, fill } = writer;
  const friend = bestReward(writer, sides.friend);
  const advocate = bestReward(writer, sides.advocate);
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

/** The best that rules give, "up to" it where it takes steps or one of an exclusive group; empty where there is none. */
export function bestReward(writer: OfferWriter, rules: readonly RewardRule[]): string {
  const best = bestOf(rules.flatMap(grantsOf));
  if (best === undefined) return "";
  const reward = headlineReward(writer, best.grant);
  const { rule } = best;
  const isOneOfSeveral = rule.group !== null && rules.some((one) => one !== rule && one.group === rule.group);
  return best.isStep || isOneOfSeveral ? writer.rewards.upTo(reward) : reward;
}

function grantsOf(rule: RewardRule) {
  const steps = (rule.tiers?.steps ?? []).map(({ grant }) => ({ rule, grant, isStep: true }));
  return [{ rule, grant: rule.grant as Grant, isStep: false }, ...steps];
}

/**
 * What the tenant wrote with what our rules say beside it, so that it names what they give whatever was written;
 * alone where it names every number of ours.
 */
export function besideOwn(formats: Pick<Formats, "words">, own: string | null, ours: string): string {
  if (own === null) return ours;
  const named = new Set(numbersIn(own));
  return numbersIn(ours).every((number) => named.has(number)) ? own : `${formats.words(own)} · ${ours}`;
}

/** Numbers as they are written in any of the languages, so that "10", "10.00" and "10,00" are one. */
function numbersIn(text: string): string[] {
  return [...text.matchAll(/\d(?:[\d.,\u00a0\u202f]*\d)?/g)].map(([number]) =>
    number
      .replaceAll(/[\u00a0\u202f]/g, "")
      .replace(/[.,]0+$/, "")
      .replace(/[.,](?=\d{3}(\D|$))/g, "")
      .replace(",", "."),
  );
}
