import type { RewardPhrase } from "../domain/rewardPhrase.ts";
import type { Value } from "../domain/statement.ts";

/** The values of a statement as plain JSON, by name. */
export function presentValues(values: Readonly<Record<string, Value>>): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const name of Object.keys(values)) shown[name] = presentValue(values[name] as Value);
  return shown;
}

/** A value as plain JSON: times as RFC 3339, money with its currency, words of ours by their code. */
function presentValue(value: Value): unknown {
  switch (value.kind) {
    case "money":
      return { amountMinor: Number(value.amountMinor), currency: value.currency };
    case "day":
      return new Date(value.at).toISOString();
    case "count":
      return value.count;
    case "percent":
      return value.rateBps;
    case "text":
    case "words":
      return value.text;
    case "rule":
      return value.ruleId;
    case "reward":
    case "promise":
      return presentPhrase(value.reward);
    case "rewards":
      return value.rewards.map(presentPhrase);
    case "period":
      return { period: value.period, key: value.key };
    case "field":
      return value.field;
    case "required":
      return { op: value.op, value: value.value };
    case "fact":
      return value.fact;
    case "phrase":
      return Object.keys(value.values).length === 0
        ? value.phrase
        : { phrase: value.phrase, ...presentValues(value.values) };
    case "list":
      return value.members.map(presentValue);
    case "condition":
      return { anyOf: value.anyOf };
    default:
      return value satisfies never;
  }
}

/** Of a phrase what names the reward itself; the terms of what is offered are in the rules. */
function presentPhrase(reward: RewardPhrase): unknown {
  const { type } = reward;
  switch (type) {
    case "cash":
    case "credit":
    case "discount_amount":
    case "cash_each":
    case "credit_each":
      return { type, amountMinor: Number(reward.amountMinor), currency: reward.currency };
    case "cash_rate":
    case "credit_rate":
    case "points_rate":
    case "discount_percent":
      return { type, rateBps: reward.rateBps };
    case "item":
      return { type, count: reward.count, sku: reward.sku };
    case "points":
    case "points_each":
      return { type, count: reward.count };
    case "free_shipping":
    case "choice":
    case "unknown":
      return { type };
    default:
      return type satisfies never;
  }
}
