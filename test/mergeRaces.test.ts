import { afterAll, beforeAll, describe, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { RewardStep } from "../src/domain/rewardState.ts";
import type { ReportedEvent } from "../src/engine/events/report.ts";
import { releaseRewards } from "../src/jobs/releaseRewards.ts";
import type { Database } from "../src/ports.ts";
import { changeCode } from "../src/usecases/codes/changeCode.ts";
import { issueCode } from "../src/usecases/codes/issueCode.ts";
import type { WriteOutcome } from "../src/usecases/commitOnce.ts";
import { redeemCoupon } from "../src/usecases/coupons/useCoupon.ts";
import { addAlias } from "../src/usecases/people/addAlias.ts";
import { adjustBalance } from "../src/usecases/people/adjustBalance.ts";
import { applyToProgram } from "../src/usecases/people/applyToProgram.ts";
import { attributeByHand } from "../src/usecases/people/attributeByHand.ts";
import { blockParticipant } from "../src/usecases/people/blockParticipant.ts";
import { mergeParticipant } from "../src/usecases/people/mergeParticipant.ts";
import { putParticipant } from "../src/usecases/people/putParticipant.ts";
import { reassignReferral } from "../src/usecases/people/reassignReferral.ts";
import { stepReward } from "../src/usecases/rewards/stepReward.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import {
  change,
  click,
  codeOf,
  createEngineTenant,
  custom,
  depsOn,
  dispute,
  purchase,
  refund,
  signup,
} from "./support/engineTenant.ts";
import { day, report } from "./support/eventRaces.ts";
import { mergedState } from "./support/mergedState.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** Two participants who become one, beside whatever else happens to either and to those around, on a real PostgreSQL. */

const cash = (amountMinor: number) => ({ kind: "cash", amountMinor, currency: "GBP" });
const rules = {
  schemaVersion: 1,
  attribution: { model: "last_touch", windowDays: 30, creditWindowDays: 90, lateEntryDays: 14, newCustomersOnly: true },
  qualifies: [],
  rewards: [
    {
      ...{ id: "cash", recipient: "advocate", on: { event: "conversion" }, grant: cash(500), holdDays: 5 },
      tiers: {
        ...{ by: "conversions", window: "lifetime" },
        steps: [
          { from: 1, grant: cash(500) },
          { from: 2, grant: cash(700) },
        ],
      },
      limits: [{ per: "recipient", period: "month", count: 2 }],
    },
    { id: "share", recipient: "advocate", on: { event: "purchase" }, grant: { kind: "credit", rateBps: 1000 } },
    {
      ...{ id: "up", recipient: { ancestor: 2 }, on: { event: "purchase" }, grant: { kind: "points", amount: 1 } },
      limits: [{ per: "recipient", period: "month", count: 2 }],
    },
    {
      ...{ id: "off", recipient: "friend", on: { event: "signup" } },
      grant: { kind: "discount", percentBps: 1000, maxUses: 1, costMinor: 100 },
    },
    { id: "visit", recipient: "advocate", on: { event: "click" }, grant: { kind: "points", amount: 1 } },
    { id: "own", recipient: "actor", on: { event: "purchase" }, grant: { kind: "points", amount: 2 } },
  ],
};
/** k and m are both friends, and both have brought friends; f1 has brought g, and z has brought a. x and y are neither's. */
const before: readonly ReportedEvent[] = [
  signup("m", "a", day(1)),
  signup("k", "b", day(2)),
  purchase("m", "om", 2000, day(3)),
  purchase("k", "ok", 2000, day(3)),
  signup("f1", "m", day(2)),
  signup("f2", "k", day(2)),
  purchase("f1", "o1", 2000, day(3)),
  signup("g", "f1", day(3)),
  purchase("x", "ox", 2000, day(4)),
  signup("y", "b", day(4)),
  signup("a", "z", day(4)),
];

const endOf = (outcome: WriteOutcome<string>) => {
  if (outcome.kind === "done") return outcome.status;
  return outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;
};
const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });
const write =
  (act: (deps: ReturnType<typeof depsOn>, tenant: EngineTenant) => Promise<WriteOutcome<string>>): Act =>
  async (tenant, on) =>
    endOf(await act(depsOn(on), tenant));
const merge = (kept: string, alias: string): Act =>
  write((deps, tenant) =>
    mergeParticipant(deps, requestOf(tenant), { whom: { externalId: kept }, alias, reason: "one person" }),
  );
const idOf = async (tenant: EngineTenant, sql: string) => {
  const [[id] = []] = await database.query(sql, [tenant.tenantId]);
  return String(id);
};
/** Of the first reward of m by a rule. */
const step = (ruleId: string, name: RewardStep): Act =>
  write(async (deps, tenant) => {
    const rewardId = await idOf(
      tenant,
      `SELECT w.id FROM rewards w JOIN participants p ON p.tenant_id = w.tenant_id AND p.id = w.participant_id
       WHERE w.tenant_id = $1 AND w.rule_id = '${ruleId}' AND p.external_id IN ('m', 'k') ORDER BY w.id LIMIT 1`,
    );
    return await stepReward(deps, requestOf(tenant), { rewardId, step: name, reason: null });
  });
