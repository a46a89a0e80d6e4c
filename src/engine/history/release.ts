import type { StoredReferral } from "../../db/rows/referral.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import { isLive } from "../../domain/rewardState.ts";
import { dropReward } from "../decide/heldRewards.ts";
import { orderSource } from "../decide/purchaseFacts.ts";
import type { EventRecord, State } from "../decide/state.ts";

/** What leaves the state, in its last form. */
export interface Leaving {
  record(record: EventRecord): void;
  referral(referral: StoredReferral): void;
  reward(reward: StoredReward): void;
}

/**
 * Drains a fold between two pages of a history. What was only there to be committed leaves, and so does everything that
 * no later event can ask for, of the people whom the page concerned. What stays bounds the memory of a backtest:
 * - people, live referrals and numbers,
 * - the purchases that a referral has decided, with their live rewards,
 * - all purchases and custom events of people who will still bring a code or click, since a referral would decide them,
 * - refunds that wait for a purchase.
 *
 * @param lastSourceOf when a participant brings their last code or click, seen from the page
 */
export function release(
  state: State,
  leaving: Leaving,
  lastSourceOf: (participantId: string) => "earlier" | "here" | "later",
): void {
  const people = new Set<string>();
  for (const record of state.events) {
    leaving.record(record);
    const { participantId } = record;
    if (participantId !== null && lastSourceOf(participantId) !== "later") {
      people.add(participantId);
      if (record.event.type === "purchase") releasePurchase(state, record.event.orderId);
    }
    for (const { referralId, rewardIds } of record.entries) {
      releaseReferral(state, leaving, referralId);
      for (const rewardId of rewardIds) releaseReward(state, leaving, rewardId);
    }
  }
  for (const participantId of people) {
    state.customByParticipant.delete(participantId);
    // All that was kept for the last code that they bring, once.
    if (lastSourceOf(participantId) === "here") {
      for (const { now } of state.purchasesByParticipant.get(participantId) ?? []) releasePurchase(state, now.orderId);
    }
  }
  // The history holds every event once: what was decided needs not be known again.
  state.known.clear();
  state.events.length = 0;
  state.postings.length = 0;
  state.notices.length = 0;
}

/** A refusal is never asked for again. */
function releaseReferral(state: State, leaving: Leaving, referralId: string): void {
  const referral = state.referrals.get(referralId)?.now;
  if (referral?.status === "rejected") {
    leaving.referral(referral);
    state.referrals.delete(referralId);
  }
}

/** A reward that has ended is never asked for again, nor is one that no refund can change. */
function releaseReward(state: State, leaving: Leaving, rewardId: string): void {
  const reward = state.rewards.byId.get(rewardId);
  if (reward === undefined) return;
  const mayChange = isLive(reward.now.status) && reward.now.source.startsWith(orderSource(""));
  if (mayChange) return;
  leaving.reward(reward.now);
  dropReward(state.rewards, reward);
}

/** A purchase that no referral has decided, nor will. */
function releasePurchase(state: State, orderId: string): void {
  const purchase = state.purchases.get(orderId);
  // A refund of a decided one concerns its program even where it takes nothing: it may resume it in a new period.
  if (purchase === undefined || Object.keys(purchase.now.decided).length > 0) return;
  state.purchases.delete(orderId);
  const participantId = purchase.now.reported?.participantId ?? "";
  const others = state.purchasesByParticipant.get(participantId);
  others?.delete(purchase);
  if (others?.size === 0) state.purchasesByParticipant.delete(participantId);
}

/** Counts what is left when the history has ended. */
export function releaseAll(state: State, leaving: Leaving): void {
  for (const { now } of state.referrals.values()) leaving.referral(now);
  for (const { now } of state.rewards.byId.values()) leaving.reward(now);
}
