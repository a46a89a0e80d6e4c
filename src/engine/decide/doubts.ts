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
import type { ParticipantState, State, Tracked } from "./state.ts";
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
      if (!isOldCustomer(state, referral, since) || isOldCustomer(state, referral, was)) return false;
      return !wasTiedAllTheSame(state, referral);
    });
  }
}

/**
 * The referrals that are doubtful by a merge of two, before it is made: the friend, or another account of theirs, was an
 * old customer under the name of the other. It shows nothing where the two have an address in common.
 *
 * @param ending referrals that end with the merge
 */
export function shownByMerge(
  state: State,
  kept: ParticipantState,
  merged: ParticipantState,
  ending: ReadonlySet<Tracked<StoredReferral>>,
): readonly Tracked<StoredReferral>[] {
  if (otherNamesOf(state, kept.now.id).includes(merged.now.id)) return [];
  const pairs = [[kept, merged] as const, [merged, kept] as const];
  return pairs.flatMap(([{ now: own }, { now: other }]) => {
    const referrals = [own.id, ...otherNamesOf(state, own.id)].flatMap((id) => state.liveByFriend.get(id) ?? []);
    return referrals.filter((referral) => {
      if (ending.has(referral) || !wasCustomer(state, referral.now, other.id)) return false;
      return !wasCustomer(state, referral.now, own.id) && !wasTiedAllTheSame(state, referral.now);
    });
  });
}

function doubtEach(
  state: State,
  eventId: string | null,
  friendId: string,
  isShown: (referral: StoredReferral) => boolean,
): void {
  for (const referral of state.liveByFriend.get(friendId) ?? []) {
    if (isShown(referral.now)) doubtReferral(state, eventId, referral);
  }
}

/** Has a person look at what a referral earns, and at what waits of it, where they don't yet. */
export function doubtReferral(state: State, eventId: string | null, referral: Tracked<StoredReferral>): void {
  const { id, friendId, reviewReasons } = referral.now;
  if (reviewReasons.includes("same_person")) return;
  referral.now = { ...referral.now, reviewReasons: withReason(reviewReasons, "same_person", true) };
  // All of a referral is guarded by its friend's row.
  const friend = state.participants.get(friendId);
  if (friend !== undefined) friend.touched = true;
  for (const reward of state.rewards.byOwner.get(id) ?? []) {
    const { status } = reward.now;
    if (status !== "pending" && status !== "in_review") continue;
    reviewReward(state, reward, withReason(reward.now.reviewReasons, "same_person", true), eventId);
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
  return wasCustomer(state, now, other) && !wasTiedAllTheSame(state, now);
}

/**
 * Whether a person tied a friend who had been a customer under their own name, which was known. What shows it once more
 * shows nothing.
 */
function wasTiedAllTheSame(state: State, referral: StoredReferral): boolean {
  return referral.source === "manual" && wasCustomer(state, referral, referral.friendId);
}

/** Whether a referral is for new customers, and a participant was one before it: by what the shop says, or by an order. */
function wasCustomer(state: State, referral: StoredReferral, id: string): boolean {
  if (isOldCustomer(state, referral, state.participants.get(id)?.now.customerSince ?? null)) return true;
  const { newCustomersOnly, graceMinutes } = attributionOf(state, referral);
  if (!newCustomersOnly) return false;
  const bought = earliestLeft(state.ordersLeft, id, null)?.occurredAt;
  return bought !== undefined && bought < referral.enteredAt - graceMinutes * MINUTE_MS;
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
