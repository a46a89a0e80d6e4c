import type { StoredParticipant } from "../../db/rows/participant.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import { isLiveReferral } from "../../domain/attribution.ts";
import { isContactKind } from "../../domain/contacts.ts";
import { countFor } from "./advocateNumbers.ts";
import { holdCode } from "./belongings.ts";
import { isNewFriend } from "./binding.ts";
import { hasAllPrints, headOf, holdContact } from "./contactState.ts";
import { moveRewards } from "./heldRewards.ts";
import { openMovingSums, setMoment } from "./movingSums.ts";
import { noteNet } from "./ordersLeft.ts";
import { programOf } from "./programRules.ts";
import type { ParticipantState, State, Tracked } from "./state.ts";
import { addToCounter, friendshipKey, membershipOf, noteReferral, readCounter } from "./state.ts";

/**
 * Gives everything that one participant has in the state to another: profile, contacts, codes, orders, rewards, numbers,
 * memberships and referrals on both sides. No rule is asked.
 *
 * @param ending referrals that end with it: they go over as they are, and the caller ends them
 */
export function joinPeople(
  state: State,
  kept: ParticipantState,
  merged: ParticipantState,
  ending: ReadonlySet<Tracked<StoredReferral>>,
): void {
  const [to, from] = [kept.now.id, merged.now.id];
  for (const person of [kept, merged]) {
    person.touched = true;
    person.now = { ...person.now, referredVersion: person.now.referredVersion + 1 };
  }
  kept.now = filledIn(kept.now, merged.now);
  moveContacts(state, from, to);
  moveOrders(state, from, to);
  moveNumbers(state, from, to);
  moveMemberships(state, from, to);
  moveRewards(state.rewards, from, to);
  for (const code of [...(state.codesOf.get(from) ?? [])]) {
    const owned = state.codes.get(code);
    if (owned !== undefined) holdCode(state, { ...owned, participantId: to });
  }
  moveReferrals(state, from, to, ending);
}

/** What is known of the kept one, with what only the other's profile says. Who was blocked stays blocked. */
function filledIn(kept: StoredParticipant, merged: StoredParticipant): StoredParticipant {
  return {
    ...kept,
    emailFolded: kept.emailFolded ?? merged.emailFolded,
    phone: kept.phone ?? merged.phone,
    country: kept.country ?? merged.country,
    segments: kept.segments.length > 0 ? kept.segments : merged.segments,
    blocked: kept.blocked || merged.blocked,
    firstSignupAt: earlierOf(kept.firstSignupAt, merged.firstSignupAt),
    firstPurchaseAt: earlierOf(kept.firstPurchaseAt, merged.firstPurchaseAt),
    customerSince: earlierOf(kept.customerSince, merged.customerSince),
  };
}

