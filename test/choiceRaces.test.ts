import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { DAY_MS } from "../src/domain/periods.ts";
import type { RewardStep } from "../src/domain/rewardState.ts";
import { attributionOf } from "../src/engine/testing/documents.ts";
import { releaseRewards } from "../src/jobs/releaseRewards.ts";
import { settleChoices } from "../src/jobs/settleChoices.ts";
import type { Database } from "../src/ports.ts";
import { fixedClock } from "../src/testing/fixedClock.ts";
import type { WriteOutcome } from "../src/usecases/commitOnce.ts";
import { chooseReward } from "../src/usecases/rewards/chooseReward.ts";
import { stepReward } from "../src/usecases/rewards/stepReward.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn, purchase, refund, signup, stateOf } from "./support/engineTenant.ts";
import { report } from "./support/eventRaces.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** Choosing beside everything else that moves the same reward or the same numbers, on a real PostgreSQL. */

const day = (n: number) => new Date(Date.now() + (n - 3) * DAY_MS).toISOString();
const cash = (amountMinor: number) => ({ kind: "cash", amountMinor, currency: "GBP" });
const discount = { kind: "discount", percentBps: 1000, costMinor: 50 };
const rules = {
  schemaVersion: 1,
  attribution: attributionOf(),
  qualifies: [],
  rewards: [
    {
      id: "choice",
      recipient: "advocate",
      on: { event: "purchase" },
      // A partial refund changes an option and not the first.
      grant: {
        kind: "choice",
        options: [cash(500), { kind: "credit", rateBps: 1000 }, discount],
        chooseWithinDays: 30,
      },
      holdDays: 1,
    },
    {
      id: "limited",
      recipient: "advocate",
      on: { event: "purchase" },
      grant: { kind: "choice", options: [cash(100), cash(700)], chooseWithinDays: 30 },
      limits: [{ per: "recipient", period: "lifetime", amountMinor: 900 }],
    },
    {
      id: "gift",
      recipient: "advocate",
      on: { event: "purchase" },
      grant: { kind: "choice", options: [discount, cash(100)], chooseWithinDays: 30 },
    },
  ],
  budget: { amountMinor: 2600, currency: "GBP", period: "lifetime", onExhausted: "skip" },
};
const before = [signup("f1", "a", day(1)), signup("f2", "a", day(1)), purchase("f1", "o1", 4000, day(2))];

const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });
const endOf = (outcome: WriteOutcome<string>) => {
  if (outcome.kind === "done") return outcome.status;
  return outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;
};

let database: Database;
beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "choice_races", MIGRATED_TEMPLATE), {
    max: RACING_CONNECTIONS,
  });
});
afterAll(() => database.close());

async function rewardOf({ tenantId }: EngineTenant, ruleId: string): Promise<string> {
  const sql = "SELECT id FROM rewards WHERE tenant_id = $1 AND rule_id = $2 AND source = 'order:o1'";
  return String((await database.query(sql, [tenantId, ruleId]))[0]?.[0]);
}

async function begun(): Promise<EngineTenant> {
  const tenant = await createEngineTenant(database, rules, ["a"]);
  await tenant.report(database, before);
  return tenant;
}

/** What the books and states say, and what came of each choice. */
async function chosenOf(tenant: EngineTenant): Promise<unknown> {
  const choices = await database.query(
    `SELECT w.rule_id, w.source, w.kind, w.unit, w.cost_minor, w."grant"->>'kind', w.choice->>'taken',
       w.choose_by IS NULL, (SELECT string_agg(coalesce(o->>'amountMinor', 'gone'), ' ')
         FROM jsonb_array_elements(w.choice->'options') o),
       (SELECT count(*)::int FROM coupons c WHERE c.tenant_id = w.tenant_id AND c.reward_id = w.id)
     FROM rewards w WHERE w.tenant_id = $1 ORDER BY 1, 2`,
    [tenant.tenantId],
  );
  return { choices, ...(await stateOf(database, tenant)) };
}

const choose =
  (option: number, ruleId = "choice"): Act =>
  async (tenant, on) => {
    const input = { rewardId: await rewardOf(tenant, ruleId), option };
    return endOf(await chooseReward(depsOn(on), requestOf(tenant), input, () => null));
  };
const step =
  (name: RewardStep, ruleId = "choice"): Act =>
  async (tenant, on) => {
    const input = { rewardId: await rewardOf(tenant, ruleId), step: name, reason: null };
    return endOf(await stepReward(depsOn(on), requestOf(tenant), input));
  };
const release: Act = async (tenant, on) => endOf(await releaseRewards.run(depsOn(on), requestOf(tenant), null));
/** As the job of a month later. */
const settle: Act = async (tenant, on) => {
  const deps = { ...depsOn(on), clock: fixedClock(day(40)) };
  return endOf(await settleChoices.run(deps, requestOf(tenant), null));
};

const choosers: Readonly<Record<string, Act>> = {
  "taking the rate": choose(1),
  "taking the discount": choose(2),
  "taking more under a limit": choose(1, "limited"),
  "settling what is over": settle,
};
const contenders: Readonly<Record<string, Act>> = {
  ...choosers,
  "taking the first": choose(0),
  "taking the first of another": choose(0, "gift"),
  "voiding of it": step("void"),
  "approval of it": step("approve"),
  "fulfilment of the other": step("fulfill", "limited"),
  "release of what is due": release,
  "partial refund": report(refund("o1", "r1", 1000, day(2.5))),
  "full refund": report(refund("o1", "r2", 4000, day(2.5))),
  "purchase of another friend": report(purchase("f2", "o2", 3000, day(2.5))),
};

describe("choosing beside anything else ends as one after the other", () => {
  for (const pairs of pairsOf(choosers, contenders)) {
    it(`${pairs.name}, beside itself and every other`, async () => {
      await raceEach({ database, begun: await begun(), stateOf: chosenOf }, pairs);
    });
  }

  it("of ten who take different options at once, one is heard", async () => {
    const tenant = await begun();
    const ends = await Promise.all(Array.from({ length: 10 }, (_, n) => choose(n % 3)(tenant, database)));
    const taken = ends.flatMap((end, n) => (end === 200 ? [n % 3] : []));
    expect(new Set(taken).size).toBe(1);
    expect(ends.filter((end) => end === "choice_taken")).toHaveLength(10 - taken.length);
  });

  it("five settlements at once settle each choice once, and make one coupon", async () => {
    const tenant = await begun();
    await Promise.all(Array.from({ length: 5 }, () => settle(tenant, database)));
    const { choices } = (await chosenOf(tenant)) as { choices: unknown[][] };
    expect(choices.map((row) => [row[0], row[6], row[7], row[9]])).toEqual([
      ["choice", "0", true, 0],
      ["gift", "0", true, 1],
      ["limited", "0", true, 0],
    ]);
    const told = await database.query(
      `SELECT count(*)::int FROM outbox o, jsonb_array_elements(o.notices) n
       WHERE o.tenant_id = $1 AND n->>'type' = 'reward.adjusted'`,
      [tenant.tenantId],
    );
    expect(told).toEqual([[3]]);
  });
});
