import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import { reportedOf } from "./purchaseFacts.ts";
import type { PurchaseState, Qualifying, State } from "./state.ts";

/**
 * The earliest purchase that a referral's conversion can move to. A conversion may move as often as a friend has
 * orders, so they are put in order when it first moves, and kept in order from then on.
 */
export function earliestQualifying(
  state: State,
  program: StoredProgram,
  referral: StoredReferral,
): PurchaseState | null {
  const qualifying = state.qualifying.get(referral.id) ?? inOrder(state, program, referral);
  state.qualifying.set(referral.id, qualifying);
  const { purchases } = qualifying;
  // What qualifies no more is passed by; one that does so again is put in its place anew.
  while (qualifying.next < purchases.length) {
    const purchase = purchases[qualifying.next];
    if (purchase !== undefined && doesQualify(purchase, program, referral)) return purchase;
    qualifying.next += 1;
  }
  return null;
}

/** Puts a purchase that has just qualified in its place. */
export function addQualifying(state: State, referral: StoredReferral, purchase: PurchaseState): void {
  const qualifying = state.qualifying.get(referral.id);
  if (qualifying === undefined) return;
  const { purchases, next } = qualifying;
  let [low, high] = [next, purchases.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = purchases[middle];
    if (other !== undefined && byTime(other, purchase) <= 0) low = middle + 1;
    else high = middle;
  }
  purchases.splice(low, 0, purchase);
}

function inOrder(state: State, program: StoredProgram, referral: StoredReferral): Qualifying {
  const all = state.purchasesByParticipant.get(referral.friendId) ?? [];
  return {
    purchases: [...all].filter((purchase) => doesQualify(purchase, program, referral)).toSorted(byTime),
    next: 0,
  };
}

function doesQualify({ now }: PurchaseState, program: StoredProgram, referral: StoredReferral): boolean {
  const decided = now.decided[program.id];
  return decided?.referralId === referral.id && decided.qualifies;
}

function byTime(a: PurchaseState, b: PurchaseState): number {
  const [left, right] = [reportedOf(a), reportedOf(b)];
  return left.occurredAt - right.occurredAt || left.arrival - right.arrival;
}
