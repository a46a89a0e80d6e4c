import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { ReportedEvent } from "../src/engine/events/report.ts";
import { attributionOf } from "../src/engine/testing/documents.ts";
import type { Database } from "../src/ports.ts";
import { blockParticipant } from "../src/usecases/people/blockParticipant.ts";
import { putParticipant } from "../src/usecases/people/putParticipant.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import {
  change,
  click,
  codeOf,
  createEngineTenant,
  custom,
  depsOn,
  dispute,
  purchase,
  refund,
  refundOfRest,
  refundSoFar,
  reversal,
  signup,
  stateOf,
} from "./support/engineTenant.ts";
import { day, reporting } from "./support/eventRaces.ts";
import { isCommit, pausing } from "./support/pausing.ts";
import type { Races } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/**
 * Every pair of event types, on a real PostgreSQL, with a pause between load and commit. Whatever the timing,
 * the outcome must be that of the two events one after the other, in one order or the other.
 */

/**
 * Tight enough that a step, a limit, the budget or the order of arrival matters to almost every pair. The small
 * budget runs dry and pauses the program; under the large one the limits decide.
 */
const BUDGETS = [1100, 2500];
const rulesWith = (budgetMinor: number) => ({
  schemaVersion: 1,
  attribution: attributionOf(),
  qualifies: [{ field: "order.amountMinor", op: "gte", value: 1000 }],
  rewards: [
    { id: "welcome", recipient: "friend", on: { event: "signup" }, grant: { kind: "points", amount: 5 } },
    {
      id: "cash",
      recipient: "advocate",
      on: { event: "conversion" },
      grant: { kind: "cash", amountMinor: 500, currency: "GBP" },
      tiers: {
        by: "conversions",
        window: "lifetime",
        steps: [{ from: 2, grant: { kind: "cash", amountMinor: 700, currency: "GBP" } }],
      },
      limits: [{ per: "recipient", period: "month", count: 2 }],
    },
    {
      id: "share",
      recipient: "advocate",
      on: { event: "purchase", nth: { from: 2 } },
      grant: { kind: "credit", rateBps: 1000 },
      limits: [{ per: "recipient", period: "month", amountMinor: 250 }],
      holdDays: 5,
    },
    {
      id: "lead",
      recipient: "advocate",
      on: { event: "lead" },
      grant: { kind: "credit", amountMinor: 100, currency: "GBP" },
      limits: [{ per: "recipient", period: "lifetime", count: 1 }],
    },
    {
      id: "pace",
      recipient: "advocate",
      on: { event: "purchase" },
      grant: { kind: "points", amount: 1 },
      tiers: {
        by: "revenue",
        window: { rollingDays: 3 },
        steps: [{ from: 4000, grant: { kind: "points", amount: 2 } }],
      },
    },
    {
      id: "own",
      recipient: "actor",
      on: { event: "purchase" },
      grant: { kind: "points", rateBps: 100 },
      limits: [{ per: "recipient", period: "lifetime", count: 2 }],
    },
    {
      id: "lines",
      recipient: "advocate",
      on: { event: "purchase" },
      grant: { kind: "points", rateBps: 10, of: "items.amountMinor" },
    },
    { id: "above", recipient: { ancestor: 2 }, on: { event: "purchase" }, grant: { kind: "points", amount: 3 } },
    {
      id: "visit",
      recipient: "advocate",
      on: { event: "click" },
      grant: { kind: "credit", amountMinor: 300, currency: "GBP" },
      limits: [{ per: "recipient", period: "lifetime", count: 1 }],
    },
    { id: "visit-above", recipient: { ancestor: 2 }, on: { event: "click" }, grant: { kind: "points", amount: 1 } },
  ],
  budget: { amountMinor: budgetMinor, currency: "GBP", period: "lifetime", onExhausted: "pause_program" },
});

/** The code of the last one may be used once. */
const advocates = ["a", "b", "f1", "once"];

const lines = [{ sku: "t", category: "tea", quantity: 1, amountMinor: 2000 }];

const before: readonly ReportedEvent[] = [
  signup("f1", "a", day(1)),
  purchase("f1", "o1", 2000, day(2)),
  signup("f4", "a", day(2)),
  signup("f5", "f1", day(2)),
  refund("o8", "r5", 500, day(2)),
  dispute("o1", "d1", "opened", day(2)),
  purchase("f7", "o9", 2000, day(2)),
];

