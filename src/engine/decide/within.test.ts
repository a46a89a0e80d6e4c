import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../events/events.ts";
import { attributionOf, cash, cashRate, documentOf, ruleOf } from "../testing/documents.ts";
import { change, custom, purchase, refund, reversal, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { rewardLines, tell, tellLast } from "../testing/telling.ts";
import { decide } from "./decide.ts";

const friend = signup("fay", "ann", "2026-01-10T12:00:00Z");
const buy = (order: string, at: string, amount = 5000) => purchase("fay", order, amount, at);

type Rules = Parameters<typeof documentOf>[0];
const within = (of: string, length: object = { days: 30 }, event = "purchase") => ({
  event,
  within: { ...length, of },
});
const ruleIn = (on: object, more: object = {}) => ruleOf("r", { on, ...more });

const lastOf = (rules: Rules, events: readonly EngineEvent[], more: Parameters<typeof documentOf>[1] = {}) =>
  tellLast(snapshotOf(documentOf(rules, more)), [friend, ...events]);

describe("a rule that gives for a time", () => {
  it("from the attribution on gives in it and at its beginning, and no more at its end", () => {
    const rule = ruleIn(within("attribution"));
    expect(lastOf([rule], [buy("o1", "2026-01-10T12:00:00Z")])).toEqual(["r 1000"]);
    expect(lastOf([rule], [buy("o1", "2026-02-09T11:59:59.999Z")])).toEqual(["r 1000"]);
    expect(lastOf([rule], [buy("o1", "2026-02-09T12:00:00Z")])).toEqual(["r outside_within"]);
  });

  it("from the conversion on gives for that and for a time after it, whatever happened before", () => {
    const rule = ruleIn(within("conversion", { months: 1 }));
    const told = (...orders: EngineEvent[]) => tell(snapshotOf(documentOf([rule])), [friend, ...orders]).slice(1);
    // 31 January, and so to the last day of February.
    const first = buy("o1", "2026-01-31T10:00:00Z");
    expect(told(first, buy("o2", "2026-02-28T09:59:59Z"), buy("o3", "2026-02-28T10:00:00Z"))).toEqual([
      ["r 1000"],
      ["r 1000"],
      ["r outside_within"],
    ]);
    // Bought before the conversion, and heard of after it.
    expect(told(first, buy("o2", "2026-01-30"))[1]).toEqual(["r outside_within"]);
  });

  it("goes by the clocks of the program's time zone where it counts months", () => {
    const inBerlin = (order: string, at: string) => {
      const document = documentOf([ruleIn(within("attribution", { months: 1 }))]);
      const snapshot = snapshotOf([{ document, timezone: "Europe/Berlin" }]);
      return tellLast(snapshot, [signup("fay", "ann", "2026-03-10T11:00:00Z"), buy(order, at)]);
    };
    expect(inBerlin("o1", "2026-04-10T09:59:59Z")).toEqual(["r 1000"]);
    expect(inBerlin("o1", "2026-04-10T10:00:00Z")).toEqual(["r outside_within"]);
  });

  it("is told so after it was told to be for other purchases, and before what its conditions say", () => {
    const when = [{ field: "order.amountMinor", op: "gte", value: 9000 }];
    const on = within("attribution");
    const late = buy("o1", "2026-03-01");
    expect(lastOf([ruleIn({ ...on, nth: { from: 2 } }, { when })], [late])).toEqual(["r not_nth"]);
    expect(lastOf([ruleIn(on, { when })], [late])).toEqual(["r outside_within"]);
    const qualifies = [{ field: "order.amountMinor", op: "gte", value: 9000 }];
    expect(lastOf([ruleIn(on)], [late], { qualifies })).toEqual(["r not_qualifying"]);
  });

  it("holds for events of the shop's own, which have no start before the conversion", () => {
    const rules = [ruleIn(within("conversion", { days: 10 }, "lead"))];
    const lead = (at: string, id: string) => custom("lead", "fay", id, at);
    const told = tell(snapshotOf(documentOf(rules)), [
      friend,
      lead("2026-01-11", "e1"),
      buy("o1", "2026-01-12"),
      lead("2026-01-13", "e2"),
      lead("2026-01-22", "e3"),
    ]);
    expect([told[1], told[3], told[4]]).toEqual([["r outside_within"], ["r 1000"], ["r outside_within"]]);
  });

  it("gives nothing to actors whom no one referred: no time began for them", () => {
    const rule = ruleIn(within("attribution"), { recipient: "actor" });
    for (const at of ["2026-01-11", "1970-01-02"]) {
      expect(tell(snapshotOf(documentOf([rule])), [purchase("gus", "o9", 5000, at)])).toEqual([["r outside_within"]]);
    }
    expect(lastOf([rule], [buy("o1", "2026-01-11")])).toEqual(["r 1000"]);
  });

  it("asks the order that a conversion moves to by that order's own time", () => {
    const rules = [ruleIn(within("attribution", { days: 5 }, "conversion"))];
    const moved = (at: string) =>
      lastOf(rules, [buy("o1", "2026-01-11"), buy("o2", at), refund("o1", "x1", 5000, "2026-03-01")]);
    expect(moved("2026-01-15T11:00:00Z")).toEqual(["r 1000"]);
    expect(moved("2026-01-15T12:00:00Z")).toEqual(["r outside_within"]);
  });

  it("begins anew where the conversion moves, for what is decided from then on", () => {
    const rules = [ruleIn(within("conversion", { days: 10 }), { grant: cashRate(1000) })];
    const events = [
      buy("o1", "2026-01-11"),
      buy("o2", "2026-01-20"),
      refund("o1", "x1", 5000, "2026-01-21"),
      buy("o3", "2026-01-29"),
      buy("o4", "2026-01-30"),
    ];
    expect(rewardLines(decide(snapshotOf(documentOf(rules)), [friend, ...events]))).toEqual([
      "r order:o1 0 voided",
      "r order:o2 500 approved",
      "r order:o3 500 approved",
    ]);
  });

  it("gives back what its order had ended, and asks anew what it had skipped, when the order changes", () => {
    const rules = [ruleIn(within("conversion", { days: 10 }), { grant: cashRate(1000) })];
    const events = [
      buy("o1", "2026-01-11"),
      refund("o1", "x1", 5000, "2026-01-12"),
      buy("o2", "2026-02-11"),
      reversal("o1", "x1", "2026-02-12"),
    ];
    // The conversion is o2 by then, a month after o1: what was inside once returns all the same.
    expect(rewardLines(decide(snapshotOf(documentOf(rules)), [friend, ...events]))).toEqual([
      "r order:o1 0 voided",
      "r order:o2 500 approved",
      "r order:o1 500 approved",
    ]);
    const small = [{ field: "order.amountMinor", op: "gte", value: 3000 }];
    const late = [
      buy("o1", "2026-01-11"),
      buy("o2", "2026-01-25", 1000),
      change("o2", "c1", { amountMinor: 4000 }, "2026-01-26"),
    ];
    expect(lastOf([ruleIn(within("conversion", { days: 10 }), { when: small })], late)).toEqual(["r outside_within"]);
  });

  it("goes by the earliest order within the grace, which moves the attribution, also for what is decided late", () => {
    const rules = [ruleIn(within("attribution", { days: 1 }), { grant: cash(300) })];
    const more = { attribution: attributionOf({ graceMinutes: 60 }) };
    const told = tell(snapshotOf(documentOf(rules, more)), [
      buy("o1", "2026-01-10T11:30:00Z"),
      friend,
      buy("o2", "2026-01-11T11:29:00Z"),
      buy("o3", "2026-01-11T11:30:00Z"),
    ]);
    expect(told.slice(1)).toEqual([["r 300"], ["r 300"], ["r outside_within"]]);
  });
});
