import { afterAll, beforeAll, describe, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { ReportedPurchase, ReportedSignup } from "../src/engine/events/report.ts";
import type { ProfileInput } from "../src/usecases/people/profiles.ts";
import { putParticipant } from "../src/usecases/people/putParticipant.ts";
import { createEngineTenant, depsOn, purchase, refund, signup, stateOf } from "./support/engineTenant.ts";
import { day, reporting } from "./support/eventRaces.ts";
import type { Act, Races } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** Two accounts of one person act at once, on a real PostgreSQL, with a pause between load and commit. */

const rules = {
  schemaVersion: 1,
  attribution: {
    model: "last_touch",
    windowDays: 30,
    creditWindowDays: 90,
    lateEntryDays: 14,
    newCustomersOnly: true,
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
  ],
};

const as = <E extends ReportedSignup | ReportedPurchase>(email: string, event: E): E => {
  return { ...event, participant: { ...event.participant, email: `${email}@shop.example` } };
};
const put = (who: string, input: ProfileInput): Act => {
  return async (tenant, on) => (await putParticipant(depsOn(on), tenant.asker, who, input)).kind;
};

/** Two accounts with one address, one of two with another that has bought, a friend with a second account. */
const before = [
  as("one", signup("one-a", null, day(1))),
  as("one", signup("one-b", null, day(1))),
  as("two", purchase("two-a", "o1", 2000, day(1))),
  as("two", signup("two-b", null, day(2))),
  as("three", signup("three-a", "a", day(2))),
  as("three", signup("three-b", null, day(2))),
  signup("bare", null, day(2)),
];

const acts: Readonly<Record<string, Act>> = {
  ...reporting({
    "signup of one account": signup("one-a", "a", day(3)),
    "signup of the other account under another advocate": signup("one-b", "b", day(3)),
    "signup of a third account with the same address": as("one", signup("one-c", "a", day(3))),
    "signup of a fourth": as("one", signup("one-d", "b", day(4))),
    "purchase of one account": purchase("one-a", "o2", 2000, day(2)),
    "purchase of an account that is new, with the same address": as("one", purchase("one-e", "o3", 2000, day(2))),
    "purchase of the other account that brings a code": purchase("one-b", "o4", 2000, day(4), "b"),
    "what the second address bought goes back": refund("o1", "r1", 2000, day(3)),
    "signup of the other account of one who has bought": signup("two-b", "a", day(4)),
    "purchase of a friend": purchase("three-a", "o5", 2000, day(4)),
    "an earlier purchase of the friend's other account": purchase("three-b", "o6", 2000, day(3)),
    "an earlier purchase of an account that is new, with the friend's address": as(
      "three",
      purchase("three-c", "o7", 2000, day(3)),
    ),
  }),
  "one account is said to be an old customer": put("one-a", { customerSince: "2020-01-01T00:00:00Z" }),
  "one account gets another address": put("one-a", { email: "else@shop.example" }),
  "the advocate gets the address": put("a", { email: "one@shop.example" }),
  "an account without an address gets that of the friend": put("bare", { email: "three@shop.example" }),
};

describe("what two accounts of one person do at once ends as one after the other", () => {
  let races: Races;
  beforeAll(async () => {
    const url = await createDatabase(inject("postgresUrl"), "contactRaces", MIGRATED_TEMPLATE);
    const database = openPg(url, { max: RACING_CONNECTIONS });
    const begun = await createEngineTenant(database, rules, ["a", "b"]);
    await begun.report(database, before);
    races = { database, begun, stateOf: (tenant) => stateOf(database, tenant) };
  });
  afterAll(() => races.database.close());
  for (const pairs of pairsOf(acts, acts)) {
    it(`${pairs.name}, beside itself and each that is named after it`, () => raceEach(races, pairs));
  }
});
