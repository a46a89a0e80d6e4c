import { afterAll, beforeAll, describe, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { ContactKind } from "../src/domain/contacts.ts";
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
    {
      ...{ id: "each", recipient: "advocate", on: { event: "purchase" }, holdDays: 30 },
      grant: { kind: "points", amount: 1 },
    },
  ],
};

/** Who asks for no first order looks at no contact: the rows of the friends guard them alone. */
const plainRules = { ...rules, rewards: rules.rewards.filter(({ id }) => id === "each") };

const PHONES: Readonly<Record<string, string>> = { one: "1", two: "2", three: "3", has: "4", late: "5", else: "6" };
const contact = (kind: ContactKind, name: string) =>
  kind === "email" ? { email: `${name}@shop.example` } : { phone: `+44207183875${PHONES[name]}` };
const put = (who: string, input: ProfileInput): Act => {
  return async (tenant, on) => (await putParticipant(depsOn(on), tenant.asker, who, input)).kind;
};

/** What is done with contacts of one kind. */
function withContacts(kind: ContactKind) {
  const as = <E extends ReportedSignup | ReportedPurchase>(name: string, event: E): E => {
    return { ...event, participant: { ...event.participant, ...contact(kind, name) } };
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
    "one account gets another address": put("one-a", contact(kind, "else")),
    "the advocate gets the address": put("a", contact(kind, "one")),
    "an account without an address gets that of the friend": put("bare", contact(kind, "three")),
  };

  /** A friend without an address who has bought, one with an address, and an account without one that bought before. */
  const beforeFilling = [
    purchase("lone", "o1", 2000, day(1)),
    signup("late", "a", day(2)),
    purchase("late", "o2", 2000, day(2)),
    signup("twin", null, day(2)),
    as("has", signup("has", "a", day(2))),
    purchase("has", "o6", 2000, day(3)),
  ];

  const fillings: Readonly<Record<string, Act>> = {
    ...reporting({
      "a purchase of the friend that brings their address": as("late", purchase("late", "o3", 2000, day(4))),
      "a purchase of the friend": purchase("late", "o4", 2000, day(4)),
      "a full refund of the friend's purchase": refund("o2", "r1", 2000, day(4)),
      "a purchase of the old account that brings the address": as("late", purchase("lone", "o5", 2000, day(4))),
      "what the old account bought goes back": refund("o1", "r2", 2000, day(4)),
      "a purchase of the friend with an address": purchase("has", "o7", 2000, day(4)),
      "what that friend bought goes back": refund("o6", "r3", 2000, day(4)),
      "a signup of a third account with the address": as("late", signup("twin", "b", day(4))),
      "a signup of a new account with the address": as("late", signup("new", "b", day(5))),
    }),
    "the advocate's profile gets the address": put("a", contact(kind, "late")),
    "the advocate's profile gets the other friend's address": put("a", contact(kind, "has")),
    "the old account's profile gets the other friend's address": put("lone", contact(kind, "has")),
    "the friend's profile gets the address": put("late", contact(kind, "late")),
    "the old account's profile gets the address": put("lone", contact(kind, "late")),
    "the friend's profile gets another": put("late", contact(kind, "else")),
  };

  return { before, acts, beforeFilling, fillings };
}

/** A card that friend and advocate have in common is told with the decision that saw it, by what was known then. */
const paidBy = <E extends ReportedSignup | ReportedPurchase>(card: string, event: E): E => {
  return { ...event, fingerprints: { card } };
};
const beforeCards = [signup("fay", "a", day(1))];
const cards = reporting({
  "a friend's order with a card": paidBy("one", purchase("fay", "o2", 2000, day(2))),
  "the advocate's order with the same card": paidBy("one", purchase("a", "o3", 2000, day(2))),
  "a friend's order without a card": purchase("fay", "o4", 2000, day(3)),
  "a signup with that card under the advocate": paidBy("one", signup("new", "a", day(3))),
  "a signup with that card under another advocate": paidBy("one", signup("newer", "b", day(3))),
  "the other advocate's order with the same card": paidBy("one", purchase("b", "o5", 2000, day(3))),
});

const [byEmail, byPhone] = [withContacts("email"), withContacts("phone")];

/** Of the acts of one kind those that bring a contact: what else races with them is the same for each kind. */
const BRINGING = /address/;
const bringing = (acts: Readonly<Record<string, Act>>) =>
  Object.fromEntries(Object.entries(acts).filter(([name]) => BRINGING.test(name)));

/** What rules ask of profiles: a country counts from the event on that brings it. */
const rulesOfCountries = {
  ...rules,
  rewards: ["friend", "advocate"].map((who) => ({
    ...{ id: `${who}-in-gb`, recipient: "advocate", on: { event: "purchase" }, grant: { kind: "points", amount: 5 } },
    when: [{ field: `${who}.country`, op: "eq", value: "GB" }],
  })),
};
const said = <E extends ReportedSignup | ReportedPurchase>(event: E, more: Omit<ProfileInput, "customerSince">): E => {
  return { ...event, participant: { ...event.participant, ...more } };
};
const gb = { country: "GB" };
const beforeCountries = [signup("late", "a", day(1)), signup("has", "a", day(1))];
const countries: Readonly<Record<string, Act>> = {
  ...reporting({
    "a purchase of a friend": purchase("late", "o1", 2000, day(2)),
    "a purchase of the friend that brings a country": said(purchase("late", "o2", 2000, day(2)), gb),
    "one that brings another country, a name and a language": said(purchase("late", "o3", 2000, day(2)), {
      ...{ country: "FR", name: "Late", locale: "fr" },
    }),
    "a signup of the friend that brings a name": said(signup("late", "b", day(2)), { name: "Later" }),
    "a purchase of another friend": purchase("has", "o4", 2000, day(2)),
    "a purchase of the advocate that brings a country": said(purchase("a", "o5", 2000, day(2)), gb),
  }),
  "the friend's profile gets a country": put("late", { country: "DE" }),
  "the friend's profile gets a name": put("late", { name: "Put" }),
  "the advocate's profile gets a country": put("a", { country: "DE" }),
};

let database: Races["database"];
beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "contactRaces", MIGRATED_TEMPLATE);
  database = openPg(url, { max: RACING_CONNECTIONS });
});
afterAll(() => database.close());

describe.each([
  ["what two accounts of one person do", rules, byEmail.before, byEmail.acts],
  ["an address that comes later, and what it shows,", plainRules, byEmail.beforeFilling, byEmail.fillings],
  ["what two accounts with one phone do", rules, byPhone.before, bringing(byPhone.acts)],
  ["what both sides of a referral pay with", plainRules, beforeCards, cards],
  ["a phone that comes later, and what it shows,", plainRules, byPhone.beforeFilling, bringing(byPhone.fillings)],
  ["what a profile lacks and comes later", rulesOfCountries, beforeCountries, countries],
] as const)("%s at once ends as one after the other", (_, document, happened, raced) => {
  let races: Races;
  beforeAll(async () => {
    const begun = await createEngineTenant(database, document, ["a", "b"]);
    await begun.report(database, happened);
    races = { database, begun, stateOf: (tenant) => stateOf(database, tenant) };
  });
  for (const pairs of pairsOf(raced, raced)) {
    it(`${pairs.name}, beside itself and each that is named after it`, () => raceEach(races, pairs));
  }
});
