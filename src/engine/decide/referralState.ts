import type { StoredReferral } from "../../db/rows/referral.ts";
import { isLiveReferral } from "../../domain/attribution.ts";
import { addBelonging, type Belongings, dropBelonging } from "./belongings.ts";
import type { Tracked } from "./tracked.ts";

/** Who is whose friend while a batch is decided. */
export interface ReferralState {
  readonly referrals: Map<string, Tracked<StoredReferral>>;
  /** By friend, and by advocate; of a friend who was given to another, still of the former one too. */
  readonly referralsOf: Belongings<Tracked<StoredReferral>>;
  /** Attributed and converted ones that are the friend's for good; those of single orders are found by their id. */
  readonly liveByFriend: Map<string, Tracked<StoredReferral>[]>;
  /** Whose order has made a friend of whom in which program: the keys of `friendshipKey`. */
  readonly friendsByOrder: Set<string>;
}

export function openReferrals(): ReferralState {
  return { referrals: new Map(), referralsOf: new Map(), liveByFriend: new Map(), friendsByOrder: new Set() };
}

export function addReferral(state: ReferralState, referral: Tracked<StoredReferral>): void {
  state.referrals.set(referral.now.id, referral);
  noteReferral(state, referral);
  const { status, orderId, programId, friendId, advocateId } = referral.now;
  if (!isLiveReferral(status)) return;
  if (orderId === null) append(state.liveByFriend, friendId, referral);
  else state.friendsByOrder.add(friendshipKey(programId, friendId, advocateId));
}

/** Notes whose a referral is, on either side. */
export function noteReferral({ referralsOf }: ReferralState, referral: Tracked<StoredReferral>): void {
  const { friendId, advocateId } = referral.now;
  addBelonging(referralsOf, friendId, referral);
  if (advocateId !== null) addBelonging(referralsOf, advocateId, referral);
}

/** Lets go of a referral that no later event can ask for. */
export function dropReferral({ referrals, referralsOf }: ReferralState, id: string): void {
  const referral = referrals.get(id);
  if (referral === undefined) return;
  const { friendId, advocateId } = referral.now;
  for (const owner of [friendId, advocateId]) dropBelonging(referralsOf, owner ?? "", referral);
  referrals.delete(id);
}

export function friendshipKey(programId: string, friendId: string, advocateId: string | null): string {
  return `${programId} ${friendId} ${advocateId}`;
}

/** The friend's attributed or converted referral in a program, of no single order. */
export function liveReferral(
  state: ReferralState,
  programId: string,
  friendId: string,
): Tracked<StoredReferral> | null {
  return state.liveByFriend.get(friendId)?.find(({ now }) => now.programId === programId) ?? null;
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
