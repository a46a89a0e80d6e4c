import { expectedCurrency, isGivenBack } from "../../domain/orderHistory.ts";
import type { RefundEvent } from "../events/events.ts";
import { resumeInNewPeriod } from "./budgetPause.ts";
import { undoCoupons } from "./coupons.ts";
import type { Making } from "./making.ts";
import type { EventRefusal, NewDecision } from "./newDecision.ts";
import { draftsOfOrder, problem } from "./newDecision.ts";
import { addEntry, awaitPurchase, keptRefund, MAX_REFUNDS } from "./orders.ts";
import { programOf } from "./programRules.ts";
import { orderNow } from "./purchaseFacts.ts";
import { refundIn } from "./refunds.ts";
import type { State } from "./state.ts";

/** What is reported of an order beside its purchase. */

/** A refund follows its purchase into every program that decided it, or waits for it. */
export function decideRefund(state: State, making: Making, event: RefundEvent): NewDecision | EventRefusal {
  const purchase = state.purchases.get(event.orderId);
  const refunds = purchase?.now.history.filter(({ entry }) => entry.kind === "refund") ?? [];
  if (refunds.length >= MAX_REFUNDS) {
    return problem("too_many_refunds", "orderId", `an order can have at most ${MAX_REFUNDS} refunds`);
  }
  const kept = keptRefund(event);
  if (purchase === undefined || purchase.now.reported === null) {
    awaitPurchase(state, event.orderId, kept);
    return { participantId: null, flags: [], drafts: [] };
  }
  const expected = expectedCurrency(orderNow(purchase), kept.entry);
  if (expected !== null) {
    const isIn = expected === purchase.now.currency ? "is in" : "was paid in";
    return problem("currency_mismatch", "currency", `order ${event.orderId} ${isIn} ${expected}`);
  }
  const buyer = state.participants.get(purchase.now.reported.participantId);
  if (buyer === undefined) throw new Error("the snapshot lacks the participant of a purchase");
  buyer.touched = true;
  const step = addEntry(state, purchase, kept);
  if (isGivenBack(step.now)) undoCoupons(state, making, event.orderId);
  const drafts = draftsOfOrder(state, purchase);
  for (const draft of drafts) {
    resumeInNewPeriod(programOf(state, draft.referral.now), event.occurredAt);
    refundIn(state, making, draft, purchase, step);
  }
  return { participantId: buyer.now.id, flags: step.isOver ? ["over_refund"] : [], drafts };
}
