import type { OrderNow } from "../../domain/orderHistory.ts";
import type { Rules } from "../../domain/rules.ts";
import type { EntryDraft, Making } from "./making.ts";
import { addOutcome } from "./making.ts";
import type { Occasion, OrderOccasion } from "./occasion.ts";
import { programOf } from "./programRules.ts";
import { basisOf, orderSource, reportedOf } from "./purchaseFacts.ts";
import { passRules } from "./rulePass.ts";
import type { PurchaseState, State } from "./state.ts";

/** How an order is asked: its whole when it is bought, its net when the conversion moves to it. */
export interface OrderAsked
  extends Pick<Occasion, "listens" | "attributes" | "facts" | "seen">,
    Pick<OrderOccasion, "inWindow" | "qualifies" | "nth" | "trace" | "reviewReasons"> {
  readonly rules: Rules;
  readonly now: OrderNow;
}

/** Asks rules about one order in one referral or membership, and notes in the draft what they gave. */
export function passOrderRules(
  state: State,
  { eventId, nextId }: Making,
  draft: EntryDraft,
  purchase: PurchaseState,
  { rules, now, listens, attributes, facts, seen, inWindow, qualifies, nth, trace, reviewReasons }: OrderAsked,
): void {
  const { referral } = draft;
  const { orderId, currency } = purchase.now;
  const outcome = passRules(state, {
    eventId,
    nextId,
    program: programOf(state, referral.now),
    referral,
    rules,
    listens,
    occurredAt: reportedOf(purchase).occurredAt,
    source: orderSource(orderId),
    attributes,
    order: { orderId, basis: basisOf(now), currency, inWindow, qualifies, nth, trace, reviewReasons },
    facts,
    seen,
  });
  addOutcome(draft, outcome);
}
