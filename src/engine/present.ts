import type { Decision } from "../db/rows/event.ts";
import type { StoredReferral } from "../db/rows/referral.ts";
import { MEMBERSHIP_PREFIX } from "../db/rows/referral.ts";
import type { StoredReward } from "../db/rows/reward.ts";
import type { Outcome, Results } from "./outcome.ts";
import { presentChoice, presentDiscount } from "./presentChoice.ts";
import { programOf } from "./programRules.ts";
import type { EventRecord, State } from "./state.ts";

/** The JSON of the contract, made from what the engine holds. */

export type EventReply =
  | { readonly status: 200 | 201; readonly event: unknown; readonly results: readonly unknown[] }
  | { readonly status: 404 | 409 | 422; readonly problem: ReplyProblem };

export interface ReplyProblem {
  readonly code: string;
  readonly path: string | null;
  readonly detail: string;
}

/** Names that replace internal ids towards the outside. */
export interface Names {
  readonly program: string;
  readonly advocate: string | null;
  readonly friend: string;
}

/**
 * The reply to one event of a batch.
 *
 * @param own whether an attempt of this very request had already committed it: then it is no repeat
 */
export function presentOutcome(state: State, outcome: Outcome, receivedAt: Date, own: boolean): EventReply {
  if (outcome.kind === "problem") return { status: STATUS_OF[outcome.problem.code], problem: outcome.problem };
  const known = outcome.kind === "duplicate" ? outcome.known : null;
  const isRepeat = known !== null && !own;
  const { id, type, occurredAt, flags } = outcome.kind === "duplicate" ? outcome.known : headOf(outcome.record);
  const arrived = known === null || Number.isNaN(known.receivedAt) ? receivedAt.getTime() : known.receivedAt;
  return {
    status: isRepeat ? 200 : 201,
    event: {
      id,
      type,
      occurredAt: time(occurredAt),
      receivedAt: time(arrived),
      duplicate: isRepeat,
      status: outcome.waits ? "waiting" : "decided",
      flags,
    },
    results: presentResults(state, outcome.results),
  };
}

const STATUS_OF = {
  event_conflict: 409,
  program_required: 422,
  program_not_found: 404,
  currency_mismatch: 422,
  too_many_refunds: 409,
} as const;

function headOf({ event, flags }: EventRecord) {
  return { id: event.id, type: event.type === "custom" ? event.name : event.type, occurredAt: event.occurredAt, flags };
}

function presentResults(state: State, results: Results): unknown[] {
  return results.map(({ entry, referral, rewards }) => {
    const { key: program, currency } = programOf(state, referral).now;
    const externalId = (id: string) => state.participants.get(id)?.now.externalId ?? "";
    const advocate = referral.advocateId === null ? null : externalId(referral.advocateId);
    return {
      program,
      referral:
        referral.status === "member"
          ? null
          : presentReferral(referral, { program, advocate, friend: externalId(referral.friendId) }),
      decisions: entry.decisions.map(presentDecision),
      rewards: rewards.map((reward) =>
        presentReward(reward, { program, currency, participant: externalId(reward.participantId) }),
      ),
    };
  });
}

export function presentReferral(referral: StoredReferral, { program, advocate, friend }: Names) {
  const { id, status, version, code, channel, orderId, rejectedReason } = referral;
  return {
    id,
    status,
    program,
    version,
    advocate,
    friend,
    code,
    source: referral.source,
    channel,
    orderId,
    attributedAt: time(referral.attributedAt),
    convertedAt: referral.convertedAt === null ? null : time(referral.convertedAt),
    rejectedReason,
  };
}

export function presentDecision(decision: Decision) {
  const { ruleId, version, outcome, reason, rewardId, orderId, tierFrom, clamped, trace } = decision;
  return { ruleId, version, outcome, reason, rewardId, orderId, tierFrom, clamped, trace };
}

export function presentReward(
  reward: StoredReward,
  { program, currency, participant }: { program: string; currency: string; participant: string },
) {
  const { id, ruleId, recipient, kind, unit, version, status, voidReason, referralId, source } = reward;
  return {
    id,
    ruleId,
    recipient,
    participant,
    kind,
    amountMinor: Number(reward.amountMinor),
    unit,
    program,
    version,
    status,
    holdUntil: time(reward.holdUntil),
    voidReason,
    referralId: referralId.startsWith(MEMBERSHIP_PREFIX) ? null : referralId,
    orderId: source.startsWith("order:") ? source.slice("order:".length) : null,
    ...(reward.coupon === null ? {} : { coupon: presentCoupon(reward, currency) }),
    choice: reward.choice === null ? null : presentChoice(reward.choice, currency),
    ...(reward.grant.kind === "item" ? { item: { sku: reward.grant.sku, quantity: reward.grant.quantity } } : {}),
  };
}

function presentCoupon({ coupon, grant }: StoredReward, currency: string) {
  if (coupon === null || grant.kind !== "discount") return null;
  return {
    code: coupon.code,
    ...presentDiscount(grant, currency),
    expiresAt: coupon.expiresAt === null ? null : time(coupon.expiresAt),
  };
}

function time(at: number): string {
  return new Date(at).toISOString();
}
