import { describe, expect, it, test } from "vitest";
import { presentOutcome } from "../loop/presentOutcome.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { cash, documentOf, points, ruleOf } from "../testing/documents.ts";
import { click, codeOf, purchase, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { rewardsOf, tell } from "../testing/telling.ts";
import { decide } from "./decide.ts";

// Pay per click: rewards for the owner of the code of a share link.

const DAY_1 = "2026-01-01T10:00:00Z";
const DAY_2 = "2026-01-02T10:00:00Z";
const perClick = (more: object = {}) => ruleOf("click", { on: { event: "click" }, grant: cash(5), ...more });
const paying = (more: object = {}) => snapshotOf(documentOf([perClick(more)]), ["ann", "ben"]);
const when = (field: string, op: string, value: unknown) => ({ when: [{ field, op, value }] });

describe("a click", () => {
  it("earns the owner of the code what rules on clicks give, and asks no other rule", () => {
    const rules = documentOf([perClick(), ruleOf("cash"), ruleOf("hello", { on: { event: "signup" } })]);
    const { outcomes, state } = decide(snapshotOf(rules), [click("ann", "clk_1", DAY_1)]);
    expect(tell(snapshotOf(rules), [click("ann", "clk_1", DAY_1)])).toEqual([["click 5"]]);
    expect(rewardsOf(state)).toMatchObject([
      { participantId: "par_ann", recipient: "advocate", source: "click:clk_1", trigger: "click", status: "approved" },
    ]);
    expect([...state.referrals]).toEqual([]);
    const [reply] = outcomes.map((outcome) => presentOutcome(state, outcome, new Date(0), false));
    expect(reply).toMatchObject({
      event: { type: "click" },
      results: [{ program: "p", referral: null, rewards: [{ participant: "ann", referralId: null, orderId: null }] }],
    });
  });

  it("is paid once, however often it is delivered, in one batch or another", () => {
    const first = click("ann", "clk_1", DAY_1);
    expect(tell(paying(), [first, first, click("ann", "clk_2", DAY_1)])).toEqual([
      ["click 5"],
      ["duplicate", "click 5"],
      ["click 5"],
    ]);
    const after = snapshotAfter(decide(paying(), [first]).state);
    expect(tell(after, [first])).toEqual([["duplicate", "click 5"]]);
  });

  it("that was not paid is not paid when it comes again", () => {
    const paused = snapshotOf([{ document: documentOf([perClick()]), status: "paused" }]);
    const after = snapshotAfter(decide(paused, [click("ann", "clk_1", DAY_1)]).state);
    const resumed = { ...after, programs: after.programs.map((each) => ({ ...each, status: "active" as const })) };
    expect(tell(resumed, [click("ann", "clk_1", DAY_1), click("ann", "clk_2", DAY_1)])).toEqual([
      ["duplicate"],
      ["click 5"],
    ]);
  });

  it("hangs all its rewards on one membership of the owner", () => {
    const { state } = decide(paying(), [click("ann", "clk_1", DAY_1), click("ann", "clk_2", DAY_1)]);
    const hung = new Set(rewardsOf(state).map(({ referralId }) => referralId));
    expect([...state.memberships.keys()]).toEqual([...hung]);
    expect([...hung][0]).toMatch(/^mem_/);
  });
});

test("the first click locks its owner as an event of their own would, later ones only look at them", () => {
  const ann = (decided: ReturnType<typeof decide>) => decided.state.participants.get("par_ann");
  const first = decide(paying(), [click("ann", "clk_1", DAY_1)]);
  const second = decide(snapshotAfter(first.state), [click("ann", "clk_2", DAY_1)]);
  expect([ann(first), ann(second)]).toMatchObject([
    { touched: true, watched: true },
    { touched: false, watched: true },
  ]);
});

describe("nothing is decided about a click", () => {
  const outcomeOf = (snapshot: Parameters<typeof tell>[0], event = click("ann", "clk_1", DAY_1)) => {
    const { state } = decide(snapshot, [event]);
    return state.events.map(({ entries }) => entries);
  };
  const program = (more: object) => snapshotOf([{ document: documentOf([perClick()]), ...more }]);
  const owner = (more: object) => snapshotOf(documentOf([perClick()]), [{ externalId: "ann", ...more }]);
  const restricted = (more: object) => {
    const snapshot = paying();
    return { ...snapshot, codes: snapshot.codes.map((code) => ({ ...code, ...more })) };
  };

  it.each([
    ["while its program is paused", program({ status: "paused" })],
    ["once it has ended", program({ endsAt: Date.parse(DAY_1) })],
    ["before it starts", program({ startsAt: Date.parse(DAY_2) })],
    ["by a disabled code", restricted({ disabled: true })],
    ["by a code that has ended", restricted({ expiresAt: Date.parse(DAY_1) })],
    ["by a code that is used up", restricted({ maxUses: 1, uses: 1 })],
    ["of an owner who is blocked", owner({ blocked: true })],
    [
      "of an owner who may not be an advocate",
      snapshotOf(documentOf([perClick()], { eligibility: { approval: "application" } })),
    ],
    ["where no rule of the latest version listens", snapshotOf(documentOf([ruleOf("cash")]))],
  ])("%s", (_, snapshot) => {
    expect(outcomeOf(snapshot)).toEqual([[]]);
  });

  it("by an unknown code", () => {
    expect(outcomeOf(paying(), click("unknown", "clk_1", DAY_1))).toEqual([[]]);
  });

  it("in a program that has no dates and is active it is", () => {
    expect(outcomeOf(program({ startsAt: Date.parse(DAY_1), endsAt: Date.parse(DAY_2) }))).toMatchObject([[{}]]);
  });
});

describe("the facts of a click", () => {
  it.each([
    ["event.name", "eq", "click"],
    ["event.occurredAt", "before", DAY_2],
    ["referral.channel", "eq", "mail"],
    ["referral.source", "eq", "click"],
    ["advocate.country", "eq", "GB"],
    ["advocate.segments", "contains", "vip"],
    ["advocate.conversions", "eq", 1],
    ["advocate.revenueMinor", "eq", 700],
  ])("know %s", (field, op, value) => {
    const ann = { externalId: "ann", country: "GB", segments: ["vip"] };
    const snapshot = snapshotOf(documentOf([perClick(when(field, op, value))]), [ann]);
    const events = [
      signup("fay", "ann", DAY_1),
      purchase("fay", "o1", 700, DAY_1),
      click("ann", "clk_1", DAY_1, { channel: "mail" }),
    ];
    expect(tell(snapshot, events).at(-1)).toEqual(["click 5"]);
  });

  it.each([
    ["friend.country", "eq", "GB"],
    ["friend.segments", "contains", "vip"],
    ["friend.ageDays", "gte", 0],
    ["order.amountMinor", "gte", 0],
    ["order.isFirst", "eq", true],
    ["event.metadata.page", "eq", "home"],
    ["referral.channel", "eq", "mail"],
  ])("lack %s: there is no friend, and nothing was ordered", (field, op, value) => {
    const ann = { externalId: "ann", country: "DE", segments: ["vip"], firstSignupAt: 0 };
    const snapshot = snapshotOf(documentOf([perClick(when(field, op, value))]), [ann]);
    expect(tell(snapshot, [click("ann", "clk_1", DAY_1)])).toEqual([["click fact_missing"]]);
  });
});

test("advocates above the owner are rewarded where a rule says so", () => {
  const rules = documentOf([perClick(), perClick({ id: "above", recipient: { ancestor: 2 } })]);
  const events = [click("ben", "clk_1", DAY_1), signup("ben", "ann", DAY_1), click("ben", "clk_2", DAY_1)];
  const { state } = decide(snapshotOf(rules, ["ann", "ben"]), events);
  expect(tell(snapshotOf(rules, ["ann", "ben"]), events)).toEqual([
    ["click 5", "above no_recipient"],
    [],
    ["click 5", "above 5"],
  ]);
  expect(rewardsOf(state).map(({ participantId }) => participantId)).toEqual(["par_ben", "par_ben", "par_ann"]);
});

test("tiers go by the owner's numbers", () => {
  const tiers = { by: "signups", window: "lifetime", steps: [{ from: 1, grant: cash(9) }] };
  const events = [
    click("ann", "clk_1", DAY_1),
    signup("fay", "ann", DAY_1),
    click("ann", "clk_2", DAY_1),
    click("ben", "clk_3", DAY_1),
  ];
  expect(tell(paying({ tiers }), events)).toEqual([["click 5"], [], ["click 9"], ["click 5"]]);
});

test("limits are each owner's own, in the period of the click", () => {
  const limits = [{ per: "recipient", period: "day", count: 2 }];
  const events = [
    click("ann", "clk_1", DAY_1),
    click("ann", "clk_2", DAY_1),
    click("ann", "clk_3", DAY_1),
    click("ben", "clk_4", DAY_1),
    click("ann", "clk_5", DAY_2),
  ];
  const told = [["click 5"], ["click 5"], ["click limit_reached"], ["click 5"], ["click 5"]];
  expect(tell(paying({ limits }), events)).toEqual(told);
});

test("groups, holds and amounts limits are as everywhere", () => {
  const rules = documentOf([
    perClick({ group: "one", holdDays: 3 }),
    perClick({ id: "other", group: "one" }),
    perClick({ id: "points", grant: points(3), limits: [{ per: "recipient", period: "month", amountMinor: 4 }] }),
  ]);
  const events = [click("ann", "clk_1", DAY_1), click("ann", "clk_2", DAY_1)];
  expect(tell(snapshotOf(rules), events)).toEqual([
    ["click 5", "other group_taken", "points 3"],
    ["click 5", "other group_taken", "points 1"],
  ]);
  const [held] = rewardsOf(decide(snapshotOf(rules), events).state);
  expect(held).toMatchObject({ status: "pending", holdUntil: Date.parse("2026-01-04T10:00:00Z") });
});

describe("a budget that clicks use up", () => {
  const dry = (period: string) => {
    const budget = { amountMinor: 10, currency: "GBP", period, onExhausted: "pause_program" };
    return snapshotOf(documentOf([perClick()], { budget }));
  };

  it("pauses the program from the next click on", () => {
    const events = ["1", "2", "3", "4"].map((id) => click("ann", id, DAY_1));
    expect(tell(dry("lifetime"), events)).toEqual([["click 5"], ["click 5"], ["click budget_exhausted"], []]);
  });

  it("and a click of another period resumes it", () => {
    const events = ["1", "2", "3"].map((id) => click("ann", id, DAY_1));
    expect(tell(dry("day"), [...events, click("ann", "4", DAY_2)]).at(-1)).toEqual(["click 5"]);
  });
});

test("the owner of a code has a membership by their clicks and is a friend by their referral, side by side", () => {
  const rules = documentOf([
    perClick(),
    ruleOf("hello", { recipient: "actor", on: { event: "signup" }, grant: points(1) }),
    ruleOf("own", { recipient: "actor", on: { event: "purchase" }, grant: points(2) }),
  ]);
  const events = [
    click("ben", "clk_1", DAY_1),
    signup("ben", "ann", DAY_1),
    purchase("ben", "o1", 100, DAY_1),
    click("ben", "clk_2", DAY_1),
  ];
  expect(tell(snapshotOf(rules, ["ann", "ben"]), events)).toEqual([["click 5"], ["hello 1"], ["own 2"], ["click 5"]]);
});

test("a click uses no use of its code, and relies on there being one", () => {
  const snapshot = paying();
  const codes = snapshot.codes.map((code) => ({ ...code, maxUses: 3, uses: 1 }));
  const { state } = decide({ ...snapshot, codes }, [click("ann", "clk_1", DAY_1)]);
  expect([...state.codeUses]).toEqual([[codeOf("ann"), { version: 1, added: 0, high: 2 }]]);
});
