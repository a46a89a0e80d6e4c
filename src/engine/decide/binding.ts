import type { StoredProgram } from "../../db/rows/program.ts";
import type { PurchaseState, State, Tracked } from "./state.ts";
import { friendshipKey, liveReferral } from "./state.ts";

/**
 * Where orders are bound, each purchase is attributed by the code or click that it brings itself: it makes a
 * referral of its own, which is asked for that purchase and its refunds and for nothing else. The friend's
 * ordinary referral is asked for everything but purchases. One that brings nothing concerns no such program.
 */

/** Whether a program binds orders: by its latest version, whatever a referral was made or pinned under. */
export function bindsOrders({ rules, version }: StoredProgram): boolean {
  return rules.get(version)?.attribution.binds === "order";
}

/**
 * Whether a referral of the participant was asked for their event, so that no membership is.
 *
 * @param purchase null for any other event
 */
export function isAskedAsFriend(
  state: State,
  { now: program }: Tracked<StoredProgram>,
  participantId: string,
  purchase: PurchaseState | null,
): boolean {
  if (purchase !== null && bindsOrders(program)) return purchase.now.decided[program.id] !== undefined;
  return liveReferral(state, program.id, participantId) !== null;
}

/** Whether a referral would be the first live one of friend and advocate in the program, by an order or not. */
export function isNewFriend(state: State, programId: string, friendId: string, advocateId: string): boolean {
  if (liveReferral(state, programId, friendId)?.now.advocateId === advocateId) return false;
  return !state.friendsByOrder.has(friendshipKey(programId, friendId, advocateId));
}
