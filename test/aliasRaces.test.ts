import { afterAll, beforeAll, describe, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { documentOf } from "../src/engine/testing/documents.ts";
import type { Database } from "../src/ports.ts";
import { issueCode } from "../src/usecases/codes/issueCode.ts";
import type { WriteOutcome } from "../src/usecases/commitOnce.ts";
import { addAlias } from "../src/usecases/people/addAlias.ts";
import { applyToProgram } from "../src/usecases/people/applyToProgram.ts";
import { attributeByHand } from "../src/usecases/people/attributeByHand.ts";
import { blockParticipant } from "../src/usecases/people/blockParticipant.ts";
import { endAlias } from "../src/usecases/people/endAlias.ts";
import { putParticipant } from "../src/usecases/people/putParticipant.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { codeOf, createEngineTenant, custom, depsOn, purchase, signup, stateOf } from "./support/engineTenant.ts";
import { day } from "./support/eventRaces.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** Another name of a participant beside everything that may come by it, on a real PostgreSQL. */

let database: Database;
let begun: EngineTenant;
beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "aliasRaces", MIGRATED_TEMPLATE);
  database = openPg(url, { max: RACING_CONNECTIONS });
  const cash = { kind: "cash", amountMinor: 500, currency: "GBP" };
  const rewards = [
    { id: "cash", recipient: "advocate", on: { event: "conversion" }, grant: cash },
    { id: "own", recipient: "actor", on: { event: "purchase" }, grant: { kind: "points", amount: 1 } },
  ];
  begun = await createEngineTenant(database, documentOf(rewards), ["a", "b"]);
  await putParticipant(depsOn(database), begun.asker, "f", { name: "Fay" });
  await putParticipant(depsOn(database), begun.asker, "g", { name: "Gil" });
  await addAlias(depsOn(database), asked(begun), { whom: { externalId: "f" }, alias: "was" });
});
afterAll(() => database.close());

const asked = ({ asker }: EngineTenant) => ({ asker, idempotency: null });

/** How a write ended, without what is drawn. */
const endOf = (outcome: WriteOutcome<string>) =>
  outcome.kind === "done" ? outcome.status : outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;
const write =
  (act: (deps: ReturnType<typeof depsOn>, tenant: EngineTenant) => Promise<WriteOutcome<string>>): Act =>
  async (tenant, on) =>
    endOf(await act(depsOn(on), tenant));
const report =
  (...events: Parameters<EngineTenant["report"]>[1]): Act =>
  async (tenant, on) =>
    (await tenant.report(on, events)).map((reply) => ("problem" in reply ? reply.problem.code : reply.status));

/** With the names that are told to be left. */
const namesOf = (outcome: WriteOutcome<string>) => [endOf(outcome), outcome.kind === "done" ? outcome.body : null];
const named =
  (externalId: string, alias: string): Act =>
  async (tenant, on) =>
    namesOf(await addAlias(depsOn(on), asked(tenant), { whom: { externalId }, alias }));
const ended =
  (externalId: string, alias: string): Act =>
  async (tenant, on) =>
    namesOf(await endAlias(depsOn(on), asked(tenant), { whom: { externalId }, alias }));

/** All that may come by a name. */
const comesBy = (name: string): Record<string, Act> => ({
  [`a signup by ${name}`]: report(signup(name, "a", day(3))),
  [`a purchase by ${name}`]: report(purchase(name, "o1", 2000, day(5))),
  [`a purchase by ${name} that ties`]: report(purchase(name, "o1", 2000, day(5), "b")),
  [`an event by ${name}`]: report(custom("lead", name, "e1", day(4))),
  [`a purchase by ${name} and one by f`]: report(purchase("f", "o2", 900, day(5)), purchase(name, "o1", 2000, day(5))),
  [`a profile by ${name}`]: write((deps, { asker }) => putParticipant(deps, asker, name, { country: "IL" })),
  [`a code by ${name}`]: write((deps, tenant) =>
    issueCode(
      deps,
      asked(tenant),
      { program: "p", participant: { externalId: name }, vanity: `V${name}` },
      "https://x",
    ),
  ),
  [`an application by ${name}`]: write((deps, tenant) =>
    applyToProgram(deps, asked(tenant), { program: "p", participant: { externalId: name } }),
  ),
  [`a block by ${name}`]: write((deps, tenant) =>
    blockParticipant(deps, asked(tenant), { whom: { externalId: name }, blocks: true, reason: "r" }),
  ),
  [`a friend by hand by ${name}`]: write((deps, tenant) =>
    attributeByHand(deps, asked(tenant), {
      ...{ program: "p", advocate: { code: codeOf("b") }, friend: name },
      ...{ attributedAt: day(2), reason: "rang us", force: false },
    }),
  ),
});

const OWNED = `WITH n AS (SELECT id, external_id FROM participants WHERE tenant_id = $1)
  SELECT to_json(ARRAY(SELECT concat_ws(' ', p.external_id, n.external_id, p.country, p.blocked_at IS NOT NULL) FROM participants p
    LEFT JOIN n ON n.id = p.merged_into WHERE p.tenant_id = $1 ORDER BY 1)),
  to_json(ARRAY(SELECT concat_ws(' ', n.external_id, c.kind) FROM codes c LEFT JOIN n ON n.id = c.participant_id
    WHERE c.tenant_id = $1 ORDER BY 1)),
  to_json(ARRAY(SELECT n.external_id FROM applications c LEFT JOIN n ON n.id = c.participant_id
    WHERE c.tenant_id = $1 ORDER BY 1)),
  to_json(ARRAY(SELECT n.external_id || e.type FROM events e JOIN n ON n.id = e.participant_id WHERE e.tenant_id = $1 ORDER BY 1))`;
const races = () => ({
  ...{ database, begun },
  stateOf: async (tenant: EngineTenant) => [
    await stateOf(database, tenant),
    await database.query(OWNED, [tenant.tenantId]),
  ],
});

describe("an alias that begins beside what comes by it", () => {
  const first = { "the alias new of f": named("f", "new") };
  const others = { ...first, "the alias new of g": named("g", "new"), "the other alias of f": named("f", "too") };
  const pairs = pairsOf(first, { ...others, ...comesBy("new") });
  it.each(pairs)("$name, beside itself and each that is named after it", async (all) => raceEach(races(), all));
});

describe("an alias that ends beside what comes by it", () => {
  const first = { "the end of the alias was": ended("f", "was") };
  const others = {
    ...{ ...first, "another alias of f": named("f", "more") },
    "the alias was of g": named("g", "was"),
    "the alias was of f": named("f", "was"),
  };
  const pairs = pairsOf(first, { ...others, ...comesBy("was") });
  it.each(pairs)("$name, beside itself and each that is named after it", async (all) => raceEach(races(), all));
});
