import { describe, expect, it } from "vitest";
import { joinPlans, planOf } from "../../domain/counters.ts";
import type { EngineEvent } from "../events/events.ts";
import { presentOutcome } from "../loop/presentOutcome.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { attributionOf, cash, documentOf, points, ruleOf } from "../testing/documents.ts";
import { codeOf, custom, purchase, refund, signup } from "../testing/reported.ts";
import { idOf, rulesFrom, snapshotOf } from "../testing/snapshots.ts";
import { linesOf, referralsOf, refusalsOf, rewardLines, tell } from "../testing/telling.ts";
import { decide } from "./decide.ts";
import type { Snapshot } from "./snapshot.ts";

// Programs in which each purchase is attributed by its own code or click.

const day = (number: number) => `2026-01-${String(number).padStart(2, "0")}T00:00:00Z`;
const byOrder = (rules: Parameters<typeof documentOf>[0], more: object = {}) =>
  documentOf(rules, {
    attribution: attributionOf({ newCustomersOnly: false, lateEntryDays: 100, binds: "order", ...more }),
  });
const byFriend = (rules: Parameters<typeof documentOf>[0]) =>
  documentOf(rules, { attribution: attributionOf({ newCustomersOnly: false, lateEntryDays: 100 }) });
const first = ruleOf("first");
const each = ruleOf("each", { on: { event: "purchase" }, grant: points(5) });
const hello = ruleOf("hello", { recipient: "friend", on: { event: "signup" }, grant: points(1) });
const people = ["ann", "ben"];
const bought = (orderId: string, advocate: string | null, at = day(5), amountMinor = 1000, who = "fay") =>
  purchase(who, orderId, amountMinor, at, { code: advocate === null ? null : codeOf(advocate) });
const told = (document: unknown, events: readonly EngineEvent[]) => tell(snapshotOf([{ document }], people), events);

/** The snapshot with a next version published. */
function published(snapshot: Snapshot, document: unknown): Snapshot {
  const rules = rulesFrom(document);
  const programs = snapshot.programs.map((program) => ({
    ...program,
    version: program.version + 1,
    plan: joinPlans(program.plan, planOf(rules)),
    rules: new Map([...program.rules, [program.version + 1, rules]]),
  }));
  return { ...snapshot, programs };
}

