import { spent, spentBack } from "../../domain/ledger.ts";
import type { SpendCause } from "../../domain/spends.ts";
import { spendAfter } from "../../domain/spends.ts";
import type { Making } from "./making.ts";
import { notify } from "./notify.ts";
import type { State } from "./state.ts";

/**
 * An order is reported that was paid with credit or points.
 *
 * @param netMinor what is left of it by what had waited for it
 * @returns whether any was taken again
 */
export function reportSpends(
  state: State,
  making: Making,
  { orderId, amountMinor }: { readonly orderId: string; readonly amountMinor: bigint },
  netMinor: bigint,
): boolean {
  const isLate = followSpends(state, making, orderId, "reported");
  if (amountMinor === 0n || netMinor > 0n) return isLate;
  followSpends(state, making, orderId, "given_back");
  return false;
}

/**
 * What an order was paid with goes with what happens to the order: it waits for no report any more once there was one, it
 * is given back with all of the order, and taken again with what is left again, which may leave
 * less than nothing.
 *
 * @returns whether any was taken again
 */
export function followSpends(state: State, { eventId }: Making, orderId: string, cause: SpendCause): boolean {
  let isLate = false;
  for (const spend of state.spends.get(orderId) ?? []) {
    const { status, unit, participantId, amountMinor } = spend.now;
    const next = spendAfter(status, cause);
    if (next === status && (cause !== "reported" || spend.now.reportBy === null)) continue;
    spend.now = { ...spend.now, status: next, reportBy: null };
    if (next === status) continue;
    // Locked, so that it is not another's by then.
    const owner = state.participants.get(participantId);
    if (owner === undefined) throw new Error("the snapshot lacks the participant of a spend");
    owner.watched = true;
    const move = next === "spent" ? spent : spentBack;
    const none = { programId: null, rewardId: null };
    state.postings.push({ ...move({ participantId }, unit, amountMinor), ...none, unit, participantId, eventId });
    const type = next === "spent" ? "wallet.spent" : "wallet.given_back";
    notify(state, { type, eventId, programId: null, subjectId: participantId });
    isLate ||= next === "spent";
  }
  return isLate;
}
