import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../events/events.ts";
import { keyOfPerson, MERGED } from "../events/events.ts";
import { anyHistory } from "../testing/anyHistory.ts";
import { arbitraryMovingHistory } from "../testing/arbitraryHistory.ts";
import type { Movement } from "../testing/books.ts";
import {
  balancesOf,
  counted,
  countedMoments,
  movedBalances,
  overruns,
  owedBy,
  postedByReward,
  recounted,
  recountedMoments,
  worthByReward,
} from "../testing/books.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { holdsForAll } from "../testing/checking.ts";
import { beginningOf, eventsOf, ownNameIn } from "../testing/histories.ts";
import type { History } from "../testing/historyTypes.ts";
import { movedOn } from "../testing/movedOn.ts";
import { refundBy } from "../testing/reported.ts";
import { rewardsOf } from "../testing/telling.ts";
import type { Decided } from "./decide.ts";
import { decide } from "./decide.ts";
import type { Outcome } from "./outcome.ts";
import type { Snapshot } from "./snapshot.ts";
import type { CounterState, PostingRecord } from "./state.ts";

// Random documents and histories. A counterexample is printed as JSON: `beginningOf` and `eventsOf` take it back.

const RUNS = 200;

interface Step extends Decided {
  readonly before: Snapshot;
  readonly event: EngineEvent;
  readonly after: Snapshot;
}

/** Every event as a batch of its own, each on the snapshot that the one before left. */
function oneByOne(history: History): Step[] {
  return oneByOneFrom(beginningOf(history), eventsOf(history));
}

function oneByOneFrom(beginning: Snapshot, events: readonly EngineEvent[]): Step[] {
  let before = beginning;
  return events.map((event) => {
    const decided = decide(before, [event]);
    const step = { ...decided, before, event, after: snapshotAfter(decided.state) };
    before = step.after;
    return step;
  });
}

describe("whatever happens under whatever rules", () => {
  it("every posting is above zero, and a reward's postings sum to what it is worth now", () => {
    holdsForAll(anyHistory, RUNS, (history) => {
      const postings: PostingRecord[] = [];
      for (const { state } of oneByOne(history)) {
        postings.push(...state.postings);
        expect(postings.filter(({ amount }) => amount <= 0n)).toEqual([]);
        expect(postedByReward(postings)).toEqual(worthByReward(rewardsOf(state)));
      }
    });
  });

  it("pending and available balances are what the states of rewards say", () => {
    holdsForAll(anyHistory, RUNS, (history) => {
      const postings: Movement[] = [];
      for (const { event, state } of oneByOne(history)) {
        if (event.type === MERGED) postings.push(...movedBalances(postings, event));
        postings.push(...state.postings);
        expect(balancesOf(postings)).toEqual(owedBy(rewardsOf(state)));
      }
    });
  });

  it("no event exceeds a limit or a budget, but for what a friend or a merge brings along", () => {
    holdsForAll(anyHistory, RUNS, (history) => {
      for (const { before, after } of oneByOne(history)) expect(overruns(before, after)).toEqual([]);
    });
  });

  it("every number kept is what counting anew gives", () => {
    holdsForAll(anyHistory, RUNS, (history) => {
      for (const { after } of oneByOne(history)) expect(counted(after)).toEqual(recounted(after));
    });
  });

  it("every moment kept for rolling windows is one of a referral or purchase that counts", () => {
    holdsForAll(anyHistory, RUNS, (history) => {
      for (const { after } of oneByOne(history)) expect(countedMoments(after)).toEqual(recountedMoments(after));
    });
  });

  it("a batch is decided as its events one by one", () => {
    holdsForAll(anyHistory, RUNS, (history) => {
      expectBatchAsOneByOne(beginningOf(history), eventsOf(history));
    });
  });

  it("so is one after the open referrals have moved to other rules, with every number as counting anew gives", () => {
    holdsForAll(arbitraryMovingHistory, RUNS, (history) => {
      const events = eventsOf(history);
      const { state } = decide(beginningOf(history), events.slice(0, history.movesAfter));
      const moved = movedOn(snapshotAfter(state), history.document);
      const after = expectBatchAsOneByOne(moved, events.slice(history.movesAfter));
      expect(counted(after)).toEqual(recounted(after));
      expect(countedMoments(after)).toEqual(recountedMoments(after));
    });
  });

  it("repeating any earlier event but a refused signup changes nothing and answers its first decisions", () => {
    holdsForAll(anyHistory, RUNS, (history) => {
      const steps = oneByOne(history);
      const outcomes = steps.flatMap((step) => step.outcomes);
      const after = steps.at(-1)?.after ?? beginningOf(history);
      const decided = outcomes.flatMap((outcome) => (outcome.kind === "decided" ? outcome : []));
      const sent = Map.groupBy(decided, ({ record }) => asSent(record.event, history).naturalKey);
      const taken = decided.filter((outcome) => {
        // Of two people who are one and have told the same, either answers.
        const isOne = sent.get(asSent(outcome.record.event, history).naturalKey)?.length === 1;
        return isOne && !isRefusedSignup(outcome) && !isUndoneByHand(after, outcome);
      });
      const again = decide(
        after,
        taken.map(({ record }) => asSent(record.event, history)),
      );
      expect(snapshotAfter(again.state)).toEqual(after);
      expect([again.state.events, again.state.postings, again.state.notices]).toEqual([[], [], []]);
      expect(again.outcomes.map((outcome) => outcome.kind === "duplicate" && outcome.known.entries)).toEqual(
        taken.map(({ record }) => record.entries),
      );
    });
  });

  it("when every order is refunded in full, nothing of value is left but what rules keep", () => {
    holdsForAll(anyHistory, RUNS, (history) => {
      const { state } = decide(beginningOf(history), [...eventsOf(history), ...refundsOfAll(history)]);
      const left = rewardsOf(state).filter(({ programId, version, ruleId, source, amountMinor }) => {
        const rules = state.programs.get(programId)?.now.rules.get(version);
        const isKept = rules?.rewards.find(({ id }) => id === ruleId)?.onRefund === "keep";
        return source.startsWith("order:") && amountMinor > 0n && !isKept;
      });
      expect(left).toEqual([]);
    });
  });
});

