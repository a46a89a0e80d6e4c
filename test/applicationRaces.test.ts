import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { documentOf, ruleOf } from "../src/engine/testing/documents.ts";
import { reviewAdvocates } from "../src/jobs/reviewAdvocates.ts";
import type { Database } from "../src/ports.ts";
import { issueCode } from "../src/usecases/codes/issueCode.ts";
import { applyToProgram } from "../src/usecases/people/applyToProgram.ts";
import { decideApplication } from "../src/usecases/people/decideApplication.ts";
import { putParticipant } from "../src/usecases/people/putParticipant.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { copiesOf, createEngineTenant, depsOn, purchase, signup, stateOf } from "./support/engineTenant.ts";
import { day, reporting } from "./support/eventRaces.ts";
import type { Act, Races } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** Approvals run out and people apply, are decided and act at once, on a real PostgreSQL. */

const DAYS = 30;
const eligibility = { approval: "application", minimum: { by: "conversions", atLeast: 1, withinDays: DAYS } };
const rules = documentOf([ruleOf("each")], { eligibility });

const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });
const apply = (who: string): Act => {
  return async (tenant, on) => {
    const input = { program: "p", participant: { externalId: who } };
    return (await applyToProgram(depsOn(on), requestOf(tenant), input)).kind;
  };
};
const decide = (who: string, status: "approved" | "refused"): Act => {
  return async (tenant, on) => {
    // A verdict with a reason is one also where the status stays.
    const verdict = { program: "p", whom: { externalId: who }, status, reason: `${status} by a person` };
    return (await decideApplication(depsOn(on), requestOf(tenant), verdict)).kind;
  };
};
const giveCode = (who: string): Act => {
  return async (tenant, on) => {
    const asked = { program: "p", participant: { externalId: who }, vanity: null };
    const outcome = await issueCode(depsOn(on), requestOf(tenant), asked, "https://refer.example");
    return outcome.kind === "refused" ? outcome.refusal.reason : outcome.kind;
  };
};
const review: Act = async (tenant, on) => {
  const outcome = await reviewAdvocates.run(depsOn(on), requestOf(tenant), null);
  return outcome.kind === "done" ? (outcome.body as { readonly count: number }).count : outcome.kind;
};

const acts: Readonly<Record<string, Act>> = {
  "the job that looks whose approval has run out": review,
  ...reporting({
    "a signup by the code of one whose approval has run out": signup("f1", "a", day(3)),
    "a purchase of their friend": purchase("known", "o1", 2000, day(4)),
    "a purchase that brings their code": purchase("f2", "o2", 2000, day(4), "a"),
    "a signup by the code of one who has applied": signup("f1", "b", day(3)),
  }),
  "their application is approved": decide("a", "approved"),
  "their application is refused": decide("a", "refused"),
  "they apply": apply("a"),
  "the other's application is approved": decide("b", "approved"),
  "the other applies": apply("b"),
  "one without a code, whose approval has run out, gets one": giveCode("c"),
  "that one applies": apply("c"),
  "one of whom nothing is known applies": apply("d"),
  "one of whom nothing is known gets a code": giveCode("d"),
};

const APPLICATIONS = `SELECT p.external_id, a.status, a.reason, a.decided_by ->> 'type',
    (SELECT array_agg(l.detail ->> 'was' ORDER BY l.detail ->> 'was') FROM audit l WHERE l.tenant_id = p.tenant_id AND l.subject = p.id),
    (SELECT count(*) FROM codes c WHERE c.tenant_id = p.tenant_id AND c.participant_id = p.id)
  FROM participants p LEFT JOIN applications a ON a.tenant_id = p.tenant_id AND a.participant_id = p.id
  WHERE p.tenant_id = $1 AND p.external_id IN ('a', 'b', 'c', 'd') ORDER BY 1`;

async function begin(database: Database): Promise<EngineTenant> {
  const tenant = await createEngineTenant(database, rules, ["a", "b"]);
  await putParticipant(depsOn(database), tenant.asker, "c", {});
  for (const who of ["a", "c"]) {
    await apply(who)(tenant, database);
    await decide(who, "approved")(tenant, database);
  }
  await tenant.report(database, [signup("known", "a", day(2))]);
  // A version that was published starts the time anew.
  for (const [table, column] of [
    ["applications", "decided_at"],
    ["program_versions", "published_at"],
  ]) {
    const sql = `UPDATE ${table} SET ${column} = ${column} - $2 * interval '1 day' WHERE tenant_id = $1`;
    await database.query(sql, [tenant.tenantId, DAYS + 1]);
  }
  await apply("b")(tenant, database);
  // Both whose approval has run out are due.
  const [copy] = await copiesOf(database, tenant, 1);
  expect(copy === undefined ? null : await review(copy, database)).toBe(2);
  return tenant;
}

let races: Races;
beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "applicationRaces", MIGRATED_TEMPLATE);
  const database = openPg(url, { max: RACING_CONNECTIONS });
  races = {
    database,
    begun: await begin(database),
    stateOf: async (tenant) => ({
      ...(await stateOf(database, tenant)),
      applications: await database.query(APPLICATIONS, [tenant.tenantId]),
    }),
  };
});
afterAll(() => races.database.close());

describe("who may be an advocate, decided at once with what they and their friends do, ends as one after the other", () => {
  for (const pairs of pairsOf(acts, acts)) {
    it(`${pairs.name}, beside itself and each that is named after it`, () => raceEach(races, pairs));
  }
});
