import { presentReward } from "../contract/reward.ts";
import type { Decision } from "../db/rows/event.ts";
import type { StoredReferral } from "../db/rows/referral.ts";
import type { Outcome, Results } from "./outcome.ts";
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
    results: presentResults(state, outcome.results, receivedAt.getTime()),
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

/** @param at when this commit was received: since when what it makes is there */
function presentResults(state: State, results: Results, at: number): unknown[] {
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
        presentReward(
          { ...reward, createdAt: reward.createdAt ?? at },
          { program, currency, participant: externalId(reward.participantId) },
        ),
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

function time(at: number): string {
  return new Date(at).toISOString();
}