describe("where orders are bound, a purchase", () => {
  const document = byOrder([hello, first, each]);
  const decideAll = (events: readonly EngineEvent[]) => decide(snapshotOf([{ document }], people), events);

  it("makes a referral of its own by the code it brings, also when another advocate brought the one before", () => {
    const decided = decideAll([bought("o1", "ann"), bought("o2", "ben"), bought("o3", "ann")]);
    expect(decided.outcomes.map(linesOf)).toEqual(Array(3).fill(["hello 1", "first 1000", "each 5"]));
    expect(referralsOf(decided)).toMatchObject([
      { orderId: "o1", advocateId: idOf("ann"), status: "converted", conversionOrderId: "o1", qualifyingCount: 1 },
      { orderId: "o2", advocateId: idOf("ben"), status: "converted", conversionOrderId: "o2", qualifyingCount: 1 },
      { orderId: "o3", advocateId: idOf("ann"), status: "converted", conversionOrderId: "o3", qualifyingCount: 1 },
    ]);
  });

  it("makes it by the click that it brings", () => {
    const clicks = [{ code: codeOf("ben"), at: Date.parse(day(4)), channel: null }];
    const decided = decideAll([purchase("fay", "o1", 1000, day(5), { clicks })]);
    expect(referralsOf(decided)).toMatchObject([{ orderId: "o1", source: "click", advocateId: idOf("ben") }]);
  });

  it("that brings nothing concerns no advocate, though its buyer is a friend", () => {
    const events = [signup("fay", "ann", day(1)), bought("o1", "ann"), bought("o2", null)];
    expect(told(document, events)).toEqual([["hello 1"], ["hello 1", "first 1000", "each 5"], []]);
  });

  it("is not decided when its friend signs up later", () => {
    const events = [bought("o1", null), custom("lead", "fay", "e1", day(5)), signup("fay", "ann", day(1))];
    const lead = ruleOf("lead", { on: { event: "lead" }, grant: cash(7) });
    expect(told(byOrder([hello, first, lead]), events)).toEqual([[], [], ["hello 1", "lead 7"]]);
  });

  it("is the first of its referral, so that later ones are none of it", () => {
    const rules = byOrder([ruleOf("second", { on: { event: "purchase", nth: { from: 2 } } })]);
    expect(told(rules, [bought("o1", "ann"), bought("o2", "ann")])).toEqual([["second not_nth"], ["second not_nth"]]);
  });

  it("of another currency than the program's makes a referral that does not convert", () => {
    const foreign = { ...bought("o1", "ann"), currency: "EUR" };
    const decided = decideAll([foreign]);
    expect(decided.outcomes.map(linesOf)).toEqual([["hello 1", "first currency_mismatch", "each currency_mismatch"]]);
    expect(referralsOf(decided)).toMatchObject([{ orderId: "o1", status: "attributed" }]);
  });

  it("is told with its order, and an ordinary referral without", () => {
    const { outcomes, state } = decideAll([signup("fay", "ann", day(1)), bought("o1", "ann")]);
    const replies = outcomes.map((outcome) => presentOutcome(state, outcome, new Date(0), false));
    expect(replies).toMatchObject([
      { results: [{ referral: { orderId: null, status: "attributed" } }] },
      { results: [{ referral: { orderId: "o1", status: "converted" } }] },
    ]);
  });

  it("that is repeated answers the first decisions and makes nothing", () => {
    const before = snapshotAfter(decideAll([bought("o1", "ann")]).state);
    const again = decide(before, [bought("o1", "ann")]);
    expect(again.outcomes).toMatchObject([{ kind: "duplicate", results: [{ referral: { orderId: "o1" } }] }]);
    expect(referralsOf(again)).toHaveLength(1);
  });
});

describe("where orders are bound, an order is refused", () => {
  const refusals = (document: unknown, events: readonly EngineEvent[]) =>
    refusalsOf(decide(snapshotOf([{ document }], people), events));

  it("to buyers who use their own code, and leaves a refused referral with the order", () => {
    const decided = decide(snapshotOf([{ document: byOrder([first]) }], people), [
      bought("o1", "ann", day(5), 1000, "ann"),
    ]);
    expect(referralsOf(decided)).toMatchObject([{ rejectedReason: "self_referral", orderId: "o1", newFriend: false }]);
    expect(rewardLines(decided)).toEqual([]);
  });

  it("where its buyer is above the advocate by ordinary referrals, but not by an order bound to the advocate", () => {
    const document = byOrder([first]);
    const annBuysByBen = bought("a1", "ben", day(2), 1000, "ann");
    const benBuysByAnn = bought("b1", "ann", day(3), 1000, "ben");
    expect(refusals(document, [signup("ann", "ben", day(1)), benBuysByAnn])).toEqual([null, "cycle"]);
    expect(refusals(document, [annBuysByBen, benBuysByAnn])).toEqual([null, null]);
  });

  it("to an existing customer only in a program for new ones", () => {
    const orders = [bought("o1", "ann", day(1)), bought("o2", "ann", day(2))];
    expect(refusals(byOrder([first]), orders)).toEqual([null, null]);
    expect(refusals(byOrder([first], { newCustomersOnly: true }), orders)).toEqual([null, "existing_customer"]);
  });

  it("too late after the first signup, as for everyone", () => {
    const orders = [signup("fay", null, day(1)), bought("o1", "ann", day(15)), bought("o2", "ann", day(16))];
    expect(refusals(byOrder([first], { lateEntryDays: 14 }), orders)).toEqual([null, "too_late"]);
  });

  it("never for being referred already; a second signup is", () => {
    const events = [signup("fay", "ann", day(1)), bought("o1", "ben"), signup("fay", "ben", day(6))];
    expect(refusals(byOrder([first]), events)).toEqual([null, null, "already_referred"]);
    expect(refusals(byOrder([first]), events.slice(1))).toEqual([null, null]);
  });

  it("and asks no rule but those for the actor", () => {
    const own = ruleOf("own", { recipient: "actor", on: { event: "purchase" }, grant: points(3) });
    expect(told(byOrder([first, own]), [bought("o1", "unknown")])).toEqual([["own 3"]]);
  });
});

