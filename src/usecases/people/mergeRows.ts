import type { Effects, PostingRow } from "../../db/queries/commitEffects.ts";
import type { MergeRows } from "../../db/queries/effects.ts";
import type { MergedProfile } from "../../db/queries/merge.ts";
import type { MovedReferral, MovedReward, MovedThings } from "../../db/rows/merged.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import { mergedBalance } from "../../domain/ledger.ts";
import { isLive } from "../../domain/rewardState.ts";
import type { Results } from "../../engine/decide/outcome.ts";
import type { State, Tracked } from "../../engine/decide/state.ts";
import type { LoadedMerge } from "../../engine/loop/loadMerge.ts";
import type { WriteDeps } from "../commitOnce.ts";

/** Two participants, and what was decided of their merge. */
export interface Merging {
  readonly kept: MergedProfile;
  readonly merged: MergedProfile;
  readonly theirs: NonNullable<LoadedMerge["theirs"]>;
  readonly state: State;
  readonly results: Results;
}

/** What is written of what the merged one has, beside that on which decisions were made. */
export function mergeRows(merging: Merging): MergeRows {
  const { kept, merged, theirs, state } = merging;
  const referrals = [...state.referrals.values()];
  const memberships = [...state.memberships.values()].filter(({ was }) => was?.participantId === merged.id);
  return {
    keptId: kept.id,
    mergedId: merged.id,
    ...(lackedBy(merging).includes("country") ? { fillsCountry: true as const } : {}),
    friends: referrals.flatMap(({ was, now: { id, newFriend } }) => {
      return was?.friendId === merged.id ? [{ id, newFriend }] : [];
    }),
    ended: referrals.filter(endsWith).map(({ now }) => now.id),
    codes: codeRows(theirs.codes ?? []),
    applications: standing(theirs.applications ?? []),
    payoutDetails: theirs.money.payoutDetails,
    memberships: memberships.flatMap(({ id, was }) => {
      return state.membershipIds.get(`${was?.programId} ${kept.id}`) === id ? [id] : [];
    }),
    contacts: [...(state.contacts.held.get(kept.id)?.keys() ?? [])],
    rewards: movedRewards(state, merged.id).flatMap(({ now: { id, status } }) => (isLive(status) ? [id] : [])),
  };
}

function endsWith({
  was,
  now,
}: {
  readonly was: { readonly status: string } | null;
  readonly now: { readonly status: string };
}) {
  return was !== null && was.status !== "rejected" && now.status === "rejected";
}

/** Beside a primary code of the kept one theirs are further ones, with the terms that they had. */
function codeRows(codes: NonNullable<Merging["theirs"]["codes"]>): MergeRows["codes"] {
  const primaries = new Map(
    codes.flatMap(({ kind, programId, code }) => (kind === "primary" ? [[programId, code]] : [])),
  );
  return codes.map(({ code, kind, programId, primaryCode, isBeside }) => {
    if (!isBeside) return { code, kind, primaryCode };
    return { code, kind: "further" as const, primaryCode: primaryCode ?? primaries.get(programId) ?? code };
  });
}

/** Of two in a program the one stands that a person has decided, of two such the later one, else the kept one's. */
function standing(applications: NonNullable<Merging["theirs"]["applications"]>): MergeRows["applications"] {
  return applications.map(({ programId, merged, kept }) => {
    const isTheirs = kept === null || timeOf(merged.decidedAt) > timeOf(kept.decidedAt);
    return { programId, stands: isTheirs ? "merged" : "kept" };
  });
}

function timeOf(at: string | null): number {
  return at === null ? Number.NEGATIVE_INFINITY : Date.parse(at);
}

function movedRewards({ rewards }: State, mergedId: string): Tracked<StoredReward>[] {
  return [...rewards.byId.values()].filter(({ was }) => was?.participantId === mergedId);
}

