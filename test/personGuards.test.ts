import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { DAY_MS } from "../src/domain/periods.ts";
import type { RewardStep } from "../src/domain/rewardState.ts";
import { documentOf } from "../src/engine/testing/documents.ts";
import { releaseRewards } from "../src/jobs/releaseRewards.ts";
import { settleChoices } from "../src/jobs/settleChoices.ts";
import type { Database } from "../src/ports.ts";
import { fixedClock } from "../src/testing/fixedClock.ts";
import { issueCode } from "../src/usecases/codes/issueCode.ts";
import { issueCodes } from "../src/usecases/codes/issueCodes.ts";
import type { WriteOutcome } from "../src/usecases/commitOnce.ts";
import { redeemCoupon } from "../src/usecases/coupons/useCoupon.ts";
import { adjustBalance } from "../src/usecases/people/adjustBalance.ts";
import { applyToProgram } from "../src/usecases/people/applyToProgram.ts";
import { blockParticipant } from "../src/usecases/people/blockParticipant.ts";
import { mergeParticipant } from "../src/usecases/people/mergeParticipant.ts";
import { chooseReward } from "../src/usecases/rewards/chooseReward.ts";
import { stepReward } from "../src/usecases/rewards/stepReward.ts";
import { stepRewards } from "../src/usecases/rewards/stepRewards.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, custom, depsOn, dispute, purchase, signup } from "./support/engineTenant.ts";
import { isCommit, pausing } from "./support/pausing.ts";

/**
 * What a participant has becomes another's, of whom they are found to be another name, between the load and the commit of
 * what is done with it: on a real PostgreSQL.
 */

const day = (n: number) => new Date(Date.now() + (n - 20) * DAY_MS).toISOString();
const cash = (amountMinor: number) => ({ kind: "cash", amountMinor, currency: "GBP" });
const toAdvocate = { recipient: "advocate", on: { event: "purchase" } };
const rules = documentOf([
  { id: "held", ...toAdvocate, grant: cash(500), holdDays: 5 },
  { id: "share", ...toAdvocate, grant: { kind: "credit", rateBps: 1000 } },
  { id: "coupon", ...toAdvocate, grant: { kind: "discount", percentBps: 1000 } },
  { id: "lead", recipient: "advocate", on: { event: "lead" }, grant: cash(50) },
  { id: "choice", ...toAdvocate, grant: { kind: "choice", options: [cash(300), cash(200)], chooseWithinDays: 30 } },
]);

let database: Database;
beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "personGuards", MIGRATED_TEMPLATE));
});
afterAll(() => database.close());

/** Two who have nothing, and one who has a friend and what the friend's order earned. */
async function begun(): Promise<EngineTenant> {
  const tenant = await createEngineTenant(database, rules, ["was"]);
  const sql = `INSERT INTO participants (tenant_id, id, external_id, segments, version, referred_version, created_at, updated_at)
    SELECT $1, 'par_' || n, n, '[]', 1, 0, now(), now() FROM unnest(ARRAY['bare', 'kept']) n`;
  await database.query(sql, [tenant.tenantId]);
  await tenant.report(database, [signup("f", "was", day(1)), purchase("f", "o1", 2000, day(2))]);
  return tenant;
}

/** Those of a name become "kept". */
async function becomesKept({ tenantId }: EngineTenant, name: string): Promise<void> {
  const both = "(SELECT p.id FROM participants p WHERE p.tenant_id = $1 AND p.external_id = $2)";
  await database.query(
    `WITH moved AS (UPDATE rewards SET participant_id = 'par_kept' WHERE tenant_id = $1 AND participant_id = ${both})
     UPDATE participants p SET version = p.version + 1, referred_version = p.referred_version + 1,
       merged_into = CASE p.external_id WHEN $2 THEN 'par_kept' END
     WHERE p.tenant_id = $1 AND p.external_id IN ($2, 'kept')`,
    [tenantId, name],
  );
}

type Act = (tenant: EngineTenant, on: Database) => Promise<WriteOutcome<string>>;

/** Does it while what it is about becomes another's; says how often it was committed, and how it ended. */
async function overtaken(tenant: EngineTenant, act: Act, meanwhile: () => Promise<unknown>) {
  const { paused, release, atGate } = pausing(database, isCommit);
  let commits = 0;
  const counted: Database = {
    query: (...statement) => {
      if (isCommit(statement[0])) commits += 1;
      return paused.query(...statement);
    },
    close: () => paused.close(),
  };
  const slow = act(tenant, counted);
  await Promise.race([atGate, slow]);
  await meanwhile();
  release();
  const { kind } = await slow;
  return { commits, kind };
}

const asked = ({ asker }: EngineTenant) => ({ asker, idempotency: null });

const WHOSE = (table: string, where: string) =>
  `SELECT p.external_id FROM ${table} x JOIN participants p ON p.tenant_id = x.tenant_id AND p.id = x.participant_id
   WHERE x.tenant_id = $1 AND ${where}`;