function earlierOf(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

/** Each head is raised, since another has the contact then. Of cards and devices the kept one has no more than anyone. */
function moveContacts({ contacts }: State, from: string, to: string): void {
  for (const [hash, kind] of contacts.held.get(from) ?? []) {
    headOf(contacts, hash).added += 1;
    contacts.holders.get(hash)?.delete(from);
    if (!isContactKind(kind) && hasAllPrints(contacts, to, kind)) continue;
    holdContact(contacts, to, hash, kind);
  }
  contacts.held.delete(from);
}

function moveOrders(state: State, from: string, to: string): void {
  const orders = state.purchasesByParticipant.get(from) ?? new Set();
  const own = state.purchasesByParticipant.get(to) ?? new Set();
  for (const purchase of orders) {
    const { reported } = purchase.now;
    if (reported === null) continue;
    purchase.now = { ...purchase.now, reported: { ...reported, participantId: to } };
    own.add(purchase);
    noteNet(state.ordersLeft, purchase.now);
  }
  if (own.size > 0) state.purchasesByParticipant.set(to, own);
  state.purchasesByParticipant.delete(from);
  moveOrdersLeft(state, from, to);
  const customs = (state.customByParticipant.get(from) ?? []).map((custom) => ({ ...custom, participantId: to }));
  if (customs.length > 0) {
    state.customByParticipant.set(to, [...(state.customByParticipant.get(to) ?? []), ...customs]);
  }
  state.customByParticipant.delete(from);
}

/** Of those orders too that are not in the state themselves. */
function moveOrdersLeft({ ordersLeft }: State, from: string, to: string): void {
  const moving = ordersLeft.get(from) ?? [];
  if (moving.length === 0) return;
  const known = ordersLeft.get(to) ?? [];
  const ids = new Set(known.map(({ orderId }) => orderId));
  const all = [...known, ...moving.filter(({ orderId }) => !ids.has(orderId))];
  ordersLeft.set(
    to,
    all.toSorted((a, b) => a.occurredAt - b.occurredAt || a.arrival - b.arrival),
  );
  ordersLeft.delete(from);
}

/** What tiers and limits count. All that is there of the merged one was read: nothing of it may be left. */
function moveNumbers(state: State, from: string, to: string): void {
  for (const { name } of state.countersOf.get(from) ?? []) {
    const value = readCounter(state, name);
    addToCounter(state, name, -value);
    addToCounter(state, { ...name, subject: to }, value);
  }
  for (const { now: program } of state.programs.values()) {
    const [fromKey, toKey] = [from, to].map((id) => `${program.id} ${id}`);
    const sums = state.moments.get(fromKey ?? "");
    if (sums === undefined || fromKey === undefined || toKey === undefined) continue;
    const own = state.moments.get(toKey) ?? openMovingSums([]);
    for (const moment of sums.byKey.values()) setMoment(own, moment);
    state.moments.set(toKey, own);
    state.moments.delete(fromKey);
  }
}

/**
 * Where both have a membership in a program, the merged one's stays for what was decided in it, and the kept one's goes
 * on with what both were asked.
 */
function moveMemberships(state: State, from: string, to: string): void {
  for (const { now: program } of state.programs.values()) {
    const membership = membershipOf(state, program.id, from);
    if (membership === null) continue;
    const own = membershipOf(state, program.id, to);
    const { referral } = membership;
    referral.now = { ...referral.now, friendId: to };
    if (own === null) {
      state.membershipIds.delete(`${program.id} ${from}`);
      state.membershipIds.set(`${program.id} ${to}`, membership.id);
      continue;
    }
    own.signedUp ||= membership.signedUp;
    const { qualifyingCount } = referral.now;
    own.referral.now = { ...own.referral.now, qualifyingCount: own.referral.now.qualifyingCount + qualifyingCount };
  }
}

function moveReferrals(state: State, from: string, to: string, ending: ReadonlySet<Tracked<StoredReferral>>): void {
  state.liveByFriend.delete(from);
  const own = (state.liveByFriend.get(to) ?? []).filter((referral) => !ending.has(referral));
  if (own.length > 0) state.liveByFriend.set(to, own);
  else state.liveByFriend.delete(to);
  for (const referral of state.referralsOf.get(from) ?? []) {
    const { friendId, advocateId } = referral.now;
    if (friendId === from || advocateId === from) moveReferral(state, referral, from, to, ending.has(referral));
  }
  state.referralsOf.delete(from);
}

/** A friend counts once for an advocate, so one who was brought by both is no new friend of the kept one. */
function moveReferral(state: State, referral: Tracked<StoredReferral>, from: string, to: string, ends: boolean): void {
  const { now: was } = referral;
  const isLive = isLiveReferral(was.status);
  const friendId = was.friendId === from ? to : was.friendId;
  const advocateId = was.advocateId === from ? to : was.advocateId;
  const { programId, orderId } = was;
  const isNew = !isLive || ends || advocateId === null || isNewFriend(state, programId, friendId, advocateId);
  referral.now = { ...was, friendId, advocateId, newFriend: was.newFriend && isNew };
  noteReferral(state, referral);
  lockThose(state, referral.now, isLive && advocateId !== was.advocateId);
  if (!isLive || ends) return;
  if (was.newFriend && !isNew) {
    const { id: key, enteredAt: at } = was;
    countFor(state, programOf(state, was).now, advocateId, { by: "signups", key, at, value: 0n }, 1n);
  }
  if (orderId !== null) state.friendsByOrder.add(friendshipKey(programId, friendId, advocateId));
  else if (was.friendId === from) state.liveByFriend.set(to, [...(state.liveByFriend.get(to) ?? []), referral]);
}

/** What a friend's events read of their advocate changes: so does the row that they compare. */
function lockThose(state: State, { friendId, advocateId }: StoredReferral, getsAdvocate: boolean): void {
  const advocate = state.participants.get(advocateId ?? "");
  if (advocate !== undefined) advocate.watched = true;
  const friend = state.participants.get(friendId);
  if (friend === undefined || !getsAdvocate) return;
  friend.touched = true;
  friend.now = { ...friend.now, referredVersion: friend.now.referredVersion + 1 };
}
