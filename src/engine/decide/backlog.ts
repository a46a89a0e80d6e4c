import type { StoredCustomEvent } from "../../db/rows/customEvent.ts";
import { bindsOrders } from "./binding.ts";
import { decideCustomIn } from "./custom.ts";
import type { EntryDraft, Making } from "./making.ts";
import { programOf } from "./programRules.ts";
import { reportedOf } from "./purchaseFacts.ts";
import { decidePurchaseIn } from "./purchases.ts";
import { OutOfRoomError } from "./room.ts";
import type { PurchaseState, State } from "./state.ts";

/** At most this many stored events are decided when a referral is made. */
export const MAX_BACKLOG = 1000;
/**
 * And this many for all referrals that one commit makes: as they are read at once, they hold up everyone else. It takes
 * a process 0.2 s to read and decide them. The attribution that does not fit is refused like decisions that don't.
 */
export const BACKLOG_ROOM = 10_000;

/**
 * Decides what was stored of a friend since the instant they were attributed and that this program has not
 * decided: by occurredAt, then by arrival. Refunds follow their purchase at once. Where a program binds
 * orders, no purchase is looked back at, and for an order nothing but the order itself.
 *
 * @param atHand the purchase that attributed them, which is stored by now and one of these
 * @throws {OutOfRoomError} where their events were not read
 */
export function decideBacklog(state: State, making: Making, draft: EntryDraft, atHand: PurchaseState | null): void {
  const { friendId, orderId } = draft.referral.now;
  if (orderId !== null && atHand !== null) {
    decidePurchaseIn(state, making, draft, atHand, true);
    return;
  }
  if (state.unread.has(friendId)) throw new OutOfRoomError();
  for (const decideIt of backlogOf(state, making, draft, atHand).slice(0, MAX_BACKLOG)) decideIt();
}

/** What a friend's program has not decided of what was stored since they were attributed, in order: each decides itself. */
export function backlogOf(
  state: State,
  making: Making,
  draft: EntryDraft,
  atHand: PurchaseState | null,
): readonly (() => void)[] {
  const { programId, friendId, attributedAt } = draft.referral.now;
  const isOpen = !bindsOrders(programOf(state, draft.referral.now).now);
  const purchases = [...(isOpen ? (state.purchasesByParticipant.get(friendId) ?? []) : [])]
    .filter(({ now }) => now.decided[programId] === undefined)
    .map((purchase) => ({
      ...whenOf(purchase),
      decideIt: () => decidePurchaseIn(state, making, draft, purchase, purchase === atHand),
    }));
  const customs = (state.customByParticipant.get(friendId) ?? [])
    .filter(({ programIds }) => !programIds.includes(programId))
    .map((custom) => ({
      at: custom.event.occurredAt,
      arrival: custom.arrival,
      decideIt: () => decideStoredCustom(state, making, draft, custom),
    }));
  return [...purchases, ...customs]
    .filter(({ at }) => at >= attributedAt)
    .toSorted((a, b) => a.at - b.at || a.arrival - b.arrival)
    .map(({ decideIt }) => decideIt);
}

function whenOf(purchase: PurchaseState): { at: number; arrival: number } {
  const { occurredAt, arrival } = reportedOf(purchase);
  return { at: occurredAt, arrival };
}

function decideStoredCustom(state: State, making: Making, draft: EntryDraft, custom: StoredCustomEvent): void {
  const askedOfMembership = custom.membershipProgramIds.includes(draft.referral.now.programId);
  decideCustomIn(state, making, draft, custom.event, askedOfMembership);
}
