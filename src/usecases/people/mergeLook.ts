import type { MergedProfile } from "../../db/queries/merge.ts";
import type { MovedThings } from "../../db/rows/merged.ts";
import { isLiveReferral } from "../../domain/attribution.ts";
import { isLive, type RewardStatus } from "../../domain/rewardState.ts";
import { sha256 } from "../../engine/events/sha256.ts";
import type { DecidedMerge } from "./decidedMerge.ts";

/** Of what is answered, the parts that are shown as they are. */
type MovedParts =
  | ("profile" | "codes" | "orders" | "balances" | "applications")
  | ("lots" | "spends" | "payouts" | "payoutDetails");

/** What a merge would move, for the person who is asked whether to do it. Amounts are minor units. */
export interface MergeLook {
  readonly kept: MergeParty;
  readonly merged: MergeParty;
  readonly moved: Pick<MovedThings, MovedParts>;
  /** Referrals in which either is the friend: for good, or of one order that ends; those that end are first. */
  readonly asFriend: readonly LookedReferral[];
  /** How many friends go over whom the merged one brought. */
  readonly brought: number;
  readonly going: readonly RewardSum[];
  /** What ends of whomever, as it is before. */
  readonly ended: readonly RewardSum[];
  readonly granted: readonly RewardSum[];
}

export type MergeParty = Pick<MergedProfile, "id" | "externalId" | "name" | "email"> & { readonly isBlocked: boolean };

export interface LookedReferral {
  readonly id: string;
  /** Its key. */
  readonly program: string;
  readonly friend: string;
  /** Null where the referral has none. */
  readonly advocate: string | null;
  readonly ended: boolean;
}

/** Rewards of one state and unit; a unit of null is of those that are worth no amount. */
export interface RewardSum {
  readonly status: RewardStatus;
  readonly unit: string | null;
  readonly count: number;
  readonly amountMinor: number;
}

/** What is shown of a merge before it is done. */
export function mergeLook({ merging, moved }: DecidedMerge): MergeLook {
  const { kept, merged, state } = merging;
  const { profile, codes, orders, balances, applications } = moved;
  const rewards = [...state.rewards.byId.values()];
  const ended = rewards.flatMap(({ was, now }) => {
    if (was === null || !isLive(was.status) || isLive(now.status)) return [];
    return [{ status: was.status, unit: was.unit, amountMinor: Number(was.amountMinor) }];
  });
  return {
    ...{ kept: partyOf(kept), merged: partyOf(merged) },
    moved: { profile, codes, orders, balances, applications, ...merging.theirs.money },
    asFriend: referralsAsFriend(merging),
    brought: broughtOf(moved),
    going: goingOf(moved),
    ended: sumsOf(ended),
    granted: sumsOf(moved.granted),
  };
}

/**
 * A short name of what was shown: of another state of the two it is another one. It says nothing of ids that are drawn
 * anew each time.
 */
export function seenOf(look: MergeLook): string {
  return sha256(JSON.stringify(look));
}

/** How many friends went over whom the merged one brought. */
export function broughtOf({ referrals }: Pick<MovedThings, "referrals">): number {
  return referrals.filter(({ as, ended }) => as === "advocate" && !ended).length;
}

/** Rewards that went over and live on. */
export function goingOf({ rewards }: Pick<MovedThings, "rewards">): RewardSum[] {
  return sumsOf(rewards.filter(({ status }) => isLive(status as RewardStatus)));
}

/** One sum for each state and unit, in order. */
export function sumsOf(
  rewards: readonly { readonly status: string; readonly unit: string | null; readonly amountMinor: number }[],
): RewardSum[] {
  const sums = new Map<string, RewardSum>();
  for (const { status, unit, amountMinor } of rewards) {
    const key = `${status} ${unit}`;
    const { count, amountMinor: before } = sums.get(key) ?? { count: 0, amountMinor: 0 };
    sums.set(key, { status: status as RewardStatus, unit, count: count + 1, amountMinor: before + amountMinor });
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

/** One of the two, as a page names them. */
export function partyOf({ id, externalId, name, email, blockedAt }: MergedProfile): MergeParty {
  return { id, externalId, name, email, isBlocked: blockedAt !== null };
}

function referralsAsFriend({ kept, merged, state }: DecidedMerge["merging"]): LookedReferral[] {
  const people = [kept.id, merged.id];
  const nameOf = (id: string | null) => {
    // The two are one by now, and are told by the names that they have.
    const own = [kept, merged].find((one) => one.id === id)?.externalId;
    return own ?? state.participants.get(id ?? "")?.now.externalId ?? null;
  };
  const referrals = [...state.referrals.values()].flatMap(({ was, now }): LookedReferral[] => {
    if (was === null || !isLiveReferral(was.status) || !people.includes(was.friendId)) return [];
    const ended = !isLiveReferral(now.status);
    if (!ended && was.orderId !== null) return [];
    const { id, friendId, advocateId } = was;
    const program = state.programs.get(was.programId)?.now.key ?? "";
    return [{ id, program, friend: nameOf(friendId) ?? "", advocate: nameOf(advocateId), ended }];
  });
  return referrals.toSorted((a, b) => Number(b.ended) - Number(a.ended) || (a.id < b.id ? -1 : 1));
}