const redeem = write(async (deps, tenant) => {
  const code = await idOf(tenant, "SELECT code FROM coupons WHERE tenant_id = $1 ORDER BY reward_id LIMIT 1");
  const order = { orderId: "own", amountMinor: 5000, currency: "GBP", items: [] };
  return await redeemCoupon(deps, requestOf(tenant), code, order);
});
const give = (advocate: string): Act =>
  write(async (deps, tenant) => {
    const sql = `SELECT r.id FROM referrals r JOIN participants f ON f.tenant_id = r.tenant_id AND f.id = r.friend_id
      WHERE r.tenant_id = $1 AND f.external_id = 'f1' AND r.status <> 'rejected'`;
    const input = { referralId: await idOf(tenant, sql), advocate, reason: "wrong link" };
    return await reassignReferral(deps, requestOf(tenant), input);
  });

const merging: Readonly<Record<string, Act>> = { "m into k": merge("k", "m"), "x into k": merge("k", "x") };
const byName = (name: string): Readonly<Record<string, Act>> => ({
  [`purchase by ${name}`]: report(purchase(name, `o-${name}`, 3000, day(5))),
  [`event by ${name}`]: report(custom("lead", name, `e-${name}`, day(5))),
  [`signup of h with the code of ${name}`]: report(signup("h", name, day(5))),
  [`signup of ${name} with a code`]: report(signup(name, "c", day(5))),
  [`bonus of ${name}`]: write((deps, tenant) =>
    adjustBalance(
      deps,
      { asker: tenant.asker, idempotency: { key: `bonus-${name}`, requestHash: "h" } },
      {
        ...{ externalId: name, amountMinor: 300, unit: "points", program: null, reason: "sorry" },
      },
    ),
  ),
  [`profile of ${name}`]: write((deps, { asker }) => putParticipant(deps, asker, name, { name: "N", country: "IL" })),
  [`block of ${name}`]: write((deps, tenant) =>
    blockParticipant(deps, requestOf(tenant), { whom: { externalId: name }, blocks: true, reason: "r" }),
  ),
  [`another code of ${name}`]: write((deps, tenant) =>
    issueCode(
      deps,
      requestOf(tenant),
      { program: "p", participant: { externalId: name }, vanity: `VANITY${name}` },
      "https://x",
    ),
  ),
  [`application of ${name}`]: write((deps, tenant) =>
    applyToProgram(deps, requestOf(tenant), { program: "p", participant: { externalId: name } }),
  ),
  [`alias of ${name}`]: write((deps, tenant) =>
    addAlias(deps, requestOf(tenant), { whom: { externalId: name }, alias: "new" }),
  ),
});
const contenders: Readonly<Record<string, Act>> = {
  ...merging,
  "k into m": merge("m", "k"),
  "y into m": merge("m", "y"),
  "f1 into g": merge("g", "f1"),
  ...byName("m"),
  ...byName("k"),
  "purchase of a friend": report(purchase("f1", "o2", 3000, day(5))),
  "purchase of whom a friend brought": report(purchase("g", "o5", 3000, day(5))),
  "signup of who is above m under a friend of k": report(signup("z", "f2", day(5))),
  "signup of an advocate of k under a friend of m": report(signup("b", "f1", day(5))),
  "click on the link of m": report(click("m", "clk_m", day(5))),
  "signup of another friend of a": report(signup("h", "a", day(5))),
  "purchase of another friend of a": report(purchase("y", "o6", 3000, day(6))),
  "full refund": report(refund("om", "r1", 2000, day(6))),
  "refund of a friend's order": report(refund("o1", "r2", 500, day(6))),
  "change of an order": report(change("om", "ch", 3000, day(6))),
  "dispute of an order": report(dispute("ok", "d1", "opened", day(6))),
  "approval of the cash": step("cash", "approve"),
  "voiding of the share": step("share", "void"),
  "fulfilment of the share": step("share", "fulfill"),
  "release of what is due": write((deps, tenant) => releaseRewards.run(deps, requestOf(tenant), null)),
  "a use of the coupon": redeem,
  "the code of m switched off": write((deps, { asker }) => changeCode(deps, asker, codeOf("m"), { disabled: true })),
  "a friend given to b": give("b"),
  "a friend given to k": give("k"),
  "a friend tied by hand": write((deps, tenant) =>
    attributeByHand(deps, requestOf(tenant), {
      ...{ program: "p", advocate: { code: codeOf("m") }, friend: "x" },
      ...{ attributedAt: day(2), reason: "rang us", force: true },
    }),
  ),
};

let database: Database;
let begun: EngineTenant;
beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "mergeRaces", MIGRATED_TEMPLATE), {
    max: RACING_CONNECTIONS,
  });
  begun = await createEngineTenant(database, rules, ["a", "b", "c", "f1", "f2", "k", "m", "z"]);
  await begun.report(database, before);
});
afterAll(() => database.close());

describe("two participants who become one beside anything else end as one after the other", () => {
  it.each(pairsOf(merging, contenders))("$name, beside itself and every other", async (pairs) => {
    await raceEach({ database, begun, stateOf: (tenant) => mergedState(database, tenant) }, pairs);
  });
});
