import type { StoredReferral } from "../../db/rows/referral.ts";
import { isCustomerBefore } from "../../domain/attribution.ts";
import type { Instant } from "../../domain/periods.ts";
import { MINUTE_MS } from "../../domain/periods.ts";
import { withReason } from "../../domain/reviewReasons.ts";
import type { Attribution } from "../../domain/rules.ts";
import { otherNamesOf } from "./contacts.ts";
import { earliestLeft } from "./ordersLeft.ts";
import { programOf, rulesOf } from "./programRules.ts";
import { reviewReward } from "./rewardChanges.ts";
import type { State } from "./state.ts";
import { liveReferral } from "./state.ts";

/**
 * Looks at the referrals of a participant who has got a contact, and at those of their other accounts: what is earned by
 * one that would have been refused waits for a person, what has not been given out yet too.
 *
 * @param eventId null where a profile has changed
 */
export function doubtReferrals(state: State, eventId: string | null, participantId: string): void {
  for (const other of otherNamesOf(state, participantId)) {
    doubtEach(state, eventId, participantId, (referral) => isDoubtful(state, referral, other));
    doubtEach(state, eventId, other, (referral) => isDoubtful(state, referral, participantId));
  }
}

/**
 * Does the same where the shop says of a participant, who may be new, since when they are a customer. What it said before
 * shows nothing more.
 */
export function doubtOldCustomer(
  state: State,
  eventId: string | null,
  participantId: string,
  { was, since }: { readonly was: Instant | null; readonly since: Instant },
): void {
  for (const friendId of [participantId, ...otherNamesOf(state, participantId)]) {
    doubtEach(state, eventId, friendId, (referral) => {
      return isOldCustomer(state, referral, since) && !isOldCustomer(state, referral, was);
    });
  }
}

function doubtEach(
  state: State,
  eventId: string | null,
  friendId: string,
  isShown: (referral: StoredReferral) => boolean,
): void {
  for (const referral of state.liveByFriend.get(friendId) ?? []) {
    const { id, reviewReasons } = referral.now;
    if (reviewReasons.includes("same_person") || !isShown(referral.now)) continue;
    referral.now = { ...referral.now, reviewReasons: withReason(reviewReasons, "same_person", true) };
    // All of a referral is guarded by its friend's row.
    const friend = state.participants.get(friendId);
    if (friend !== undefined) friend.touched = true;
    for (const reward of state.rewards.byId.values()) {
      const { referralId, status } = reward.now;
      if (referralId !== id || (status !== "pending" && status !== "in_review")) continue;
      reviewReward(state, reward, withReason(reward.now.reviewReasons, "same_person", true), eventId);
    }
  }
}

/** The reasons of a referral that has gone to another advocate: that its friend was the former one is none any more. */
export function reasonsAsOfNow(state: State, referral: StoredReferral): StoredReferral["reviewReasons"] {
  const { reviewReasons, friendId } = referral;
  if (!reviewReasons.includes("same_person")) return reviewReasons;
  const since = state.participants.get(friendId)?.now.customerSince ?? null;
  const isDoubted = otherNamesOf(state, friendId).some((other) => isDoubtful(state, referral, other));
  return withReason(reviewReasons, "same_person", isDoubted || isOldCustomer(state, referral, since));
}

/** Whether a friend would not have been tied, had it been known that another account is theirs. */
function isDoubtful(state: State, now: StoredReferral, other: string): boolean {
  if (now.advocateId === other) return true;
  const before = liveReferral(state, now.programId, other)?.now;
  if (before !== undefined && isEarlier(before, now)) return true;
  if (isOldCustomer(state, now, state.participants.get(other)?.now.customerSince ?? null)) return true;
  const { newCustomersOnly, graceMinutes } = attributionOf(state, now);
  if (!newCustomersOnly) return false;
  const bought = earliestLeft(state.ordersLeft, other, null)?.occurredAt;
  return bought !== undefined && bought < now.enteredAt - graceMinutes * MINUTE_MS;
}

/** Whether a referral is for new customers, and its friend was one before it by what the shop says. */
function isOldCustomer(state: State, referral: StoredReferral, since: Instant | null): boolean {
  return isCustomerBefore(since, referral.enteredAt) && attributionOf(state, referral).newCustomersOnly;
}

function isEarlier(a: StoredReferral, b: StoredReferral): boolean {
  return a.attributedAt < b.attributedAt || (a.attributedAt === b.attributedAt && a.id < b.id);
}

function attributionOf(state: State, referral: StoredReferral): Pick<Attribution, "newCustomersOnly" | "graceMinutes"> {
  const ofOther = state.contacts.attributions.get(referral.id);
  return ofOther ?? rulesOf(programOf(state, referral).now, referral.version).attribution;
}
