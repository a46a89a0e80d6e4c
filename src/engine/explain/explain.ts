import type { Explanation } from "../../contract/explained.ts";
import type { ExplanationRows } from "../../db/rows/explanation.ts";
import { creditEnd, isCustomerBefore, isExpired, reasonOutside } from "../../domain/attribution.ts";
import type { Audience } from "../../domain/audiences.ts";
import type { Instant } from "../../domain/periods.ts";
import { phraseOfUnit } from "../../domain/rewardPhrase.ts";
import { isLive } from "../../domain/rewardState.ts";
import type { Statement } from "../../domain/statement.ts";
import { count, day, dayIn, rewardValue } from "../../domain/values.ts";
import { explainEvents } from "./explainEvents.ts";
import { whatIsMissing } from "./explainMissing.ts";
import { refusalStatement } from "./explainRefusal.ts";
import { explainReward } from "./explainReward.ts";
import type { Telling } from "./telling.ts";
import { mayKnowOf, readerOf, roleOf, state, tellingOf } from "./telling.ts";
import type { ToldEvent } from "./toldEvents.ts";
import { toldEvent } from "./toldEvents.ts";

/**
 * What happened in a referral and why, for one audience: pure, from what is stored and the time it is.
 *
 * @returns null where there is no such audience: a refused code that was unknown has no advocate
 */
export function explain(rows: ExplanationRows, audience: Audience, now: Date): Explanation | null {
  const telling = tellingOf(rows, audience, now);
  const { referral, advocate, friend } = telling;
  if (audience === "advocate" && advocate === null) return null;
  const told = rows.events.map(toldEvent);
  const rewards = [...telling.rewards.values()]
    .filter(({ reward }) => mayKnowOf(telling, roleOf(reward.recipient)))
    .map((told) => explainReward(telling, told));
  const { key, currency, timezone, texts } = rows.program;
  return {
    audience,
    program: { key, currency, timezone },
    texts,
    referral:
      audience === "tenant"
        ? referral
        : { ...referral, rejectedReason: reasonOutside(referral.rejectedReason), signs: [] },
    status: isExpired(telling.referral, creditDaysOf(telling), telling.now) ? "expired" : referral.status,
    advocate: mayKnowOf(telling, "advocate") ? advocate : null,
    friend: mayKnowOf(telling, "friend") ? friend : null,
    code: mayKnowOf(telling, "advocate") ? referral.code : null,
    orderId: mayKnowOf(telling, "friend") ? referral.orderId : null,
    // What it all came to is told with the latest of it.
    summary: rows.isFirst ? summaryOf(telling, told, rows) : [],
    events: explainEvents(telling, told, rows),
    omittedEvents: rows.earlier,
    nextBefore: rows.nextBefore,
    rewards,
  };
}

function windowEnd({ referral, rules }: Telling): number | null {
  return creditEnd(referral.attributedAt, creditDaysOf({ referral, rules }));
}

function creditDaysOf({ referral, rules }: Pick<Telling, "referral" | "rules">): number | null {
  return rules.get(referral.version)?.attribution.creditWindowDays ?? null;
}

function summaryOf(
  telling: Telling,
  events: readonly ToldEvent[],
  { earlier, friendSince }: Pick<ExplanationRows, "earlier" | "friendSince">,
): Statement[] {
  const { referral } = telling;
  const leftOut = earlier === 0 ? [] : [state(telling, "earlier_left_out", { count: count(earlier) })];
  if (referral.status === "rejected") {
    return [state(telling, "referral_rejected", {}), refusalStatement(telling), ...leftOut];
  }
  const attributed = state(telling, "referral_attributed", { day: day(referral.attributedAt) }, "friend");
  const isDoubtful = telling.audience === "tenant" && referral.reviewReasons.includes("same_person");
  const doubts = isDoubtful ? [doubtOf(telling, friendSince)] : [];
  const signs =
    telling.audience === "tenant" ? referral.signs.map((sign) => state(telling, `referral_${sign}`, {})) : [];
  return [attributed, ...doubts, ...signs, ...conversionSoFar(telling, events), ...rewardsOf(telling), ...leftOut];
}

/** Why what a referral earns is checked: what the shop says of the friend itself, or who may be the same person. */
function doubtOf(telling: Telling, since: Instant | null): Statement {
  if (since === null || !isCustomerBefore(since, telling.referral.enteredAt)) {
    return state(telling, "referral_same_person", {});
  }
  return state(telling, "referral_old_customer", { day: dayIn(telling.tenantTimezone, since) });
}

/** Whether a purchase has counted, and if none has, what the last one lacked. */
function conversionSoFar(telling: Telling, events: readonly ToldEvent[]): Statement[] {
  const { convertedAt } = telling.referral;
  if (convertedAt !== null) return [state(telling, "referral_converted", { day: day(convertedAt) })];
  const end = windowEnd(telling);
  const decisions = events.findLast((event) => event.decisions.some(({ trace }) => trace.length > 0))?.decisions;
  // It does not matter whose rule it was: it is the conditions of the program that were not met.
  const last = decisions?.find(({ reason }) => reason === "not_qualifying");
  const lacked = last === undefined ? [] : whatIsMissing(telling, last, telling.rules.get(last.version));
  if (telling.referral.orderId !== null) return [state(telling, "referral_order_open", {}), ...lacked];
  if (isOfOrders(telling)) return [state(telling, "referral_orders_apart", {})];
  if (end === null) return [state(telling, "referral_open", {}), ...lacked];
  return [state(telling, end < telling.now ? "referral_expired" : "referral_open_until", { day: day(end) }), ...lacked];
}

/** Whether purchases make referrals of their own under the version that this one has. */
function isOfOrders({ referral, rules }: Telling): boolean {
  return rules.get(referral.version)?.attribution.binds === "order";
}

/** What is in force now by unit; of a customer only what is their own. */
function rewardsOf(telling: Telling): Statement[] {
  const live = [...telling.rewards.values()]
    .map(({ reward }) => reward)
    .filter((reward) => isLive(reward.status) && mayKnowOf(telling, roleOf(reward.recipient)));
  const reader = readerOf(telling);
  if (live.length === 0) return [state(telling, "rewards_none", {}, reader)];
  const sums = new Map<string, bigint>();
  for (const { unit, amountMinor } of live) if (unit !== null) sums.set(unit, (sums.get(unit) ?? 0n) + amountMinor);
  return [...sums].map(([unit, sum]) =>
    state(telling, "rewards_total", { reward: rewardValue(phraseOfUnit(unit, sum)) }, reader),
  );
}
