import type { Condition } from "./conditions.ts";
import type { Instant } from "./periods.ts";
import type { PHRASES, PhraseCode } from "./phrases.ts";
import type { RewardPhrase } from "./rewardPhrase.ts";
import type { Value } from "./statement.ts";

/** Makes the values of statements. */

export const text = (value: string): Value => ({ kind: "text", text: value });
export const words = (value: string): Value => ({ kind: "words", text: value });
export const count = (value: number): Value => ({ kind: "count", count: value });
export const percent = (rateBps: number): Value => ({ kind: "percent", rateBps });
export const day = (at: Instant): Value => ({ kind: "day", at });
export const dayIn = (timezone: string, at: Instant): Value => ({ kind: "day", at, timezone });
export const ruleName = (ruleId: string): Value => ({ kind: "rule", ruleId });
/** @param amountMinor a whole number of minor units */
export const money = (amountMinor: bigint | number, currency: string): Value => {
  return { kind: "money", amountMinor: BigInt(amountMinor), currency };
};
export const rewardValue = (reward: RewardPhrase): Value => ({ kind: "reward", reward });
/** One of them. */
export const rewardValues = (rewards: readonly RewardPhrase[]): Value => ({ kind: "rewards", rewards });
export const promise = (reward: RewardPhrase): Value => ({ kind: "promise", reward });
export const anyOf = (members: readonly Value[]): Value => ({ kind: "list", members, join: "or" });
export const allOf = (members: readonly Value[]): Value => ({ kind: "list", members, join: "and" });
export const condition = (alternatives: readonly Condition[], currency: string): Value => {
  return { kind: "condition", anyOf: alternatives, currency };
};

type PhraseValues<C extends PhraseCode> = Readonly<Record<(typeof PHRASES)[C][number], Value>>;

/** A phrase with exactly the values that it needs. */
export function phrase<C extends PhraseCode>(
  code: C,
  ...[values]: [] extends (typeof PHRASES)[C] ? [] : [PhraseValues<C>]
): Value {
  return { kind: "phrase", phrase: code, values: values ?? {} };
}
