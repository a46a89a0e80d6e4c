import type { EventSaid, ShownResult } from "../../contract/event.ts";
import { presentDecision, presentEvent } from "../../contract/event.ts";
import { presentReferral } from "../../contract/referral.ts";
import { presentReward } from "../../contract/reward.ts";
import { keptReward } from "../decide/keptReward.ts";
import type { Outcome, Results } from "../decide/outcome.ts";
import { programOf } from "../decide/programRules.ts";
import type { EventRecord, State } from "../decide/state.ts";

/** What is answered of each event of a batch, from what the engine holds. */

export type EventReply =
  | ({ readonly status: 200 | 201 } & ReturnType<typeof presentEvent>)
  | { readonly status: 404 | 409 | 422; readonly problem: ReplyProblem };

export interface ReplyProblem {
  readonly code: string;
  readonly path: string | null;
  readonly detail: string;
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
  const at = receivedAt.getTime();
  const arrived = known === null || Number.isNaN(known.receivedAt) ? at : known.receivedAt;
  const said: EventSaid = { id, type, occurredAt, receivedAt: arrived, isRepeat, waits: outcome.waits, flags };
  return { status: isRepeat ? 200 : 201, ...presentEvent(said, presentResults(state, outcome.results, at)) };
}

const STATUS_OF = {
  event_conflict: 409,
  program_required: 422,
  program_not_found: 404,
  referral_refused: 409,
  currency_mismatch: 422,
  too_many_refunds: 409,
  too_many_disputes: 409,
  too_many_changes: 409,
  too_many_additions: 409,
  too_many_decisions: 422,
} as const;

function headOf({ event, flags }: EventRecord) {
  return { id: event.id, type: event.type === "custom" ? event.name : event.type, occurredAt: event.occurredAt, flags };
}

/** @param at when this commit was received: since when what it makes is there */
function presentResults(state: State, results: Results, at: number): ShownResult[] {
  return results.map(({ entry, referral, rewards }) => {
    const { key: program, currency } = programOf(state, referral).now;
    const externalId = (id: string) => state.participants.get(id)?.now.externalId ?? "";
    const advocate = referral.advocateId === null ? null : externalId(referral.advocateId);
    return {
      program,
      referral:
        referral.status === "membership"
          ? null
          : presentReferral(referral, { program, advocate, friend: externalId(referral.friendId) }),
      decisions: entry.decisions.map(presentDecision),
      rewards: rewards.map((reward) =>
        presentReward(keptReward(reward, at), { program, currency, participant: externalId(reward.participantId) }),
      ),
    };
  });
}
