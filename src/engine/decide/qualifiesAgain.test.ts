import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../events/events.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { atLeast, cash, cashRate, documentOf, ruleOf } from "../testing/documents.ts";
import { change, purchase, refund, reversal, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { linesOf, referralsOf, rewardLines, rewardsOf } from "../testing/telling.ts";
import type { Decided } from "./decide.ts";
import { decide } from "./decide.ts";

const friend = signup("fay", "ann", "2026-01-01T12:00:00Z");
const buy = (order: string, at: string, amount = 5000) => purchase("fay", order, amount, at);
const to = (amountMinor: number, id: string, at: string, order = "o1") => change(order, id, { amountMinor }, at);

type Rules = Parameters<typeof documentOf>[0];
const share = ruleOf("share", { on: { event: "purchase" }, grant: cashRate(1000) });

function decideFor(rules: Rules, events: readonly EngineEvent[], more: Parameters<typeof documentOf>[1] = {}): Decided {
  return decide(snapshotOf(documentOf(rules, more)), [friend, ...events]);
}

const happened = ({ state }: Decided) =>
  state.events.map(({ entries }) => entries.flatMap((entry) => entry.happened?.map(({ kind }) => kind) ?? []));

describe("an order that qualifies again", () => {
  const qualifies = [atLeast(3000)];
  const conversion = ruleOf("c");

  it("is asked by rules that were skipped for what has changed, and never for a number that was reached", () => {
    const large = ruleOf("large", { on: { event: "purchase" }, when: [atLeast(8000)] });
    const once = ruleOf("once", {
      on: { event: "purchase" },
      limits: [{ per: "recipient", period: "month", count: 1 }],
    });
    const second = ruleOf("second", { on: { event: "purchase", nth: { from: 2 } } });
    const decided = decideFor(
      [large, once, second],
      [
        buy("o1", "2026-01-02"),
        buy("o2", "2026-01-03"),
        refund("o1", "x1", 5000, "2026-01-04"),
        to(9000, "c1", "2026-01-05", "o2"),
      ],
    );
    expect(rewardLines(decided)).toEqual([
      "once order:o1 0 voided",
      "second order:o2 1000 approved",
      "large order:o2 1000 approved",
    ]);
  });

  it("gets back what the order ended, at what was granted, also a second time", () => {
    const events = [
      buy("o1", "2026-01-02"),
      to(1000, "c1", "2026-01-03"),
      to(4000, "c2", "2026-01-04"),
      refund("o1", "x1", 4000, "2026-01-05"),
      reversal("o1", "x1", "2026-01-06"),
    ];
    const decided = decideFor([conversion, share], events, { qualifies });
    expect(rewardLines(decided)).toEqual([
      "c order:o1 0 voided",
      "share order:o1 0 voided",
      "c order:o1 0 voided",
      "c order:o1 1000 approved",
      "share order:o1 400 approved",
    ]);
    const live = rewardsOf(decided.state).filter(({ status }) => status === "approved");
    expect(live.map(({ ruleId, grantedMinor, amountMinor }) => [ruleId, grantedMinor, amountMinor])).toEqual([
      ["c", 1000n, 1000n],
      ["share", 500n, 400n],
    ]);
    expect(referralsOf(decided)[0]).toMatchObject({ conversionOrderId: "o1", qualifyingCount: 1 });
  });

  it("keeps the number that it was when it first counted", () => {
    const second = ruleOf("second", { on: { event: "purchase", nth: { from: 2, to: 2 } }, grant: cash(7) });
    const events = [
      buy("o1", "2026-01-02"),
      buy("o2", "2026-01-03"),
      refund("o1", "x1", 5000, "2026-01-04"),
      refund("o2", "x2", 5000, "2026-01-05"),
      reversal("o2", "x2", "2026-01-06"),
    ];
    expect(rewardLines(decideFor([second], events))).toEqual([
      "second order:o2 0 voided",
      "second order:o2 7 approved",
    ]);
  });

  it("gets nothing back that a person ended", () => {
    const first = decideFor([conversion], [buy("o1", "2026-01-02")], { qualifies });
    const snapshot = snapshotAfter(first.state);
    const ended = snapshot.rewards.map((reward) => {
      return { ...reward, status: "voided" as const, voidReason: "manual", amountMinor: 0n, costMinor: 0n };
    });
    const decided = decide({ ...snapshot, rewards: ended }, [to(9000, "c1", "2026-01-03")]);
    expect(rewardLines(decided)).toEqual(["c order:o1 0 voided"]);
  });

  it("leaves a conversion where it moved to, and its own purchase rules are asked", () => {
    const events = [
      buy("o1", "2026-01-02"),
      buy("o2", "2026-01-03"),
      to(1000, "c1", "2026-01-04"),
      to(5000, "c2", "2026-01-05"),
    ];
    const decided = decideFor([conversion, share], events, { qualifies });
    expect(referralsOf(decided)[0]).toMatchObject({ conversionOrderId: "o2", qualifyingCount: 2 });
    expect(happened(decided).slice(-2)).toEqual([["moved"], ["grew", "counts_again"]]);
  });

  it("does not count outside the credit window, however it grows", () => {
    const decided = decideFor([conversion], [buy("o1", "2026-06-02", 1000), to(9000, "c1", "2026-06-03")], {
      qualifies,
    });
    expect(rewardLines(decided)).toEqual([]);
    expect(referralsOf(decided)[0]?.status).toBe("attributed");
  });

  it("holds the group of a live reward of its own, and a return that does not fit is a misfit", () => {
    const one = ruleOf("one", { on: { event: "purchase" }, group: "g", when: [atLeast(8000)] });
    const two = ruleOf("two", { on: { event: "purchase" }, group: "g" });
    const grown = decideFor([one, two], [buy("o1", "2026-01-02"), to(9000, "c1", "2026-01-03")]);
    expect(grown.outcomes.map(linesOf).at(-1)).toEqual(["one group_taken"]);

    const budget = { amountMinor: 1000, currency: "GBP", period: "lifetime", onExhausted: "pause_program" };
    const events = [
      buy("o1", "2026-01-02"),
      refund("o1", "x1", 5000, "2026-01-03"),
      signup("gus", "ann", "2026-01-03"),
      purchase("gus", "o2", 5000, "2026-01-04"),
      reversal("o1", "x1", "2026-01-05"),
    ];
    const dry = decideFor([conversion], events, { budget });
    expect(dry.outcomes.map(linesOf).at(-1)).toEqual(["c budget_exhausted"]);
    expect(dry.state.programs.get("prog_p")?.now.status).toBe("paused");
  });

  it("of nothing is no purchase, and a change makes it one", () => {
    const decided = decideFor([conversion], [buy("o1", "2026-01-02", 0), to(100, "c1", "2026-01-03")]);
    expect(decided.outcomes.map(linesOf).slice(1)).toEqual([["c not_qualifying"], ["c 1000"]]);
  });
});