describe("what is given to a participant under a name that becomes another's meanwhile is the other's", () => {
  const participant = { externalId: "bare" };
  const acts: Readonly<Record<string, readonly [Act, string]>> = {
    "a code": [
      (tenant, on) =>
        issueCode(depsOn(on), asked(tenant), { program: "p", participant, vanity: null }, "https://x.example"),
      WHOSE("codes", "x.code NOT LIKE 'CODE%'"),
    ],
    "an imported code": [
      (tenant, on) => {
        const rows = [{ participant, code: "IMPORTED1", vanity: null }];
        return issueCodes(depsOn(on), asked(tenant), { program: "p", rows }, "https://x.example", () => null);
      },
      WHOSE("codes", "x.code NOT LIKE 'CODE%'"),
    ],
    "an application": [
      (tenant, on) => applyToProgram(depsOn(on), asked(tenant), { program: "p", participant }),
      WHOSE("applications", "true"),
    ],
    "an adjustment of the balance": [
      (tenant, on) => {
        const input = { externalId: "bare", amountMinor: 100, unit: "points", reason: "goodwill" };
        return adjustBalance(depsOn(on), asked(tenant), input);
      },
      WHOSE("postings", "x.unit = 'points'"),
    ],
  };

  it.each(Object.entries(acts))("%s", async (_, [act, whose]) => {
    const tenant = await begun();
    const end = await overtaken(tenant, act, () => becomesKept(tenant, "bare"));
    expect(end).toEqual({ commits: 2, kind: "done" });
    expect(await database.query(whose, [tenant.tenantId])).toEqual([["kept"]]);
  });

  it("and one who is blocked meanwhile gets no code", async () => {
    const tenant = await begun();
    const block = { whom: { externalId: "bare" }, blocks: true, reason: "fraud" };
    const issued = await overtaken(tenant, acts["a code"]?.[0] ?? expect.fail(), () =>
      blockParticipant(depsOn(database), asked(tenant), block),
    );
    expect(issued).toEqual({ commits: 1, kind: "refused" });
    expect(await database.query(WHOSE("codes", "x.code NOT LIKE 'CODE%'"), [tenant.tenantId])).toEqual([]);
  });
});

describe("what is done with a reward that becomes another's meanwhile is done with the other's", () => {
  const rewardOf = async ({ tenantId }: EngineTenant, ruleId: string) => {
    const found = await database.query("SELECT id FROM rewards WHERE tenant_id = $1 AND rule_id = $2", [
      tenantId,
      ruleId,
    ]);
    return String(found[0]?.[0]);
  };
  const step =
    (ruleId: string, name: RewardStep): Act =>
    async (tenant, on) => {
      const rewardId = await rewardOf(tenant, ruleId);
      return await stepReward(depsOn(on), asked(tenant), { rewardId, step: name, reason: null });
    };
  const later = (on: Database) => ({ ...depsOn(on), clock: fixedClock(day(90)) });
  const acts: Readonly<Record<string, Act>> = {
    approval: step("held", "approve"),
    voiding: step("held", "void"),
    fulfilment: step("share", "fulfill"),
    "approval with others": async (tenant, on) => {
      const rewardIds = [await rewardOf(tenant, "held")];
      return await stepRewards(depsOn(on), asked(tenant), { rewardIds, step: "approve", reason: "checked" });
    },
    "the end of its hold": (tenant, on) => releaseRewards.run(depsOn(on), asked(tenant), null),
    "a choice": async (tenant, on) => {
      const input = { rewardId: await rewardOf(tenant, "choice"), option: 1 };
      return await chooseReward(depsOn(on), asked(tenant), input, () => null);
    },
    "the end of a choice": (tenant, on) => settleChoices.run(later(on), asked(tenant), null),
    redeeming: async (tenant, on) => {
      const found = await database.query("SELECT code FROM coupons WHERE tenant_id = $1", [tenant.tenantId]);
      const order = { orderId: "o2", amountMinor: 2000, currency: "GBP", items: [] };
      return await redeemCoupon(depsOn(on), asked(tenant), String(found[0]?.[0]), order);
    },
  };

  it.each(Object.entries(acts))("%s", async (_, act) => {
    const tenant = await begun();
    const before = new Set((await database.query("SELECT id FROM postings", [])).map(([id]) => id));
    const end = await overtaken(tenant, act, () => becomesKept(tenant, "was"));
    expect(end).toEqual({ commits: 2, kind: "done" });
    const posted = await database.query(
      `SELECT o.id, o.participant_id, 'participant:par_kept' IN (left(o.source, 20), left(o.destination, 20))
       FROM postings o WHERE o.tenant_id = $1`,
      [tenant.tenantId],
    );
    for (const [id, participantId, isTheirs] of posted) {
      if (!before.has(id)) expect([participantId, isTheirs]).toEqual(["par_kept", true]);
    }
  });

  it("letting it go from a review", async () => {
    const tenant = await begun();
    await tenant.report(database, [dispute("o1", "d1", "opened", day(3))]);
    const end = await overtaken(tenant, step("held", "release"), () => becomesKept(tenant, "was"));
    expect(end).toEqual({ commits: 2, kind: "done" });
  });
});

it("an event that one of two names brought counts for the friend whom a signup by the other makes, once they are one", async () => {
  const tenant = await begun();
  await tenant.report(database, [custom("lead", "bare", "e1", day(4)), custom("lead", "bare", "e2", day(2))]);
  const input = { whom: { externalId: "kept" }, alias: "bare", reason: "one person" };
  expect(await mergeParticipant(depsOn(database), asked(tenant), input)).toMatchObject({ kind: "done", status: 201 });
  await tenant.report(database, [signup("kept", "was", day(3))]);
  const given = await database.query("SELECT rule_id, source FROM rewards WHERE tenant_id = $1 AND rule_id = 'lead'", [
    tenant.tenantId,
  ]);
  expect(given).toEqual([["lead", "event:e1"]]);
});
