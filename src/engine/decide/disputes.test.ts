import { describe, expect, it } from "vitest";
import { MAX_DISPUTES } from "../../domain/disputes.ts";
import type { EngineEvent } from "../events/events.ts";
import { atLeast, cash, documentOf, points, ruleOf } from "../testing/documents.ts";
import { dispute, purchase, refund, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { decide } from "./decide.ts";

const friend = signup("fay", "ann", "2026-01-01");
const bought = purchase("fay", "o1", 5000, "2026-01-02");
const opened = dispute("o1", "d1", "opened", "2026-01-03");
const closed = dispute("o1", "d1", "closed", "2026-01-04");
const held = ruleOf("held", { holdDays: 30 });
const atOnce = ruleOf("at-once", { on: { event: "purchase" }, grant: points(5) });
const decideFor = (events: readonly EngineEvent[], more = {}) =>
  decide(snapshotOf(documentOf([held, atOnce], more)), [friend, ...events]);

/** Each reward: its rule, its state and why it waits. */
function rewardsAfter(events: readonly EngineEvent[], more = {}): string[] {
  const { state } = decideFor(events, more);
  return [...state.rewards.byId.values()].map(({ now }) => [now.ruleId, now.status, ...now.reviewReasons].join(" "));
}

describe("while a dispute of an order is open", () => {
  it("what it earned is in review, or stays approved, and waits for the dispute", () => {
    expect(rewardsAfter([bought, opened])).toEqual(["held in_review dispute", "at-once approved dispute"]);
  });

  it("no amount changes and nothing is posted", () => {
    const { state } = decideFor([bought, opened]);
    expect(state.postings).toEqual(decideFor([bought]).state.postings);
    expect(state.notices.slice(-2).map(({ type }) => type)).toEqual(["reward.in_review", "reward.adjusted"]);
  });

  it("what another order earned does not wait", () => {
    const other = purchase("fay", "o2", 5000, "2026-01-03");
    expect(rewardsAfter([bought, other, opened])).toContain("at-once approved");
  });

  it("what it comes to earn is granted in review, with no hold too, and pending in the books", () => {
    const other = purchase("fay", "o2", 5000, "2026-01-03");
    const disputed = dispute("o2", "d2", "opened", "2026-01-03");
    const rule = ruleOf("first");
    const events = [friend, bought, other, disputed, refund("o1", "x1", 5000, "2026-01-04")];
    const { state } = decide(snapshotOf(documentOf([rule], { qualifies: [atLeast(1000)] })), events);
    const moved = [...state.rewards.byId.values()].find(({ now }) => now.source === "order:o2")?.now;
    expect(moved).toMatchObject({ status: "in_review", reviewReasons: ["dispute"] });
    expect(state.postings.at(-1)).toMatchObject({ destination: "participant:par_ann:pending", rewardId: moved?.id });
  });

  it("a refund cuts and ends what waits, and what has ended waits for nothing", () => {
    const rules = [ruleOf("share", { grant: { kind: "cash", rateBps: 1000 }, holdDays: 30 })];
    const told = (minor: number) => {
      const events = [friend, bought, opened, refund("o1", "x1", minor, "2026-01-04"), closed];
      const { state } = decide(snapshotOf(documentOf(rules)), events.slice(0, 4));
      const [reward] = [...state.rewards.byId.values()];
      return [reward?.now.status, reward?.now.amountMinor, reward?.now.reviewReasons];
    };
    expect(told(2500)).toEqual(["in_review", 250n, ["dispute"]]);
    expect(told(5000)).toEqual(["voided", 0n, []]);
  });
});

describe("a dispute that is closed", () => {
  it("lets what waited go back to its hold", () => {
    expect(rewardsAfter([bought, opened, closed])).toEqual(["held pending", "at-once approved"]);
  });

  it("stays closed, though it is opened afterwards", () => {
    expect(rewardsAfter([bought, closed, opened])).toEqual(["held pending", "at-once approved"]);
  });

  it("leaves what it earned in review while another is open", () => {
    const second = dispute("o1", "d2", "opened", "2026-01-03");
    expect(rewardsAfter([bought, opened, second, closed])[0]).toBe("held in_review dispute");
    const events = [bought, opened, second, closed, dispute("o1", "d2", "closed", "2026-01-05")];
    expect(rewardsAfter(events)[0]).toBe("held pending");
  });
});

describe("a dispute that comes before its order", () => {
  it("waits, and follows the purchase: what is granted without a hold is approved, and waits", () => {
    const { outcomes } = decideFor([opened, bought]);
    expect(outcomes[1]).toMatchObject({ kind: "decided", waits: true });
    expect(rewardsAfter([opened, bought])).toEqual(rewardsAfter([bought, opened]));
  });

  it("and is closed before it holds nothing", () => {
    expect(rewardsAfter([opened, closed, bought])).toEqual(["held pending", "at-once approved"]);
  });

  it("waits beside refunds, in either order", () => {
    const back = refund("o1", "x1", 1000, "2026-01-02");
    expect(rewardsAfter([opened, back, bought])).toEqual(rewardsAfter([back, opened, bought]));
  });

  it("holds what is decided late, when its buyer comes to be a friend", () => {
    const { state } = decide(snapshotOf(documentOf([held], { attribution: anyone })), [bought, opened, early]);
    expect([...state.rewards.byId.values()].map(({ now }) => [now.status, ...now.reviewReasons])).toEqual([
      ["in_review", "dispute"],
    ]);
  });
});

const anyone = {
  ...{ model: "last_touch", windowDays: 30, creditWindowDays: 90, lateEntryDays: 14, newCustomersOnly: false },
};
const early = signup("fay", "ann", "2026-01-01");

describe("what is told of disputes", () => {
  it("again in the same words is a repeat, in others a conflict", () => {
    const again = decideFor([bought, opened, opened]).outcomes.at(-1);
    expect(again).toMatchObject({ kind: "duplicate" });
    const elsewhere = dispute("o2", "d1", "opened", "2026-01-03");
    expect(decideFor([bought, opened, elsewhere]).outcomes.at(-1)).toMatchObject({
      problem: { code: "event_conflict" },
    });
  });

  it(`has ${MAX_DISPUTES} disputes of an order at most, and takes what becomes of those`, () => {
    const many = Array.from({ length: MAX_DISPUTES }, (_, n) => dispute("o1", `m${n}`, "opened", "2026-01-03"));
    const { outcomes } = decideFor([bought, ...many, opened, dispute("o1", "m0", "closed", "2026-01-04")]);
    expect(outcomes.slice(-3)).toMatchObject([
      { kind: "decided" },
      { problem: { code: "too_many_disputes" } },
      { kind: "decided" },
    ]);
  });

  it("lifts the pause of a budget in another period, unless it changes nothing", () => {
    const budget = { amountMinor: 1000, currency: "GBP", period: "month", onExhausted: "pause_program" };
    const rules = [ruleOf("cash", { on: { event: "purchase" }, grant: cash(700) })];
    const spent = [friend, bought, purchase("fay", "o2", 5000, "2026-01-02")];
    const statusAfter = (...more: EngineEvent[]) => {
      const { state } = decide(snapshotOf(documentOf(rules, { budget })), [...spent, ...more]);
      return [...state.programs.values()][0]?.now.status;
    };
    expect(statusAfter()).toBe("paused");
    expect(statusAfter(dispute("o1", "d1", "opened", "2026-02-03"))).toBe("active");
    const before = dispute("o1", "d1", "closed", "2026-01-03");
    expect(statusAfter(before, dispute("o1", "d1", "opened", "2026-02-03"))).toBe("paused");
  });
});
