import { describe, expect, it, test } from "vitest";
import type { SkipReason } from "../../domain/skipReasons.ts";
import type { EngineEvent } from "../events/events.ts";
import { atLeast, attributionOf, cash, cashRate, documentOf, ruleOf } from "../testing/documents.ts";
import { purchase, refund, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { linesOf, rewardLines, rewardsOf, tell, tellLast } from "../testing/telling.ts";
import { decide } from "./decide.ts";

const friend = (who = "fay", at = "2026-01-01", advocate = "ann") => signup(who, advocate, at);
const GB = { field: "order.country", op: "in", value: ["GB"] };
const inGB = { order: { country: "GB" } };
const inDE = { order: { country: "DE" } };
const once = [{ per: "recipient", period: "lifetime", count: 1 }];

/**
 * A purchase of 5000 in Germany, eight days after its signup, is given every reason to be skipped; each step takes
 * the first reason away and leaves the next.
 */
describe("the first reason that holds is the one given", () => {
  type Setting = {
    rule: Record<string, unknown>;
    credit: number;
    least: number;
    currency: string;
    country: string | null;
  };
  const worst: Setting = {
    rule: { on: { event: "purchase", nth: { from: 2 } }, when: [GB], group: "g", grant: cashRate(1), limits: once },
    credit: 5,
    least: 9000,
    currency: "EUR",
    country: null,
  };
  const rest = { ...worst, currency: "GBP", credit: 90, least: 0 };
  const first = { ...rest.rule, on: { event: "purchase" } };
  const settings: [SkipReason | "granted", Setting][] = [
    ["currency_mismatch", worst],
    ["outside_credit_window", { ...worst, currency: "GBP" }],
    ["not_qualifying", { ...worst, currency: "GBP", credit: 90 }],
    ["not_nth", rest],
    ["fact_missing", { ...rest, rule: first }],
    ["condition_not_met", { ...rest, rule: first, country: "DE" }],
    ["group_taken", { ...rest, rule: first, country: "GB" }],
    ["zero_amount", { ...rest, rule: { ...first, group: null }, country: "GB" }],
    ["limit_reached", { ...rest, rule: { ...first, group: null, grant: cash(400) }, country: "GB" }],
    ["budget_exhausted", { ...rest, rule: { ...first, group: null, grant: cash(400), limits: [] }, country: "GB" }],
    ["granted", { ...rest, rule: { ...first, group: null, grant: cash(399), limits: [] }, country: "GB" }],
  ];

  it.each(settings)("%s", (reason, { rule, credit, least, currency, country }) => {
    const document = documentOf(
      [
        // Takes the group, and leaves 399 of the budget.
        ruleOf("before", { on: { event: "purchase" }, group: "g", grant: cash(601) }),
        ruleOf("r", rule),
      ],
      {
        attribution: attributionOf({ creditWindowDays: credit }),
        qualifies: [atLeast(least)],
        budget: { amountMinor: 1000, currency: "GBP", period: "month", onExhausted: "skip" },
      },
    );
    const snapshot = snapshotOf(document);
    // The recipient has had the only reward that the limit allows.
    const used = { programId: "prog_p", subject: "par_ann", metric: "count:r", periodKey: "lifetime", value: 1n };
    const [, last] = decide({ ...snapshot, counters: [used] }, [
      friend(),
      purchase("fay", "o1", 4000, "2026-01-09", { currency, order: { country } }),
    ]).outcomes.map(linesOf);
    expect(last?.[1]).toBe(reason === "granted" ? "r 399" : `r ${reason}`);
  });

  it("already_rewarded comes before the rule's own conditions", () => {
    const document = documentOf([ruleOf("r", { onRefund: "keep", when: [GB] })]);
    const events = [
      friend(),
      purchase("fay", "o1", 5000, "2026-01-02", inGB),
      purchase("fay", "o2", 5000, "2026-01-03", inDE),
      refund("o1", "x1", 5000, "2026-01-04"),
    ];
    expect(tellLast(snapshotOf(document), events)).toEqual(["r already_rewarded"]);
  });

  it("already_rewarded comes after not_qualifying and before a missing fact; nth is no matter of conversions", () => {
    const document = documentOf([ruleOf("r", { onRefund: "keep", when: [GB] })], { qualifies: [atLeast(100)] });
    const events = [
      friend(),
      purchase("fay", "o1", 5000, "2026-01-02", inGB),
      refund("o1", "x1", 5000, "2026-01-03"),
      purchase("fay", "o2", 99, "2026-01-04"),
      purchase("fay", "o3", 5000, "2026-01-05"),
    ];
    expect(tell(snapshotOf(document), events).slice(-2)).toEqual([["r not_qualifying"], ["r already_rewarded"]]);
  });

  it("no_recipient where a referral has no advocate, after its conditions and its group", () => {
    const document = documentOf([
      ruleOf("other", { when: [GB] }),
      ruleOf("friend", { recipient: "friend", group: "g" }),
      ruleOf("taken", { group: "g" }),
      ruleOf("r", { grant: cashRate(1) }),
    ]);
    const snapshot = snapshotOf(document, ["ann", "fay"]);
    const [referral] = [...decide(snapshot, [friend()]).state.referrals.values()];
    const alone = referral && { ...referral.now, advocateId: null };
    const events = [purchase("fay", "o1", 100, "2026-01-02", inDE)];
    expect(tell({ ...snapshot, referrals: alone ? [alone] : [] }, events)).toEqual([
      ["other condition_not_met", "friend 1000", "taken group_taken", "r no_recipient"],
    ]);
  });
});

describe("limits", () => {
  const limited = (limits: Record<string, unknown>[], more: Record<string, unknown> = {}) =>
    snapshotOf(documentOf([ruleOf("r", { on: { event: "purchase" }, limits, ...more })]), ["ann", "ben"]);
  const buy = (who: string, order: string, at: string, amount = 5000) => purchase(who, order, amount, at);

  it("apply in the order of the list, each to what the one before left", () => {
    const day = { per: "referral", period: "day", amountMinor: 700 };
    const month = { per: "recipient", period: "month", amountMinor: 1500 };
    const events = [
      friend(),
      buy("fay", "o1", "2026-01-02"),
      buy("fay", "o2", "2026-01-02"),
      buy("fay", "o3", "2026-01-03"),
      buy("fay", "o4", "2026-01-04"),
      buy("fay", "o5", "2026-01-05"),
    ];
    const told = [["r 700"], ["r limit_reached"], ["r 700"], ["r 100"], ["r limit_reached"]];
    expect(tell(limited([day, month]), events).slice(1)).toEqual(told);
  });

  it("tell a reward that they cut", () => {
    const { outcomes } = decide(limited([{ per: "recipient", period: "year", amountMinor: 999 }]), [
      friend(),
      buy("fay", "o1", "2026-01-02"),
    ]);
    const [, second] = outcomes.map((outcome) => outcome.kind === "decided" && outcome.record.entries[0]?.decisions[0]);
    expect(second).toMatchObject({ outcome: "granted", clamped: true });
  });

  it("per referral are each referral's own, per recipient are shared by all friends of an advocate", () => {
    const both = [friend("fay"), friend("gus"), buy("fay", "o1", "2026-01-02"), buy("gus", "o2", "2026-01-02")];
    const limit = { period: "lifetime", count: 1 };
    expect(tell(limited([{ per: "referral", ...limit }]), both).slice(2)).toEqual([["r 1000"], ["r 1000"]]);
    expect(tell(limited([{ per: "recipient", ...limit }]), both).slice(2)).toEqual([["r 1000"], ["r limit_reached"]]);
  });

  it("count a late arrival in the period in which it occurred", () => {
    const events = [
      friend(),
      buy("fay", "o1", "2026-02-10"),
      buy("fay", "o2", "2026-01-31T23:59:59.999Z"),
      buy("fay", "o3", "2026-01-05"),
      buy("fay", "o4", "2026-02-01"),
    ];
    const told = [["r 1000"], ["r 1000"], ["r limit_reached"], ["r limit_reached"]];
    expect(tell(limited([{ per: "recipient", period: "month", count: 1 }]), events).slice(1)).toEqual(told);
  });

  it("are held in the program's time zone", () => {
    const document = documentOf([
      ruleOf("r", { on: { event: "purchase" }, limits: [{ per: "recipient", period: "day", count: 1 }] }),
    ]);
    const tashkent = snapshotOf([{ document, timezone: "Asia/Tashkent" }]);
    const events = [
      friend(),
      buy("fay", "o1", "2026-01-02T18:59:59Z"),
      buy("fay", "o2", "2026-01-02T19:00:00Z"),
      buy("fay", "o3", "2026-01-02T20:00:00Z"),
    ];
    expect(tell(tashkent, events).slice(1)).toEqual([["r 1000"], ["r 1000"], ["r limit_reached"]]);
  });

  it("an amount that a refund takes back is free again, in part where the reward shrinks", () => {
    const snapshot = limited([{ per: "recipient", period: "lifetime", amountMinor: 1000 }], { grant: cashRate(2000) });
    const events: EngineEvent[] = [
      friend(),
      buy("fay", "o1", "2026-01-02"),
      buy("fay", "o2", "2026-01-03"),
      refund("o1", "x1", 2000, "2026-01-04"),
      buy("fay", "o3", "2026-01-05"),
      refund("o1", "x2", 3000, "2026-01-06"),
      buy("fay", "o4", "2026-01-07", 1000),
    ];
    const told = tell(snapshot, events);
    expect([told[1], told[2], told[4], told[6]]).toEqual([["r 1000"], ["r limit_reached"], ["r 400"], ["r 200"]]);
  });
});

describe("tiers", () => {
  const steps = [{ from: 2, grant: cash(2000) }];
  const attribution = attributionOf({ creditWindowDays: null });
  const tiered = (window: string) =>
    snapshotOf(documentOf([ruleOf("r", { tiers: { by: "conversions", window, steps } })], { attribution }));
  const conversions = (...at: string[]) =>
    at.flatMap((time, index) => [friend(`f${index}`, "2025-12-31"), purchase(`f${index}`, `o${index}`, 5000, time)]);
  const granted = (window: string, ...at: string[]) =>
    tell(tiered(window), conversions(...at)).flatMap((lines) => lines.map((line) => Number(line.slice(2))));

  it.each<[string, string, string]>([
    ["month", "2026-01-31T23:59:59.999Z", "2026-02-01"],
    ["quarter", "2026-02-28", "2026-04-01"],
    ["year", "2025-12-31T23:59:59.999Z", "2026-01-01"],
  ])("by %s start over with the next", (window, before, after) => {
    expect(granted(window, before, before, after, after)).toEqual([1000, 2000, 1000, 2000]);
  });

  it("by lifetime never start over", () => {
    expect(granted("lifetime", "2026-01-31", "2026-03-01", "2026-03-30")).toEqual([1000, 2000, 2000]);
  });

  it.each(["month", "quarter", "year"])(
    "by %s count a late arrival with all decided so far in its own period",
    (window) => {
      // The first two are of the period that the third, arriving last, belongs to; one of them came later in it.
      expect(granted(window, "2026-01-05", "2026-01-20", "2026-01-01")).toEqual([1000, 2000, 2000]);
    },
  );

  it("don't count a conversion that was refunded, and leave what was granted", () => {
    const events = [
      ...conversions("2026-01-02", "2026-01-03"),
      refund("o0", "x1", 5000, "2026-01-04"),
      friend("gus"),
      purchase("gus", "o9", 5000, "2026-01-05"),
    ];
    const decided = decide(tiered("lifetime"), events);
    expect(rewardLines(decided)).toEqual([
      "r order:o0 0 voided",
      "r order:o1 2000 approved",
      "r order:o9 2000 approved",
    ]);
  });

  it("are by the advocate's conversions, whatever the recipient", () => {
    const document = documentOf([
      ruleOf("r", { recipient: "friend", tiers: { by: "conversions", window: "lifetime", steps } }),
    ]);
    expect(tell(snapshotOf(document), conversions("2026-01-02", "2026-01-03"))[3]).toEqual(["r 2000"]);
  });
});

test("a hold is counted in days of 24 hours from the purchase; without one a reward is approved at once", () => {
  const document = documentOf([ruleOf("held", { holdDays: 30 }), ruleOf("free")]);
  const { state } = decide(snapshotOf(document), [friend(), purchase("fay", "o1", 5000, "2026-01-02T10:00:00Z")]);
  expect(rewardsOf(state).map(({ status, holdUntil }) => [status, new Date(holdUntil).toISOString()])).toEqual([
    ["pending", "2026-02-01T10:00:00.000Z"],
    ["approved", "2026-01-02T10:00:00.000Z"],
  ]);
});
