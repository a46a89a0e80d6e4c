import { describe, expect, it } from "vitest";
import type { OrderFacts } from "../../db/rows/eventFacts.ts";
import type { EngineEvent, PurchaseEvent, Source } from "../events/events.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { atLeast, attributionOf, cashRate, documentOf, points, ruleOf } from "../testing/documents.ts";
import { change, codeOf, dispute, purchase, refund, refundBy, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { linesOf, referralsOf, rewardLines } from "../testing/telling.ts";
import type { Decided } from "./decide.ts";
import { decide } from "./decide.ts";

// An order that is reported again, with more than before.

const people = ["ann", "ben"];
const friend = signup("fay", "ann", "2026-01-01T12:00:00Z");
const boughtAt = "2026-01-02T00:00:00Z";
const order = (more: Partial<OrderFacts> = {}, brought: Partial<Source> = {}, id = "first", at = boughtAt) => {
  const event: PurchaseEvent = purchase("fay", "o1", 5000, at, { order: more, ...brought });
  return { ...event, id: `evt_${id}` };
};
const again = (more: Partial<OrderFacts> = {}, brought: Partial<Source> = {}, id = "again") =>
  order(more, brought, id, "2026-01-09T00:00:00Z");
const tea = (amountMinor: number) => [{ sku: "t", category: "tea", quantity: 1, amountMinor }];
const byCode = (advocate: string): Partial<Source> => ({ code: codeOf(advocate) });

const ofItems = ruleOf("items", { on: { event: "purchase" }, grant: cashRate(1000, { of: "items.amountMinor" }) });
const share = ruleOf("share", { on: { event: "purchase" }, grant: cashRate(1000) });
const hello = ruleOf("hello", { recipient: "friend", on: { event: "signup" }, grant: points(1) });

type Rules = Parameters<typeof documentOf>[0];
function decideFor(rules: Rules, events: readonly EngineEvent[], more: Parameters<typeof documentOf>[1] = {}): Decided {
  return decide(snapshotOf([{ document: documentOf(rules, more) }], people), events);
}
const told = ({ outcomes }: Decided) => outcomes.map(linesOf);
const typesOf = ({ state }: Decided) => state.events.map(({ event }) => event.type);

describe("what a second report of an order adds", () => {
  it("is kept alone, and the order is decided with it", () => {
    const decided = decideFor([ofItems], [friend, order(), again({ country: "GB", items: tea(4200) })]);
    expect(told(decided).slice(1)).toEqual([["items zero_amount"], ["items 420"]]);
    expect(decided.state.events.at(-1)?.event).toMatchObject({
      ...{ type: "order_addition", orderId: "o1", added: { country: "GB", items: tea(4200) } },
      ...{ code: null, clicks: [] },
    });
    // When it was bought stays as it was said first.
    expect(decided.state.purchases.get("o1")?.now.reported?.occurredAt).toBe(Date.parse(boughtAt));
  });

  it("is added once: the same report, and one that says less, are repeats of what they were told", () => {
    const add = again({ items: tea(4200), metadata: { gift: true } });
    const first = decideFor([ofItems], [friend, order(), add]);
    const repeats = [add, again({ items: tea(4200) }, {}, "third"), { ...order(), id: "evt_fourth" }];
    for (const decided of [
      decideFor([ofItems], [friend, order(), add, ...repeats]),
      decide(snapshotAfter(first.state), repeats),
    ]) {
      expect(told(decided).slice(-3)).toEqual([
        ["duplicate", "items 420"],
        ["duplicate", "items zero_amount"],
        ["duplicate", "items zero_amount"],
      ]);
      expect(rewardLines(decided)).toEqual(["items order:o1 420 approved"]);
    }
  });

  it("says nothing against any report before, or it is a conflict and changes nothing", () => {
    const before = [friend, order({ country: "GB" }), again({ items: tea(4200) })];
    const once = decideFor([ofItems], before);
    for (const other of [
      again({ items: tea(4199) }, {}, "x"),
      again({ country: "DE", items: tea(4200) }, {}, "x"),
      { ...again({ items: tea(4200) }, {}, "x"), amountMinor: 5001n, contentHash: "x" },
      { ...purchase("gus", "o1", 5000, boughtAt, { order: { items: tea(4200) } }), id: "evt_x" },
      { ...purchase("fay", "o1", 5000, boughtAt, { currency: "EUR" }), id: "evt_x" },
    ]) {
      const decided = decideFor([ofItems], [...before, other]);
      expect(told(decided).at(-1)).toEqual(["event_conflict"]);
      expect(snapshotAfter(decided.state)).toEqual({
        ...snapshotAfter(once.state),
        participants: expect.anything(),
      });
    }
  });

  it("compares with reports, not with changes: what a change has said goes before it", () => {
    const events = [
      friend,
      order(),
      change("o1", "c1", { amountMinor: 3000, items: tea(3000) }, "2026-01-03"),
      again({ items: tea(5000) }),
    ];
    expect(rewardLines(decideFor([ofItems], events))).toEqual(["items order:o1 300 approved"]);
    expect(typesOf(decideFor([ofItems], events)).at(-1)).toBe("order_addition");
  });

  it("makes an order count that qualifies by it, and takes away one that does not any more", () => {
    const needs = { qualifies: [{ field: "order.country", op: "eq", value: "GB" }] };
    const counts = decideFor([ruleOf("first")], [friend, order(), again({ country: "GB" })], needs);
    expect(told(counts).slice(1)).toEqual([["first not_qualifying"], ["first 1000"]]);
    const refuses = { qualifies: [{ field: "order.country", op: "ne", value: "GB" }] };
    const lost = decideFor([ruleOf("first")], [friend, order(), again({ country: "GB" })], refuses);
    expect(rewardLines(lost)).toEqual(["first order:o1 0 voided"]);
    expect(referralsOf(lost)[0]).toMatchObject({ status: "attributed", conversionOrderId: null });
  });

  it("counts after refunds: of lines that were not known, and of a sum that was paid", () => {
    const refunds = [
      refundBy(
        { orderId: "o1", refundId: "x1", amountMinor: 1000, currency: "GBP", items: [{ sku: "t", amountMinor: 1000 }] },
        boughtAt,
      ),
    ];
    const lines = [...tea(3000), { sku: "m", category: null, quantity: 1, amountMinor: 2000 }];
    const teaOnly = ruleOf("tea", {
      on: { event: "purchase" },
      grant: cashRate(1000, { of: "items.amountMinor", itemsWhen: [{ field: "item.sku", op: "eq", value: "t" }] }),
    });
    for (const events of [
      [order(), ...refunds, again({ items: lines })],
      [...refunds, order(), again({ items: lines })],
      [order(), again({ items: lines }), ...refunds],
    ]) {
      expect(rewardLines(decideFor([teaOnly], [friend, ...events])).at(-1)).toBe("tea order:o1 200 approved");
    }
    const paid = { amountMinor: 10_000, currency: "EUR" };
    const half = refundBy({ orderId: "o1", refundId: "x2", paid: { amountMinor: 5000, currency: "EUR" } }, boughtAt);
    expect(rewardLines(decideFor([share], [friend, order(), again({ paid }), half]))).toEqual([
      "share order:o1 250 approved",
    ]);
  });

  it("follows its order where a referral is made later", () => {
    const decided = decideFor([ofItems], [order(), again({ items: tea(4200) }), friend].map(early));
    expect(rewardLines(decided)).toEqual(["items order:o1 420 approved"]);
  });

  it("is refused where it says that it was paid in another currency than a change has said", () => {
    const paid = { amountMinor: 6000, currency: "EUR" };
    const events = [order(), change("o1", "c1", { paid }, "2026-01-03"), again({ paid: { ...paid, currency: "USD" } })];
    expect(told(decideFor([share], events)).at(-1)).toEqual(["currency_mismatch"]);
  });

  it("is refused when reports have added to an order twenty times", () => {
    const more = Array.from({ length: 21 }, (_, index) =>
      again({ metadata: { [`k${index}`]: index } }, {}, `m${index}`),
    );
    const lines = told(decideFor([share], [order(), ...more]));
    expect([lines[20], lines[21]]).toEqual([[], ["too_many_additions"]]);
  });

  it("flags lines that come to more than the order, and a code that is unknown", () => {
    const decided = decideFor([share], [order(), again({ items: tea(5001) }, { code: "NOBODYS" })]);
    expect(decided.state.events.at(-1)?.flags).toEqual(["items_exceed_order", "unknown_code"]);
  });
});

/** The same event of a participant who signs up after it. */
function early(event: EngineEvent): EngineEvent {
  return event.type === "signup" ? { ...event, occurredAt: Date.parse("2026-01-01T00:00:00Z") } : event;
}

describe("a code or click that a second report brings", () => {
  it("attributes who bought at the time of the purchase, and the order is decided there then", () => {
    const decided = decideFor([hello, share], [order(), again({}, byCode("ann"))]);
    expect(told(decided)).toEqual([[], ["hello 1", "share 500"]]);
    const at = Date.parse(boughtAt);
    expect(referralsOf(decided)).toMatchObject([{ attributedAt: at, enteredAt: at, status: "converted" }]);
    const clicks = [{ code: codeOf("ann"), at: Date.parse("2026-01-01"), channel: "qr" }];
    expect(told(decideFor([share], [order(), again({}, { clicks })])).at(-1)).toEqual(["share 500"]);
    // A click of after the purchase is none of it.
    const late = [{ code: codeOf("ann"), at: Date.parse("2026-01-08"), channel: null }];
    expect(told(decideFor([share], [order(), again({}, { clicks: late })])).at(-1)).toEqual([]);
  });

  it("decides what was stored since, refunds and disputes and all that reports added before", () => {
    const events = [
      order(),
      refund("o1", "x1", 1000, "2026-01-03"),
      again({ items: tea(5000) }),
      dispute("o1", "d1", "opened", "2026-01-04"),
      { ...purchase("fay", "o2", 3000, "2026-01-05"), id: "evt_o2" },
      again({}, byCode("ann"), "code"),
    ];
    const decided = decideFor([ofItems, share], events, { qualifies: [atLeast(1000)] });
    expect(rewardLines(decided)).toEqual([
      "share order:o1 400 approved",
      "items order:o1 400 in_review",
      "share order:o2 300 approved",
    ]);
  });

  it("ties no one who has an advocate by then, and takes the place of no refusal but that of an unknown code", () => {
    const taken = decideFor([share], [order(), signup("fay", "ann", boughtAt), again({}, byCode("ben"))]);
    expect(referralsOf(taken)).toHaveLength(1);
    const unknown = decideFor(
      [share],
      [
        order({}, { code: "NOBODYS" }),
        again({}, { clicks: [{ code: codeOf("ann"), at: Date.parse("2026-01-01"), channel: null }] }),
      ],
    );
    expect(told(unknown).at(-1)).toEqual(["share 500"]);
  });

  it("is refused as the purchase itself would have been, whose order is no earlier one", () => {
    const earlier = { ...purchase("fay", "o0", 1000, "2025-12-01"), id: "evt_o0" };
    const refused = decideFor([share], [earlier, order(), again({}, byCode("ann"))]);
    expect(referralsOf(refused)).toMatchObject([{ status: "rejected", rejectedReason: "existing_customer" }]);
    const later = { ...purchase("fay", "o2", 1000, "2026-01-05"), id: "evt_o2" };
    expect(referralsOf(decideFor([share], [order(), later, again({}, byCode("ann"))]))).toMatchObject([
      { status: "converted", rejectedReason: null },
    ]);
  });

  it("makes the referral of an order that is bound by itself, unless it has one", () => {
    const bound = { attribution: attributionOf({ newCustomersOnly: false, binds: "order" }) };
    const made = decideFor([hello, share], [order(), again({}, byCode("ann"))], bound);
    expect(referralsOf(made)).toMatchObject([{ orderId: "o1", status: "converted", advocateId: expect.any(String) }]);
    expect(told(made).at(-1)).toEqual(["hello 1", "share 500"]);
    const clicks = [{ code: codeOf("ben"), at: Date.parse("2026-01-01"), channel: null }];
    const kept = decideFor([share], [order({}, byCode("ann")), again({}, { clicks })], bound);
    expect([referralsOf(kept).length, rewardLines(kept)]).toEqual([1, ["share order:o1 500 approved"]]);
  });
});
