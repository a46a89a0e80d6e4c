import { describe, expect, it } from "vitest";
import { cash, documentOf, points, ruleOf } from "../testing/documents.ts";
import { purchase, refund, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { rewardLines, rewardsOf, tell, tellLast } from "../testing/telling.ts";
import { decide } from "./decide.ts";

// What tiers go by, played through `decide`: who counts, from when to when, and what a refund takes away.

const DAY_1 = "2026-01-01T00:00:00Z";
const day = (number: number) => `2026-01-${String(number).padStart(2, "0")}T00:00:00Z`;

function tiered(by: string, window: unknown, froms: readonly number[], more: object = {}) {
  const steps = froms.map((from, index) => ({ from, grant: cash(2000 + index) }));
  return ruleOf("r", { on: { event: "purchase" }, tiers: { by, window, steps }, ...more });
}

describe("a tier by signups", () => {
  it("counts attributed friends, whether they bought or not, the one at hand included", () => {
    const rules = documentOf([tiered("signups", "lifetime", [2], { on: { event: "signup" } })]);
    const events = [signup("fay", "ann", DAY_1), signup("gus", "ann", day(3))];
    expect(tell(snapshotOf(rules), events)).toEqual([["r 1000"], ["r 2000"]]);
  });

  it("does not count refused friends", () => {
    const rules = documentOf([tiered("signups", "lifetime", [2], { on: { event: "signup" } })]);
    const events = [purchase("gus", "o1", 1, DAY_1), signup("gus", "ann", day(2)), signup("fay", "ann", day(3))];
    expect(tellLast(snapshotOf(rules), events)).toEqual(["r 1000"]);
  });
});

describe("a tier by revenue", () => {
  const rules = documentOf([tiered("revenue", "lifetime", [3000, 5000])], {
    qualifies: [{ field: "order.amountMinor", op: "gte", value: 1000 }],
  });

  it("counts the net of every qualifying purchase of every friend, the one at hand included", () => {
    const events = [
      signup("fay", "ann", DAY_1),
      signup("gus", "ann", DAY_1),
      purchase("fay", "o1", 2999, day(2)),
      purchase("gus", "o2", 1000, day(3)),
      purchase("gus", "o3", 1001, day(4)),
    ];
    expect(tell(snapshotOf(rules), events).slice(2)).toEqual([["r 1000"], ["r 2000"], ["r 2001"]]);
  });

  it("counts what a refund left of a purchase that still qualifies", () => {
    const events = [
      signup("fay", "ann", DAY_1),
      purchase("fay", "o1", 4000, day(2)),
      refund("o1", "x1", 1001, day(3)),
      purchase("fay", "o2", 2000, day(4)),
      purchase("fay", "o3", 1000, day(5)),
    ];
    // 4000; then 2999 + 2000 = 4999; then 5999.
    expect(tell(snapshotOf(rules), events).slice(1)).toEqual([["r 2000"], [], ["r 2000"], ["r 2001"]]);
  });

  it("does not count the rest of a purchase that no longer qualifies", () => {
    const events = [
      signup("fay", "ann", DAY_1),
      purchase("fay", "o1", 3000, day(2)),
      refund("o1", "x1", 2001, day(3)),
      purchase("fay", "o2", 2001, day(4)),
    ];
    // 999 of the first order is left, below what qualifies: 2001 is all there is.
    expect(tellLast(snapshotOf(rules), events)).toEqual(["r 1000"]);
  });
});

describe("a rolling window of 7 days", () => {
  const at = "2026-01-20T12:00:00.000Z";
  const rules = documentOf([tiered("conversions", { rollingDays: 7 }, [2])], {
    attribution: { ...(documentOf([]).attribution as object), creditWindowDays: null },
  });
  const twoFriends = (firstAt: string) => [
    signup("fay", "ann", DAY_1),
    signup("gus", "ann", DAY_1),
    purchase("fay", "o1", 1, firstAt),
    purchase("gus", "o2", 1, at),
  ];

  it.each([
    ["one millisecond inside its beginning counts", "2026-01-13T12:00:00.001Z", "r 2000"],
    ["exactly 7 days before no longer does", "2026-01-13T12:00:00.000Z", "r 1000"],
    ["at the same instant counts", at, "r 2000"],
    ["one that happened later, though it arrived before, does not", "2026-01-20T12:00:00.001Z", "r 1000"],
  ])("%s", (_, firstAt, told) => {
    expect(tellLast(snapshotOf(rules), twoFriends(firstAt))).toEqual([told]);
  });

  it("forgets a conversion that a refund took away", () => {
    const [a, b, first, second] = twoFriends("2026-01-19T00:00:00Z");
    if (a === undefined || b === undefined || first === undefined || second === undefined) throw new Error("four");
    const events = [a, b, first, refund("o1", "x1", 1, "2026-01-19T01:00:00Z"), second];
    expect(tellLast(snapshotOf(rules), events)).toEqual(["r 1000"]);
  });

  it("relies on nothing of the advocate having moved, and on no other number", () => {
    const { state } = decide(snapshotOf(rules), twoFriends("2026-01-19T00:00:00Z"));
    const guarded = [...state.counters.values()].filter(({ low, high }) => low !== null || high !== null);
    expect(guarded).toMatchObject([{ name: { metric: "moments", subject: "par_ann" }, low: 0n, high: 0n }]);
  });
});

describe("rates", () => {
  const order = {
    items: [
      { sku: "b1", category: "books", quantity: 1, amountMinor: 1005 },
      { sku: "m1", category: "mugs", quantity: 3, amountMinor: 1995 },
    ],
    metadata: { margin: 901 },
  };
  const books = [{ field: "item.category", op: "eq", value: "books" }];
  const rules = documentOf([
    ruleOf("books", {
      on: { event: "purchase" },
      grant: { kind: "cash", rateBps: 1000, of: "items.amountMinor", itemsWhen: books },
    }),
    ruleOf("margin", {
      on: { event: "purchase" },
      grant: { kind: "points", rateBps: 3000, of: "event.metadata.margin", maxMinor: 270 },
    }),
  ]);

  it("are of the items that meet their conditions, or of a number of the metadata, half up and capped", () => {
    const events = [signup("fay", "ann", DAY_1), purchase("fay", "o1", 3000, day(2), { order })];
    expect(tellLast(snapshotOf(rules), events)).toEqual(["books 101", "margin 270"]);
  });

  it("shrink in proportion to what is left of the order", () => {
    const events = [
      signup("fay", "ann", DAY_1),
      purchase("fay", "o1", 3000, day(2), { order }),
      refund("o1", "x1", 2000, day(3)),
    ];
    // A third of each base: 335 of 1005, and 300.33 of 901 rounded to 300.
    expect(rewardLines(decide(snapshotOf(rules), events))).toEqual([
      "books order:o1 34 approved",
      "margin order:o1 90 approved",
    ]);
  });

  it.each([
    ["absent", {}],
    ["below zero", { margin: -1 }],
    ["no integer", { margin: 1.5 }],
    ["no number", { margin: "901" }],
  ])("of a number that is %s give nothing", (_, metadata) => {
    const events = [signup("fay", "ann", DAY_1), purchase("fay", "o1", 3000, day(2), { order: { metadata } })];
    expect(tellLast(snapshotOf(rules), events)).toEqual(["books zero_amount", "margin zero_amount"]);
  });
});

describe("a reward for an ancestor", () => {
  const up = (ancestor: number, more: object = {}) =>
    ruleOf(`up${ancestor}`, { recipient: { ancestor }, on: { event: "purchase" }, grant: points(ancestor), ...more });
  const chain = [signup("ben", "ann", DAY_1), signup("cid", "ben", DAY_1), signup("dot", "cid", DAY_1)];
  const ownersAfter = (document: ReturnType<typeof documentOf>, events: Parameters<typeof decide>[1]) =>
    rewardsOf(decide(snapshotOf(document, ["ann", "ben", "cid"]), events).state).map(
      ({ ruleId, participantId, recipient }) => `${ruleId} ${participantId} ${recipient}`,
    );

  it("goes to the advocate's own advocate, and theirs; where there is none, to no one", () => {
    const rules = documentOf([up(1), up(2), up(3)]);
    expect(ownersAfter(rules, [...chain, purchase("dot", "o1", 1, day(2))])).toEqual([
      "up1 par_cid advocate",
      "up2 par_ben ancestor:2",
      "up3 par_ann ancestor:3",
    ]);
    const snapshot = snapshotOf(rules, ["ann", "ben", "cid"]);
    expect(tellLast(snapshot, [...chain, purchase("cid", "o1", 1, day(2))])).toEqual([
      "up1 1",
      "up2 2",
      "up3 no_recipient",
    ]);
  });

  it("has its limits per recipient counted for the ancestor, over all their descendants", () => {
    const limits = [{ per: "recipient", period: "lifetime", count: 2 }];
    const rules = documentOf([up(2, { limits })]);
    const events = [
      signup("ben", "ann", DAY_1),
      signup("bob", "ann", DAY_1),
      signup("cid", "ben", DAY_1),
      signup("dot", "bob", DAY_1),
      purchase("cid", "o1", 1, day(2)),
      purchase("dot", "o2", 1, day(2)),
      purchase("cid", "o3", 1, day(2)),
    ];
    const told = tell(snapshotOf(rules, ["ann", "ben", "bob"]), events).slice(4);
    expect(told).toEqual([["up2 2"], ["up2 2"], ["up2 limit_reached"]]);
  });

  it("watches everyone passed, since who referred them decides who receives", () => {
    const { state } = decide(snapshotOf(documentOf([up(3)]), ["ann", "ben", "cid"]), [
      ...chain,
      purchase("dot", "o1", 1, day(2)),
    ]);
    const watched = [...state.participants.values()].filter((each) => each.watched).map(({ now }) => now.externalId);
    expect(watched).toEqual(expect.arrayContaining(["ben", "cid"]));
  });
});
