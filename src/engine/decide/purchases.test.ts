import { describe, expect, it, test } from "vitest";
import type { EngineEvent } from "../events/events.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { atLeast, attributionOf, cash, documentOf, ruleOf } from "../testing/documents.ts";
import { named, purchase, refund, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { linesOf, referralsOf, rewardLines, rewardsOf, tell } from "../testing/telling.ts";
import { decide } from "./decide.ts";
import type { Snapshot } from "./snapshot.ts";

const friend = signup("fay", "ann", "2026-01-01T12:00:00Z");
const buy = (order: string, at: string, amount = 5000) => purchase("fay", order, amount, at);
const fayOf = ({ participants }: Snapshot) => participants.find(({ externalId }) => externalId === "fay")?.id ?? "";
const told = (document: Parameters<typeof snapshotOf>[0], ...events: EngineEvent[]) =>
  tell(snapshotOf(document), [friend, ...events]).slice(1);

describe("the credit window", () => {
  const each = ruleOf("r", { on: { event: "purchase" } });
  const within = (creditWindowDays: number | null, at: string) =>
    told(documentOf([each], { attribution: attributionOf({ creditWindowDays }) }), buy("o1", at))[0]?.[0];

  it("is open from the attribution to its last millisecond, in days of 24 hours", () => {
    expect(within(90, "2026-01-01T12:00:00Z")).toBe("r 1000");
    expect(within(90, "2026-04-01T12:00:00Z")).toBe("r 1000");
    expect(within(90, "2026-04-01T12:00:00.001Z")).toBe("r outside_credit_window");
    expect(within(90, "2026-01-01T11:59:59.999Z")).toBe("r outside_credit_window");
  });

  it("of 0 days is the very instant; of null it has no end, but a beginning", () => {
    expect(within(0, "2026-01-01T12:00:00Z")).toBe("r 1000");
    expect(within(0, "2026-01-01T12:00:00.001Z")).toBe("r outside_credit_window");
    expect(within(null, "2036-01-01")).toBe("r 1000");
    expect(within(null, "2026-01-01T11:59:59.999Z")).toBe("r outside_credit_window");
  });

  it("keeps purchases outside it from counting, for nth too", () => {
    const second = ruleOf("second", { on: { event: "purchase", nth: { from: 2 } } });
    const late = documentOf([second], { attribution: attributionOf({ creditWindowDays: 5 }) });
    expect(told(late, buy("o0", "2026-03-01"), buy("o1", "2026-01-02"), buy("o2", "2026-01-03"))).toEqual([
      ["second outside_credit_window"],
      ["second not_nth"],
      ["second 1000"],
    ]);
  });
});

describe("an order of nothing", () => {
  it("is no purchase: it qualifies nowhere, counts for no nth and becomes no conversion", () => {
    const rules = [ruleOf("c"), ruleOf("p", { on: { event: "purchase" } })];
    const events = [friend, buy("o1", "2026-01-02", 0), buy("o2", "2026-01-03", 1)];
    const decided = decide(snapshotOf(documentOf(rules)), events);
    expect(decided.outcomes.map(linesOf)).toEqual([[], ["c not_qualifying", "p not_qualifying"], ["c 1000", "p 1000"]]);
    expect(referralsOf(decided)[0]).toMatchObject({ conversionOrderId: "o2", qualifyingCount: 1 });
  });
});

describe("the conversion", () => {
  const qualifies = [atLeast(3000)];

  it("is the first purchase decided that qualifies; an older one that arrives later does not replace it", () => {
    const events = [friend, buy("o1", "2026-01-05"), buy("o2", "2026-01-02")];
    const decided = decide(snapshotOf(documentOf([ruleOf("c")])), events);
    expect(decided.outcomes.map(linesOf)).toEqual([[], ["c 1000"], []]);
    expect(referralsOf(decided)[0]).toMatchObject({ conversionOrderId: "o1", qualifyingCount: 2 });
  });

  it("is asked of every purchase until there is one, and of none after it", () => {
    const document = documentOf([ruleOf("c")], { qualifies });
    const events = [buy("o1", "2026-01-02", 2999), buy("o2", "2026-01-03", 3000), buy("o3", "2026-01-04", 2999)];
    expect(told(document, ...events)).toEqual([["c not_qualifying"], ["c 1000"], []]);
  });

  it("is set even where every rule skips", () => {
    const document = documentOf([ruleOf("c", { when: [atLeast(9000)] })]);
    const decided = decide(snapshotOf(document), [friend, buy("o1", "2026-01-02"), buy("o2", "2026-01-03", 9000)]);
    expect(decided.outcomes.map(linesOf)).toEqual([[], ["c condition_not_met"], []]);
    expect(referralsOf(decided)[0]).toMatchObject({ status: "converted", conversionOrderId: "o1" });
  });

  it("is counted for the condition that asks for the advocate's conversions, itself included", () => {
    const second = { field: "advocate.conversions", op: "gte", value: 2 };
    const events = [
      friend,
      signup("gus", "ann", "2026-01-01"),
      buy("o1", "2026-01-02"),
      purchase("gus", "g1", 5000, "2026-01-03"),
    ];
    const rules = documentOf([ruleOf("c", { when: [second] })]);
    expect(tell(snapshotOf(rules), events).slice(2)).toEqual([["c condition_not_met"], ["c 1000"]]);
    const whole = documentOf([ruleOf("c")], { qualifies: [second] });
    expect(tell(snapshotOf(whole), events).slice(2)).toEqual([["c not_qualifying"], ["c not_qualifying"]]);
  });
});

describe("a purchase in another currency", () => {
  const euros = purchase("fay", "o1", 5000, "2026-01-02", { currency: "EUR" });

  it("is stored and flagged, skips every rule, and counts for nothing", () => {
    const rules = [ruleOf("c"), ruleOf("p", { on: { event: "purchase", nth: { from: 1, to: 1 } } })];
    const decided = decide(snapshotOf(documentOf(rules)), [friend, euros, buy("o2", "2026-01-03")]);
    expect(decided.outcomes.map(linesOf).slice(1)).toEqual([
      ["c currency_mismatch", "p currency_mismatch"],
      ["c 1000", "p 1000"],
    ]);
    const flags = decided.outcomes.map((outcome) => outcome.kind === "decided" && outcome.record.flags);
    expect(flags).toEqual([[], ["currency_mismatch"], []]);
  });

  it("is flagged for no program where its buyer is no friend", () => {
    const [outcome] = decide(snapshotOf(documentOf([ruleOf("c")])), [euros]).outcomes;
    expect(outcome?.kind === "decided" && outcome.record.flags).toEqual([]);
  });

  it("can be refunded in its own currency", () => {
    const document = documentOf([ruleOf("c")]);
    expect(told(document, euros, refund("o1", "x1", 5000, "2026-01-03", "EUR")).at(-1)).toEqual([]);
  });
});

describe("a group", () => {
  const each = (id: string, more = {}) => ruleOf(id, { on: { event: "purchase" }, group: "g", ...more });

  it("goes to the first granted rule in the list; one that is skipped does not take it", () => {
    const rules = [each("big", { when: [atLeast(9000)] }), each("small", { grant: cash(500) }), each("rest")];
    expect(told(documentOf(rules), buy("o1", "2026-01-02"), buy("o2", "2026-01-03", 9000))).toEqual([
      ["big condition_not_met", "small 500", "rest group_taken"],
      ["big 1000", "small group_taken", "rest group_taken"],
    ]);
  });

  it("is not taken by a rule whose limit is reached, or whose amount is 0", () => {
    const limits = [{ per: "recipient", period: "lifetime", count: 1 }];
    const rules = [each("nothing", { grant: { kind: "points", rateBps: 1 } }), each("once", { limits }), each("rest")];
    expect(told(documentOf(rules), buy("o1", "2026-01-02", 100), buy("o2", "2026-01-03", 100))).toEqual([
      ["nothing zero_amount", "once 1000", "rest group_taken"],
      ["nothing zero_amount", "once limit_reached", "rest 1000"],
    ]);
  });

  it("is each event's own, and leaves rules of other groups and of none alone", () => {
    const rules = [each("a"), each("b", { group: "h" }), each("c", { group: null })];
    const all = ["a 1000", "b 1000", "c 1000"];
    expect(told(documentOf(rules), buy("o1", "2026-01-02"), buy("o2", "2026-01-03"))).toEqual([all, all]);
  });
});

describe("the first order of a participant", () => {
  const isFirst = ruleOf("first", {
    on: { event: "purchase" },
    when: [{ field: "order.isFirst", op: "eq", value: true }],
  });
  const attribution = attributionOf({ newCustomersOnly: false });

  it("is the earliest known by then, by occurredAt and then by arrival", () => {
    const events = [buy("o1", "2026-01-05"), buy("o2", "2026-01-05"), buy("o3", "2026-01-06"), buy("o4", "2026-01-04")];
    expect(told(documentOf([isFirst]), ...events).map(([line]) => line)).toEqual([
      "first 1000",
      "first condition_not_met",
      "first condition_not_met",
      "first 1000",
    ]);
  });

  it("is told where the earlier one, at the same instant, is not in the snapshot", () => {
    const before = snapshotAfter(decide(snapshotOf(documentOf([isFirst])), [friend, buy("o1", "2026-01-05")]).state);
    const ordersLeft = [
      { participantId: fayOf(before), orderId: "o1", occurredAt: Date.parse("2026-01-05"), arrival: 1 },
    ];
    const noted = { ...before, purchases: [], ordersLeft };
    expect(tell(noted, [buy("o2", "2026-01-05")])).toEqual([["first condition_not_met"]]);
  });

  it("is not one of which nothing is left, by refunds or from the beginning", () => {
    const nothing = [buy("o0", "2026-01-02", 0), buy("o1", "2026-01-03"), refund("o1", "r1", 5000, "2026-01-04")];
    const part = [buy("o2", "2026-01-05"), refund("o2", "r2", 4999, "2026-01-06"), buy("o3", "2026-01-07")];
    expect(told(documentOf([isFirst]), ...nothing, ...part).map(([line]) => line)).toEqual([
      "first not_qualifying",
      "first 1000",
      undefined,
      "first 1000",
      undefined,
      "first condition_not_met",
    ]);
  });

  it("is seen without the order itself, whatever waits for it", () => {
    const events = [refund("o1", "r1", 5000, "2026-01-06"), buy("o1", "2026-01-05"), buy("o2", "2026-01-07")];
    const decided = decide(snapshotOf(documentOf([isFirst])), [friend, ...events]);
    expect(decided.outcomes.map(linesOf).slice(2)).toEqual([["first 1000"], ["first 1000"]]);
  });

  it("is not one after a purchase from before they were a friend", () => {
    const events = [purchase("fay", "o0", 1, "2025-12-01"), friend, buy("o1", "2026-01-05")];
    const snapshot = snapshotOf(documentOf([isFirst], { attribution }));
    expect(tell(snapshot, events)[2]).toEqual(["first condition_not_met"]);
  });
});

test("facts of people are theirs, not the order's, and are kept with the reward", () => {
  const when = [
    { field: "friend.country", op: "eq", value: "GB" },
    { field: "advocate.segments", op: "contains", value: "vip" },
    { field: "friend.ageDays", op: "eq", value: 3 },
    { field: "referral.source", op: "eq", value: "code" },
    { field: "referral.channel", op: "eq", value: "mail" },
    { field: "order.skus", op: "contains", value: "mug" },
    { field: "order.itemCount", op: "eq", value: 5 },
  ];
  const snapshot = snapshotOf(documentOf([ruleOf("c", { when })]), [{ externalId: "ann", segments: ["vip"] }]);
  const item = (sku: string, quantity: number) => ({ sku, category: null, quantity, amountMinor: 1 });
  const decided = decide(snapshot, [
    signup(named("fay", { country: "GB" }), "ann", "2026-01-01T12:00:00Z", { channel: "mail" }),
    purchase("fay", "o1", 5000, "2026-01-05T11:59:59Z", {
      order: { country: "DE", items: [item("mug", 2), item("cup", 3)] },
    }),
  ]);
  expect(rewardLines(decided)).toEqual(["c order:o1 1000 approved"]);
  expect(rewardsOf(decided.state)[0]?.facts).toEqual({
    "friend.country": "GB",
    "advocate.segments": ["vip"],
    "friend.ageDays": 3,
  });
});