const contenders: Readonly<Record<string, ReportedEvent>> = {
  "second report of the conversion, with lines": { ...purchase("f1", "o1", 2000, day(8)), country: "GB", items: lines },
  "second report of an order, with a code": purchase("f7", "o9", 2000, day(8), "a"),
  "second report of a purchase in the race, with lines": { ...purchase("f4", "o4", 2000, day(8)), items: lines },
  "signup of a second friend": signup("f2", "a", day(3)),
  "signup of the same friend with another code": signup("f2", "b", day(3)),
  "signup of the advocate with the friend's code": signup("a", "f1", day(3)),
  "signup of another advocate above": signup("b", "f1", day(3)),
  "signup of the friend under the one below": signup("a", "b", day(3)),
  "signup without a code": signup("f2", null, day(3)),
  "purchase of the converted friend": purchase("f1", "o2", 2000, day(4)),
  "a larger purchase of the converted friend": purchase("f1", "o5", 3000, day(4)),
  "purchase of a friend who waits": purchase("f4", "o4", 2000, day(4)),
  "purchase of a friend who has yet to sign up": purchase("f2", "o3", 2000, day(5)),
  "the same order with another amount": purchase("f2", "o3", 2500, day(5)),
  "purchase that brings a code": purchase("f3", "o6", 2000, day(5), "a"),
  "signup with the last use of a code": signup("f5", "once", day(4)),
  "another signup with the last use of a code": signup("f6", "once", day(4)),
  "purchase with the last use of a code": purchase("f3", "o7", 2000, day(4), "once"),
  "full refund of the conversion": refund("o1", "r1", 2000, day(6)),
  "partial refund of the conversion": refund("o1", "r2", 1500, day(6)),
  "refund of the rest of the conversion": refundOfRest("o1", "r7", day(6)),
  "all that went back of the conversion so far": refundSoFar("o1", "r8", 600, day(6)),
  "refund of a purchase in the race": refund("o2", "r3", 2000, day(6)),
  "refund of an order to come": refund("o3", "r4", 2000, day(6)),
  "purchase for which a refund waits": purchase("f4", "o8", 2000, day(5)),
  "another refund of an order that one waits for": refund("o8", "r6", 700, day(6)),
  "the dispute of the conversion is closed": dispute("o1", "d1", "closed", day(6)),
  "another dispute of the conversion": dispute("o1", "d2", "opened", day(6)),
  "dispute of a purchase in the race": dispute("o2", "d3", "opened", day(6)),
  "dispute of an order to come": dispute("o3", "d4", "opened", day(6)),
  "another dispute of an order to come": dispute("o3", "d5", "opened", day(6)),
  "dispute of an order that a refund waits for": dispute("o8", "d6", "opened", day(6)),
  "another dispute of an order that a refund waits for": dispute("o8", "d7", "opened", day(6)),
  "the conversion grows": change("o1", "c1", 2600, day(6)),
  "the conversion shrinks below the minimum": change("o1", "c2", 400, day(7)),
  "change of a purchase in the race": change("o2", "c3", 900, day(6)),
  "change of an order to come": change("o3", "c4", 3000, day(6)),
  "change of an order that a refund waits for": change("o8", "c5", 2600, day(6)),
  "a refund in the race is undone": reversal("o1", "r1", day(7)),
  "a refund that waits is undone": reversal("o8", "r5", day(7)),
  "purchase of the friend's friend": purchase("f5", "o7", 2000, day(4)),
  "custom event of the friend": custom("lead", "f1", "l1", day(4)),
  "custom event of a friend who waits": custom("lead", "f4", "l3", day(4)),
  "custom event of a friend who has yet to sign up": custom("lead", "f2", "l2", day(4)),
  "click on the advocate's link": click("a", "clk_1", day(4)),
  "another click on the advocate's link": click("a", "clk_2", day(4)),
  "click on the friend's link": click("f1", "clk_3", day(4)),
  "click on the link that may be used once": click("once", "clk_4", day(4)),
};

let database: Database;

beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "races", MIGRATED_TEMPLATE), {
    max: RACING_CONNECTIONS,
  });
});
afterAll(() => database.close());

async function begun(rules: unknown): Promise<EngineTenant> {
  const tenant = await createEngineTenant(database, rules, advocates);
  const limited = [tenant.tenantId, codeOf("once")];
  await database.query("UPDATE codes SET max_uses = 1 WHERE tenant_id = $1 AND code = $2", limited);
  await tenant.report(database, before);
  return tenant;
}

it("an advocate whose e-mail becomes the friend's while the friend signs up is found out", async () => {
  const tenant = await begun(rulesWith(2500));
  const { paused, release, atGate } = pausing(database, isCommit);
  const named = {
    ...contenders["signup of a second friend"],
    participant: { externalId: "f2", email: "x@example.com" },
  };
  const slow = tenant.report(paused, [named as ReportedEvent]);
  await atGate;
  await putParticipant(depsOn(database), tenant.asker, "a", { email: "X+shop@example.com" });
  release();
  expect(await slow).toMatchObject([{ results: [{ referral: { rejectedReason: "self_referral" } }] }]);
});

describe("a block is found out by whatever was decided before it was committed", () => {
  const blockedMeanwhile = async (event: ReportedEvent | undefined, externalId: string) => {
    if (event === undefined) throw new Error("no such contender");
    const tenant = await begun(rulesWith(2500));
    const { paused, release, atGate } = pausing(database, isCommit);
    const slow = tenant.report(paused, [event]);
    await atGate;
    const request = { asker: tenant.asker, idempotency: null };
    const input = { whom: { externalId }, blocks: true, reason: "many accounts" } as const;
    await blockParticipant(depsOn(database), request, input);
    release();
    return await slow;
  };
  const refused = [{ results: [{ referral: { rejectedReason: "blocked" } }] }];

  it("a signup, of its advocate", async () => {
    expect(await blockedMeanwhile(contenders["signup of a second friend"], "a")).toMatchObject(refused);
  });

  it("a signup, of its friend", async () => {
    expect(await blockedMeanwhile(signup("b", "a", day(3)), "b")).toMatchObject(refused);
  });

  it("a click, of the owner of the link", async () => {
    expect(await blockedMeanwhile(contenders["click on the advocate's link"], "a")).toMatchObject([{ results: [] }]);
  });
});

describe.each(BUDGETS)("with a budget of %i, two events at once end as one after the other", (budgetMinor) => {
  let races: Races;
  beforeAll(async () => {
    races = { database, begun: await begun(rulesWith(budgetMinor)), stateOf: (tenant) => stateOf(database, tenant) };
  });
  const acts = reporting(contenders);
  for (const pairs of pairsOf(acts, acts)) {
    it(`${pairs.name}, beside itself and each that is named after it`, () => raceEach(races, pairs));
  }
});
