import type { StoredProgram } from "../../db/rows/program.ts";
import { isLiveReferral } from "../../domain/attribution.ts";
import type { EventFlag } from "../../domain/eventFlags.ts";
import { exceedsOrder } from "../../domain/orderLines.ts";
import type { OrderAdditionEvent } from "../events/events.ts";
import { attribute, beforeOf } from "./attribute.ts";
import { decideBacklog } from "./backlog.ts";
import { bindsOrders } from "./binding.ts";
import { resumeInNewPeriod } from "./budgetPause.ts";
import { reportCoupons } from "./coupons.ts";
import type { EntryDraft, Making } from "./making.ts";
import type { EventRefusal, NewDecision } from "./newDecision.ts";
import { inOrder } from "./newDecision.ts";
import { followOrder, refusalOf } from "./orderEvents.ts";
import { orderNow, reportedOf } from "./purchaseFacts.ts";
import type { Brought } from "./source.ts";
import { isCodeUnknown } from "./source.ts";
import type { ParticipantState, PurchaseState, State, Tracked } from "./state.ts";
import { liveReferral } from "./state.ts";
import type { Discounts } from "./usedAtOnce.ts";
import { isTiedBy, useAtOnce } from "./usedAtOnce.ts";

/**
 * What a second report of an order has brought follows the order into every program that decided it. A code or click
 * among it attributes who bought at the time of the purchase, and there the order is decided then.
 *
 * @param program that of the code or click
 */
export function decideAddition(
  state: State,
  making: Making,
  event: OrderAdditionEvent,
  program: Tracked<StoredProgram> | null,
): NewDecision | EventRefusal {
  const { orderId, added } = event;
  const purchase = state.purchases.get(orderId);
  if (purchase === undefined) throw new Error(`order ${orderId} was reported and is not in the snapshot`);
  const refusal = refusalOf(purchase, event);
  if (refusal !== null) return refusal;
  const { currency } = purchase.now;
  reportCoupons(state, making, { orderId, currency, discounts: added.discounts ?? [] });
  purchase.reportIds.push(making.eventId);
  const { buyer, drafts } = followOrder(state, making, purchase, event);
  // Whether it ties them is looked at as when they bought.
  const brought: Brought = { ...event, type: "purchase", occurredAt: reportedOf(purchase).occurredAt };
  let tied: EntryDraft | null = null;
  if (program !== null && mayAttribute(state, program, purchase)) {
    resumeInNewPeriod(program, event.occurredAt);
    tied = attributeBuyer(state, making, brought, program, buyer, purchase);
  }
  useDiscounts(state, making, purchase, added.discounts, drafts, tied);
  const flags: EventFlag[] = [];
  if (tied !== null && isForeign(state, purchase, tied)) flags.push("currency_mismatch");
  if (added.items !== undefined && exceedsOrder(orderNow(purchase))) flags.push("items_exceed_order");
  if (isCodeUnknown(state, brought, null)) flags.push("unknown_code");
  return { participantId: buyer.now.id, flags, drafts: inOrder(state, tied === null ? drafts : [...drafts, tied]) };
}

/** Whichever report brings the code, and whichever the discounts, an order that has both has used the friend's first. */
function useDiscounts(
  state: State,
  making: Making,
  purchase: PurchaseState,
  added: Discounts | undefined,
  drafts: readonly EntryDraft[],
  tied: EntryDraft | null,
): void {
  if (added !== undefined) {
    for (const draft of drafts) {
      if (isTiedBy(draft.referral.now, purchase)) useAtOnce(state, making, draft, purchase, added);
    }
  }
  if (tied === null || !isLiveReferral(tied.referral.now.status)) return;
  useAtOnce(state, making, tied, purchase, orderNow(purchase).first.facts.discounts);
}

/** As the purchase itself would have, as long as no referral of the program has decided the order. */
function mayAttribute(state: State, { now: program }: Tracked<StoredProgram>, purchase: PurchaseState): boolean {
  if (purchase.now.decided[program.id] !== undefined) return false;
  return bindsOrders(program) || liveReferral(state, program.id, reportedOf(purchase).participantId) === null;
}

function attributeBuyer(
  state: State,
  making: Making,
  brought: Brought,
  program: Tracked<StoredProgram>,
  buyer: ParticipantState,
  purchase: PurchaseState,
): EntryDraft | null {
  const draft = attribute(state, making, brought, program, buyer, beforeOf(state, buyer, purchase.now.orderId));
  if (draft !== null && isLiveReferral(draft.referral.now.status)) decideBacklog(state, making, draft, purchase);
  return draft;
}

function isForeign(state: State, purchase: PurchaseState, { referral: { now } }: EntryDraft): boolean {
  return isLiveReferral(now.status) && state.programs.get(now.programId)?.now.currency !== purchase.now.currency;
}
