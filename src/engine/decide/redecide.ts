import { isLiveReferral } from "../../domain/attribution.ts";
import type { OrderNow, OrderStep } from "../../domain/orderHistory.ts";
import { countRevenue } from "./advocateNumbers.ts";
import { askAgain } from "./askAgain.ts";
import { changeRewards } from "./changedRewards.ts";
import { setConversion } from "./conversions.ts";
import { isInWindow } from "./creditWindow.ts";
import type { EntryDraft, Making } from "./making.ts";
import { countQualifying, decidedKey } from "./memberships.ts";
import { programOf, rulesOf } from "./programRules.ts";
import { reportedOf, setDecided } from "./purchaseFacts.ts";
import { addQualifying } from "./qualifying.ts";
import { countNoMore, refundIn, stillHolds } from "./refunds.ts";
import type { PurchaseState, State } from "./state.ts";

/** What one step of an order does in one referral or membership that has decided it. */
export function decideStepIn(
  state: State,
  making: Making,
  draft: EntryDraft,
  purchase: PurchaseState,
  step: OrderStep,
): void {
  if (step.asks === "refund") refundIn(state, making, draft, purchase, step);
  if (step.asks === "again") decideAgainIn(state, making, draft, purchase, step);
}

/** Decides an order again that was changed, or of which a refund was undone. */
function decideAgainIn(
  state: State,
  making: Making,
  draft: EntryDraft,
  purchase: PurchaseState,
  step: OrderStep,
): void {
  if (purchase.now.decided[decidedKey(draft.referral.now)] === undefined) return;
  changeRewards(state, making, draft, purchase, step.now);
  if (!isLiveReferral(draft.referral.now.status)) return;
  const { meets, inWindow } = standingNow(state, draft, purchase, step.now);
  setCounting(state, making, draft, purchase, step, meets && inWindow);
  if (meets) askAgain(state, making, draft, purchase, step.now, inWindow);
}

/** Whether the order meets what qualifies as it is now, and whether it lies in the time in which it can count. */
function standingNow(
  state: State,
  { referral }: EntryDraft,
  purchase: PurchaseState,
  now: OrderNow,
): { readonly meets: boolean; readonly inWindow: boolean } {
  const program = programOf(state, referral.now);
  const decided = purchase.now.decided[decidedKey(referral.now)];
  if (decided === undefined) return { meets: false, inWindow: false };
  const rules = rulesOf(program.now, decided.version ?? referral.now.version);
  const { creditWindowDays } = rules.attribution;
  return {
    meets:
      purchase.now.currency === program.now.currency &&
      stillHolds({ purchase, now }, referral.now, decided.facts, rules.qualifies),
    inWindow: decided.inWindow ?? isInWindow(referral.now, creditWindowDays, reportedOf(purchase).occurredAt),
  };
}

/** Sets what the referral counts of an order that was changed. */
function setCounting(
  state: State,
  making: Making,
  draft: EntryDraft,
  purchase: PurchaseState,
  { was, now }: OrderStep,
  counts: boolean,
): void {
  const { referral } = draft;
  const program = programOf(state, referral.now);
  const counted = purchase.now.decided[decidedKey(referral.now)]?.qualifies === true;
  if (counted && counts) countRevenue(state, program.now, referral.now, purchase, was.netMinor, now.netMinor);
  if (counted && !counts) countNoMore(state, making, draft, purchase, was);
  if (!counted && counts) countAgain(state, making, draft, purchase, now.netMinor);
}

/** It counts again; where the referral has no conversion, it is the conversion. */
function countAgain(state: State, making: Making, draft: EntryDraft, purchase: PurchaseState, netMinor: bigint): void {
  const { referral } = draft;
  const program = programOf(state, referral.now);
  const key = decidedKey(referral.now);
  const { orderId } = purchase.now;
  if (referral.now.status === "attributed") {
    setConversion(state, making, program.now, referral, purchase);
    draft.happened.push({ kind: "set", orderId });
  } else {
    draft.happened.push({ kind: "counts_again", orderId });
  }
  countRevenue(state, program.now, referral.now, purchase, 0n, netMinor);
  // Which purchase it is stays what it was when it first counted.
  const nth = purchase.now.decided[key]?.nth ?? referral.now.qualifyingCount + 1;
  setDecided(purchase, key, { qualifies: true, nth });
  countQualifying(state, referral, 1);
  addQualifying(state, referral.now, purchase);
}