describe("the interval that a commit compares a number with", () => {
  it("holds the number that was read", () => {
    holdsForAll(anyHistory, RUNS, (history) => {
      for (const { loaded, low, high } of numbersOf(decide(beginningOf(history), eventsOf(history)))) {
        expect(low === null || low <= loaded).toBe(true);
        expect(high === null || loaded <= high).toBe(true);
      }
    });
  });

  it("is one in which every decision stays what it is, whatever the other numbers are in theirs", () => {
    holdsForAll(anyHistory, RUNS, (history) => {
      const events = eventsOf(history);
      // The second half is decided on numbers that the first has moved away from 0. It merges once at most, at first.
      const lastMerge = events.findLastIndex(({ type }) => type === MERGED);
      const middle = Math.max(Math.floor(events.length / 2), lastMerge);
      const before = snapshotAfter(decide(beginningOf(history), events.slice(0, middle)).state);
      const batch = events.slice(middle);
      const first = decide(before, batch);
      const ends = [lowest, highest];
      const moves = [
        ...ends.map((end) => numbersOf(first).map((number) => [number, end(number)] as const)),
        ...numbersOf(first).flatMap((number) => ends.map((end) => [[number, end(number)] as const])),
      ];
      for (const moved of moves) {
        const second = decide(withNumbers(before, moved), batch);
        expect(second.outcomes.map(answer)).toEqual(first.outcomes.map(answer));
        expect(second.state.postings).toEqual(first.state.postings);
        expect(second.state.notices).toEqual(first.state.notices);
      }
    });
  });
});

/** @returns what is there after it */
function expectBatchAsOneByOne(beginning: Snapshot, events: readonly EngineEvent[]): Snapshot {
  let after = beginning;
  for (const batch of aroundMerges(events)) after = expectOneBatchAsOneByOne(after, batch);
  return after;
}

/** A merge is committed by itself: what is reported with it is told before or after. */
function aroundMerges(events: readonly EngineEvent[]): EngineEvent[][] {
  const batches: EngineEvent[][] = [[]];
  for (const event of events) {
    if (event.type === MERGED) batches.push([event], []);
    else batches.at(-1)?.push(event);
  }
  return batches.filter(({ length }) => length > 0);
}

