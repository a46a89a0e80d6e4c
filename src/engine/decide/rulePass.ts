import type { Decision, TraceRecord } from "../../db/rows/event.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import { sizeOfDecision } from "../../domain/decisionSize.ts";
import { DAY_MS } from "../../domain/periods.ts";
import { allReasons } from "../../domain/reviewReasons.ts";
import type { RewardRule } from "../../domain/rules.ts";
import { recipientName, unitOf } from "../../domain/rules.ts";
import type { SkipReason } from "../../domain/skipReasons.ts";
import type { Offer } from "./askRule.ts";
import { askRule } from "./askRule.ts";
import { couponOf } from "./couponRow.ts";
import type { Occasion } from "./occasion.ts";
import { orderFor, SIGNUP } from "./occasion.ts";
import { giveReward } from "./rewardChanges.ts";
import { takeRoom } from "./room.ts";
import type { State, Tracked } from "./state.ts";

export interface PassOutcome {
  readonly decisions: Decision[];
  readonly rewards: Tracked<StoredReward>[];
}

/** Asks every rule that listens, once, in the order of the document: step 4 to 9 of rules.md. */
export function passRules(state: State, occasion: Occasion): PassOutcome {
  const outcome: PassOutcome = { decisions: [], rewards: [] };
  for (const rule of occasion.rules.rewards) {
    if (!occasion.listens(rule)) continue;
    const trace: TraceRecord[] = [...(orderFor(occasion, rule)?.trace ?? [])];
    const verdict = askRule(state, occasion, rule, trace);
    takeRoom(state, sizeOfDecision(trace));
    if (typeof verdict === "string") {
      outcome.decisions.push(decisionOf(occasion, rule, trace, { reason: verdict, reward: null, offer: null }));
      continue;
    }
    const reward = grantReward(state, occasion, rule, verdict);
    outcome.rewards.push(reward);
    outcome.decisions.push(decisionOf(occasion, rule, trace, { reason: null, reward: reward.now, offer: verdict }));
  }
  return outcome;
}

function grantReward(state: State, occasion: Occasion, rule: RewardRule, offer: Offer): Tracked<StoredReward> {
  const { program, referral, occurredAt } = occasion;
  const order = orderFor(occasion, rule);
  const { grant, choice, amountMinor, returns } = offer;
  const reviewReasons = allReasons(order?.reviewReasons ?? [], referral.now.reviewReasons);
  const status = reviewReasons.length > 0 ? "in_review" : rule.holdDays === 0 ? "approved" : "pending";
  const reward = {
    id: occasion.nextId("rwd"),
    programId: program.now.id,
    version: returns?.version ?? referral.now.version,
    ruleId: rule.id,
    trigger: rule.on.event,
    group: rule.group,
    referralId: referral.now.id,
    participantId: offer.recipientId,
    recipient: recipientName(rule.recipient),
    source: rule.on.event === "signup" ? SIGNUP : occasion.source,
    kind: choice === null ? grant.kind : "choice",
    unit: unitOf(grant, program.now.currency),
    grantedMinor: returns?.grantedMinor ?? amountMinor,
    amountMinor,
    costMinor: offer.costMinor,
    basisMinor: returns?.basisMinor ?? order?.basis.order?.netMinor ?? 0n,
    fulfilledMinor: null,
    expiresAt: null,
    expiredMinor: 0n,
    status,
    reviewReasons,
    holdUntil: occurredAt + rule.holdDays * DAY_MS,
    voidReason: null,
    occurredAt,
    grant,
    coupon: choice === null || choice.taken !== null ? couponOf(grant, occurredAt) : null,
    choice,
    facts: returns?.facts ?? occasion.seen,
    createdAt: null,
  } satisfies StoredReward;
  return giveReward(state, program.now, reward, occasion.eventId);
}

function decisionOf(
  occasion: Occasion,
  rule: RewardRule,
  trace: readonly TraceRecord[],
  made: { reason: SkipReason | null; reward: StoredReward | null; offer: Offer | null },
): Decision {
  return {
    ruleId: rule.id,
    version: occasion.referral.now.version,
    outcome: made.reason === null ? "granted" : "skipped",
    reason: made.reason,
    rewardId: made.reward?.id ?? null,
    orderId: orderFor(occasion, rule)?.orderId ?? null,
    tierFrom: made.offer?.tierFrom ?? null,
    clamped: made.offer?.clamped ?? false,
    trace,
  };
}
