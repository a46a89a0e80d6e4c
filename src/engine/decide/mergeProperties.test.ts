import { describe, expect, it } from "vitest";
import { isLiveReferral, MERGED_REASON } from "../../domain/attribution.ts";
import { withReason } from "../../domain/reviewReasons.ts";
import { isLive } from "../../domain/rewardState.ts";
import type { MergeEvent } from "../events/events.ts";
import { MERGED } from "../events/events.ts";
import { arbitraryMergingHistory } from "../testing/arbitraryHistory.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { holdsForAll } from "../testing/checking.ts";
import { beginningOf, eventsOf } from "../testing/histories.ts";
import type { History } from "../testing/historyTypes.ts";
import { idOf } from "../testing/snapshots.ts";
import type { Decided } from "./decide.ts";
import { decide } from "./decide.ts";
import type { Snapshot } from "./snapshot.ts";

// What a merge does to whatever two people have, in random histories. What holds for every event is in `properties.test.ts`.

const RUNS = 300;

interface Merge extends Decided {
  readonly event: MergeEvent;
  readonly keptId: string;
  readonly before: Snapshot;
  readonly after: Snapshot;
}

/** Every merge of a history, with what was there before and after it. */
function mergesOf(history: History): Merge[] {
  let before = beginningOf(history);
  return eventsOf(history).flatMap((event) => {
    const decided = decide(before, [event]);
    const step = { ...decided, before, after: snapshotAfter(decided.state) };
    before = step.after;
    return event.type === MERGED ? [{ ...step, event, keptId: idOf(event.participant.externalId) }] : [];
  });
}

function holdsForMerges(check: (merge: Merge) => void): void {
  holdsForAll(arbitraryMergingHistory, RUNS, (history) => mergesOf(history).forEach(check));
}

const lastingOf = ({ referrals }: Snapshot) =>
  referrals.filter(({ status, orderId }) => isLiveReferral(status) && orderId === null);

describe("a merge of any two people", () => {
  it("leaves nothing with the one who is merged but what has ended", () => {
    holdsForMerges(({ event: { mergedId }, after }) => {
      const { referrals, rewards, codes, purchases, customEvents, counters, moments } = after;
      const owners = [
        ...referrals.flatMap(({ friendId, advocateId }) => [friendId, advocateId]),
        ...rewards.filter(({ status }) => isLive(status)).map(({ participantId }) => participantId),
        ...[...codes, ...customEvents].map(({ participantId }) => participantId),
        ...purchases.map(({ reported }) => reported?.participantId),
        ...counters.filter(({ value }) => value !== 0n).map(({ subject }) => subject),
        ...moments.map(({ advocateId }) => advocateId),
      ];
      expect(owners).not.toContain(mergedId);
    });
  });

  it("ends as few referrals as leave a person one advocate in a program, who is neither they nor below them", () => {
    holdsForMerges(({ event: { mergedId }, keptId, before, after }) => {
      for (const referral of lastingOf(after)) {
        const { programId, friendId } = referral;
        expect(
          lastingOf(after).filter((other) => other.programId === programId && other.friendId === friendId),
        ).toEqual([referral]);
        expect(above(after, referral)).not.toContain(friendId);
      }
      const isTheirs = ({ friendId }: { friendId: string }) => [keptId, mergedId].includes(friendId);
      const ended = before.referrals.filter(({ id, status }) => {
        return isLiveReferral(status) && after.referrals.find((now) => now.id === id)?.rejectedReason === MERGED_REASON;
      });
      for (const referral of ended) {
        expect(isTheirs(referral)).toBe(true);
        const { programId, attributedAt, orderId } = referral;
        if (orderId !== null) continue;
        const stays = lastingOf(after).find((other) => other.programId === programId && other.friendId === keptId);
        const isCircle = above(before, referral).some((id) => id === keptId || id === mergedId);
        expect(isCircle || (stays !== undefined && stays.attributedAt <= attributedAt)).toBe(true);
      }
    });
  });

  it("changes no reward but to whom it belongs, ends those alone that wait in a referral that ends, and holds back those of an old customer", () => {
    holdsForMerges(({ event: { mergedId }, keptId, before, after, state }) => {
      const made = new Set(state.events.flatMap(({ entries }) => entries.flatMap(({ rewardIds }) => rewardIds)));
      const now = new Map(after.rewards.map((reward) => [reward.id, reward]));
      const doubted = doubtedOf(before, after);
      for (const { friendId } of after.referrals.filter(({ id }) => doubted.has(id))) expect(friendId).toBe(keptId);
      for (const was of before.rewards) {
        const reward = now.get(was.id);
        const participantId = was.participantId === mergedId ? keptId : was.participantId;
        if (!isLive(was.status)) {
          expect(reward).toMatchObject({ status: was.status, amountMinor: was.amountMinor });
        } else if (reward?.voidReason === "merged") {
          const referral = after.referrals.find(({ id }) => id === was.referralId);
          expect(["pending", "in_review"]).toContain(was.status);
          expect(referral?.rejectedReason).toBe(MERGED_REASON);
          expect([reward.amountMinor, made.has(was.id)]).toEqual([0n, true]);
        } else {
          const isDoubted = doubted.has(was.referralId) && ["pending", "in_review"].includes(was.status);
          expect(reward).toEqual({
            ...{ ...was, participantId, status: isDoubted ? "in_review" : was.status },
            reviewReasons: isDoubted ? withReason(was.reviewReasons, "same_person", true) : was.reviewReasons,
          });
        }
      }
      // What is new was bought or told before, and is of a referral that stays.
      for (const reward of after.rewards.slice(before.rewards.length)) {
        expect(lastingOf(after).map(({ id }) => id)).toContain(reward.referralId);
      }
    });
  });

  it("is made once: the same again changes nothing", () => {
    holdsForMerges(({ event, after }) => {
      const { outcomes, state } = decide(after, [
        { ...event, id: `${event.id}again`, occurredAt: event.occurredAt + 1 },
      ]);
      expect(outcomes.map(({ kind }) => kind)).toEqual(["duplicate"]);
      expect(snapshotAfter(state)).toEqual(after);
    });
  });
});

/** Ids of the referrals of which a person looks since then at what they earn. */
function doubtedOf(before: Snapshot, after: Snapshot): Set<string> {
  const were = new Set(before.referrals.flatMap(({ id, reviewReasons }) => (reviewReasons.length > 0 ? [id] : [])));
  return new Set(
    after.referrals.flatMap(({ id, reviewReasons }) => (reviewReasons.length > 0 && !were.has(id) ? [id] : [])),
  );
}

/** Everyone above the friend of a referral, as far as a circle, which would end with the friend themselves. */
function above(snapshot: Snapshot, { programId, advocateId }: Snapshot["referrals"][number]): string[] {
  const passed: string[] = [];
  let next = advocateId;
  while (next !== null && !passed.includes(next)) {
    passed.push(next);
    const own = next;
    next =
      lastingOf(snapshot).find((each) => each.programId === programId && each.friendId === own)?.advocateId ?? null;
  }
  return passed;
}
