import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../events/events.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { atLeast, cashRate, documentOf, ruleOf } from "../testing/documents.ts";
import { change, purchase, refund, refundBy, reversal, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { linesOf, rewardLines } from "../testing/telling.ts";
import type { Decided } from "./decide.ts";
import { decide } from "./decide.ts";

const friend = signup("fay", "ann", "2026-01-01T12:00:00Z");
const buy = (order: string, at: string, amount = 5000) => purchase("fay", order, amount, at);
const to = (amountMinor: number, id: string, at: string, order = "o1") => change(order, id, { amountMinor }, at);

type Rules = Parameters<typeof documentOf>[0];
const share = ruleOf("share", { on: { event: "purchase" }, grant: cashRate(1000) });

function decideFor(rules: Rules, events: readonly EngineEvent[], more: Parameters<typeof documentOf>[1] = {}): Decided {
  return decide(snapshotOf(documentOf(rules, more)), [friend, ...events]);
}

const happened = ({ state }: Decided) =>
  state.events.map(({ entries }) => entries.flatMap((entry) => entry.happened?.map(({ kind }) => kind) ?? []));
const flagsOf = ({ state }: Decided) => state.events.map(({ flags }) => flags);

describe("a change of an order", () => {
  it("says what is so now: each field is that of the latest by its time that brings it", () => {
    const tea = (amountMinor: number) => [{ sku: "t", category: "tea", quantity: 1, amountMinor }];
    const rule = ruleOf("tea", {
      on: { event: "purchase" },
      grant: cashRate(1000, {
        of: "items.amountMinor",
        itemsWhen: [{ field: "item.category", op: "eq", value: "tea" }],
      }),
    });
    const decided = decideFor(
      [rule, share],
      [
        purchase("fay", "o1", 5000, "2026-01-02", { order: { items: tea(1000) } }),
        change("o1", "c1", { amountMinor: 8000, items: tea(4000) }, "2026-01-05"),
        change("o1", "c2", { amountMinor: 6000, items: tea(3000) }, "2026-01-04"),
        change("o1", "c3", { items: tea(2000) }, "2026-01-06"),
      ],
    );
    expect(rewardLines(decided)).toEqual(["tea order:o1 200 approved", "share order:o1 800 approved"]);
  });

  it("that wins no field is stored, decides nothing and lifts no pause", () => {
    const events = [buy("o1", "2026-01-02"), to(8000, "c1", "2026-01-05"), to(6000, "c2", "2026-01-04")];
    const decided = decideFor([share], events);
    expect(rewardLines(decided)).toEqual(["share order:o1 800 approved"]);
    expect(decided.state.events.at(-1)?.entries[0]).toMatchObject({ decisions: [], rewardIds: [], happened: [] });
  });

  it("waits for its purchase, which is decided first on the amount it came with", () => {
    const waiting = [to(2000, "c1", "2026-01-03"), to(4000, "c2", "2026-01-04")];
    const late = decideFor([share], [...waiting, buy("o1", "2026-01-02")], { qualifies: [atLeast(3000)] });
    const inTime = decideFor([share], [buy("o1", "2026-01-02"), ...waiting], { qualifies: [atLeast(3000)] });
    expect(rewardLines(late)).toEqual(["share order:o1 400 approved"]);
    expect(rewardLines(late)).toEqual(rewardLines(inTime));
    expect(late.outcomes.map((outcome) => outcome.kind === "decided" && outcome.waits)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it("follows its order where a referral is made later", () => {
    const before = [buy("o1", "2026-01-02"), to(8000, "c1", "2026-01-03"), refund("o1", "x1", 1000, "2026-01-04")];
    const decided = decide(snapshotOf(documentOf([share])), [...before, friend]);
    expect(rewardLines(decided)).toEqual(["share order:o1 700 approved"]);
  });

  it("is refused in another currency than its order, and counts nothing where it waited", () => {
    const foreign = change("o1", "c1", { amountMinor: 1, currency: "EUR" }, "2026-01-03");
    expect(
      decideFor([share], [buy("o1", "2026-01-02"), foreign])
        .outcomes.map(linesOf)
        .at(-1),
    ).toEqual(["currency_mismatch"]);
    const waited = decideFor([share], [foreign, buy("o1", "2026-01-02")]);
    expect([rewardLines(waited), flagsOf(waited).at(-1)]).toEqual([
      ["share order:o1 500 approved"],
      ["currency_mismatch"],
    ]);
  });

  it("is refused when an order has a hundred", () => {
    const changes = Array.from({ length: 101 }, (_, index) => to(5000 + index, `c${index}`, "2026-01-03"));
    const told = decideFor([share], [buy("o1", "2026-01-02"), ...changes]).outcomes.map(linesOf);
    expect([told[101], told[102]]).toEqual([[], ["too_many_changes"]]);
  });

  it("scales what was paid with the amount, where it does not say that anew", () => {
    const paid = { amountMinor: 10_000, currency: "EUR" };
    const events = [
      purchase("fay", "o1", 5000, "2026-01-02", { order: { paid } }),
      to(2500, "c1", "2026-01-03"),
      // Half of what stands for 2500 now.
      refundBy({ orderId: "o1", refundId: "x1", paid: { amountMinor: 2500, currency: "EUR" } }, "2026-01-04"),
    ];
    expect(rewardLines(decideFor([share], events))).toEqual(["share order:o1 125 approved"]);
  });
});

describe("a refund that did not happen", () => {
  it("gives back what it took, wherever it comes: after, before its refund, before its order", () => {
    const [order, back, undo] = [
      buy("o1", "2026-01-02"),
      refund("o1", "x1", 2000, "2026-01-03"),
      reversal("o1", "x1", "2026-01-04"),
    ];
    const orders = [
      [order, back, undo],
      [order, undo, back],
      [undo, order, back],
      [undo, back, order],
      [back, undo, order],
      [back, order, undo],
    ];
    for (const events of orders) {
      expect(rewardLines(decideFor([share], events)).filter((line) => !line.includes("voided"))).toEqual([
        "share order:o1 500 approved",
      ]);
    }
  });

  it("is one of a time when refunds had no ids where the amount is the same", () => {
    const first = decideFor([share], [buy("o1", "2026-01-02"), refund("o1", "x1", 2000, "2026-01-03")]);
    const snapshot = snapshotAfter(first.state);
    const older = snapshot.purchases.map((stored) => ({
      ...stored,
      history: stored.history.map(({ entry }) => ({ key: "amount:2000", entry: { ...entry, refundId: null } })),
    }));
    const known = snapshot.known.map((event) => {
      return event.naturalKey === "refund:x1"
        ? { ...event, refund: { orderId: "o1", refundId: "x1", amountMinor: 2000 } }
        : event;
    });
    const decided = decide({ ...snapshot, purchases: older as never, known }, [reversal("o1", "x1", "2026-01-04")]);
    expect(rewardLines(decided)).toEqual(["share order:o1 500 approved"]);
    expect(decided.state.purchases.get("o1")?.now.history.map(({ key }) => key)).toEqual(["refund:x1", "reversal:x1"]);
  });
});

describe("rewards of an order that grows", () => {
  it("grow by a rate to its most, and by a fixed amount to what was granted", () => {
    const most = ruleOf("most", { on: { event: "purchase" }, grant: cashRate(1000, { maxMinor: 700 }) });
    const fixed = ruleOf("fixed", { on: { event: "purchase" }, onRefund: "proportional" });
    const keep = ruleOf("keep", { on: { event: "purchase" }, onRefund: "keep" });
    const decided = decideFor(
      [most, fixed, keep],
      [buy("o1", "2026-01-02"), to(2500, "c1", "2026-01-03"), to(9000, "c2", "2026-01-04")],
    );
    expect(rewardLines(decided)).toEqual([
      "most order:o1 700 approved",
      "fixed order:o1 1000 approved",
      "keep order:o1 1000 approved",
    ]);
  });

  it("take what others left in the budget only after those that shrink have made room", () => {
    const a = ruleOf("a", { on: { event: "purchase" }, grant: cashRate(1000) });
    const b = ruleOf("b", { on: { event: "purchase" }, grant: cashRate(1000, { of: "event.metadata.margin" }) });
    const budget = { amountMinor: 1000, currency: "GBP", period: "lifetime", onExhausted: "pause_program" };
    const order = { metadata: { margin: 4000 } };
    const decided = decideFor(
      [a, b],
      [
        purchase("fay", "o1", 5000, "2026-01-02", { order }),
        change("o1", "c1", { amountMinor: 9000, metadata: { margin: 1000 } }, "2026-01-03"),
      ],
      { budget },
    );
    expect(rewardLines(decided)).toEqual(["a order:o1 900 approved", "b order:o1 100 approved"]);
    const cut = decide(snapshotAfter(decided.state), [to(20_000, "c2", "2026-01-04")]);
    expect(rewardLines(cut)).toEqual(["a order:o1 900 approved", "b order:o1 100 approved"]);
    expect(happened(cut).at(-1)).toEqual(["growth_cut"]);
    expect(cut.state.programs.get("prog_p")?.now.status).toBe("active");
  });

  it("grow back to what was fulfilled and no further, as what is available", () => {
    const decided = decideFor([share], [buy("o1", "2026-01-02"), refund("o1", "x1", 1000, "2026-01-03")]);
    const snapshot = snapshotAfter(decided.state);
    const paid = snapshot.rewards.map((reward) => ({ ...reward, status: "fulfilled" as const, fulfilledMinor: 450n }));
    const after = decide({ ...snapshot, rewards: paid }, [reversal("o1", "x1", "2026-01-04")]);
    expect(rewardLines(after)).toEqual(["share order:o1 450 fulfilled"]);
    expect(after.state.postings).toMatchObject([{ destination: expect.stringMatching(/:available$/), amount: 50n }]);
  });
});

describe("what a referred participant earns for themselves", () => {
  const own = ruleOf("own", { recipient: "actor", on: { event: "purchase" }, grant: cashRate(100) });

  it("comes back after the credit window too, as it does for one who is not referred; the advocate's does not", () => {
    const story = (who: string, order: string) => [
      purchase(who, order, 5000, "2026-06-01"),
      refund(order, `x-${order}`, 5000, "2026-06-02"),
      reversal(order, `x-${order}`, "2026-06-03"),
      to(8000, `c-${order}`, "2026-06-04", order),
    ];
    const decided = decideFor([own, share], [...story("fay", "o1"), ...story("gus", "o2")]);
    expect(rewardLines(decided)).toEqual([
      "own order:o1 0 voided",
      "own order:o1 80 approved",
      "own order:o2 0 voided",
      "own order:o2 80 approved",
    ]);
    expect([...decided.state.referrals.values()][0]?.now).toMatchObject({ status: "attributed", qualifyingCount: 0 });
  });

  it("is asked for when the order comes to qualify after the window, and does not count for the advocate", () => {
    const grown = [buy("o1", "2026-06-01", 1000), to(5000, "c1", "2026-06-02")];
    const decided = decideFor([own, share], grown, { qualifies: [atLeast(3000)] });
    expect(rewardLines(decided)).toEqual(["own order:o1 50 approved"]);
    expect([...decided.state.referrals.values()][0]?.now).toMatchObject({ status: "attributed", qualifyingCount: 0 });
  });
});
