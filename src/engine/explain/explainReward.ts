import type { ExplainedReward } from "../../contract/explained.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import type { Role } from "../../domain/audiences.ts";
import { openUntil } from "../../domain/choices.ts";
import { endReasonOutside, isToldEndReason } from "../../domain/endReasons.ts";
import { phraseOfReward } from "../../domain/rewardPhrase.ts";
import { unitOf } from "../../domain/rules.ts";
import type { Statement, Value } from "../../domain/statement.ts";
import { day, rewardValue, rewardValues, ruleName, text } from "../../domain/values.ts";
import { explainCoupon } from "./explainCoupon.ts";
import type { Telling, ToldReward } from "./telling.ts";
import { mayKnowOf, roleOf, state } from "./telling.ts";

const ORDER_PREFIX = "order:";

/** A reward is told with the event that granted it, and among all: it is put together once. */
const explained = new WeakMap<ToldReward, ExplainedReward>();

/** A reward as it is now, for the tenant or the one whose it is. */
export function explainReward(telling: Telling, told: ToldReward): ExplainedReward {
  // What is told belongs to one telling.
  const known = explained.get(told);
  if (known !== undefined) return known;
  const made = explainedReward(telling, told);
  explained.set(told, made);
  return made;
}

function explainedReward(telling: Telling, { reward, participant }: ToldReward): ExplainedReward {
  const recipient = roleOf(reward.recipient);
  const orderId = reward.source.startsWith(ORDER_PREFIX) ? reward.source.slice(ORDER_PREFIX.length) : null;
  return {
    reward: telling.audience === "tenant" ? reward : { ...reward, voidReason: endReasonOutside(reward.voidReason) },
    recipient,
    participant,
    orderId: mayKnowOf(telling, "friend") ? orderId : null,
    choice: explainChoice(telling, reward, recipient),
    uses: explainCoupon(telling, reward, recipient),
    statement: stateOf(telling, reward, recipient),
  };
}

/** Every option at what it was offered at; of an open choice, those that can still be taken. */
function explainChoice(telling: Telling, reward: StoredReward, recipient: Role): Statement | null {
  const { choice, ruleId } = reward;
  if (choice === null) return null;
  const { currency } = telling.program;
  const until = openUntil(reward);
  const offered = until === null ? choice.options : choice.options.filter(({ amountMinor }) => amountMinor !== null);
  const phrases = offered.map(({ grant, grantedMinor, amountMinor }) => {
    const amount = until === null ? grantedMinor : (amountMinor ?? 0n);
    return phraseOfReward({ unit: unitOf(grant, currency), grant }, amount, currency);
  });
  const [first] = phrases;
  if (first === undefined) return null;
  const values = { rule: ruleName(ruleId), options: rewardValues(phrases) };
  if (until !== null) {
    return until > telling.now
      ? state(telling, "choice_open", { ...values, day: day(until), first: rewardValue(first) }, recipient)
      : state(telling, "choice_due", { ...values, first: rewardValue(first) }, recipient);
  }
  const taken = choice.taken === null ? undefined : phrases[choice.taken];
  // One that ended before a choice was made tells nothing.
  return taken === undefined
    ? null
    : state(telling, "choice_taken", { ...values, reward: rewardValue(taken) }, recipient);
}

function stateOf(telling: Telling, reward: StoredReward, recipient: Role): Statement {
  const rule = ruleName(reward.ruleId);
  const phrase = rewardValue(phraseOfReward(reward, reward.amountMinor, telling.program.currency));
  const values = { rule, reward: phrase };
  switch (reward.status) {
    case "pending": {
      const code = reward.holdUntil > telling.now ? "state_pending" : "state_pending_due";
      return state(telling, code, { ...values, day: day(reward.holdUntil) }, recipient);
    }
    case "in_review":
      return state(telling, "state_in_review", values, recipient);
    case "approved":
      return stateOfApproved(telling, reward, values, recipient);
    case "fulfilled":
      return state(telling, "state_fulfilled", values, recipient);
    case "voided":
      return state(telling, voidedCode(reward.voidReason), { rule }, recipient);
    case "clawed_back":
      return state(telling, "state_clawed_back", { rule }, recipient);
    default:
      // A stored state of a later version is told by its name rather than not at all.
      return state(telling, "state_other", { ...values, status: text(reward.status satisfies never) }, recipient);
  }
}

function stateOfApproved(
  telling: Telling,
  reward: StoredReward,
  values: { readonly rule: Value; readonly reward: Value },
  recipient: Role,
): Statement {
  const { expiresAt, expiredMinor } = reward;
  if (expiredMinor > 0n) {
    const expired = rewardValue(phraseOfReward(reward, expiredMinor, telling.program.currency));
    return state(telling, "state_approved_expired", { ...values, expired }, recipient);
  }
  if (expiresAt === null || expiresAt <= telling.now) return state(telling, "state_approved", values, recipient);
  return state(telling, "state_approved_expiring", { ...values, day: day(expiresAt) }, recipient);
}

function voidedCode(reason: string | null) {
  return isToldEndReason(reason) ? (`state_voided_${reason}` as const) : "state_voided";
}
