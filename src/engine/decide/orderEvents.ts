import type { EventFlag } from "../../domain/eventFlags.ts";
import { MAX_ADDITIONS } from "../../domain/orderAdditions.ts";
import type { OrderStep } from "../../domain/orderHistory.ts";
import { expectedCurrency, isGivenBack } from "../../domain/orderHistory.ts";
import { exceedsOrder } from "../../domain/orderLines.ts";
import type { OrderAdditionEvent, OrderEvent } from "../events/events.ts";
import { resumeInNewPeriod } from "./budgetPause.ts";
import { redoCoupons, undoCoupons } from "./coupons.ts";
import type { EntryDraft, Making } from "./making.ts";
import type { EventRefusal, NewDecision } from "./newDecision.ts";
import { draftsOfOrder, problem } from "./newDecision.ts";
import { addEntry, awaitPurchase, keptOf, MAX_CHANGES, MAX_REFUNDS, nameRefund } from "./orders.ts";
import { programOf } from "./programRules.ts";
import { orderNow, reportedOf } from "./purchaseFacts.ts";
import { decideStepIn } from "./redecide.ts";
import { followSpends } from "./spends.ts";
import type { ParticipantState, PurchaseState, State } from "./state.ts";
import { useAgain } from "./usedAtOnce.ts";

/** What is reported of an order beside its purchase follows it into every program that decided it, or waits for it. */
export function decideOrderEvent(
  state: State,
  making: Making,
  event: Exclude<OrderEvent, OrderAdditionEvent>,
): NewDecision | EventRefusal {
  const purchase = state.purchases.get(event.orderId) ?? null;
  const refusal = refusalOf(purchase, event);
  if (refusal !== null) return refusal;
  if (event.type === "refund_reversal" && purchase !== null) nameRefund(state, purchase, event.refundId);
  if (purchase === null || purchase.now.reported === null) {
    awaitPurchase(state, event.orderId, keptOf(event));
    return { participantId: null, flags: [], drafts: [] };
  }
  const { buyer, steps, drafts, isLate } = followOrder(state, making, purchase, event);
  const flags: EventFlag[] = steps.some(({ isOver }) => isOver) ? ["over_refund"] : [];
  if (event.type === "order_change" && exceedsOrder(orderNow(purchase))) flags.push("items_exceed_order");
  if (isLate) flags.push("spend_late");
  return { participantId: buyer.now.id, flags, drafts };
}

interface Followed {
  readonly buyer: ParticipantState;
  /** What the event made of the order, step by step. */
  readonly steps: readonly OrderStep[];
  /** What each program that had decided the order made of it, in order. */
  readonly drafts: readonly EntryDraft[];
  /** Whether what the order was paid with was taken again. */
  readonly isLate: boolean;
}

/** What an order was paid with in credit or points goes and comes with all of the order. */
function followNet(
  state: State,
  making: Making,
  orderId: string,
  { was, now }: Pick<OrderStep, "was" | "now">,
): boolean {
  if (was.netMinor > 0n && now.netMinor === 0n) followSpends(state, making, orderId, "given_back");
  return was.netMinor === 0n && now.netMinor > 0n && followSpends(state, making, orderId, "taken_back");
}

/** Adds what an event says to its order, which was reported, and decides that in every program that decided the order. */
export function followOrder(state: State, making: Making, purchase: PurchaseState, event: OrderEvent): Followed {
  const buyer = state.participants.get(reportedOf(purchase).participantId);
  if (buyer === undefined) throw new Error("the snapshot lacks the participant of a purchase");
  buyer.touched = true;
  const was = orderNow(purchase);
  const steps = addEntry(state, purchase, keptOf(event));
  if (isGivenBack(orderNow(purchase))) undoCoupons(state, making, event.orderId);
  else if (isGivenBack(was)) redoCoupons(state, making, event.orderId);
  const isLate = followNet(state, making, event.orderId, { was, now: orderNow(purchase) });
  const drafts = draftsOfOrder(state, purchase);
  for (const draft of drafts) {
    for (const step of steps) {
      // What only is kept concerns no program.
      if (step.asks !== "nothing") resumeInNewPeriod(programOf(state, draft.referral.now), event.occurredAt);
      decideStepIn(state, making, draft, purchase, step);
    }
    useAgain(state, making, draft);
  }
  return { buyer, steps, drafts, isLate };
}

/** Why an event of an order can't be taken; null where it can. */
export function refusalOf(purchase: PurchaseState | null, event: OrderEvent): EventRefusal | null {
  if (purchase === null) return null;
  const { history, reported, currency } = purchase.now;
  const count = (kind: string) => history.filter(({ entry }) => entry.kind === kind).length;
  if (event.type === "refund" && count("refund") >= MAX_REFUNDS) {
    return problem("too_many_refunds", "orderId", `an order can have at most ${MAX_REFUNDS} refunds`);
  }
  if (event.type === "order_change" && count("change") >= MAX_CHANGES) {
    return problem("too_many_changes", "orderId", `an order can have at most ${MAX_CHANGES} changes`);
  }
  if (event.type === "order_addition" && count("addition") >= MAX_ADDITIONS) {
    return problem("too_many_additions", "orderId", `reports of an order can add to it ${MAX_ADDITIONS} times at most`);
  }
  const { entry } = keptOf(event);
  const expected = reported === null || entry.kind === "reversal" ? null : expectedCurrency(orderNow(purchase), entry);
  if (expected === null) return null;
  const isIn = expected.currency === currency ? "is in" : "was paid in";
  return problem("currency_mismatch", expected.at, `order ${event.orderId} ${isIn} ${expected.currency}`);
}
