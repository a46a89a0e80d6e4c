import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPglite } from "../../adapters/database/pglite.ts";
import type { Database } from "../../ports.ts";
import { migratedDump } from "../../testing/migratedDump.ts";
import type { StoredParticipant } from "./participant.ts";
import type { ProgramJson } from "./program.ts";
import type { StoredReferral } from "./referral.ts";
import type { RewardJson } from "./reward.ts";

type Keys<T> = Readonly<Record<keyof T, true>>;

const participant: Keys<StoredParticipant> = {
  ...{ id: true, externalId: true, emailFolded: true, country: true, segments: true, blocked: true },
  ...{ firstSignupAt: true, firstPurchaseAt: true, version: true, referredVersion: true },
};
const program: Keys<ProgramJson> = {
  ...{ id: true, key: true, currency: true, timezone: true, status: true, pausedReason: true, pausedPeriod: true },
  ...{ startsAt: true, endsAt: true, version: true, epoch: true, plan: true },
};
const referral: Keys<StoredReferral> = {
  ...{ id: true, programId: true, version: true, status: true, advocateId: true, friendId: true, code: true },
  ...{ source: true, channel: true, attributedAt: true, convertedAt: true, conversionOrderId: true, orderId: true },
  ...{ newFriend: true, qualifyingCount: true, reversals: true, rejectedReason: true },
};
const reward: Keys<RewardJson> = {
  ...{ id: true, programId: true, version: true, ruleId: true, trigger: true, group: true, referralId: true },
  ...{ participantId: true, recipient: true, source: true, kind: true, unit: true, grantedMinor: true },
  ...{ amountMinor: true, costMinor: true, basisMinor: true, status: true, holdUntil: true, voidReason: true },
  ...{ occurredAt: true, createdAt: true, grant: true, coupon: true, choice: true, facts: true },
};

const things = { participant, program, referral, reward };

describe("the JSON functions of the database", () => {
  let database: Database;
  beforeAll(async () => {
    database = await openPglite(null, await migratedDump());
  });
  afterAll(() => database.close());

  it.each(Object.entries(things))(
    "%s_json writes every column that its type reads, and no other",
    async (name, keys) => {
      const [row] = await database.query(`SELECT ${name}_json(NULL::${name}s)`);
      expect(Object.keys(row?.[0] ?? {}).toSorted()).toEqual(Object.keys(keys).toSorted());
    },
  );

  it.each(Object.keys(things))("%s_json costs a list of rows no calls: it is put in place of them", async (name) => {
    const rows = `x AS MATERIALIZED (SELECT * FROM ${name}s UNION SELECT * FROM ${name}s)`;
    const sql = `EXPLAIN VERBOSE WITH ${rows} SELECT json_agg(${name}_json(x::${name}s)) FROM x`;
    const plan = (await database.query(sql)).flat().join("\n");
    expect(plan).toContain("json_build_object");
    expect(plan).not.toMatch(/\b(\w+_json|millis)\(/);
  });
});
