import { afterAll, beforeAll, describe, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { ReportedPurchase, ReportedSignup } from "../src/engine/events/report.ts";
import { createEngineTenant, purchase, signup, stateOf } from "./support/engineTenant.ts";
import { day, reporting } from "./support/eventRaces.ts";
import type { Races } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** An account takes a guest over beside what the guest and others do, on a real PostgreSQL. */

/** An account that is made, the guest who goes over to it, and what it came with. */
const COMMITS = 3;

type Bringing = ReportedSignup | ReportedPurchase;
const saying = <E extends Bringing>(event: E, name: string, more = {}): E => {
  return { ...event, participant: { ...event.participant, email: `${name}@shop.example`, ...more } };
};
const guest = <E extends Bringing>(event: E, name = "one"): E => saying(event, name, { guest: true });

const points = (amount: number) => ({ kind: "points", amount });
const rules = {
  schemaVersion: 1,
  attribution: { model: "last_touch", windowDays: 30, creditWindowDays: 90, lateEntryDays: 14, newCustomersOnly: true },
  qualifies: [],
  rewards: [
    { id: "each", recipient: "advocate", on: { event: "purchase" }, grant: points(1) },
    { id: "own", recipient: "friend", on: { event: "conversion" }, grant: points(2) },
  ],
};
const before = [
  guest(signup("g-1", "a", day(1))),
  guest(purchase("g-3", "o-g3", 2000, day(1)), "two"),
  signup("late", null, day(1)),
];
const acts = reporting({
  "an order of a new account": saying(purchase("one", "o1", 2000, day(3)), "one"),
  "an order of another account": saying(purchase("other", "o2", 2000, day(3)), "one"),
  "an order of an account that gets the address": saying(purchase("late", "o3", 2000, day(3)), "one", {
    emailVerified: true,
  }),
  "the guest's order": guest(purchase("g-1", "o4", 2000, day(2))),
  "a signup of the account under another advocate": saying(signup("one", "b", day(3)), "one"),
  "an order of the account of another guest": saying(purchase("two", "o6", 2000, day(3)), "two"),
});

let races: Races;
beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "guestRaces", MIGRATED_TEMPLATE);
  const database = openPg(url, { max: RACING_CONNECTIONS });
  const begun = await createEngineTenant(database, rules, ["a", "b"]);
  await begun.report(database, before);
  // A takeover and the event that brought the account are two commits, and another's may come in between.
  const inAnyOrder = async (tenant: typeof begun) => {
    const state = await stateOf(database, tenant);
    return { ...state, events: state.events.toSorted() };
  };
  races = { database, begun, stateOf: inAnyOrder, commits: COMMITS };
});
afterAll(() => races.database.close());

describe("what happens while a guest is taken over ends as one after the other", () => {
  for (const pairs of pairsOf(acts, acts)) {
    it(`${pairs.name}, beside itself and each that is named after it`, () => raceEach(races, pairs));
  }
});
