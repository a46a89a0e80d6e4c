import { describe } from "vitest";
import type { ReportedEvent } from "../src/engine/events/report.ts";
import { purchase, refund, signup } from "./support/engineTenant.ts";
import { day, raceEvents } from "./support/eventRaces.ts";

/** The pairs of `races.test.ts` where orders are bound: what two orders of one friend could get wrong together. */

const tierBy = (by: string, window: unknown) => ({
  id: by,
  recipient: "advocate",
  on: { event: "purchase" },
  grant: { kind: "points", amount: 1 },
  tiers: { by, window, steps: [2, 3].map((from) => ({ from, grant: { kind: "points", amount: from } })) },
});
const rules = {
  schemaVersion: 1,
  attribution: {
    model: "last_touch",
    windowDays: 30,
    creditWindowDays: 90,
    lateEntryDays: 14,
    newCustomersOnly: false,
    binds: "order",
  },
  qualifies: [{ field: "order.amountMinor", op: "gte", value: 1000 }],
  rewards: [
    { id: "welcome", recipient: "friend", on: { event: "signup" }, grant: { kind: "points", amount: 5 } },
    tierBy("conversions", "lifetime"),
    tierBy("signups", "lifetime"),
    tierBy("revenue", { rollingDays: 30 }),
    { id: "own", recipient: "actor", on: { event: "purchase" }, grant: { kind: "points", rateBps: 100 } },
  ],
};

/** One who has bought by a code, and one who has only signed up with it. */
const before: readonly ReportedEvent[] = [purchase("f1", "o1", 2000, day(2), "a"), signup("f4", "a", day(2))];

const contenders: Readonly<Record<string, ReportedEvent>> = {
  "first order by the code": purchase("f2", "o2", 2000, day(3), "a"),
  "another order by the same code": purchase("f2", "o3", 1500, day(3), "a"),
  "another order by another code": purchase("f2", "o4", 2000, day(4), "b"),
  "the same order by another code": purchase("f2", "o2", 2000, day(3), "b"),
  "an order without a code": purchase("f2", "o5", 2000, day(3)),
  "that order once more, with a code": purchase("f2", "o5", 2000, day(5), "a"),
  "signup with the code": signup("f2", "a", day(3)),
  "one more order of a friend": purchase("f1", "o6", 2000, day(4), "a"),
  "order of a friend who signed up": purchase("f4", "o7", 2000, day(4), "a"),
  "refund of an order decided": refund("o1", "r1", 2000, day(6)),
  "refund of an order in the race": refund("o2", "r2", 2000, day(6)),
  "order of the advocate by the friend's advocate": purchase("a", "o8", 2000, day(4), "b"),
  "signup of the advocate under another": signup("a", "b", day(3)),
  "signup of that other under the advocate": signup("b", "a", day(3)),
  "order of that other by the advocate": purchase("b", "o9", 2000, day(4), "a"),
};

describe("where orders are bound, two events at once end as one after the other", () => {
  raceEvents("orderRaces", { rules, before, contenders });
});
