import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPglite } from "../../adapters/database/pglite.ts";
import type { Database } from "../../ports.ts";
import { migratedDump } from "../../testing/migratedDump.ts";
import { type CounterArray, parseCounterArray } from "./counter.ts";
import { type ParticipantArray, parseParticipant, type StoredParticipant } from "./participant.ts";
import type { ProgramJson } from "./program.ts";
import { parseReferral, type ReferralArray, type StoredReferral } from "./referral.ts";
import type { RewardJson } from "./reward.ts";

type Keys<T> = Readonly<Record<keyof T, true>>;

const participant: Keys<StoredParticipant> = {
  ...{ id: true, externalId: true, emailFolded: true, phone: true, country: true, segments: true, blocked: true },
  ...{ firstSignupAt: true, firstPurchaseAt: true, customerSince: true, version: true, referredVersion: true },
  ...{ hasName: true, hasLocale: true, guest: true },
};
const program: Keys<ProgramJson> = {
  ...{
    id: true,
    key: true,
    currency: true,
    timezone: true,
    status: true,
    pausedReason: true,
    pausedPeriod: true,
    pausedAt: true,
  },
  ...{ startsAt: true, endsAt: true, version: true, epoch: true, plan: true },
};
const referral: Keys<StoredReferral> = {
  ...{ id: true, programId: true, version: true, status: true, advocateId: true, friendId: true, code: true },
  ...{
    source: true,
    channel: true,
    attributedAt: true,
    enteredAt: true,
    convertedAt: true,
    conversionOrderId: true,
    orderId: true,
  },
  ...{
    newFriend: true,
    qualifyingCount: true,
    reversals: true,
    rejectedReason: true,
    reviewReasons: true,
    signs: true,
  },
};
const reward: Keys<RewardJson> = {
  ...{ id: true, programId: true, version: true, ruleId: true, trigger: true, group: true, referralId: true },
  ...{ participantId: true, recipient: true, source: true, kind: true, unit: true, grantedMinor: true },
  ...{
    amountMinor: true,
    costMinor: true,
    basisMinor: true,
    fulfilledMinor: true,
    expiresAt: true,
    expiredMinor: true,
    status: true,
    reviewReasons: true,
    holdUntil: true,
    voidReason: true,
  },
  ...{ occurredAt: true, createdAt: true, grant: true, coupon: true, choice: true, facts: true },
};

const things = { participant, program, referral, reward };

/** Rows of which no two columns of a type are alike. */
const times = { first_signup_at: "2026-01-01T00:00:00.001Z", first_purchase_at: "2026-01-01T00:00:00.002Z" };
const referredAt = {
  ...{ attributed_at: "2026-01-01T00:00:00.001Z", converted_at: "2026-01-01T00:00:00.002Z" },
  entered_at: "2026-01-01T00:00:00.003Z",
};
const rows = {
  participants: {
    ...{ id: "i", external_id: "x", email_folded: "e", country: "GB", segments: ["s"], ...times },
    ...{ blocked_at: "2026-01-02T00:00:00Z", version: 3, referred_version: 4, name: "n" },
  },
  referrals: {
    ...{ id: "i", program_id: "p", version: 3, status: "st", advocate_id: "a", friend_id: "f", code: "c" },
    ...{ source: "so", channel: "ch", conversion_order_id: "co", order_id: "o", new_friend: true, ...referredAt },
    ...{ qualifying_count: 4, reversals: 5, rejected_reason: "r" },
  },
  counters: { program_id: "p", subject: "s", metric: "m", period_key: "k", value: 5 },
};

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

  it("rows that are arrays have every value in its place", async () => {
    const made = async (call: string, table: keyof typeof rows) => {
      const sql = `SELECT ${call}(jsonb_populate_record(NULL::${table}, $1::jsonb))`;
      return (await database.query(sql, [JSON.stringify(rows[table])]))[0]?.[0];
    };
    const participantRow = await made("participant_array", "participants");
    expect(parseParticipant(participantRow as ParticipantArray)).toEqual(
      await made("participant_json", "participants"),
    );
    const referralRow = await made("referral_array", "referrals");
    expect(parseReferral(referralRow as ReferralArray)).toEqual(await made("referral_json", "referrals"));
    const number = { programId: "p", subject: "s", metric: "m", periodKey: "k", value: 5n };
    expect(parseCounterArray((await made("counter_array", "counters")) as CounterArray)).toEqual(number);
  });

  it.each(Object.keys(rows))("%s as arrays cost no calls either", async (table) => {
    const sql = `EXPLAIN VERBOSE SELECT json_agg(${table.slice(0, -1)}_array(x)) FROM ${table} x`;
    const plan = (await database.query(sql)).flat().join("\n");
    expect(plan).toContain("json_build_array");
    expect(plan).not.toMatch(/\b((?!json_build)\w+_array|millis)\(/);
  });

  it.each(Object.keys(things))("%s_json costs a list of rows no calls: it is put in place of them", async (name) => {
    const rows = `x AS MATERIALIZED (SELECT * FROM ${name}s UNION SELECT * FROM ${name}s)`;
    const sql = `EXPLAIN VERBOSE WITH ${rows} SELECT json_agg(${name}_json(x::${name}s)) FROM x`;
    const plan = (await database.query(sql)).flat().join("\n");
    expect(plan).toContain("json_build_object");
    expect(plan).not.toMatch(/\b(\w+_json|millis)\(/);
  });
});
