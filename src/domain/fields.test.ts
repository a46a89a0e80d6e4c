import { describe, expect, it, test } from "vitest";
import type { Fact, FieldType } from "./conditions.ts";
import { instantOf } from "./conditions.ts";
import type { EventFacts, PassingFacts } from "./fields.ts";
import { FIELDS, isMoneyField, isPassing, maySeeField, passingFact, saidFact } from "./fields.ts";

const AT = Date.parse("2026-01-05T10:00:00Z");

const event: EventFacts = {
  name: "purchase",
  occurredAt: AT,
  metadata: { margin: 300 },
  order: {
    amountMinor: 4200n,
    currency: "GBP",
    country: "GB",
    subscription: false,
    items: [{ sku: "A1", category: "tea", quantity: 2 }],
  },
};
const referral = { channel: "mail", source: "code" };
const passing: PassingFacts = {
  isFirst: true,
  friend: { country: "GB", segments: ["new"], firstSignupAt: AT - 1 },
  advocate: { country: "FR", segments: ["vip"] },
  occurredAt: AT,
  lifetime: () => 3n,
};

const factOf = (field: string) => (isPassing(field) ? passingFact(field, passing) : saidFact(field, event, referral));

const FITS: Readonly<Record<FieldType, (fact: Fact) => boolean>> = {
  number: (fact) => typeof fact === "number",
  string: (fact) => typeof fact === "string",
  list: (fact) => Array.isArray(fact) && fact.length > 0,
  boolean: (fact) => typeof fact === "boolean",
  date: (fact) => instantOf(fact) !== null,
};

test.each(Object.entries(FIELDS))("%s is read as a fact of its type", (field, { type }) => {
  expect(FITS[type](factOf(field))).toBe(true);
});

test.each(Object.keys(FIELDS))("%s is absent where nothing says it, and no error", (field) => {
  const nothing = { ...event, order: null };
  const unknown: PassingFacts = { isFirst: null, friend: null, advocate: null, occurredAt: AT, lifetime: () => null };
  const fact = isPassing(field)
    ? passingFact(field, unknown)
    : saidFact(field, nothing, { channel: null, source: null });
  expect(fact === null || field.startsWith("event.")).toBe(true);
});

test.each(Object.entries(FIELDS))("%s is money exactly where its name says minor units", (field, given) => {
  expect("isMoney" in given).toBe(field.endsWith("Minor"));
  expect(isMoneyField(field)).toBe("isMoney" in given);
});

describe("metadata", () => {
  it("is read by its name, and what is inherited is none of it", () => {
    expect(factOf("event.metadata.margin")).toBe(300);
    expect([factOf("event.metadata.toString"), factOf("event.metadata.other")]).toEqual([null, null]);
  });

  it("is shown to no customer, and neither is a field that is not known", () => {
    const seenBy = (field: string) =>
      (["tenant", "advocate", "friend"] as const).filter((reader) => maySeeField(reader, field));
    expect([seenBy("event.metadata.margin"), seenBy("order.shoeSize")]).toEqual([["tenant"], ["tenant"]]);
  });
});
