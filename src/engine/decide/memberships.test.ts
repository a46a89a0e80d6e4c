import { describe, expect, it } from "vitest";
import { presentOutcome } from "../loop/presentOutcome.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { documentOf, points, ruleOf } from "../testing/documents.ts";
import { custom, purchase, refund, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { rewardLines, rewardsOf, tell, tellLast } from "../testing/telling.ts";
import { decide } from "./decide.ts";

// Rewards for the participant who acts, referred or not.

const DAY_1 = "2026-01-01T00:00:00Z";
const day = (number: number) => `2026-01-${String(number).padStart(2, "0")}T00:00:00Z`;
const actor = (id: string, event: string, more: object = {}) =>
  ruleOf(id, { recipient: "actor", on: { event }, grant: points(10), ...more });
const rate = { kind: "points", rateBps: 1000 };
const own = actor("own", "purchase", { grant: rate });

describe("an action of someone who is not referred", () => {
  it("earns what rules for actors give, and asks no other rule", () => {
    const rules = documentOf([
      own,
      ruleOf("cash"),
      ruleOf("friend", { recipient: "friend", on: { event: "purchase" } }),
    ]);
    const decided = decide(snapshotOf(rules), [purchase("fay", "o1", 500, DAY_1)]);
    expect(tell(snapshotOf(rules), [purchase("fay", "o1", 500, DAY_1)])).toEqual([["own 50"]]);
    expect(rewardsOf(decided.state)).toMatchObject([{ recipient: "actor", source: "order:o1" }]);
    expect([...decided.state.referrals]).toEqual([]);
  });

  it("may be a custom event, or signing up in the program, once", () => {
    const rules = documentOf([actor("review", "review"), actor("hello", "signup")]);
    const events = [
      custom("review", "fay", "e1", DAY_1),
      custom("visit", "fay", "e2", DAY_1),
      signup("fay", null, day(2)),
      signup("fay", "unknown", day(3)),
    ];
    expect(tell(snapshotOf(rules), events)).toEqual([["review 10"], [], ["hello 10"], []]);
  });

  it("concerns every program that takes part at that time, by key, and no other", () => {
    const document = documentOf([own]);
    const programs = [
      { key: "q", document },
      { key: "p", document },
      { key: "paused", document, status: "paused" as const },
      { key: "over", document, endsAt: Date.parse(DAY_1) },
      { key: "none", document: documentOf([ruleOf("cash")]) },
    ];
    const { state } = decide(snapshotOf(programs), [purchase("fay", "o1", 500, DAY_1)]);
    expect(rewardsOf(state).map(({ programId }) => programId)).toEqual(["prog_p", "prog_q"]);
  });

  it("resumes a program whose budget ran dry in another period only where it concerns it", () => {
    const budget = { amountMinor: 1, currency: "GBP", period: "month", onExhausted: "pause_program" };
    const dry = { status: "paused" as const, pausedReason: "budget" as const, pausedPeriod: "2025-12" };
    const programs = [
      { key: "p", document: documentOf([own], { budget }), ...dry },
      { key: "q", document: documentOf([ruleOf("cash")], { budget }), ...dry },
    ];
    const { state } = decide(snapshotOf(programs), [purchase("fay", "o1", 500, DAY_1)]);
    expect(rewardsOf(state).map(({ programId }) => programId)).toEqual(["prog_p"]);
    expect([...state.programs.values()].map(({ now }) => now.status)).toEqual(["active", "paused"]);
  });

  it("must qualify, and meets nth, groups and limits of its own", () => {
    const rules = documentOf(
      [
        actor("second", "purchase", { on: { event: "purchase", nth: { from: 2 } }, group: "one" }),
        actor("any", "purchase", { group: "one", limits: [{ per: "recipient", period: "lifetime", count: 1 }] }),
      ],
      { qualifies: [{ field: "order.amountMinor", op: "gte", value: 100 }] },
    );
    const events = [
      purchase("fay", "o1", 99, DAY_1),
      purchase("fay", "o2", 100, day(2)),
      purchase("fay", "o3", 100, day(3)),
      purchase("fay", "o4", 100, day(4)),
      purchase("gus", "o5", 100, day(4)),
    ];
    expect(tell(snapshotOf(rules), events)).toEqual([
      ["second not_qualifying", "any not_qualifying"],
      ["second not_nth", "any 10"],
      ["second 10", "any group_taken"],
      ["second 10", "any group_taken"],
      ["second not_nth", "any 10"],
    ]);
  });

  it("knows no advocate to ask conditions of", () => {
    const when = [{ field: "advocate.conversions", op: "gte", value: 0 }];
    const rules = documentOf([actor("own", "purchase", { when })]);
    expect(tellLast(snapshotOf(rules), [purchase("fay", "o1", 1, DAY_1)])).toEqual(["own fact_missing"]);
  });

  it("is shown without a referral", () => {
    const { outcomes, state } = decide(snapshotOf(documentOf([own])), [purchase("fay", "o1", 500, DAY_1)]);
    const [reply] = outcomes.map((outcome) => presentOutcome(state, outcome, new Date(0), false));
    expect(reply).toMatchObject({
      results: [
        { program: "p", referral: null, rewards: [{ recipient: "actor", participant: "fay", referralId: null }] },
      ],
    });
  });
});

describe("tiers of a rule for actors", () => {
  it("go by what the actor brought as an advocate, not by their own advocate", () => {
    const tiers = { by: "conversions", window: "lifetime", steps: [{ from: 1, grant: points(20) }] };
    const rules = documentOf([actor("own", "purchase", { tiers })]);
    const events = [
      signup("fay", "ann", DAY_1),
      purchase("fay", "o1", 1, day(2)),
      purchase("ann", "o2", 1, day(3)),
      purchase("ben", "o3", 1, day(3)),
    ];
    expect(tell(snapshotOf(rules), events).slice(1)).toEqual([["own 10"], ["own 20"], ["own 10"]]);
  });
});

describe("an actor who is referred", () => {
  it("earns as an actor in their referral, also outside the credit window", () => {
    const attribution = { ...(documentOf([]).attribution as object), creditWindowDays: 1 };
    const rules = documentOf([own, ruleOf("share", { on: { event: "purchase" } })], { attribution });
    const events = [signup("fay", "ann", DAY_1), purchase("fay", "o1", 500, day(5))];
    expect(tellLast(snapshotOf(rules), events)).toEqual(["own 50", "share outside_credit_window"]);
  });

  it("earns what a conversion gives only for a conversion, which the credit window bounds", () => {
    const attribution = { ...(documentOf([]).attribution as object), creditWindowDays: 1 };
    const rules = documentOf([actor("first", "conversion")], { attribution });
    const events = [signup("fay", "ann", DAY_1), purchase("fay", "o1", 500, day(5)), purchase("fay", "o2", 500, DAY_1)];
    expect(tell(snapshotOf(rules), events).slice(1)).toEqual([["first outside_credit_window"], ["first 10"]]);
  });

  it("is not rewarded again for what they did before they were, while other rules are asked then", () => {
    const attribution = { ...(documentOf([]).attribution as object), newCustomersOnly: false };
    const rules = documentOf([own, actor("review", "review"), actor("hello", "signup"), ruleOf("cash")], {
      attribution,
    });
    const events = [
      signup("fay", null, DAY_1),
      purchase("fay", "o1", 500, day(3)),
      custom("review", "fay", "e1", day(3)),
      signup("fay", "ann", day(2)),
    ];
    const told = [["hello 10"], ["own 50"], ["review 10"], ["cash 1000"]];
    expect(tell(snapshotOf(rules), events)).toEqual(told);
    const between = snapshotAfter(decide(snapshotOf(rules), events.slice(0, 3)).state);
    expect(tell(between, events.slice(3))).toEqual(told.slice(3));
  });

  it("by a purchase is not rewarded again for having signed up before", () => {
    const rules = documentOf([actor("hello", "signup"), ruleOf("cash")]);
    const bringing = purchase("fay", "o1", 500, day(2), { code: "ANNP" });
    expect(tell(snapshotOf(rules), [signup("fay", null, DAY_1), bringing])).toEqual([["hello 10"], ["cash 1000"]]);
    expect(tell(snapshotOf(rules), [bringing, signup("fay", null, day(3))])).toEqual([["hello 10", "cash 1000"], []]);
  });

  it("by the purchase at hand earns it once, in the referral", () => {
    const rules = documentOf([own, ruleOf("cash")]);
    const events = [purchase("fay", "o1", 500, DAY_1, { code: "ANNP" })];
    expect(tellLast(snapshotOf(rules), events)).toEqual(["own 50", "cash 1000"]);
  });
});

describe("a refund of a purchase that a membership was asked for", () => {
  const rules = documentOf([own, actor("flat", "purchase", { on: { event: "purchase", nth: { from: 1, to: 1 } } })], {
    qualifies: [{ field: "order.amountMinor", op: "gte", value: 300 }],
  });

  it("shrinks or ends its rewards by their own rule, and counts it no more when it no longer qualifies", () => {
    const events = [
      purchase("fay", "o1", 500, DAY_1),
      refund("o1", "x1", 100, day(2)),
      refund("o1", "x2", 101, day(3)),
      purchase("fay", "o2", 500, day(4)),
    ];
    expect(rewardLines(decide(snapshotOf(rules), events.slice(0, 2)))).toEqual([
      "own order:o1 40 approved",
      "flat order:o1 10 approved",
    ]);
    const decided = decide(snapshotOf(rules), events);
    expect(rewardLines(decided)).toEqual([
      "own order:o1 30 approved",
      "flat order:o1 0 voided",
      "own order:o2 50 approved",
      "flat order:o2 10 approved",
    ]);
    expect([...decided.state.memberships.values()]).toMatchObject([{ referral: { now: { qualifyingCount: 1 } } }]);
  });

  it("that came before it is counted with it", () => {
    const events = [refund("o1", "x1", 500, DAY_1), purchase("fay", "o1", 500, day(2))];
    expect(rewardLines(decide(snapshotOf(rules), events))).toEqual(["own order:o1 0 voided", "flat order:o1 0 voided"]);
  });
});
