import { describe, expect, it } from "vitest";
import { cash, documentOf, ruleOf } from "../testing/documents.ts";
import { custom, purchase, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { rewardLines, rewardsOf, tell, tellLast } from "../testing/telling.ts";
import { decide } from "./decide.ts";

const friend = signup("fay", "ann", "2026-01-01");
const lead = (more: Record<string, unknown> = {}) => ruleOf("lead", { on: { event: "lead" }, ...more });
const at = "2026-01-02";

describe("a custom event", () => {
  it("is asked of the rules that listen to its name, and of no others", () => {
    const rules = [ruleOf("c"), lead(), ruleOf("visit", { on: { event: "visit" } })];
    expect(tellLast(snapshotOf(documentOf(rules)), [friend, custom("lead", "fay", "e1", at)])).toEqual(["lead 1000"]);
  });

  it("of a participant who is no friend is stored and decides nothing", () => {
    expect(tell(snapshotOf(documentOf([lead()])), [custom("lead", "gus", "e1", at)])).toEqual([[]]);
  });

  it("earns each time it is reported under another id", () => {
    const events = [friend, custom("lead", "fay", "e1", at), custom("lead", "fay", "e2", at)];
    expect(rewardLines(decide(snapshotOf(documentOf([lead()])), events))).toEqual([
      "lead event:e1 1000 approved",
      "lead event:e2 1000 approved",
    ]);
  });

  it("gives its metadata to conditions, and has no order", () => {
    const seats = lead({ when: [{ field: "event.metadata.seats", op: "gte", value: 5 }] });
    const order = ruleOf("order", { on: { event: "lead" }, when: [{ field: "order.country", op: "eq", value: "GB" }] });
    const name = ruleOf("name", { on: { event: "lead" }, when: [{ field: "event.name", op: "eq", value: "lead" }] });
    const snapshot = snapshotOf(documentOf([seats, order, name]));
    const told = (metadata: Record<string, string | number>) =>
      tellLast(snapshot, [friend, custom("lead", "fay", "e1", at, metadata)]);
    expect(told({ seats: 5 })).toEqual(["lead 1000", "order fact_missing", "name 1000"]);
    expect(told({ seats: 4 })[0]).toBe("lead condition_not_met");
    expect(told({ seats: "5" })[0]).toBe("lead fact_missing");
    expect(told({})[0]).toBe("lead fact_missing");
  });

  it("earns a rate of what it brings in its metadata, which no refund ever changes", () => {
    const rate = { kind: "credit", rateBps: 1500, of: "event.metadata.marginMinor", maxMinor: 400 };
    const told = (metadata: Record<string, string | number>) =>
      tellLast(snapshotOf(documentOf([lead({ grant: rate })])), [friend, custom("lead", "fay", "e1", at, metadata)]);
    // 15 % of 1,390 is 208.5.
    expect(told({ marginMinor: 1390 })).toEqual(["lead 209"]);
    expect(told({ marginMinor: 9000 })).toEqual(["lead 400"]);
    for (const nothing of [{}, { marginMinor: -1 }, { marginMinor: 1.5 }, { marginMinor: "1390" }]) {
      expect(told(nothing as Record<string, string | number>)).toEqual(["lead zero_amount"]);
    }
    const options = [cash(100), rate];
    const choice = lead({ grant: { kind: "choice", options, chooseWithinDays: 7 } });
    const events = [friend, custom("lead", "fay", "e1", at, { marginMinor: 1390 })];
    const [reward] = rewardsOf(decide(snapshotOf(documentOf([choice])), events).state);
    expect(reward?.choice?.options.map(({ amountMinor }) => amountMinor)).toEqual([100n, 209n]);
  });

  it("is held against tiers, limits and the budget as anything else", () => {
    const tiers = { by: "conversions", window: "lifetime", steps: [{ from: 1, grant: cash(1500) }] };
    const limits = [{ per: "recipient", period: "month", amountMinor: 2000 }];
    const budget = { amountMinor: 2700, currency: "GBP", period: "year", onExhausted: "skip" };
    const other = ruleOf("other", { on: { event: "lead" }, grant: cash(700) });
    const events = [
      friend,
      custom("lead", "fay", "e1", at),
      purchase("fay", "o1", 1, at),
      custom("lead", "fay", "e2", at),
      custom("lead", "fay", "e3", at),
    ];
    const told = tell(snapshotOf(documentOf([lead({ tiers, limits }), other], { budget })), events);
    expect([told[1], told[3], told[4]]).toEqual([
      ["lead 1000", "other 700"],
      ["lead 1000", "other budget_exhausted"],
      ["lead limit_reached", "other budget_exhausted"],
    ]);
  });

  it("counts for neither nth nor a conversion", () => {
    const rules = [lead(), ruleOf("first", { on: { event: "purchase", nth: { from: 1, to: 1 } } }), ruleOf("c")];
    const events = [friend, custom("lead", "fay", "e1", at), purchase("fay", "o1", 1, at)];
    expect(tellLast(snapshotOf(documentOf(rules)), events)).toEqual(["first 1000", "c 1000"]);
  });
});
