import fc from "fast-check";
import { arbitraryDocument } from "./arbitraryRules.ts";
import type { History, HistoryEvent, HistoryProgram } from "./histories.ts";

/** Histories of few people, orders and instants, so that events meet: ties, late arrivals, repeats, conflicts. */

const PEOPLE = ["ann", "ben"];
const FRIENDS = ["fay", "gus", "hal"];
const ORDERS = ["o1", "o2", "o3", "o4", "o5"];

/** A few days around the ends of months, quarters and years. */
const at = fc.constantFrom(
  "2025-12-31T23:30:00Z",
  "2026-01-01T00:00:00Z",
  "2026-01-01T12:00:00Z",
  "2026-01-05T00:00:00Z",
  "2026-01-31T23:59:59Z",
  "2026-02-01T00:00:00Z",
  "2026-03-31T20:00:00Z",
  "2026-04-01T00:00:00Z",
);
const amountMinor = fc.constantFrom(0, 1, 999, 1000, 2000, 2999, 3000, 3001, 10_000);
const currency = fc.constantFrom("GBP", "GBP", "GBP", "GBP", "GBP", "GBP", "GBP", "EUR");
const program = fc.constantFrom("p", "p", "p", "q");
// Mostly friends; advocates too, so that chains and cycles come up.
const who = fc.constantFrom(...FRIENDS, ...FRIENDS, ...PEOPLE);
const code = fc.tuple(fc.constantFrom(...PEOPLE, ...PEOPLE, "nobody"), program);

const signup: fc.Arbitrary<HistoryEvent> = fc
  .record({ who, at, code: fc.option(code, { freq: 6 }), program, clickedAt: fc.option(at, { freq: 2 }) })
  .map((event) => ({ type: "signup", ...event, program: event.code?.[1] ?? event.program }));

const purchase: fc.Arbitrary<HistoryEvent> = fc.record({
  type: fc.constant("purchase" as const),
  who,
  at,
  code: fc.option(code, { freq: 1 }),
  orderId: fc.constantFrom(...ORDERS),
  amountMinor,
  currency,
  country: fc.constantFrom(null, "GB", "DE"),
});

const refund: fc.Arbitrary<HistoryEvent> = fc.record({
  type: fc.constant("refund" as const),
  at,
  orderId: fc.constantFrom(...ORDERS),
  refundId: fc.constantFrom("x1", "x2", "x3", "x4", "x5", "x6"),
  amountMinor,
  currency,
});

const custom: fc.Arbitrary<HistoryEvent> = fc.record({
  type: fc.constant("custom" as const),
  name: fc.constantFrom("lead", "lead", "visit"),
  who,
  eventId: fc.constantFrom("e1", "e2", "e3"),
  at,
});

const event = fc.oneof(
  { weight: 3, arbitrary: signup },
  { weight: 5, arbitrary: purchase },
  { weight: 3, arbitrary: refund },
  { weight: 1, arbitrary: custom },
);

const programs: fc.Arbitrary<HistoryProgram[]> = fc
  .record({
    one: arbitraryDocument,
    other: arbitraryDocument,
    timezone: fc.constantFrom("UTC", "Asia/Tashkent", "America/New_York"),
  })
  .map(({ one, other, timezone }) => [
    { key: "p", currency: "GBP", timezone: "UTC", document: one },
    { key: "q", currency: "GBP", timezone, document: other },
  ]);

/** Two programs, and up to 25 events of the same few people. */
export const arbitraryHistory: fc.Arbitrary<History> = fc.record({
  programs,
  people: fc.constant(PEOPLE),
  events: fc.array(event, { minLength: 1, maxLength: 25, size: "max" }),
});
