import type { Decision } from "../db/rows/event.ts";
import type { Instant } from "../domain/periods.ts";
import { PERIODS, periodKey } from "../domain/periods.ts";
import { phraseOfGrant } from "../domain/rewardPhrase.ts";
import type { RewardRule } from "../domain/rules.ts";
import type { Statement } from "../domain/statement.ts";
import type { ExplainedTier } from "./explanation.ts";
import type { Telling } from "./telling.ts";
import { count, counterOf, money, rewardValue, state } from "./telling.ts";

/**
 * Where the advocate stands in a rule's tier: the step that the decision reached, and as of now what is missing to
 * the next. In a window that rolls nothing is counted ahead, so there is no position to tell.
 */
export function explainTier(
  telling: Telling,
  { tiers }: RewardRule,
  decision: Decision,
  at: Instant,
): ExplainedTier | null {
  const { advocateId } = telling.referral;
  if (tiers === null || advocateId === null) return null;
  const { by, window, steps } = tiers;
  const calendar = PERIODS.find((period) => period === window);
  const key = calendar === undefined ? null : periodKey(at, calendar, telling.program.timezone);
  const position = key === null ? null : Number(counterOf(telling, advocateId, by, key));
  const ahead = position === null ? undefined : steps.find(({ from }) => from > position);
  const next = position === null || ahead === undefined ? null : { from: ahead.from, missing: ahead.from - position };
  return { by, window, reached: decision.tierFrom, position, next };
}

/** In words, for a reward that was granted. */
export function tierDetails(telling: Telling, rule: RewardRule, tier: ExplainedTier): Statement[] {
  const { currency } = telling.program;
  const next = rule.tiers?.steps.find(({ from }) => from === tier.next?.from);
  const reached = tier.reached === null ? [] : [reachedStatement(telling, tier.by, tier.reached, currency)];
  if (next === undefined || tier.next === null) return reached;
  const reward = rewardValue(phraseOfGrant(next.grant, currency));
  const { missing } = tier.next;
  if (tier.by === "revenue") {
    return [...reached, state(telling, "tier_next_revenue", { amount: money(BigInt(missing), currency), reward })];
  }
  const code = tier.by === "signups" ? "tier_next_signups" : "tier_next_conversions";
  return [...reached, state(telling, code, { count: count(missing), reward })];
}

function reachedStatement(telling: Telling, by: string, from: number, currency: string): Statement {
  if (by === "revenue") return state(telling, "tier_reached_revenue", { amount: money(BigInt(from), currency) });
  return state(telling, by === "signups" ? "tier_reached_signups" : "tier_reached_conversions", { count: count(from) });
}
