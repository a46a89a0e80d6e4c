import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { documentOf } from "../src/engine/testing/documents.ts";
import type { Database } from "../src/ports.ts";
import { changeCode } from "../src/usecases/codes/changeCode.ts";
import { issueCodes } from "../src/usecases/codes/issueCodes.ts";
import { applyToProgram } from "../src/usecases/people/applyToProgram.ts";
import { decideApplication } from "../src/usecases/people/decideApplication.ts";
import { putParticipant } from "../src/usecases/people/putParticipant.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { codeOf, createEngineTenant, depsOn, signup } from "./support/engineTenant.ts";
import { isCommit, pausing } from "./support/pausing.ts";

/**
 * What people change about codes and advocates while an event that brings the code is between its load and its
 * commit, on a real PostgreSQL: the event is decided again.
 */

const DAY = "2026-01-05T10:00:00Z";

const rulesWith = (eligibility: object) => documentOf([], { eligibility });

let database: Database;

beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "codeRaces", MIGRATED_TEMPLATE));
});
afterAll(() => database.close());

interface Person {
  readonly tenant: EngineTenant;
  /** Each on the database given, so that it can be held back. */
  change(change: Parameters<typeof changeCode>[3], on?: Database): Promise<unknown>;
  segments(segments: readonly string[], on?: Database): Promise<unknown>;
  apply(): Promise<unknown>;
  decide(status: "approved" | "refused", on?: Database): Promise<unknown>;
}

async function begun(eligibility: object): Promise<Person> {
  const tenant = await createEngineTenant(database, rulesWith(eligibility), ["a"]);
  const { asker } = tenant;
  const request = { asker, idempotency: null };
  return {
    tenant,
    change: (change, on = database) => changeCode(depsOn(on), asker, codeOf("a"), change),
    segments: (segments, on = database) => putParticipant(depsOn(on), asker, "a", { segments }),
    apply: () => applyToProgram(depsOn(database), request, { program: "p", participant: { externalId: "a" } }),
    decide: (status, on = database) =>
      decideApplication(depsOn(on), request, { program: "p", whom: { externalId: "a" }, status, reason: null }),
  };
}

const referralsOf = async ({ tenantId }: EngineTenant) => {
  const sql = "SELECT status, rejected_reason FROM referrals WHERE tenant_id = $1 ORDER BY id";
  return (await database.query(sql, [tenantId])).map((row) => row.join(" "));
};
const usesOf = async ({ tenantId }: EngineTenant) => {
  return (await database.query("SELECT uses FROM codes WHERE tenant_id = $1", [tenantId]))[0]?.[0];
};

type Step = (person: Person) => Promise<unknown>;
const nothing: Step = async () => {};
const applied: Step = async (person) => {
  await person.apply();
};
const approved: Step = async (person) => {
  await person.apply();
  await person.decide("approved");
};

describe("an event in flight is decided on what a person has just changed", () => {
  const cases: readonly (readonly [title: string, eligibility: object, before: Step, change: Step, outcome: string])[] =
    [
      ["a code is disabled", open({}), nothing, (p) => p.change({ disabled: true }), "rejected code_disabled"],
      [
        "a code is enabled",
        open({}),
        (p) => p.change({ disabled: true }),
        (p) => p.change({ disabled: false }),
        "attributed ",
      ],
      ["a code gets an end", open({}), nothing, (p) => p.change({ expiresAt: DAY }), "rejected code_expired"],
      ["an application is refused", byApplication(), approved, (p) => p.decide("refused"), "rejected not_eligible"],
      ["an application is approved", byApplication(), applied, (p) => p.decide("approved"), "attributed "],
      [
        "the advocate leaves the segment",
        open({ segments: ["vip"] }),
        (p) => p.segments(["vip"]),
        (p) => p.segments([]),
        "rejected not_eligible",
      ],
      [
        "the advocate joins the segment",
        open({ segments: ["vip"] }),
        nothing,
        (p) => p.segments(["vip"]),
        "attributed ",
      ],
    ];

  it.each(cases)("%s", async (_, eligibility, before, change, outcome) => {
    const person = await begun(eligibility);
    await before(person);
    const { paused, release, atGate } = pausing(database, isCommit);
    const slow = person.tenant.report(paused, [signup("f", "a", DAY)]);
    await atGate;
    await change(person);
    release();
    await slow;
    expect(await referralsOf(person.tenant)).toEqual([outcome]);
    expect(await usesOf(person.tenant)).toBe(outcome === "attributed " ? 1 : 0);
  });
});

