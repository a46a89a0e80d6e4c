import { afterAll, beforeAll, describe, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { Database } from "../src/ports.ts";
import { rulesOf } from "../src/testing/programs.ts";
import type { WriteOutcome } from "../src/usecases/commitOnce.ts";
import { clearPayoutDetails, removePayoutDetails, setPayoutDetails } from "../src/usecases/payees/payoutDetails.ts";
import { blockParticipant } from "../src/usecases/people/blockParticipant.ts";
import { mergeParticipant } from "../src/usecases/people/mergeParticipant.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn } from "./support/engineTenant.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** Where participants are paid, said by several at the same moment and beside merges, on a real PostgreSQL. */

const rules = rulesOf([
  { id: "r", recipient: "friend", on: { event: "signup" }, grant: { kind: "points", amount: 1 } },
]);

const endOf = (outcome: WriteOutcome<string>) => {
  if (outcome.kind !== "done") return outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;
  const { details } = outcome.body as { readonly details?: { readonly shown: string; readonly sameAccount: boolean } };
  return [outcome.status, details?.shown ?? null, details?.sameAccount ?? null];
};
const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });
const paypal = (of: string) => ({ kind: "paypal", email: `${of}@example.com` }) as const;

const says =
  (externalId: string, email: string): Act =>
  async (tenant, on) =>
    endOf(await setPayoutDetails(depsOn(on), requestOf(tenant), { externalId }, paypal(email)));
const removes =
  (externalId: string): Act =>
  async (tenant, on) =>
    endOf(await removePayoutDetails(depsOn(on), requestOf(tenant), { externalId }));
const clears =
  (externalId: string): Act =>
  async (tenant, on) =>
    endOf(await clearPayoutDetails(depsOn(on), requestOf(tenant), { externalId }, "a couple"));
const merges =
  (externalId: string, alias: string): Act =>
  async (tenant, on) => {
    const input = { whom: { externalId }, alias, reason: null };
    const outcome = await mergeParticipant(depsOn(on), requestOf(tenant), input);
    if (outcome.kind !== "done") return endOf(outcome);
    const { merged } = outcome.body as { readonly merged?: { readonly payoutDetails: string | null } };
    return [outcome.status, merged?.payoutDetails];
  };
const blocks =
  (externalId: string): Act =>
  async (tenant, on) => {
    const input = { whom: { externalId }, blocks: true, reason: "many accounts" } as const;
    const outcome = await blockParticipant(depsOn(on), requestOf(tenant), input);
    return outcome.kind === "done" ? outcome.status : endOf(outcome);
  };

/** a and b have said nothing yet. d and e have, the same. */
const acts: Readonly<Record<string, Act>> = {
  "a says x": says("a", "x"),
  "a says y": says("a", "y"),
  "b says x": says("b", "x"),
  "d says x": says("d", "x"),
  "d says y": says("d", "y"),
  "d removes theirs": removes("d"),
  "d is cleared": clears("d"),
  "e removes theirs": removes("e"),
  "b becomes a": merges("a", "b"),
  "d becomes a": merges("a", "d"),
  "a becomes d": merges("d", "a"),
  "e becomes d": merges("d", "e"),
  "a is blocked": blocks("a"),
};

let database: Database;
let begun: EngineTenant;

beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "payeeRaces", MIGRATED_TEMPLATE);
  database = openPg(url, { max: RACING_CONNECTIONS });
  begun = await createEngineTenant(database, rules, ["a", "b", "d", "e"]);
  for (const who of ["d", "e"]) await says(who, "shared")(begun, database);
});
afterAll(() => database.close());

async function stateOf({ tenantId }: EngineTenant): Promise<unknown> {
  const [row] = await database.query(
    `SELECT json_agg(json_build_array(p.external_id, p.merged_into IS NOT NULL, d.kind, d.shown, d.held_until IS NOT NULL,
        d.same_account, d.sealed IS NOT NULL, s.external_id) ORDER BY p.external_id),
      (SELECT json_agg(json_build_array(a.action, n.external_id) ORDER BY a.action, n.external_id, a.detail::text)
        FROM audit a JOIN participants n ON n.tenant_id = a.tenant_id AND n.id = a.subject WHERE a.tenant_id = $1)
     FROM participants p LEFT JOIN payout_details d ON d.tenant_id = p.tenant_id AND d.participant_id = p.id
       LEFT JOIN participants s ON s.tenant_id = p.tenant_id AND s.id = d.sealed_as
     WHERE p.tenant_id = $1`,
    [tenantId],
  );
  return row;
}

describe.each(pairsOf(acts, acts))("$name beside every other act", (pairs) => {
  it("ends as one after the other, in one order or the other", () => raceEach({ database, begun, stateOf }, pairs));
});
