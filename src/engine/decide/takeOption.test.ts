import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { StoredReward } from "../../db/rows/reward.ts";
import { openUntil } from "../../domain/choices.ts";
import { DAY_MS } from "../../domain/periods.ts";
import type { EngineEvent } from "../events/events.ts";
import { arbitraryHistory } from "../testing/arbitraryHistory.ts";
import { balancesOf, counted, overruns, owedBy, postedByReward, recounted, worthByReward } from "../testing/books.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { holdsForAll } from "../testing/checking.ts";
import { atLeast, cash, cashRate, documentOf, points, ruleOf } from "../testing/documents.ts";
import { beginningOf, eventsOf } from "../testing/histories.ts";
import { purchase, refund, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { rewardsOf, tellLast } from "../testing/telling.ts";
import { decide } from "./decide.ts";
import type { Snapshot } from "./snapshot.ts";
import type { PostingRecord, State } from "./state.ts";
import { openState } from "./state.ts";
import { takeOption } from "./takeOption.ts";

const CHOSEN_AT = Date.parse("2026-01-03");
const mug = { kind: "item", sku: "mug", quantity: 1, costMinor: 300 };
const tenOff = { kind: "discount", percentBps: 1000, validDays: 10 };
const choiceOf = (...options: object[]) => ({ kind: "choice", options, chooseWithinDays: 7 });
const bought = [signup("fay", "ann", "2026-01-01"), purchase("fay", "o1", 5000, "2026-01-02")];
const back = (amount: number, id = "x1") => refund("o1", id, amount, "2026-01-04");

/** A program whose only rule gives a choice for a purchase, with a budget that counts what it costs. */
function programOf(options: object[], more: object = {}, parts: object = {}): Snapshot {
  const rule = ruleOf("c", { on: { event: "purchase" }, grant: choiceOf(...options), ...more });
  const budget = { amountMinor: 100_000, currency: "GBP", period: "lifetime", onExhausted: "skip" };
  return snapshotOf(documentOf([rule], { budget, ...parts }));
}

function following(snapshot: Snapshot, events: readonly EngineEvent[]): Snapshot {
  return snapshotAfter(decide(snapshot, events).state);
}

/** Takes an option of a reward, under the limits of its version. */
function take(snapshot: Snapshot, option: number, nth = 0): State {
  const state = openState(snapshot);
  takeIn(state, [...state.rewards.byId.values()][nth]?.now.id ?? "", option);
  return state;
}

function takeIn(state: State, rewardId: string, option: number): void {
  const reward = [...state.rewards.byId.values()].find(({ now }) => now.id === rewardId);
  const program = state.programs.get(reward?.now.programId ?? "")?.now;
  if (reward === undefined || program === undefined) throw new Error(`there is no reward ${rewardId}`);
  const rule = program.rules.get(reward.now.version)?.rewards.find(({ id }) => id === reward.now.ruleId);
  takeOption(state, program, reward, option, rule?.limits ?? [], CHOSEN_AT);
}

const amounts = ({ rewards }: Snapshot) => rewards.map(({ unit, amountMinor, status }) => [unit, amountMinor, status]);
const spent = ({ counters }: Snapshot) => counters.find(({ metric }) => metric === "budget")?.value;

describe("a choice", () => {
  it("counts as its first option until one is taken, and costs as much as the dearest", () => {
    const snapshot = following(programOf([cash(1000), points(500, { costMinor: 1500 }), tenOff]), bought);
    const [reward] = snapshot.rewards;
    expect(reward).toMatchObject({ kind: "choice", unit: "cash:GBP", amountMinor: 1000n, costMinor: 1500n });
    expect([reward?.coupon, reward?.choice?.taken]).toEqual([null, null]);
    expect(reward && openUntil(reward)).toBe(Date.parse("2026-01-02") + 7 * DAY_MS);
    expect(spent(snapshot)).toBe(1500n);
  });

  it("is granted only where the budget covers the dearest option, or what its author expects", () => {
    const budget = { amountMinor: 1200, currency: "GBP", period: "lifetime", onExhausted: "skip" };
    const options = [cash(1000), points(500, { costMinor: 1500 })];
    expect(tellLast(programOf(options, {}, { budget }), bought)).toEqual(["c budget_exhausted"]);
    const expected = { grant: { ...choiceOf(...options), costMinor: 1200 } };
    expect(tellLast(programOf(options, expected, { budget }), bought)).toEqual(["c 1000"]);
  });

  it("moves to the option taken in the books and in what it costs", () => {
    const state = take(following(programOf([cash(1000), points(500, { costMinor: 400 })], { holdDays: 5 }), bought), 1);
    expect(state.postings).toMatchObject([
      {
        source: "participant:par_ann:pending",
        destination: "program:prog_p:reward_cost",
        unit: "cash:GBP",
        amount: 1000n,
      },
      {
        source: "program:prog_p:reward_cost",
        destination: "participant:par_ann:pending",
        unit: "points",
        amount: 500n,
      },
    ]);
    expect(spent(snapshotAfter(state))).toBe(400n);
    expect(state.notices).toMatchObject([{ type: "reward.adjusted" }]);
  });

  it("moves nothing when the first is taken", () => {
    const state = take(following(programOf([cash(1000), points(500, { costMinor: 1500 })]), bought), 0);
    expect(state.postings).toEqual([]);
    expect([amounts(snapshotAfter(state)), spent(snapshotAfter(state))]).toEqual([
      [["cash:GBP", 1000n, "approved"]],
      1000n,
    ]);
  });

  it("keeps the cost that its author expects, whatever is taken", () => {
    const grant = { ...choiceOf(cash(1000), mug), costMinor: 700 };
    expect(spent(snapshotAfter(take(following(programOf([], { grant }), bought), 1)))).toBe(700n);
  });

  it("makes a coupon of a discount that is taken, good from then on", () => {
    const [reward] = snapshotAfter(take(following(programOf([mug, tenOff]), bought), 1)).rewards;
    expect(reward).toMatchObject({ unit: null, amountMinor: 0n, costMinor: 0n });
    expect(reward?.coupon).toEqual({ code: "", expiresAt: CHOSEN_AT + 10 * DAY_MS });
  });

  it("takes rates of what they were of when it was granted", () => {
    const state = take(following(programOf([points(5), cashRate(1000)]), bought), 1);
    expect(amounts(snapshotAfter(state))).toEqual([["cash:GBP", 500n, "approved"]]);
  });
});

describe("a refund", () => {
  const qualifies = [atLeast(3000)];

  it("before the choice shrinks every option as if it had been given", () => {
    const snapshot = following(programOf([points(5), cashRate(1000)]), [...bought, back(2000)]);
    expect(amounts(snapshot)).toEqual([["points", 5n, "approved"]]);
    const chosen = snapshotAfter(take(snapshot, 1));
    expect(amounts(chosen)).toEqual([["cash:GBP", 300n, "approved"]]);
    expect(amounts(following(chosen, [back(1500, "x2")]))).toEqual([["cash:GBP", 150n, "approved"]]);
  });

  it("comes to the same before the choice and after it", () => {
    const options = [cashRate(500, { maxMinor: 200 }), cashRate(1000), points(7)];
    for (const onRefund of [null, "proportional", "unqualify", "keep"]) {
      for (const option of [0, 1, 2]) {
        const granted = following(programOf(options, { onRefund }, { qualifies }), bought);
        const early = snapshotAfter(take(following(granted, [back(1500)]), option));
        const late = following(snapshotAfter(take(granted, option)), [back(1500)]);
        expect(amounts(early)).toEqual(amounts(late));
        expect(spent(early)).toBe(spent(late));
      }
    }
  });

  it("leaves nothing of the options that need what it took; they can't be taken", () => {
    const snapshot = following(programOf([cashRate(1000), mug], {}, { qualifies }), [...bought, back(2500)]);
    expect(snapshot.rewards[0]?.choice?.options.map(({ amountMinor }) => amountMinor)).toEqual([250n, null]);
    expect(spent(snapshot)).toBe(250n);
    expect(() => take(snapshot, 1)).toThrow("does not offer option 1");
  });

  it("that leaves nothing of the option in force ends the reward and the choice", () => {
    const snapshot = following(programOf([mug, cashRate(1000)], {}, { qualifies }), [...bought, back(2500)]);
    const [reward] = snapshot.rewards;
    expect(reward).toMatchObject({ status: "voided", voidReason: "refund", costMinor: 0n });
    expect(reward && openUntil(reward)).toBeNull();
    expect(spent(snapshot)).toBe(0n);
  });

  it("is told of where only another option shrinks", () => {
    const { state } = decide(following(programOf([mug, cashRate(1000)]), bought), [back(2000)]);
    expect([state.postings, state.notices.map(({ type }) => type)]).toEqual([[], ["reward.adjusted"]]);
    expect(spent(snapshotAfter(state))).toBe(300n);
  });
});

describe("a limit by amount", () => {
  const limits = [{ per: "recipient", period: "lifetime", amountMinor: 1200 }];
  const buyTwice = [...bought, purchase("fay", "o2", 5000, "2026-01-02")];

  it("cuts an option to what is left when it is taken, its present amount set aside", () => {
    const snapshot = following(programOf([cash(300), cash(2000)], { limits }), buyTwice);
    const first = snapshotAfter(take(snapshot, 1));
    expect(amounts(first)).toEqual([
      ["cash:GBP", 900n, "approved"],
      ["cash:GBP", 300n, "approved"],
    ]);
    expect(amounts(snapshotAfter(take(first, 1, 1)))[1]).toEqual(["cash:GBP", 300n, "approved"]);
  });

  it("makes the commit depend on the number that it read", () => {
    const state = take(following(programOf([cash(300), cash(2000)], { limits }), buyTwice), 1);
    const number = [...state.counters.values()].find(({ name }) => name.metric === "amount:c");
    expect([number?.loaded, number?.low, number?.high, number?.delta]).toEqual([600n, 600n, 600n, 600n]);
  });
});

test("an option that comes to nothing is none, and the first must come to something", () => {
  const margin = { of: "event.metadata.margin" };
  const [reward] = following(programOf([mug, cashRate(1000, margin)]), bought).rewards;
  expect(reward?.choice?.options.map(({ amountMinor }) => amountMinor)).toEqual([0n, null]);
  expect(tellLast(programOf([cashRate(1000, margin), mug]), bought)).toEqual(["c zero_amount"]);
});

test("whatever is chosen between events, books, limits, budgets and numbers hold", () => {
  const picks = fc.array(fc.nat(3), { minLength: 5, maxLength: 20 });
  holdsForAll(fc.tuple(arbitraryHistory, picks), 300, ([history, picked]) => {
    const postings: PostingRecord[] = [];
    let snapshot = beginningOf(history);
    let turn = 0;
    for (const event of eventsOf(history)) {
      const { state } = decide(snapshot, [event]);
      const decided = snapshotAfter(state);
      expect(overruns(snapshot, decided)).toEqual([]);
      const chosen = openState(decided);
      for (const reward of rewardsOf(chosen)) {
        const option = picked[turn++ % picked.length] ?? 0;
        if (canTake(reward, option)) takeIn(chosen, reward.id, option);
      }
      postings.push(...state.postings, ...chosen.postings);
      snapshot = snapshotAfter(chosen);
      expect(postings.filter(({ amount }) => amount <= 0n)).toEqual([]);
      expect(postedByReward(postings)).toEqual(worthByReward(snapshot.rewards));
      expect(balancesOf(postings)).toEqual(owedBy(snapshot.rewards));
      expect(overruns(decided, snapshot)).toEqual([]);
      expect(counted(snapshot)).toEqual(recounted(snapshot));
    }
  });
});

function canTake(reward: StoredReward, option: number): boolean {
  const left = reward.choice?.options[option]?.amountMinor ?? null;
  return openUntil(reward) !== null && left !== null;
}
