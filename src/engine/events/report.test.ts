import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nanoIds } from "../../adapters/nanoIds.ts";
import { prepareEvent, type ReportedPurchase } from "./report.ts";
import { sha256 } from "./sha256.ts";

const now = new Date("2026-01-05T10:00:00.000Z");
const purchase: ReportedPurchase = {
  type: "purchase",
  participant: { externalId: "bob", email: "bob@example.com" },
  orderId: "order-1",
  amountMinor: 4200,
  currency: "GBP",
  country: null,
  items: [{ sku: "tea", category: null, quantity: 2, amountMinor: 4200 }],
  discounts: [],
  subscription: false,
  metadata: { b: 1, a: "x" },
  code: null,
  clickIds: [],
  channel: null,
  occurredAt: null,
};
const hashOf = (event: ReportedPurchase) => prepareEvent(event, now, nanoIds, "key").event.contentHash;

describe("the content of an event", () => {
  // Stored with every event, for good: a repeat after a release has to be known as one.
  it("has the hash that it always had", () => {
    expect(hashOf(purchase)).toBe("8491ef7ca3a563184373757c3ef6f80308c5e1b5215be50cd22cff19b96e0044");
  });

  it("is the same in whatever order its properties come, and another when one differs", () => {
    const turned = Object.fromEntries(Object.entries(purchase).reverse()) as unknown as ReportedPurchase;
    expect(hashOf({ ...turned, metadata: { a: "x", b: 1 } })).toBe(hashOf(purchase));
    expect(hashOf({ ...purchase, metadata: { a: "x", b: 2 } })).not.toBe(hashOf(purchase));
  });

  it("is hashed as JSON whose properties are sorted, whatever they are called", () => {
    const name = fc.oneof(fc.stringMatching(/^[A-Za-z0-9_.:-]{1,8}$/), fc.nat(30).map(String));
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.dictionary(name, value, { noNullPrototype: true }), (metadata) => {
        fc.pre(!Object.hasOwn(metadata, "__proto__"));
        const { occurredAt: _, ...body } = { ...purchase, metadata, participant: "bob" };
        const told = JSON.stringify(body, (_key, inner: unknown) => {
          if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
          return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
        });
        expect(hashOf({ ...purchase, metadata })).toBe(sha256(told));
      }),
    );
  });
});
