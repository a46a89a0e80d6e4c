import { describe, expect, it, test } from "vitest";
import type { RewardStatus } from "../../domain/rewardState.ts";
import type { EngineEvent } from "../events/events.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { atLeast, cash, cashRate, documentOf, ruleOf } from "../testing/documents.ts";
import { purchase, refund, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { linesOf, referralsOf, rewardLines, tellLast } from "../testing/telling.ts";
import type { Decided } from "./decide.ts";
import { decide } from "./decide.ts";

const friend = signup("fay", "ann", "2026-01-01");
const buy = (order: string, at: string, amount = 5000) => purchase("fay", order, amount, at);
const decideFor = (rewards: Parameters<typeof documentOf>[0], events: EngineEvent[], more = {}): Decided =>
  decide(snapshotOf(documentOf(rewards, more)), [friend, ...events]);
const flagsOf = ({ outcomes }: Decided) =>
  outcomes.map((outcome) => (outcome.kind === "decided" ? outcome.record.flags : []));

describe("an order refunded below what qualifies", () => {
  const qualifies = [atLeast(3000)];
  const second = ruleOf("second", { on: { event: "purchase", nth: { from: 2, to: 2 } } });

  it("counts for nth no more, and gives its place to the next", () => {
    const events = [
      buy("o1", "2026-01-02"),
      buy("o2", "2026-01-03"),
      refund("o1", "x1", 2001, "2026-01-04"),
      buy("o3", "2026-01-05"),
      buy("o4", "2026-01-06"),
    ];
    const told = decideFor([second], events, { qualifies }).outcomes.map(linesOf);
    // The second reward was granted before the refund and stays; the third order is second again.
    expect(told.slice(1)).toEqual([["second not_nth"], ["second 1000"], [], ["second 1000"], ["second not_nth"]]);
  });

  it("counts on while what is left qualifies", () => {
    const events = [
      buy("o1", "2026-01-02"),
      buy("o2", "2026-01-03"),
      refund("o1", "x1", 2000, "2026-01-04"),
      buy("o3", "2026-01-05"),
    ];
    expect(decideFor([second], events, { qualifies }).outcomes.map(linesOf).at(-1)).toEqual(["second not_nth"]);
  });

  it("stays out once it is out, whatever is refunded later", () => {
    const events = [
      buy("o1", "2026-01-02"),
      refund("o1", "x1", 2001, "2026-01-03"),
      refund("o1", "x2", 1, "2026-01-04"),
    ];
    const [referral] = referralsOf(decideFor([second], events, { qualifies }));
    expect(referral).toMatchObject({ status: "attributed", qualifyingCount: 0, reversals: 1, convertedAt: null });
  });
});

describe("a conversion that is refunded moves", () => {
  it("to the earliest by occurredAt, then by arrival, of those that still qualify", () => {
    const events = [
      buy("o1", "2026-01-02"),
      buy("late", "2026-01-05"),
      buy("first", "2026-01-04"),
      buy("twin", "2026-01-04"),
      refund("o1", "x1", 5000, "2026-01-06"),
    ];
    const decided = decideFor([ruleOf("c")], events);
    expect(rewardLines(decided)).toEqual(["c order:o1 0 voided", "c order:first 1000 approved"]);
    const [referral] = referralsOf(decided);
    expect(referral).toMatchObject({
      status: "converted",
      conversionOrderId: "first",
      qualifyingCount: 3,
      reversals: 1,
    });
    expect(new Date(referral?.convertedAt ?? 0).toISOString()).toBe("2026-01-04T00:00:00.000Z");
  });

  it("and again, when that one is refunded, until none is left", () => {
    const events = [
      buy("o1", "2026-01-02"),
      buy("o2", "2026-01-03"),
      refund("o1", "x1", 5000, "2026-01-04"),
      refund("o2", "x2", 5000, "2026-01-05"),
    ];
    const decided = decideFor([ruleOf("c")], events);
    expect(rewardLines(decided)).toEqual(["c order:o1 0 voided", "c order:o2 0 voided"]);
    expect(referralsOf(decided)[0]).toMatchObject({ status: "attributed", qualifyingCount: 0, reversals: 2 });
  });

  it("to an order at its own net, which a later refund of it is measured against", () => {
    const rules = [ruleOf("rate", { grant: cashRate(1000) }), ruleOf("fixed", { onRefund: "proportional" })];
    const events = [
      buy("o1", "2026-01-02"),
      buy("o2", "2026-01-03", 4000),
      refund("o2", "x1", 2000, "2026-01-04"),
      refund("o1", "x2", 5000, "2026-01-05"),
    ];
    const moved = decideFor(rules, events);
    expect(rewardLines(moved).slice(2)).toEqual(["rate order:o2 200 approved", "fixed order:o2 1000 approved"]);
    const again = decide(snapshotAfter(moved.state), [refund("o2", "x3", 1000, "2026-01-06")]);
    expect(rewardLines(again).slice(2)).toEqual(["rate order:o2 100 approved", "fixed order:o2 500 approved"]);
  });

  it("finds its group held by what the order earned as a purchase", () => {
    const rules = [
      ruleOf("c", { group: "g" }),
      ruleOf("p", { on: { event: "purchase" }, group: "g", grant: cash(300) }),
    ];
    const events = [buy("o1", "2026-01-02"), buy("o2", "2026-01-03"), refund("o1", "x1", 5000, "2026-01-04")];
    const decided = decideFor(rules, events);
    expect(decided.outcomes.map(linesOf).slice(1)).toEqual([["c 1000", "p group_taken"], ["p 300"], ["c group_taken"]]);
    expect(referralsOf(decided)[0]).toMatchObject({ status: "converted", conversionOrderId: "o2" });
  });

  it("is decided in the period of the order that it moved to", () => {
    const limits = [{ per: "recipient", period: "month", count: 1 }];
    const gus = [signup("gus", "ann", "2026-01-01"), purchase("gus", "g1", 5000, "2026-02-02")];
    const events = [...gus, buy("o1", "2026-01-02"), buy("o2", "2026-02-03"), refund("o1", "x1", 5000, "2026-03-01")];
    expect(
      decideFor([ruleOf("c", { limits })], events)
        .outcomes.map(linesOf)
        .at(-1),
    ).toEqual(["c limit_reached"]);
  });

  it("is decided on the advocate's conversions as of now", () => {
    const second = [{ field: "advocate.conversions", op: "gte", value: 2 }];
    const gus = [signup("gus", "ann", "2026-01-01"), purchase("gus", "g1", 5000, "2026-01-04")];
    const events = [buy("o1", "2026-01-02"), buy("o2", "2026-01-03"), ...gus, refund("o1", "x1", 5000, "2026-01-05")];
    const told = decideFor([ruleOf("c", { when: second })], events).outcomes.map(linesOf);
    expect(told.slice(1)).toEqual([["c condition_not_met"], [], [], ["c 1000"], ["c 1000"]]);
  });

  it("asks no purchase rule again", () => {
    const rules = [ruleOf("p", { on: { event: "purchase", nth: { from: 1, to: 1 } } })];
    const events = [buy("o1", "2026-01-02"), buy("o2", "2026-01-03"), refund("o1", "x1", 5000, "2026-01-04")];
    const decided = decideFor(rules, events);
    expect(decided.outcomes.map(linesOf).at(-1)).toEqual([]);
    expect(rewardLines(decided)).toEqual(["p order:o1 0 voided"]);
  });
});

describe("a refund that comes before its purchase", () => {
  const rate = [ruleOf("rate", { grant: cashRate(1000) })];

  it("waits, and takes its part away as soon as the purchase is decided", () => {
    const decided = decideFor(rate, [refund("o1", "x1", 1500, "2026-01-01"), buy("o1", "2026-01-02")]);
    expect(decided.outcomes.map(({ kind, ...rest }) => [kind, "waits" in rest && rest.waits])).toEqual([
      ["decided", false],
      ["decided", true],
      ["decided", false],
    ]);
    expect(decided.outcomes.map(linesOf).at(-1)).toEqual(["rate 500"]);
    expect(rewardLines(decided)).toEqual(["rate order:o1 350 approved"]);
  });

  it("waits with others, and what goes beyond the order is flagged on the purchase", () => {
    const waiting = [refund("o1", "x1", 3000, "2026-01-01"), refund("o1", "x2", 2001, "2026-01-01")];
    const decided = decideFor(rate, [...waiting, buy("o1", "2026-01-02")]);
    expect(flagsOf(decided)).toEqual([[], [], [], ["over_refund"]]);
    expect(rewardLines(decided)).toEqual(["rate order:o1 0 voided"]);
    expect(decided.state.purchases.get("o1")?.now).toMatchObject({
      refundedMinor: 5000n,
      overRefunds: 1,
      history: [{ key: "refund:x1" }, { key: "refund:x2" }],
    });
  });

  it("in another currency than the purchase does nothing to it", () => {
    const decided = decideFor(rate, [refund("o1", "x1", 5000, "2026-01-01", "EUR"), buy("o1", "2026-01-02")]);
    expect(rewardLines(decided)).toEqual(["rate order:o1 500 approved"]);
    expect(decided.state.purchases.get("o1")?.now).toMatchObject({ currency: "GBP", refundedMinor: 0n });
    expect(flagsOf(decided).at(-1)).toEqual(["currency_mismatch"]);
  });

  it("waits beside one in another currency, and the purchase tells which of them counts", () => {
    const waiting = [refund("o1", "x1", 1, "2026-01-01", "EUR"), refund("o1", "x2", 1000, "2026-01-01")];
    const decided = decideFor(rate, [...waiting, buy("o1", "2026-01-02")]);
    expect(flagsOf(decided)).toEqual([[], [], [], ["currency_mismatch"]]);
    expect(rewardLines(decided)).toEqual(["rate order:o1 400 approved"]);
  });

  it("is refused when a hundred wait already", () => {
    const waiting = Array.from({ length: 101 }, (_, index) => refund("o1", `x${index}`, 1, "2026-01-01"));
    const told = decideFor(rate, waiting).outcomes.map(linesOf);
    expect([told[100], told[101]]).toEqual([[], ["too_many_refunds"]]);
  });
});

describe("refunds that waited", () => {
  const conversion = ruleOf("c", { on: { event: "conversion" } });

  it("of an order of nothing, which earns nothing, go beyond it", () => {
    const decided = decideFor([conversion], [refund("o1", "x1", 1, "2026-01-03"), buy("o1", "2026-01-02", 0)]);
    expect([rewardLines(decided), flagsOf(decided).at(-1)]).toEqual([[], ["over_refund"]]);
  });

  it("are taken one by one, so that a net on the way can end what the last would have left", () => {
    const qualifies = [{ field: "order.amountMinor", op: "ne", value: 1000 }];
    const refunds = [refund("o1", "x1", 2000, "2026-01-03"), refund("o1", "x2", 500, "2026-01-03")];
    const late = decideFor([conversion], [...refunds, buy("o1", "2026-01-02", 3000)], { qualifies });
    const inOrder = decideFor([conversion], [buy("o1", "2026-01-02", 3000), ...refunds], { qualifies });
    expect(rewardLines(late)).toEqual([expect.stringMatching(/^c order:o1 0 voided$/)]);
    expect(rewardLines(late)).toEqual(rewardLines(inOrder));
  });
});

describe("refunds of a known order", () => {
  it("up to its amount are not flagged, the one that goes beyond is, and counts up to the amount", () => {
    const events = [
      buy("o1", "2026-01-02"),
      refund("o1", "x1", 4000, "2026-01-03"),
      refund("o1", "x2", 1000, "2026-01-03"),
      refund("o1", "x3", 1, "2026-01-03"),
    ];
    const decided = decideFor([ruleOf("c")], events);
    expect(flagsOf(decided)).toEqual([[], [], [], [], ["over_refund"]]);
    expect(decided.state.purchases.get("o1")?.now.refundedMinor).toBe(5000n);
  });

  it("in another currency are refused and change nothing", () => {
    const decided = decideFor([ruleOf("c")], [buy("o1", "2026-01-02"), refund("o1", "x1", 5000, "2026-01-03", "EUR")]);
    expect(decided.outcomes.map(linesOf).at(-1)).toEqual(["currency_mismatch"]);
    expect(rewardLines(decided)).toEqual(["c order:o1 1000 approved"]);
  });

  it("that no program decided change no reward", () => {
    const snapshot = snapshotOf(documentOf([ruleOf("c")]));
    expect(tellLast(snapshot, [buy("o1", "2026-01-02"), refund("o1", "x1", 5000, "2026-01-03")])).toEqual([]);
  });

  it("leave signup rewards alone", () => {
    const rules = [ruleOf("s", { on: { event: "signup" } })];
    const decided = decideFor(rules, [buy("o1", "2026-01-02"), refund("o1", "x1", 5000, "2026-01-03")]);
    expect(rewardLines(decided)).toEqual(["s signup 1000 approved"]);
  });

  it("test `when` with the facts seen then", () => {
    const first = [{ field: "order.isFirst", op: "eq", value: true }];
    const early = purchase("fay", "o0", 5000, "2026-01-01T12:00:00Z");
    const events = [buy("o1", "2026-01-02"), early, refund("o1", "x1", 1, "2026-01-03")];
    const decided = decideFor([ruleOf("c", { when: first })], events);
    expect(rewardLines(decided)).toEqual(["c order:o1 1000 approved"]);
  });
});

test.each<[RewardStatus, string, string]>([
  ["pending", "voided", "participant:par_ann:pending"],
  ["in_review", "voided", "participant:par_ann:pending"],
  ["approved", "voided", "participant:par_ann:available"],
  ["fulfilled", "clawed_back", "participant:par_ann:available"],
])("a reward that is %s ends %s and is taken from %s", (status, ended, account) => {
  const before = snapshotAfter(decideFor([ruleOf("c")], [buy("o1", "2026-01-02")]).state);
  const rewards = before.rewards.map((reward) => ({ ...reward, status }));
  const { state } = decide({ ...before, rewards }, [refund("o1", "x1", 5000, "2026-01-03")]);
  expect([...state.rewards.byId.values()][0]?.now).toMatchObject({ status: ended, voidReason: "refund" });
  expect(state.postings).toMatchObject([{ source: account, destination: "program:prog_p:reward_cost", amount: 1000n }]);
});

test("a reward that has ended is not refunded twice", () => {
  const events = [buy("o1", "2026-01-02"), refund("o1", "x1", 5000, "2026-01-03"), refund("o1", "x2", 1, "2026-01-03")];
  expect(decideFor([ruleOf("c")], events).state.postings).toHaveLength(2);
});

test("a refund is answered with the rewards it changed", () => {
  const snapshot = snapshotOf(documentOf([ruleOf("c")]));
  const { outcomes } = decide(snapshot, [friend, buy("o1", "2026-01-02"), refund("o1", "x1", 5000, "2026-01-03")]);
  const last = outcomes.at(-1);
  expect(last?.kind === "decided" && last.results[0]?.rewards.map(({ status }) => status)).toEqual(["voided"]);
});