/** What the kept one's profile lacked, since when they are a customer, and that one of the two is blocked. */
export function profileEffects(merging: Merging): Partial<Effects> {
  const { kept, merged } = merging;
  const { id } = kept;
  const lacking = lackedBy(merging);
  const of = <Key extends keyof MergedProfile>(key: Key) => (lacking.includes(key) ? merged[key] : kept[key]);
  const profile = {
    ...{ id, email: of("email"), emailFolded: lacking.includes("email") ? merged.emailFolded : kept.emailFolded },
    ...{ name: of("name"), locale: of("locale"), country: of("country"), segments: of("segments") },
  };
  const isBlocked = kept.blockedAt === null && merged.blockedAt !== null;
  return {
    profiles: [profile],
    ...(lacking.includes("phone") ? { phones: [{ id, phone: merged.phone }] } : {}),
    ...(lacking.includes("customerSince") ? { customersSince: [{ id, customerSince: merged.customerSince }] } : {}),
    ...(isBlocked ? { blocks: [{ id, blockedAt: merged.blockedAt, reason: merged.blockedReason }] } : {}),
  };
}

const FIELDS = ["email", "phone", "name", "locale", "country"] as const;

/** The names of what the kept one's profile lacks and the other's has; they are a customer since the earlier of the two times. */
function lackedBy({ kept, merged }: Merging): (keyof MergedProfile)[] {
  const lacking: (keyof MergedProfile)[] = FIELDS.filter((field) => kept[field] === null && merged[field] !== null);
  if (kept.segments.length === 0 && merged.segments.length > 0) lacking.push("segments");
  const { customerSince: since } = merged;
  const isEarlier = kept.customerSince === null || Date.parse(since ?? "") < Date.parse(kept.customerSince);
  if (since !== null && isEarlier) lacking.push("customerSince");
  return lacking;
}

/** All that the merged one has goes through the tenant's account of merges, as it was read. */
export function balancePostings(
  { ids }: Pick<WriteDeps, "ids">,
  { kept, merged, theirs }: Merging,
  eventId: string,
  at: Date,
): PostingRow[] {
  const parties = { fromId: merged.id, toId: kept.id };
  return (theirs.wallets ?? []).flatMap(([unit, pending, available]) => {
    const movements = [
      ...mergedBalance(parties, "pending", BigInt(pending)),
      ...mergedBalance(parties, "available", BigInt(available)),
    ];
    return movements.map(({ amount, ...movement }) => ({
      ...{ ...movement, unit, eventId, id: ids.id("pst", at) },
      ...{ amount: String(amount), programId: null, rewardId: null },
    }));
  });
}

/** What is answered, and kept with the event. */
export function movedThings(merging: Merging): MovedThings {
  const { kept, merged, theirs, state, results } = merging;
  const keyOf = (programId: string) => state.programs.get(programId)?.now.key ?? "";
  const shown = ({ now: { id, programId, status, unit, amountMinor } }: Tracked<StoredReward>): MovedReward => {
    return { id, program: keyOf(programId), status, unit, amountMinor: Number(amountMinor) };
  };
  const people = [kept.id, merged.id];
  const referrals = [...state.referrals.values()].flatMap((referral): MovedReferral[] => {
    const { was, now } = referral;
    const ended = endsWith(referral);
    const isTheirs = was?.friendId === merged.id || was?.advocateId === merged.id;
    if (was === null || !(isTheirs || ended) || (was.status === "rejected" && !ended)) return [];
    const isFriend = was.friendId === merged.id || (ended && people.includes(was.friendId));
    return [{ id: now.id, program: keyOf(now.programId), as: isFriend ? "friend" : "advocate", ended }];
  });
  const made = new Set(results.flatMap(({ rewards }) => rewards.map(({ id }) => id)));
  const rewards = [...state.rewards.byId.values()];
  const changed = rewards.filter(({ was, now }) => {
    return was !== null && isLive(was.status) && (was.participantId === merged.id || was.status !== now.status);
  });
  return {
    profile: lackedBy(merging),
    codes: (theirs.codes ?? []).map(({ display, programId }) => ({ code: display, program: keyOf(programId) })),
    referrals: referrals.toSorted(byId),
    orders: [...(theirs.orders ?? [])].toSorted(),
    rewards: changed.map(shown).toSorted(byId),
    granted: rewards
      .filter(({ was, now }) => was === null && made.has(now.id))
      .map(shown)
      .toSorted(byId),
    balances: (theirs.wallets ?? []).map(([unit, pending, available]) => {
      return { unit, pendingMinor: Number(pending), availableMinor: Number(available) };
    }),
    applications: standing(theirs.applications ?? []).map(({ programId, stands }) => {
      return { program: keyOf(programId), stands };
    }),
    ...theirs.money,
  };
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
