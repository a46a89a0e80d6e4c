import { describe, expect, it } from "vitest";
import { cash, documentOf, ruleOf } from "../testing/documents.ts";
import { custom, purchase, refund, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { linesOf, refusalsOf, tell } from "../testing/telling.ts";
import type { Decided } from "./decide.ts";
import { decide } from "./decide.ts";

const joining = (who: string, at: string) => signup(who, "ann", at);
const buying = (who: string, order: string, at: string) => purchase(who, order, 5000, at);
const statusOf = ({ state }: Decided) => {
  const { status, pausedReason, pausedPeriod } = state.programs.get("prog_p")?.now ?? {};
  return [status, pausedReason, pausedPeriod];
};

function snapshotWith(
  period: string,
  onExhausted = "pause_program",
  rules = [ruleOf("r", { on: { event: "purchase" } })],
) {
  const budget = { amountMinor: 1500, currency: "GBP", period, onExhausted };
  return snapshotOf(documentOf(rules, { budget }));
}

describe("a budget", () => {
  it("gives a reward whole or not at all", () => {
    const events = [joining("fay", "2026-01-01"), buying("fay", "o1", "2026-01-02"), buying("fay", "o2", "2026-01-03")];
    expect(tell(snapshotWith("month", "skip"), events).slice(1)).toEqual([["r 1000"], ["r budget_exhausted"]]);
  });

  it("goes on with what still fits after a misfit, in the same pass", () => {
    const rules = [1600, 900, 601, 600].map((amount) => ruleOf(`r${amount}`, { grant: cash(amount) }));
    const events = [joining("fay", "2026-01-01"), buying("fay", "o1", "2026-01-02")];
    expect(tell(snapshotWith("month", "skip", rules), events)[1]).toEqual([
      "r1600 budget_exhausted",
      "r900 900",
      "r601 budget_exhausted",
      "r600 600",
    ]);
  });

  it("counts the expected cost of what is no money, and lets through what costs nothing", () => {
    const item = { kind: "item", sku: "mug", quantity: 1 };
    const rules = [
      ruleOf("mug", { grant: { ...item, costMinor: 1000 } }),
      ruleOf("points", { grant: { kind: "points", amount: 9999, costMinor: 501 } }),
      ruleOf("cash", { grant: cash(500) }),
      ruleOf("free", { grant: item }),
    ];
    const events = [joining("fay", "2026-01-01"), buying("fay", "o1", "2026-01-02")];
    expect(tell(snapshotWith("month", "skip", rules), events)[1]).toEqual([
      "mug 0",
      "points budget_exhausted",
      "cash 500",
      "free 0",
    ]);
  });

  it("has again what a refund takes back", () => {
    const events = [
      joining("fay", "2026-01-01"),
      buying("fay", "o1", "2026-01-02"),
      refund("o1", "x1", 5000, "2026-01-03"),
      buying("fay", "o2", "2026-01-04"),
    ];
    expect(tell(snapshotWith("lifetime"), events)[3]).toEqual(["r 1000"]);
  });

  it("is that of the period in which the purchase occurred", () => {
    const events = [
      joining("fay", "2026-01-01"),
      buying("fay", "o1", "2026-02-02"),
      buying("fay", "o2", "2026-01-03"),
      buying("fay", "o3", "2026-01-04"),
    ];
    expect(tell(snapshotWith("month", "skip"), events).slice(1)).toEqual([
      ["r 1000"],
      ["r 1000"],
      ["r budget_exhausted"],
    ]);
  });
});

describe("a budget that pauses its program", () => {
  const dry = [joining("fay", "2026-01-01"), buying("fay", "o1", "2026-01-02"), buying("fay", "o2", "2026-01-03")];

  it("does so with the first misfit, and says in which period", () => {
    expect(statusOf(decide(snapshotWith("month"), dry.slice(0, 2)))).toEqual(["active", null, null]);
    expect(statusOf(decide(snapshotWith("month"), dry))).toEqual(["paused", "budget", "2026-01"]);
  });

  it("tells it once", () => {
    const { state } = decide(snapshotWith("month"), [...dry, buying("fay", "o3", "2026-01-04")]);
    expect(state.notices.filter(({ type }) => type === "budget.exhausted")).toHaveLength(1);
  });

  it("takes no more friends, while those already in earn what fits", () => {
    const small = ruleOf("small", { on: { event: "purchase" }, grant: cash(100) });
    const rules = [ruleOf("r", { on: { event: "purchase" } }), small];
    const decided = decide(snapshotWith("month", "pause_program", rules), [
      ...dry,
      joining("gus", "2026-01-04"),
      buying("fay", "o3", "2026-01-05"),
    ]);
    expect(refusalsOf(decided)).toEqual([null, "program_not_active"]);
    expect(decided.outcomes.map(linesOf).at(-1)).toEqual(["r budget_exhausted", "small 100"]);
  });

  it("resumes it with the first event of another period", () => {
    const decided = decide(snapshotWith("month"), [
      ...dry,
      joining("gus", "2026-01-31T23:59:59Z"),
      joining("hal", "2026-02-01"),
    ]);
    expect(refusalsOf(decided)).toEqual([null, "program_not_active", null]);
    expect(statusOf(decided)).toEqual(["active", null, null]);
  });

  it("of a quarter lasts until the next one begins", () => {
    const decided = decide(snapshotWith("quarter"), [
      ...dry,
      joining("gus", "2026-03-31T23:59:59Z"),
      joining("hal", "2026-04-01"),
      buying("hal", "h1", "2026-04-02"),
    ]);
    expect(refusalsOf(decided)).toEqual([null, "program_not_active", null]);
    expect(decided.outcomes.map(linesOf).at(-1)).toEqual(["r 1000"]);
  });

  it.each([
    ["a purchase", buying("fay", "o9", "2026-02-01")],
    ["a custom event", custom("lead", "fay", "e1", "2026-02-01")],
  ])("resumes it with %s of a friend too, and may pause it again", (_, event) => {
    expect(statusOf(decide(snapshotWith("month"), [...dry, event]))).toEqual(["active", null, null]);
    const again = decide(snapshotWith("month"), [
      ...dry,
      event,
      ...["a", "b"].map((id) => buying("fay", id, "2026-02-03")),
    ]);
    expect(statusOf(again)).toEqual(["paused", "budget", "2026-02"]);
  });

  it("never resumes it by itself where the budget is for a lifetime", () => {
    const decided = decide(snapshotWith("lifetime"), [...dry, joining("gus", "2027-02-01")]);
    expect(refusalsOf(decided)).toEqual([null, "program_not_active"]);
  });

  it("leaves a program that a person paused to that person", () => {
    const snapshot = snapshotWith("month");
    const paused = snapshot.programs.map((program) => ({
      ...program,
      status: "paused" as const,
      pausedReason: "person" as const,
      pausedPeriod: null,
    }));
    const decided = decide({ ...snapshot, programs: paused }, [joining("gus", "2027-02-01")]);
    expect(refusalsOf(decided)).toEqual(["program_not_active"]);
  });
});

describe("a budget that pauses by the month", () => {
  it("is resumed by the refund of an order, if it falls in another month", () => {
    const events = [joining("fay", "2026-01-01"), buying("fay", "o1", "2026-01-02"), buying("fay", "o2", "2026-01-03")];
    const paused = decide(snapshotWith("month"), events);
    expect(statusOf(paused)).toEqual(["paused", "budget", "2026-01"]);
    const resumed = decide(snapshotWith("month"), [...events, refund("o1", "x1", 5000, "2026-02-10")]);
    expect(statusOf(resumed)).toEqual(["active", null, null]);
  });

  it("pauses from the next event on: what the same event decides later does not resume it", () => {
    const stored = [
      buying("fay", "o1", "2026-01-02"),
      buying("fay", "o2", "2026-01-03"),
      buying("fay", "o3", "2026-02-10"),
    ];
    const decided = decide(snapshotWith("month"), [...stored, joining("fay", "2026-01-01")]);
    expect(statusOf(decided)).toEqual(["paused", "budget", "2026-01"]);
  });
});
