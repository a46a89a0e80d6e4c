import type { StoredReferral } from "../../db/rows/referral.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import { isLive } from "../../domain/rewardState.ts";
import { orderSource } from "../decide/purchaseFacts.ts";
import type { EventRecord, State } from "../decide/state.ts";

/** What leaves the state, in its last form. */
export interface Leaving {
  record(record: EventRecord): void;
  referral(referral: StoredReferral): void;
  reward(reward: StoredReward): void;
}

/**
 * Drains a fold between two pages of a history: everything that was only there to be committed, and everything of
 * those the page concerned that no later event can ask for. What stays, and so the bound of a backtest's memory:
 * people, live referrals, numbers; the purchases that a referral has decided, with their live rewards; of those who
 * will still bring a code or click, all purchases and custom events, since a referral would decide them; refunds that
 * wait for a purchase.
 *
 * @param willBring whether a participant has a code or click still to come
 */
export function release(state: State, leaving: Leaving, willBring: (participantId: string) => boolean): void {
  const people = new Set<string>();
  for (const record of state.events) {
    leaving.record(record);
    if (record.participantId !== null) people.add(record.participantId);
    for (const { referralId } of record.entries) releaseReferral(state, leaving, referralId);
  }
  for (const participantId of people) if (!willBring(participantId)) releaseHistory(state, participantId);
  // The history holds every event once: what was decided needs not be known again.
  state.known.clear();
  state.events.length = 0;
  state.postings.length = 0;
  state.notices.length = 0;
}

/** A refusal is never asked for again; nor is a reward that has ended, or that no refund can change. */
function releaseReferral(state: State, leaving: Leaving, referralId: string): void {
  const referral = state.referrals.get(referralId)?.now;
  if (referral?.status === "rejected") {
    leaving.referral(referral);
    state.referrals.delete(referralId);
  }
  const rewards = state.rewardsByReferral.get(referralId);
  if (rewards === undefined) return;
  const kept = rewards.filter(({ now }) => {
    const mayChange = isLive(now.status) && now.source.startsWith(orderSource(""));
    if (!mayChange) leaving.reward(now);
    return mayChange;
  });
  if (kept.length > 0) state.rewardsByReferral.set(referralId, kept);
  else state.rewardsByReferral.delete(referralId);
}

/** The purchases that no referral has decided, nor will, and the custom events that none will. */
function releaseHistory(state: State, participantId: string): void {
  state.customByParticipant.delete(participantId);
  const purchases = state.purchasesByParticipant.get(participantId);
  if (purchases === undefined) return;
  // A refund of a decided one concerns its program even where it takes nothing: it may resume it in a new period.
  const kept = purchases.filter(({ now: { orderId, decided } }) => {
    const isDecided = Object.keys(decided).length > 0;
    if (!isDecided) state.purchases.delete(orderId);
    return isDecided;
  });
  if (kept.length > 0) state.purchasesByParticipant.set(participantId, kept);
  else state.purchasesByParticipant.delete(participantId);
}

/** Counts what is left when the history has ended. */
export function releaseAll(state: State, leaving: Leaving): void {
  for (const { now } of state.referrals.values()) leaving.referral(now);
  for (const rewards of state.rewardsByReferral.values()) for (const { now } of rewards) leaving.reward(now);
}
