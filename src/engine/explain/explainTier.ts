import type { ExplainedTier } from "../../contract/explained.ts";
import type { Decision } from "../../db/rows/event.ts";
import type { Role } from "../../domain/audiences.ts";
import { maySeeField } from "../../domain/fields.ts";
import type { Instant } from "../../domain/periods.ts";
import { PERIODS, periodKey } from "../../domain/periods.ts";
import { phraseOfGrant } from "../../domain/rewardPhrase.ts";
import type { RewardRule } from "../../domain/rules.ts";
import type { Statement } from "../../domain/statement.ts";
import { count, money, rewardValue } from "../../domain/values.ts";
import type { Telling } from "./telling.ts";
import { counterOf, mayKnowOf, state } from "./telling.ts";

/** Whose numbers a rule's tier counts: the advocate's, whatever the recipient, but the actor's own for an actor. */
function countedOf({ recipient }: RewardRule): "advocate" | "friend" {
  return recipient.kind === "actor" ? "friend" : "advocate";
}

/**
 * Where the one whom a rule's tier counts stands in it: the step that the decision reached, and as of now what is
 * missing to the next; null to any other customer. In a window that rolls nothing is counted ahead, so there is no
 * position to tell. Nor is one of revenue told to a customer, since it is what friends have paid.
 */
export function explainTier(telling: Telling, rule: RewardRule, decision: Decision, at: Instant): ExplainedTier | null {
  const { tiers } = rule;
  const counted = countedOf(rule);
  const { advocateId, friendId } = telling.referral;
  const subjectId = counted === "friend" ? friendId : advocateId;
  if (tiers === null || subjectId === null || !mayKnowOf(telling, counted)) return null;
  const { by, window, steps } = tiers;
  const calendar = PERIODS.find((period) => period === window);
  const key = calendar === undefined ? null : periodKey(at, calendar, telling.program.timezone);
  const position = key === null ? null : Number(counterOf(telling, subjectId, by, key));
  const ahead = position === null ? undefined : steps.find(({ from }) => from > position);
  const isHidden = by === "revenue" && !maySeeField(telling.audience, "advocate.revenueMinor");
  const missing = ahead === undefined || position === null || isHidden ? null : ahead.from - position;
  return {
    by,
    window,
    reached: decision.tierFrom,
    position: isHidden ? null : position,
    next: ahead === undefined ? null : { from: ahead.from, missing },
  };
}

/** In words, for a reward that was granted. */
export function tierDetails(telling: Telling, rule: RewardRule, { by, reached, next }: ExplainedTier): Statement[] {
  const { currency } = telling.program;
  const counted = countedOf(rule);
  const amount = (minor: number) => money(BigInt(minor), currency);
  const details = reached === null ? [] : [reachedStatement(telling, by, reached, counted)];
  const step = rule.tiers?.steps.find(({ from }) => from === next?.from);
  if (step === undefined || next === null) return details;
  const reward = rewardValue(phraseOfGrant(step.grant, currency));
  const { from, missing } = next;
  if (missing === null)
    return [...details, state(telling, "tier_ahead_revenue", { from: amount(from), reward }, counted)];
  if (by === "revenue") {
    return [...details, state(telling, "tier_next_revenue", { amount: amount(missing), reward }, counted)];
  }
  const code = by === "signups" ? "tier_next_signups" : "tier_next_conversions";
  return [...details, state(telling, code, { count: count(missing), reward }, counted)];
}

function reachedStatement(telling: Telling, by: string, from: number, counted: Role): Statement {
  if (by === "revenue") {
    const amount = money(BigInt(from), telling.program.currency);
    return state(telling, "tier_reached_revenue", { amount }, counted);
  }
  const code = by === "signups" ? "tier_reached_signups" : "tier_reached_conversions";
  return state(telling, code, { count: count(from) }, counted);
}
