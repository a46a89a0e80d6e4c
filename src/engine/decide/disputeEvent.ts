import { MAX_DISPUTES } from "../../domain/disputes.ts";
import type { DisputeEvent } from "../events/events.ts";
import { resumeInNewPeriod } from "./budgetPause.ts";
import { disputeIn, noteDispute } from "./disputes.ts";
import type { Making } from "./making.ts";
import type { EventRefusal, NewDecision } from "./newDecision.ts";
import { draftsOfOrder, problem } from "./newDecision.ts";
import { stubOf } from "./orders.ts";
import { programOf } from "./programRules.ts";
import type { State } from "./state.ts";

/**
 * A dispute follows its purchase into every program that decided it, or waits for it. What is told of one that was
 * closed before is stored and changes nothing.
 */
export function decideDispute(state: State, making: Making, event: DisputeEvent): NewDecision | EventRefusal {
  const { orderId, disputeId, status } = event;
  const known = state.purchases.get(orderId);
  const disputes = known?.now.disputes ?? [];
  if (disputes.length >= MAX_DISPUTES && !disputes.some((each) => each.disputeId === disputeId)) {
    return problem("too_many_disputes", "orderId", `an order can have at most ${MAX_DISPUTES} disputes`);
  }
  const purchase = known ?? stubOf(state, orderId);
  const isNews = noteDispute(purchase, { disputeId, status });
  if (purchase.now.reported === null) return { participantId: null, flags: [], drafts: [] };
  const buyer = state.participants.get(purchase.now.reported.participantId);
  if (buyer === undefined) throw new Error("the snapshot lacks the participant of a purchase");
  buyer.touched = true;
  const drafts = draftsOfOrder(state, purchase);
  for (const draft of drafts) {
    if (isNews) resumeInNewPeriod(programOf(state, draft.referral.now), event.occurredAt);
    disputeIn(state, making, draft, purchase);
  }
  return { participantId: buyer.now.id, flags: [], drafts };
}