describe("where orders are bound, a refund", () => {
  const decideAll = (...events: EngineEvent[]) =>
    decide(snapshotOf([{ document: byOrder([first, each]) }], people), events);

  it("of a whole order takes what it gave and its conversion, which moves to no other order", () => {
    const decided = decideAll(bought("o1", "ann"), bought("o2", "ann"), refund("o1", "r1", 1000, day(6)));
    expect(rewardLines(decided)).toEqual([
      "first order:o1 0 voided",
      "each order:o1 0 voided",
      "first order:o2 1000 approved",
      "each order:o2 5 approved",
    ]);
    expect(referralsOf(decided)).toMatchObject([
      { status: "attributed", conversionOrderId: null, reversals: 1, qualifyingCount: 0 },
      { status: "converted", conversionOrderId: "o2", reversals: 0 },
    ]);
    expect(decided.state.notices.map(({ type }) => type)).toContain("referral.reverted");
  });

  it("that came first is counted when its order is decided", () => {
    const decided = decideAll(refund("o1", "r1", 1000, day(6)), bought("o1", "ann"));
    expect(referralsOf(decided)).toMatchObject([{ orderId: "o1", status: "attributed", reversals: 1 }]);
  });

  it("in a later batch changes its own order's rewards alone", () => {
    const before = snapshotAfter(decideAll(bought("o1", "ann"), bought("o2", "ben")).state);
    const after = decide(before, [refund("o2", "r1", 1000, day(6))]);
    expect(rewardLines(after)).toContain("first order:o1 1000 approved");
    expect(rewardLines(after)).toContain("first order:o2 0 voided");
  });
});

describe("where orders are bound, an advocate's numbers", () => {
  const tiered = (by: string, window: unknown = "lifetime") =>
    byOrder([
      ruleOf("tier", {
        on: { event: "purchase" },
        grant: points(1),
        tiers: { by, window, steps: [2, 3].map((from) => ({ from, grant: points(from) })) },
      }),
    ]);
  const orders = [bought("o1", "ann"), bought("o2", "ann"), bought("o3", "ann")];

  it("count the conversion of each order", () => {
    expect(told(tiered("conversions"), orders)).toEqual([["tier 1"], ["tier 2"], ["tier 3"]]);
    expect(told(tiered("conversions", { rollingDays: 5 }), orders)).toEqual([["tier 1"], ["tier 2"], ["tier 3"]]);
  });

  it("count the revenue of each order", () => {
    const small = orders.map((order) => ({ ...order, amountMinor: 1n }));
    expect(told(tiered("revenue"), small)).toEqual([["tier 1"], ["tier 2"], ["tier 3"]]);
  });

  it.each(["lifetime", { rollingDays: 30 }])("count a friend once as a signup, in %j", (window) => {
    const document = tiered("signups", window);
    const others = [bought("o4", "ann", day(6), 1000, "gus"), bought("o5", "ann", day(7))];
    expect(told(document, [...orders, ...others])).toEqual([
      ["tier 1"],
      ["tier 1"],
      ["tier 1"],
      ["tier 2"],
      ["tier 2"],
    ]);
    const signedUp = [signup("fay", "ann", day(1)), ...orders, bought("o4", "ben")];
    expect(told(document, signedUp)).toEqual([[], ["tier 1"], ["tier 1"], ["tier 1"], ["tier 1"]]);
    const signsUpLater = [bought("o1", "ann"), signup("fay", "ann", day(6)), bought("o2", "ann")];
    expect(told(document, signsUpLater)).toEqual([["tier 1"], [], ["tier 1"]]);
  });
});

