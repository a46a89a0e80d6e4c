import type { EventFlag } from "../../domain/eventFlags.ts";
import { expectedCurrency, isGivenBack } from "../../domain/orderHistory.ts";
import { exceedsOrder } from "../../domain/orderLines.ts";
import type { OrderEvent } from "../events/events.ts";
import { resumeInNewPeriod } from "./budgetPause.ts";
import { undoCoupons } from "./coupons.ts";
import type { Making } from "./making.ts";
import type { EventRefusal, NewDecision } from "./newDecision.ts";
import { draftsOfOrder, problem } from "./newDecision.ts";
import { addEntry, awaitPurchase, keptOf, MAX_CHANGES, MAX_REFUNDS, nameRefund } from "./orders.ts";
import { programOf } from "./programRules.ts";
import { orderNow } from "./purchaseFacts.ts";
import { decideStepIn } from "./redecide.ts";
import type { PurchaseState, State } from "./state.ts";

/** What is reported of an order beside its purchase follows it into every program that decided it, or waits for it. */
export function decideOrderEvent(state: State, making: Making, event: OrderEvent): NewDecision | EventRefusal {
  const purchase = state.purchases.get(event.orderId) ?? null;
  const refusal = refusalOf(purchase, event);
  if (refusal !== null) return refusal;
  const kept = keptOf(event);
  if (event.type === "refund_reversal" && purchase !== null) nameRefund(state, purchase, event.refundId);
  if (purchase === null || purchase.now.reported === null) {
    awaitPurchase(state, event.orderId, kept);
    return { participantId: null, flags: [], drafts: [] };
  }
  const buyer = state.participants.get(purchase.now.reported.participantId);
  if (buyer === undefined) throw new Error("the snapshot lacks the participant of a purchase");
  buyer.touched = true;
  const steps = addEntry(state, purchase, kept);
  const now = orderNow(purchase);
  if (isGivenBack(now)) undoCoupons(state, making, event.orderId);
  const drafts = draftsOfOrder(state, purchase);
  for (const draft of drafts) {
    for (const step of steps) {
      // What only is kept concerns no program.
      if (step.asks !== "nothing") resumeInNewPeriod(programOf(state, draft.referral.now), event.occurredAt);
      decideStepIn(state, making, draft, purchase, step);
    }
  }
  const flags: EventFlag[] = steps.some(({ isOver }) => isOver) ? ["over_refund"] : [];
  if (event.type === "order_change" && exceedsOrder(now)) flags.push("items_exceed_order");
  return { participantId: buyer.now.id, flags, drafts };
}

/** Why an event of an order can't be taken; null where it can. */
function refusalOf(purchase: PurchaseState | null, event: OrderEvent): EventRefusal | null {
  if (purchase === null) return null;
  const { history, reported, currency } = purchase.now;
  const count = (kind: string) => history.filter(({ entry }) => entry.kind === kind).length;
  if (event.type === "refund" && count("refund") >= MAX_REFUNDS) {
    return problem("too_many_refunds", "orderId", `an order can have at most ${MAX_REFUNDS} refunds`);
  }
  if (event.type === "order_change" && count("change") >= MAX_CHANGES) {
    return problem("too_many_changes", "orderId", `an order can have at most ${MAX_CHANGES} changes`);
  }
  const { entry } = keptOf(event);
  const expected = reported === null || entry.kind === "reversal" ? null : expectedCurrency(orderNow(purchase), entry);
  if (expected === null) return null;
  const isIn = expected.currency === currency ? "is in" : "was paid in";
  return problem("currency_mismatch", expected.at, `order ${event.orderId} ${isIn} ${expected.currency}`);
}
