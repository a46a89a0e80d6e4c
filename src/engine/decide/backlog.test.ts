import { describe, expect, it, test } from "vitest";
import type { EngineEvent } from "../events/events.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { attributionOf, cash, cashRate, documentOf, ruleOf } from "../testing/documents.ts";
import { codeOf, custom, purchase, refund, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { linesOf, referralsOf, rewardLines, tellLast } from "../testing/telling.ts";
import { decide } from "./decide.ts";

const each = ruleOf("each", { on: { event: "purchase" } });
const lead = ruleOf("lead", { on: { event: "lead" }, grant: cash(200) });
const attribution = attributionOf({ newCustomersOnly: false });
const document = documentOf([each, ruleOf("c"), lead], { attribution });
const buy = (order: string, at: string, amount = 5000) => purchase("fay", order, amount, at);
const join = signup("fay", "ann", "2026-01-10");

/** In one batch, and with the signup on what `load` would read of the events before: told alike. */
function decidedBoth(events: EngineEvent[], rules: Parameters<typeof snapshotOf>[0] = document) {
  const before = decide(snapshotOf(rules), events.slice(0, -1));
  const batch = decide(snapshotOf(rules), events);
  const later = decide(snapshotAfter(before.state), events.slice(-1));
  expect(linesOf(later.outcomes[0] ?? never())).toEqual(linesOf(batch.outcomes.at(-1) ?? never()));
  expect(rewardLines(later)).toEqual(rewardLines(batch));
  return batch;
}

function never(): never {
  throw new Error("nothing was decided");
}

describe("what was stored of a friend since they were attributed", () => {
  it("is decided with the attribution, by occurredAt and then by arrival", () => {
    const events = [
      buy("late", "2026-01-20"),
      buy("twin1", "2026-01-12"),
      buy("twin2", "2026-01-12"),
      buy("first", "2026-01-10"),
      join,
    ];
    const { outcomes } = decidedBoth(events);
    const record = outcomes.at(-1);
    const decisions = record?.kind === "decided" ? record.record.entries[0]?.decisions : [];
    expect(decisions?.map(({ ruleId, orderId }) => `${ruleId} ${orderId}`)).toEqual([
      "each first",
      "c first",
      "each twin1",
      "each twin2",
      "each late",
    ]);
  });

  it("leaves out what occurred before", () => {
    const events = [buy("o1", "2026-01-09T23:59:59.999Z"), buy("o2", "2026-01-10"), join];
    expect(rewardLines(decidedBoth(events))).toEqual(["each order:o2 1000 approved", "c order:o2 1000 approved"]);
  });

  it("comes after the signup rules", () => {
    const rules = documentOf([ruleOf("welcome", { on: { event: "signup" } }), ruleOf("c")], { attribution });
    expect(tellLast(snapshotOf(rules), [buy("o1", "2026-01-11"), join])).toEqual(["welcome 1000", "c 1000"]);
  });

  it("follows each purchase with its refunds at once, before the next purchase", () => {
    const rules = documentOf([ruleOf("c", { grant: cashRate(1000) })], { attribution });
    const events = [
      buy("o1", "2026-01-11"),
      buy("o2", "2026-01-12"),
      refund("o1", "x1", 5000, "2026-01-13"),
      refund("o2", "x2", 1000, "2026-01-13"),
      join,
    ];
    // The first converts, and with it its refund takes the conversion away; the second converts anew.
    expect(decidedBoth(events, rules).outcomes.map(linesOf).at(-1)).toEqual(["c 500", "c 500"]);
    expect(rewardLines(decidedBoth(events, rules))).toEqual(["c order:o1 0 voided", "c order:o2 400 approved"]);
    expect(referralsOf(decidedBoth(events, rules))[0]).toMatchObject({ conversionOrderId: "o2", qualifyingCount: 1 });
  });

  it("includes custom events, among the purchases by their time", () => {
    const events = [
      custom("lead", "fay", "e1", "2026-01-12"),
      buy("o1", "2026-01-13"),
      buy("o2", "2026-01-11"),
      custom("visit", "fay", "e2", "2026-01-12"),
      custom("lead", "fay", "e3", "2026-01-09"),
      join,
    ];
    expect(decidedBoth(events).outcomes.map(linesOf).at(-1)).toEqual(["each 1000", "c 1000", "lead 200", "each 1000"]);
  });

  it("includes the very purchase that brings the code, in its turn", () => {
    const bought = purchase("fay", "o1", 5000, "2026-01-10", { code: codeOf("ann") });
    const decided = decidedBoth([buy("o2", "2026-01-11"), bought]);
    expect(rewardLines(decided)).toEqual([
      "each order:o1 1000 approved",
      "c order:o1 1000 approved",
      "each order:o2 1000 approved",
    ]);
  });

  it("is not decided where the source is refused", () => {
    expect(rewardLines(decidedBoth([buy("o1", "2026-01-11"), signup("fay", "unknown", "2026-01-10")]))).toEqual([]);
  });

  it("is decided once in each program", () => {
    const programs = ["p", "q"].map((key) => ({ key, document }));
    const events = [buy("o1", "2026-01-11"), join, signup("fay", "ann", "2026-01-10", { program: "q" })];
    const decided = decidedBoth(events, programs);
    expect(decided.outcomes.map(linesOf)).toEqual([[], ["each 1000", "c 1000"], ["each 1000", "c 1000"]]);
  });
});

test("at most 1,000 stored events are decided with one attribution, the earliest", () => {
  const events = Array.from({ length: 1001 }, (_, index) => {
    return custom("lead", "fay", `e${index}`, new Date(Date.parse("2026-02-01") - index * 1000).toISOString());
  });
  const decided = decide(snapshotOf(document), [...events, join]);
  expect(rewardLines(decided)).toHaveLength(1000);
  // The latest, reported first, is the one left out.
  expect(rewardLines(decided).at(-1)).toContain("event:e1 ");
});