describe("the actor, where orders are bound,", () => {
  const own = ruleOf("own", { recipient: "actor", on: { event: "purchase" }, grant: points(3) });
  const joined = ruleOf("joined", { recipient: "actor", on: { event: "signup" }, grant: points(2) });

  it("earns for each purchase once, with a code and without", () => {
    const events = [signup("fay", "ann", day(1)), bought("o1", "ann"), bought("o2", null)];
    expect(told(byOrder([own, first]), events)).toEqual([[], ["own 3", "first 1000"], ["own 3"]]);
  });

  it("has signed up once, however many orders bring a code", () => {
    const events = [signup("fay", "ann", day(1)), bought("o1", "ann"), bought("o2", "ben")];
    expect(told(byOrder([joined, hello]), events)).toEqual([["joined 2", "hello 1"], ["hello 1"], ["hello 1"]]);
    const unreferred = [signup("fay", null, day(1)), bought("o1", "ann")];
    expect(told(byOrder([joined, hello]), unreferred)).toEqual([["joined 2"], ["hello 1"]]);
  });
});

describe("the latest version says what is bound", () => {
  const rules = [hello, first, each];
  const [friends, orders] = [byFriend(rules), byOrder(rules)];

  it("from orders on, the friend's referral is asked for purchases no more, and keeps what it has", () => {
    const events = [signup("fay", "ann", day(1)), bought("o1", null, day(2))];
    const before = decide(snapshotOf([{ document: friends }], people), events);
    expect(before.outcomes.map(linesOf)).toEqual([["hello 1"], ["first 1000", "each 5"]]);
    const after = decide(published(snapshotAfter(before.state), orders), [
      bought("o2", null, day(3)),
      bought("o3", "ben", day(4)),
      refund("o1", "r1", 1000, day(5)),
    ]);
    expect(after.outcomes.map(linesOf)).toEqual([[], ["hello 1", "first 1000", "each 5"], []]);
    expect(referralsOf(after)).toMatchObject([
      { orderId: null, version: 1, status: "attributed", reversals: 1 },
      { orderId: "o3", version: 2, status: "converted" },
    ]);
  });

  it("from friends on, what a signup made is asked for purchases, and an order's referral for its order alone", () => {
    const events = [signup("fay", "ann", day(1)), bought("o1", "ben", day(2))];
    const before = decide(snapshotOf([{ document: orders }], people), events);
    const after = decide(published(snapshotAfter(before.state), friends), [
      bought("o2", "ben", day(3)),
      refund("o1", "r1", 1000, day(4)),
      bought("o3", null, day(5)),
    ]);
    expect(after.outcomes.map(linesOf)).toEqual([["first 1000", "each 5"], [], ["each 5"]]);
    expect(referralsOf(after)).toMatchObject([
      { orderId: null, advocateId: idOf("ann"), conversionOrderId: "o2", qualifyingCount: 2 },
      { orderId: "o1", advocateId: idOf("ben"), status: "attributed", conversionOrderId: null },
    ]);
  });

  it("a conversion of friends never moves to an order that has a referral of its own", () => {
    const begun = decide(snapshotOf([{ document: friends }], people), [
      signup("fay", "ann", day(1)),
      bought("o1", null, day(2)),
    ]);
    const ordered = decide(published(snapshotAfter(begun.state), orders), [bought("o2", "ann", day(3))]);
    const back = decide(published(snapshotAfter(ordered.state), friends), [
      bought("o3", null, day(4)),
      refund("o1", "r1", 1000, day(5)),
    ]);
    expect(referralsOf(back)).toMatchObject([
      { orderId: null, conversionOrderId: "o3" },
      { orderId: "o2", conversionOrderId: "o2" },
    ]);
  });
});