function open(more: object) {
  return { approval: "open", ...more };
}

function byApplication() {
  return { approval: "application" };
}

describe("two writes at once", () => {
  it("a change of a code that waits loses no use that was counted meanwhile", async () => {
    const person = await begun(open({}));
    const { paused, release, atGate } = pausing(database, isCommit);
    const slow = person.change({ maxUses: 1 }, paused);
    await atGate;
    await person.tenant.report(database, [signup("f", "a", DAY)]);
    release();
    await slow;
    await person.tenant.report(database, [signup("g", "a", DAY)]);
    expect(await referralsOf(person.tenant)).toEqual(["attributed ", "rejected code_used_up"]);
  });

  it("of two changes of one code neither is lost", async () => {
    const person = await begun(open({}));
    const { paused, release, atGate } = pausing(database, isCommit);
    const slow = person.change({ maxUses: 5 }, paused);
    await atGate;
    await person.change({ disabled: true });
    release();
    await slow;
    const sql = "SELECT disabled, max_uses FROM codes WHERE tenant_id = $1";
    expect(await database.query(sql, [person.tenant.tenantId])).toEqual([[true, 5]]);
  });

  it("of two words about one application the later holds, and says what it changed", async () => {
    const person = await begun(byApplication());
    await person.apply();
    const { paused, release, atGate } = pausing(database, isCommit);
    const slow = person.decide("refused", paused);
    await atGate;
    await person.decide("approved");
    release();
    await slow;
    const sql = `SELECT action, detail ->> 'was' FROM audit WHERE tenant_id = $1 AND action <> 'application.applied'
      ORDER BY action`;
    expect(await database.query(sql, [person.tenant.tenantId])).toEqual([
      ["application.approved", "applied"],
      ["application.refused", "approved"],
    ]);
  });

  it("ten events at once use the two uses that are left twice", async () => {
    const person = await begun(open({}));
    await person.change({ maxUses: 2 });
    const friends = Array.from({ length: 10 }, (_, index) => signup(`f${index}`, "a", DAY));
    await Promise.all(friends.map((event) => person.tenant.report(database, [event])));
    const outcomes = (await referralsOf(person.tenant)).toSorted();
    expect(outcomes).toEqual([...Array(2).fill("attributed "), ...Array(8).fill("rejected code_used_up")]);
    expect(await usesOf(person.tenant)).toBe(2);
  });

  it("two batches that import the same codes for different people give each code to one of them", async () => {
    const { tenant } = await begun(open({}));
    const request = { asker: tenant.asker, idempotency: null };
    const rowsFor = (who: string) =>
      Array.from({ length: 20 }, (_, index) => {
        return { participant: { externalId: `${who}-${index}` }, code: `SHARED${index}`, vanity: null };
      });
    const importFor = (on: Database, who: string) => {
      return issueCodes(depsOn(on), request, { program: "p", rows: rowsFor(who) }, "", (rows) => rows.length);
    };
    const { paused, release, atGate } = pausing(database, isCommit);
    const slow = importFor(paused, "x");
    await atGate;
    await importFor(database, "y");
    release();
    await slow;
    const sql = `SELECT split_part(p.external_id, '-', 1), count(*)::integer FROM codes c
      JOIN participants p ON p.tenant_id = c.tenant_id AND p.id = c.participant_id
      WHERE c.tenant_id = $1 AND c.code LIKE 'SHARED%' GROUP BY 1`;
    expect(await database.query(sql, [tenant.tenantId])).toEqual([["y", 20]]);
  });
});
