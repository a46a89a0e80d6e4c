import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { ReportedEvent } from "../src/engine/events/report.ts";
import { attributionOf } from "../src/engine/testing/documents.ts";
import type { Database } from "../src/ports.ts";
import { attributeByHand } from "../src/usecases/people/attributeByHand.ts";
import { putParticipant } from "../src/usecases/people/putParticipant.ts";
import { createEngineTenant, depsOn, purchase, signup, stateOf } from "./support/engineTenant.ts";
import { day } from "./support/eventRaces.ts";
import { isCommit, pausing } from "./support/pausing.ts";
import { countedNumbers, keptNumbers } from "./support/storedHistory.ts";

/** What is told of people beside their events, with a pause between load and commit, on a real PostgreSQL. */

const cash = (amountMinor: number) => ({ kind: "cash", amountMinor, currency: "GBP" });
const attribution = attributionOf();
const rules = {
  schemaVersion: 1,
  attribution,
  qualifies: [],
  rewards: [
    {
      ...{ id: "cash", recipient: "advocate", on: { event: "conversion" }, grant: cash(500) },
      tiers: { by: "conversions", window: "lifetime", steps: [{ from: 2, grant: cash(700) }] },
      limits: [{ per: "recipient", period: "month", count: 2 }],
    },
    {
      ...{ id: "own", recipient: "actor", on: { event: "purchase" }, grant: { kind: "points", amount: 1 } },
      when: [{ field: "order.isFirst", op: "eq", value: true }],
    },
  ],
};

let database: Database;
beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "peopleRaces", MIGRATED_TEMPLATE));
});
afterAll(() => database.close());

describe("what a shop says of an old customer is found out by what was decided before it was committed", () => {
  const saidMeanwhile = async (document: unknown, event: ReportedEvent) => {
    const tenant = await createEngineTenant(database, document, ["a", "b"]);
    await putParticipant(depsOn(database), tenant.asker, "f2", { name: "Fay" });
    const { paused, release, atGate } = pausing(database, isCommit);
    const slow = tenant.report(paused, [event]);
    await atGate;
    await putParticipant(depsOn(database), tenant.asker, "f2", { customerSince: "2020-01-01T00:00:00Z" });
    release();
    return await slow;
  };

  it("a signup, which makes no friend", async () => {
    expect(await saidMeanwhile(rules, signup("f2", "a", day(3)))).toMatchObject([
      { results: [{ referral: { rejectedReason: "existing_customer" } }] },
    ]);
  });

  it("a purchase, which is no first order", async () => {
    const asking = { ...rules, attribution: { ...rules.attribution, newCustomersOnly: false } };
    const [reply] = await saidMeanwhile(asking, purchase("f2", "o3", 2000, day(5)));
    expect(reply).toMatchObject({ results: [{ decisions: [{ ruleId: "own", reason: "condition_not_met" }] }] });
  });
});

describe("a friend whom a person ties while they do something else", () => {
  const tied = async (other: ReportedEvent, isFirst: boolean) => {
    const tenant = await createEngineTenant(database, rules, ["a", "b"]);
    await putParticipant(depsOn(database), tenant.asker, "f2", { name: "Fay" });
    const hand = { program: "p", advocate: { externalId: "a" }, friend: "f2", attributedAt: day(3), reason: "rang us" };
    const tie = (on: Database) =>
      attributeByHand(depsOn(on), { asker: tenant.asker, idempotency: null }, { ...hand, force: false });
    const { paused, release, atGate } = pausing(database, isCommit);
    const slow = isFirst ? tie(paused) : tenant.report(paused, [other]);
    await Promise.race([atGate, slow]);
    const quick = isFirst ? await tenant.report(database, [other]) : await tie(database);
    release();
    const slowEnd = await slow;
    const numbers = [await keptNumbers(database, tenant), await countedNumbers(database, tenant, null)];
    expect(numbers[0]).toEqual(numbers[1]);
    return { quick, slow: slowEnd, state: await stateOf(database, tenant) };
  };

  it("has their purchase decided once, whichever is committed first", async () => {
    const bought = purchase("f2", "o3", 2000, day(5));
    const [one, other] = [await tied(bought, true), await tied(bought, false)];
    expect(one.slow).toMatchObject({
      kind: "done",
      body: {
        results: [{ decisions: expect.arrayContaining([expect.objectContaining({ ruleId: "cash", orderId: "o3" })]) }],
      },
    });
    expect(other.slow).toMatchObject([
      {
        results: [{ decisions: expect.arrayContaining([expect.objectContaining({ ruleId: "cash", orderId: "o3" })]) }],
      },
    ]);
  });

  it("has one advocate, though a signup with another code is under way", async () => {
    const signedUp = signup("f2", "b", day(3));
    expect((await tied(signedUp, true)).slow).toMatchObject({
      kind: "refused",
      refusal: { reason: "already_referred" },
    });
    expect((await tied(signedUp, false)).slow).toMatchObject([
      { results: [{ referral: { rejectedReason: "already_referred" } }] },
    ]);
  });

  it("is tied once by two who do it at once", async () => {
    const tenant = await createEngineTenant(database, rules, ["a", "b"]);
    const hand = { program: "p", advocate: { externalId: "a" }, friend: "f2", attributedAt: day(3), reason: "rang us" };
    const request = { asker: tenant.asker, idempotency: null };
    const ends = await Promise.all(
      [1, 2].map(() => attributeByHand(depsOn(database), request, { ...hand, force: false })),
    );
    expect(ends.map((end) => (end.kind === "done" ? end.status : end)).toSorted()).toEqual([200, 201]);
  });
});
