import { describe } from "vitest";
import type { ReportedEvent } from "../src/engine/events/report.ts";
import { purchase, refund, signup } from "./support/engineTenant.ts";
import { day, raceEvents } from "./support/eventRaces.ts";

/** The pairs of `races.test.ts` where it matters who is a customer already, and which order is the first. */

const rules = {
  schemaVersion: 1,
  attribution: {
    model: "last_touch",
    windowDays: 30,
    creditWindowDays: 90,
    lateEntryDays: 14,
    newCustomersOnly: true,
    graceMinutes: 60,
  },
  qualifies: [],
  rewards: [
    {
      id: "first",
      recipient: "advocate",
      on: { event: "purchase" },
      when: [{ field: "order.isFirst", op: "eq", value: true }],
      grant: { kind: "points", amount: 5 },
    },
    { id: "each", recipient: "advocate", on: { event: "purchase" }, grant: { kind: "points", amount: 1 } },
  ],
};

/** One who bought before there was an advocate, a friend, and one who was refused as an old customer. */
const before: readonly ReportedEvent[] = [
  purchase("f1", "o1", 2000, day(1)),
  signup("f2", "a", day(1)),
  purchase("f2", "o2", 2000, day(2)),
  purchase("f3", "o11", 2000, day(1)),
  signup("f3", "a", day(3)),
];

const contenders: Readonly<Record<string, ReportedEvent>> = {
  "the old order is given back": refund("o1", "r1", 2000, day(3)),
  "a part of the old order is given back": refund("o1", "r2", 1500, day(3)),
  "signup of the old customer": signup("f1", "a", day(4)),
  "purchase of the old customer that brings a code": purchase("f1", "o3", 2000, day(4), "a"),
  "another old order arrives": purchase("f1", "o4", 2000, day(2)),
  "a refund of an old order to come": refund("o4", "r3", 2000, day(3)),
  "an order from half an hour before the signup arrives": {
    ...purchase("f1", "o8", 2000, day(4)),
    occurredAt: "2026-01-04T09:30:00Z",
  },
  "an order from a little before the friend's signup arrives": {
    ...purchase("f2", "o9", 2000, day(1)),
    occurredAt: "2026-01-01T09:10:00Z",
  },
  "another from a little before arrives": {
    ...purchase("f2", "o10", 2000, day(1)),
    occurredAt: "2026-01-01T09:20:00Z",
  },
  "the old order of one who was refused is given back": refund("o11", "r5", 2000, day(4)),
  "signup of the one who was refused is sent again": signup("f3", "a", day(3)),
  "the same with another time": signup("f3", "a", day(5)),
  "signup of the one who was refused with another code": signup("f3", "b", day(5)),
  "signup of the friend is told again": { ...signup("f2", "a", day(1)), channel: "mail" },
  "an order of nothing from before arrives": purchase("f1", "o5", 0, day(2)),
  "the friend's first order is given back": refund("o2", "r4", 2000, day(3)),
  "the friend buys again": purchase("f2", "o6", 2000, day(4)),
  "an older order of the friend arrives": purchase("f2", "o7", 2000, day(1)),
};

describe("where it matters who is a customer, two events at once end as one after the other", () => {
  raceEvents("friendRaces", { rules, before, contenders });
});
