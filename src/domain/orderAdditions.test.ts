import { describe, expect, it } from "vitest";
import type { BroughtSource, OrderReport } from "./orderAdditions.ts";
import { secondReport, withAddition } from "./orderAdditions.ts";
import type { OrderFacts } from "./orderFacts.ts";

const tea = { sku: "t", category: null, quantity: 1, amountMinor: 3000 };
const mug = { sku: "m", category: null, quantity: 2, amountMinor: 1000 };
const paid = { amountMinor: 5100, currency: "EUR" };
const click = { code: "ANN", at: 5, channel: null };

function report(facts: Partial<OrderFacts> = {}, source: Partial<BroughtSource> = {}): OrderReport {
  return {
    facts: { country: null, items: [], subscription: false, discounts: [], metadata: {}, ...facts },
    source: { code: null, clicks: [], channel: null, ...source },
  };
}

const full: OrderFacts = {
  country: "GB",
  items: [tea, mug],
  subscription: true,
  discounts: [{ code: "SPRING", amountMinor: 100 }],
  metadata: { gift: false, margin: 0 },
  paid,
};

describe("a second report of an order", () => {
  it("adds each fact that none has said", () => {
    const nothing = { code: null, clicks: [], channel: null };
    expect(secondReport(report(), report(full))).toEqual({
      kind: "adds",
      addition: { facts: full, source: nothing },
    });
  });

  it("repeats where it says less, or the same in another order", () => {
    const told = report(full, { code: "ANN", channel: "mail", clicks: [click] });
    const shuffled = { ...full, items: [{ ...mug }, { ...tea }], metadata: { margin: 0, gift: false } };
    for (const again of [
      report(),
      report(shuffled),
      report({}, { code: "ANN" }),
      report({}, { clicks: [{ ...click }] }),
    ]) {
      expect(secondReport(told, again)).toEqual({ kind: "repeats" });
    }
  });

  it("repeats where its code was stored when codes were folded less", () => {
    const told = report({}, { code: "MARY.SMITH" });
    expect(secondReport(told, report({}, { code: "MARYSMITH" }))).toEqual({ kind: "repeats" });
  });

  it.each<[string, OrderReport, OrderReport]>([
    ["another country", report({ country: "GB" }), report({ country: "DE" })],
    ["other lines", report({ items: [tea] }), report({ items: [tea, mug] })],
    [
      "other discounts",
      report({ discounts: full.discounts }),
      report({ discounts: [{ code: "SPRING", amountMinor: 9 }] }),
    ],
    ["another sum that was paid", report({ paid }), report({ paid: { ...paid, amountMinor: 5000 } })],
    ["another value of metadata", report({ metadata: { gift: false } }), report({ metadata: { gift: true } })],
    ["another code", report({}, { code: "ANN" }), report({}, { code: "BEN" })],
    ["another channel", report({}, { code: "ANN", channel: "mail" }), report({}, { code: "ANN", channel: "qr" })],
  ])("contradicts where it says %s", (_, told, again) => {
    expect(secondReport(told, again)).toEqual({ kind: "contradicts" });
  });

  it("adds the keys of metadata and the clicks alone that none has brought", () => {
    const later = { ...click, at: 6 };
    const told = report({ country: "GB", metadata: { gift: false } }, { clicks: [click] });
    const again = report(
      { country: "GB", metadata: { gift: false, margin: 7 } },
      { clicks: [click, later], channel: "qr" },
    );
    expect(secondReport(told, again)).toEqual({
      kind: "adds",
      addition: { facts: { metadata: { margin: 7 } }, source: { code: null, clicks: [later], channel: "qr" } },
    });
    expect(withAddition(told.facts, { metadata: { margin: 7 } }).metadata).toEqual({ gift: false, margin: 7 });
  });
});
