import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { ReportedEvent } from "../src/engine/events/report.ts";
import { cash, documentOf, ruleOf } from "../src/engine/testing/documents.ts";
import type { Database } from "../src/ports.ts";
import { countingDatabase } from "../src/testing/countingDatabase.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, purchase, signup } from "./support/engineTenant.ts";
import { isCommit, pausing } from "./support/pausing.ts";

/**
 * An advocate who is a friend too, and buys while their friends sign up and buy. All events of one person guard one row,
 * so these say which of them wait for a second decision.
 */

const rules = documentOf([
  ruleOf("first"),
  ruleOf("each", { on: { event: "purchase" }, grant: cash(100) }),
  ruleOf("above", { on: { event: "purchase" }, recipient: { ancestor: 2 }, grant: cash(10) }),
]);
const at = (day: number) => `2026-01-0${day}T10:00:00Z`;

let database: Database;
beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "busyAdvocate", MIGRATED_TEMPLATE));
});
afterAll(() => database.close());

const OWN = purchase("ann", "own", 5_000, at(4));
const OF_FRIEND = purchase("bob", "of-bob", 5_000, at(4));
const JOINING = signup("dan", "ann", at(4));

/** A load and a commit, and nothing again. */
const ONCE = 2;

/** How many statements it takes to report an event while another is committed between its load and its commit. */
async function statementsFor(event: ReportedEvent, meanwhile: ReportedEvent): Promise<number> {
  const tenant: EngineTenant = await createEngineTenant(database, rules, ["zoe", "ann"]);
  await tenant.report(database, [
    signup("ann", "zoe", at(1)),
    purchase("ann", "before", 5_000, at(2)),
    signup("bob", "ann", at(2)),
    signup("cleo", "ann", at(2)),
    purchase("cleo", "of-cleo", 5_000, at(3)),
  ]);
  const { paused, release, atGate } = pausing(database, isCommit);
  const counted = countingDatabase(paused);
  const slow = tenant.report(counted, [event]);
  await atGate;
  expect(await tenant.report(database, [meanwhile])).toMatchObject([{ status: 201 }]);
  release();
  expect(await slow).toMatchObject([{ status: 201 }]);
  return counted.sent();
}

describe("is decided once, whatever comes between its load and its commit:", () => {
  it.each([
    ["an advocate's own purchase, while the advocate's friend converts", OWN, OF_FRIEND],
    ["an advocate's own purchase, while another friend signs up", OWN, JOINING],
    ["a friend's conversion, while their advocate buys", OF_FRIEND, OWN],
    ["a friend's conversion, while another friend buys", OF_FRIEND, purchase("cleo", "again", 5_000, at(4))],
    ["a friend's signup, while their advocate buys", JOINING, OWN],
    ["a friend's signup, while another friend signs up", JOINING, signup("eve", "ann", at(4))],
  ])("%s", async (_, event, meanwhile) => {
    expect(await statementsFor(event, meanwhile)).toBe(ONCE);
  });
});

it("what one person does at the same time in two places is decided again, in the order of commits", async () => {
  expect(await statementsFor(OWN, purchase("ann", "other", 5_000, at(4)))).toBe(2 * ONCE);
});
