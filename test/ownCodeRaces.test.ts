import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { MAX_OWN_CODES } from "../src/domain/codeTerms.ts";
import { documentOf } from "../src/engine/testing/documents.ts";
import type { Database } from "../src/ports.ts";
import { issueCode } from "../src/usecases/codes/issueCode.ts";
import { issueCodes } from "../src/usecases/codes/issueCodes.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn, signup } from "./support/engineTenant.ts";
import { isCommit, pausing } from "./support/pausing.ts";

/** Codes that are given, imported and chosen at once, on a real PostgreSQL. */

const DAY = "2026-01-05T10:00:00Z";

let database: Database;

beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "ownCodeRaces", MIGRATED_TEMPLATE));
});
afterAll(() => database.close());

interface Person {
  readonly tenant: EngineTenant;
}

const begun = async (): Promise<Person> => ({ tenant: await createEngineTenant(database, documentOf([]), ["a"]) });

const referralsOf = async ({ tenantId }: EngineTenant) => {
  const sql = "SELECT status, rejected_reason FROM referrals WHERE tenant_id = $1 ORDER BY id";
  return (await database.query(sql, [tenantId])).map((row) => row.join(" "));
};

describe("codes of one participant", () => {
  const importing = ({ tenant }: Person, who: string, code: string, on = database) => {
    const request = { asker: tenant.asker, idempotency: null };
    const rows = [{ participant: { externalId: who }, code, vanity: null }];
    return issueCodes(depsOn(on), request, { program: "p", rows }, "", (all) => all.map((row) => "refusal" in row));
  };
  const choosing = ({ tenant }: Person, vanity: string | null, on = database, who = "a") => {
    const request = { asker: tenant.asker, idempotency: null };
    return issueCode(depsOn(on), request, { program: "p", participant: { externalId: who }, vanity }, "");
  };
  const kindsOf = async ({ tenant }: Person, who = "a") => {
    const sql = `SELECT c.kind, c.display FROM codes c JOIN participants p ON p.tenant_id = c.tenant_id
      AND p.id = c.participant_id WHERE c.tenant_id = $1 AND p.external_id = $2 ORDER BY c.kind, c.display`;
    return await database.query(sql, [tenant.tenantId, who]);
  };
  /** The one is between its load and its commit while the other is done whole. */
  const overtaken = async (slow: (on: Database) => Promise<unknown>, fast: () => Promise<unknown>) => {
    const { paused, release, atGate } = pausing(database, isCommit);
    const waits = slow(paused);
    await atGate;
    await fast();
    release();
    return await waits;
  };

  it("of two that fold alike one is given, and the other is refused", async () => {
    const person = await begun();
    const slow = await overtaken(
      (on) => importing(person, "x", "mary.smith", on),
      () => importing(person, "y", "MARY-SMITH"),
    );
    expect(slow).toMatchObject({ body: [true] });
    expect([await kindsOf(person, "x"), await kindsOf(person, "y")]).toEqual([[], [["primary", "MARY-SMITH"]]]);
  });

  it("are never more than a participant may have, whatever comes at once", async () => {
    const person = await begun();
    for (let nth = 2; nth < MAX_OWN_CODES; nth += 1) await importing(person, "a", `OWN-${nth}`);
    const slow = await overtaken(
      (on) => importing(person, "a", "LATE", on),
      () => choosing(person, "EARLY"),
    );
    expect(slow).toMatchObject({ body: [true] });
    expect(await kindsOf(person)).toHaveLength(MAX_OWN_CODES);
  });

  it("have one vanity code among them when two are chosen at once, and the other goes on", async () => {
    const person = await begun();
    await choosing(person, "zero");
    await overtaken(
      (on) => choosing(person, "one", on),
      () => choosing(person, "two"),
    );
    expect((await kindsOf(person)).slice(0, 2)).toEqual([
      ["further", "two"],
      ["further", "zero"],
    ]);
    expect(await kindsOf(person)).toContainEqual(["vanity", "one"]);
  });

  it("change places when two that they have are chosen at once", async () => {
    const person = await begun();
    for (const vanity of ["one", "two", "three"]) await choosing(person, vanity);
    await overtaken(
      (on) => choosing(person, "one", on),
      () => choosing(person, "two"),
    );
    const kinds = await kindsOf(person);
    expect(kinds).toContainEqual(["vanity", "one"]);
    expect(kinds.filter(([kind]) => kind === "further").map(([, display]) => display)).toEqual(["three", "two"]);
  });

  it("tie a friend who brings the one that another takes the place of", async () => {
    const person = await begun();
    await choosing(person, "former");
    const event = { ...signup("f", "a", DAY), code: "FORMER" };
    await overtaken(
      (on) => person.tenant.report(on, [event]),
      () => choosing(person, "newer"),
    );
    expect(await referralsOf(person.tenant)).toEqual(["attributed "]);
  });

  it("have one primary where one is drawn while another is imported", async () => {
    for (const [slow, fast] of [
      [
        (person: Person, on: Database) => choosing(person, null, on, "new"),
        (person: Person) => importing(person, "new", "OLD-1"),
      ],
      [
        (person: Person, on: Database) => importing(person, "new", "OLD-1", on),
        (person: Person) => choosing(person, null, database, "new"),
      ],
    ] as const) {
      const person = await begun();
      await overtaken(
        (on) => slow(person, on),
        () => fast(person),
      );
      const kinds = (await kindsOf(person, "new")).map(([kind]) => kind);
      expect(kinds.filter((kind) => kind === "primary")).toHaveLength(1);
      expect(await kindsOf(person, "new")).toContainEqual([expect.any(String), "OLD-1"]);
    }
  });
});
