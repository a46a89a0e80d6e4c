import type { StoredReferral } from "../../db/rows/referral.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import { MERGED_REASON } from "../../domain/attribution.ts";
import type { OrderEntry, OrderNow } from "../../domain/orderHistory.ts";
import { applyEntry } from "../../domain/orderHistory.ts";
import { dropReward } from "../decide/heldRewards.ts";
import { type NotedOrder, noteOrder } from "../decide/ordersLeft.ts";
import { orderSource } from "../decide/purchaseFacts.ts";
import type { EventRecord, State } from "../decide/state.ts";
import { dropReferral } from "../decide/state.ts";
import { mayBeUsedAtOnce } from "../decide/usedAtOnce.ts";
import type { EngineEvent } from "../events/events.ts";
import { orderWithoutLines, withoutLines } from "./orderWithoutLines.ts";

/** What leaves the state, in its last form. */
export interface Leaving {
  record(record: EventRecord): void;
  referral(referral: StoredReferral): void;
  reward(reward: StoredReward): void;
}

/** When a participant brings their last code or click, or is last given to another advocate, seen from the page. */
type LastSourceOf = (participantId: string) => "earlier" | "here" | "later";

/** What is known of the people of a history beside its state. */
interface PeopleAround {
  readonly lastSourceOf: LastSourceOf;
  /** Who has by now what one participant had. */
  ownerOf(participantId: string): string;
  /** Whether it is still to come that a participant says an address that another has too. */
  isStillToShare(participantId: string): boolean;
}

/** What is left of orders that left the state: what comes later may turn one into a purchase, or take it back. */
export type ReleasedOrders = Map<string, Omit<NotedOrder, "netMinor"> & { readonly now: OrderNow }>;

/**
 * Drains a fold between two pages of a history. What was only there to be committed leaves, and so does everything that
 * no later event can ask for, of the people whom the page concerned. What stays bounds the memory of a backtest:
 * - people, live referrals and numbers,
 * - the purchases that a referral has decided, with their rewards, since what an order ended may return, with the
 *   discounts of the signups that they made, and with what they have used of these,
 * - all purchases and custom events of people who will still bring a code or click, since a referral would decide them,
 * - what those earn without an order who will, or will be given to another advocate, who then gets the same,
 * - refunds that wait for a purchase,
 * - of the other orders of those who are or may become friends, or are asked as actors, when they were and what is left.
 */
export function release(state: State, leaving: Leaving, released: ReleasedOrders, around: PeopleAround): void {
  const { lastSourceOf, ownerOf } = around;
  const people = new Set<string>();
  for (const record of state.events) {
    leaving.record(record);
    const participantId = record.participantId === null ? null : ownerOf(record.participantId);
    if (participantId !== null && lastSourceOf(participantId) !== "later") {
      people.add(participantId);
      if (record.event.type === "purchase") releasePurchase(state, released, around, record.event.orderId);
    }
    for (const { referralId, rewardIds } of record.entries) {
      releaseReferral(state, leaving, referralId);
      for (const rewardId of rewardIds) releaseReward(state, leaving, rewardId, record.event, lastSourceOf);
    }
  }
  for (const participantId of people) {
    state.customByParticipant.delete(participantId);
    // All that was kept for the last code that they bring, once.
    if (lastSourceOf(participantId) === "here") {
      for (const { now } of state.purchasesByParticipant.get(participantId) ?? []) {
        releasePurchase(state, released, around, now.orderId);
      }
    }
    if (!isAskedForFirsts(state, around, participantId)) state.ordersLeft.delete(participantId);
  }
  // The history holds every event once: what was decided needs not be known again.
  state.known.clear();
  state.events.length = 0;
  state.postings.length = 0;
  state.coupons.reported.length = 0;
  state.coupons.moved.length = 0;
  state.coupons.undoneOrders.clear();
  state.notices.length = 0;
}

/** A refusal is never asked for again. What has ended with a merge may have orders that are given back. */
function releaseReferral(state: State, leaving: Leaving, referralId: string): void {
  const referral = state.referrals.get(referralId)?.now;
  if (referral?.status === "rejected" && referral.rejectedReason !== MERGED_REASON) {
    leaving.referral(referral);
    dropReferral(state, referralId);
  }
}

/**
 * What a person ended is never asked for again, nor is a reward of no order, unless its friend may still be given to
 * another advocate: what is kept for that leaves with the state. What an order ended may return, and what it earned a
 * friend may be what a later report of it names.
 *
 * @param event with which the reward has changed
 */
function releaseReward(
  state: State,
  leaving: Leaving,
  rewardId: string,
  { type }: EngineEvent,
  lastSourceOf: LastSourceOf,
): void {
  const reward = state.rewards.byId.get(rewardId);
  if (reward === undefined) return;
  if (reward.now.source.startsWith(orderSource(""))) return;
  if ((type === "purchase" || type === "order_addition") && mayBeUsedAtOnce(reward.now)) return;
  const friendId = state.referrals.get(reward.now.referralId)?.now.friendId;
  if (friendId !== undefined && lastSourceOf(friendId) === "later") return;
  leaving.reward(reward.now);
  dropReward(state.rewards, reward);
}

/** Whether a decision may still ask which order of a participant is the first. */
function isAskedForFirsts(
  { liveByFriend, programs, contacts }: State,
  { isStillToShare }: PeopleAround,
  participantId: string,
): boolean {
  // Who shares a contact is asked as another name, too.
  if (contacts.held.has(participantId) || isStillToShare(participantId)) return true;
  return liveByFriend.has(participantId) || [...programs.values()].some(({ now }) => now.plan.actors);
}

/** A purchase that no referral has decided, nor will. */
function releasePurchase(state: State, released: ReleasedOrders, around: PeopleAround, orderId: string): void {
  const purchase = state.purchases.get(orderId);
  // A refund of a decided one concerns its program even where it takes nothing: it may resume it in a new period.
  if (purchase === undefined || Object.keys(purchase.now.decided).length > 0) return;
  state.purchases.delete(orderId);
  const { reported } = purchase.now;
  const participantId = reported?.participantId ?? "";
  if (reported !== null && isAskedForFirsts(state, around, participantId)) {
    const { occurredAt, arrival } = reported;
    released.set(orderId, { participantId, orderId, occurredAt, arrival, now: orderWithoutLines(purchase) });
  }
  const others = state.purchasesByParticipant.get(participantId);
  others?.delete(purchase);
  if (others?.size === 0) state.purchasesByParticipant.delete(participantId);
}

/** Counts what is reported of an order that was released. */
export function noteOfReleased(
  state: State,
  released: ReleasedOrders,
  orderId: string,
  entry: OrderEntry,
  ownerOf: PeopleAround["ownerOf"],
): void {
  const order = released.get(orderId);
  if (order === undefined) return;
  const now = applyEntry(order.now, withoutLines(entry)).at(-1)?.now ?? order.now;
  released.set(orderId, { ...order, now });
  noteOrder(state.ordersLeft, { ...order, participantId: ownerOf(order.participantId), netMinor: now.netMinor });
}

/** Counts what is left when the history has ended. */
export function releaseAll(state: State, leaving: Leaving): void {
  for (const { now } of state.referrals.values()) leaving.referral(now);
  for (const { now } of state.rewards.byId.values()) leaving.reward(now);
}