function expectOneBatchAsOneByOne(beginning: Snapshot, events: readonly EngineEvent[]): Snapshot {
  const batch = decide(beginning, events);
  const steps = oneByOneFrom(beginning, events);
  expect(batch.outcomes.map(answer)).toEqual(steps.flatMap(({ outcomes }) => outcomes.map(answer)));
  expect(batch.state.postings).toEqual(steps.flatMap(({ state }) => state.postings));
  expect(batch.state.notices).toEqual(steps.flatMap(({ state }) => state.notices));
  const after = snapshotAfter(batch.state);
  expect(content(after)).toEqual(content(steps.at(-1)?.after ?? beginning));
  return after;
}

/** All that is said of one event, and of its record what is stored. */
function answer(outcome: Outcome): unknown {
  if (outcome.kind !== "decided") return outcome;
  const { event, participantId, flags, entries } = outcome.record;
  return { ...outcome, record: { event, participantId, flags, entries } };
}

/** What is compared across batches: a participant's version counts the commits, not the events. */
function content(snapshot: Snapshot): Snapshot {
  return { ...snapshot, participants: snapshot.participants.map((person) => ({ ...person, version: 0 })) };
}

/** What is decided anew when it is sent again: a program may be on, and a code may work, that was not. */
function isRefusedSignup(outcome: Outcome): boolean {
  if (outcome.kind !== "decided" || outcome.record.event.type !== "signup") return false;
  return outcome.results.some(({ referral }) => referral.status === "rejected");
}

/** Tying a friend by hand who was given to another since, or whom a merge took away, is a wish to change that. */
function isUndoneByHand({ referrals, codes }: Snapshot, outcome: Outcome): boolean {
  if (outcome.kind !== "decided" || outcome.record.event.type !== "referral_by_hand") return false;
  const { event, entries } = outcome.record;
  const owner = codes.find(({ code }) => code === event.code)?.participantId;
  const made = referrals.find(({ id }) => entries.some(({ referralId }) => referralId === id));
  return made?.status === "rejected" || made?.advocateId !== owner;
}

/** The event as it would be sent at the end: a signup's key is completed again, and a former name is read as the own one. */
function asSent(event: EngineEvent, history: History): EngineEvent {
  if (!("participant" in event)) return event;
  const participant = { ...event.participant, externalId: ownNameIn(history, event.participant.externalId) };
  if (event.type !== "signup") return { ...event, participant };
  // An attempt after a refusal has a number.
  const [naturalKey = ""] = event.naturalKey.split("#");
  return {
    ...event,
    participant,
    naturalKey: keyOfPerson(naturalKey.replace(/prog_\w+$/, ""), participant.externalId),
  };
}

/** Of every order that could have been, in its own currency, at once; unknown ones come to wait. */
function refundsOfAll({ events }: History): EngineEvent[] {
  const orders = new Set(events.flatMap((event) => (event.type === "purchase" ? event.orderId : [])));
  return [...orders].map((orderId) => {
    return refundBy({ orderId, refundId: `all-${orderId}`, rest: true }, "2026-06-01T00:00:00Z");
  });
}

/**
 * Those that no decision relied on are among them: they may be anything, so they are moved too. Of who is merged they are
 * not: the commit makes sure that nothing is left of them.
 */
function numbersOf({ state }: Decided): CounterState[] {
  const merged = state.events.map(({ event }) => (event.type === MERGED ? event.mergedId : null));
  return [...state.counters.values()].filter(({ name }) => !merged.includes(name.subject));
}

/** An end of the interval; where there is none, far enough to cross every bound that the documents draw. */
const FAR = 1_000_000n;
const lowest = ({ loaded, low }: CounterState) => low ?? loaded - FAR;
const highest = ({ loaded, high }: CounterState) => high ?? loaded + FAR;

function withNumbers(snapshot: Snapshot, moved: readonly (readonly [CounterState, bigint])[]): Snapshot {
  const isMoved = (name: Snapshot["counters"][number]) =>
    moved.some(([{ name: other }]) => {
      return (
        name.programId === other.programId &&
        name.subject === other.subject &&
        name.metric === other.metric &&
        name.periodKey === other.periodKey
      );
    });
  const untouched = snapshot.counters.filter((counter) => !isMoved(counter));
  return { ...snapshot, counters: [...untouched, ...moved.map(([{ name }, value]) => ({ ...name, value }))] };
}
