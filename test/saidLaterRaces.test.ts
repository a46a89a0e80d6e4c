import { afterAll, beforeAll, describe, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { RewardStep } from "../src/domain/rewardState.ts";
import type { ReportedPurchase, ReportedSignup } from "../src/engine/events/report.ts";
import { releaseRewards } from "../src/jobs/releaseRewards.ts";
import type { WriteOutcome } from "../src/usecases/commitOnce.ts";
import { mergeParticipant } from "../src/usecases/people/mergeParticipant.ts";
import type { ProfileInput } from "../src/usecases/people/profiles.ts";
import { putParticipant } from "../src/usecases/people/putParticipant.ts";
import { reassignReferral } from "../src/usecases/people/reassignReferral.ts";
import { stepReward } from "../src/usecases/rewards/stepReward.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn, purchase, refund, signup, stateOf } from "./support/engineTenant.ts";
import { day, report, reporting } from "./support/eventRaces.ts";
import type { Act, Races } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** A shop says of friends that they were customers before, while something else happens to them, on a real PostgreSQL. */

const rules = {
  schemaVersion: 1,
  attribution: { model: "last_touch", windowDays: 30, creditWindowDays: 90, lateEntryDays: 14, newCustomersOnly: true },
  qualifies: [],
  rewards: [
    {
      ...{ id: "each", recipient: "advocate", on: { event: "purchase" }, holdDays: 30 },
      grant: { kind: "points", amount: 1 },
    },
  ],
};

const as = <E extends ReportedSignup | ReportedPurchase>(event: E): E => {
  return { ...event, participant: { ...event.participant, email: "one@shop.example" } };
};

/** A friend with an address and another account with it, a friend without one, one who is no friend yet, and an old customer. */
const before = [
  as(signup("fay", "a", day(1))),
  purchase("fay", "o1", 2000, day(2)),
  as(signup("twin", null, day(1))),
  signup("lone", "a", day(1)),
  purchase("lone", "o2", 2000, day(2)),
  signup("late", null, day(1)),
  purchase("elder", "o0", 2000, "2025-12-01T10:00:00Z"),
];

const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });
const endOf = (outcome: WriteOutcome<string>) => {
  if (outcome.kind === "done") return outcome.status;
  return outcome.kind === "refused" ? (outcome.refusal.reason ?? outcome.refusal.code) : outcome.kind;
};
const put = (who: string, input: ProfileInput): Act => {
  return async (tenant, on) => endOf(await putParticipant(depsOn(on), tenant.asker, who, input));
};
const merge = (kept: string, alias: string): Act => {
  const input = { whom: { externalId: kept }, alias, reason: null };
  return async (tenant, on) => endOf(await mergeParticipant(depsOn(on), requestOf(tenant), input));
};
/** By any name of theirs. */
const OF_FRIEND = `JOIN participants f ON f.tenant_id = r.tenant_id AND coalesce(f.merged_into, f.id) = r.friend_id
  WHERE r.tenant_id = $1 AND f.external_id = $2`;
/** Of what a friend earned their advocate first. */
const step = (friend: string, name: RewardStep): Act => {
  return async (tenant, on) => {
    const [[rewardId] = []] = await races.database.query(
      `SELECT w.id FROM referrals r JOIN rewards w ON w.tenant_id = r.tenant_id AND w.referral_id = r.id ${OF_FRIEND}
       ORDER BY w.id LIMIT 1`,
      [tenant.tenantId, friend],
    );
    const input = { rewardId: String(rewardId), step: name, reason: null };
    return endOf(await stepReward(depsOn(on), requestOf(tenant), input));
  };
};
const give = (friend: string, advocate: string): Act => {
  return async (tenant, on) => {
    const [[id] = []] = await races.database.query(`SELECT r.id FROM referrals r ${OF_FRIEND}`, [
      tenant.tenantId,
      friend,
    ]);
    const input = { referralId: String(id), advocate, reason: "wrong link" };
    return endOf(await reassignReferral(depsOn(on), requestOf(tenant), input));
  };
};
const release: Act = async (tenant, on) => endOf(await releaseRewards.run(depsOn(on), requestOf(tenant), null));

const old = { customerSince: "2020-01-01T00:00:00Z" };
const sayings: Readonly<Record<string, Act>> = {
  "the friend is said to be an old customer": put("fay", old),
  "it is said of the friend's other account": put("twin", old),
  "it is said of the friend without an address": put("lone", old),
  "it is said of one who is no friend yet": put("late", old),
  "it is said of a new account with the address": put("newer", { ...old, email: "one@shop.example" }),
  "the old customer becomes the friend without an address": merge("lone", "elder"),
  "the friend without an address becomes the old customer": merge("elder", "lone"),
  "the friend's other account becomes the old customer": merge("elder", "twin"),
};
const contenders: Readonly<Record<string, Act>> = {
  ...sayings,
  ...reporting({
    "a purchase of the friend": purchase("fay", "o3", 2000, day(4)),
    "a full refund of the friend's purchase": refund("o1", "r1", 2000, day(4)),
    "a purchase of the friend without an address": purchase("lone", "o4", 2000, day(4)),
    "a signup of one who was no friend": signup("late", "a", day(4)),
    "a signup of a new account with the address": as(signup("new", "b", day(5))),
    "a signup of the other account": signup("twin", "b", day(5)),
  }),
  "it is said no longer": put("fay", { customerSince: null }),
  "the friend's address is given to the friend without one": put("lone", { email: "one@shop.example" }),
  "the friend's reward is approved": step("fay", "approve"),
  "the friend's reward is voided": step("fay", "void"),
  "the reward of the friend without an address is approved": step("lone", "approve"),
  "the friend goes to another advocate": give("fay", "b"),
  "what is due is released": release,
  "a full refund of what the old customer bought": report(refund("o0", "r0", 2000, day(4))),
  "the address is given to the old customer": put("elder", { email: "one@shop.example" }),
};

let races: Races;
beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "saidLaterRaces", MIGRATED_TEMPLATE);
  const database = openPg(url, { max: RACING_CONNECTIONS });
  const begun = await createEngineTenant(database, rules, ["a", "b"]);
  await begun.report(database, before);
  races = { database, begun, stateOf: (tenant) => stateOf(database, tenant) };
});
afterAll(() => races.database.close());

describe("what a shop says later of old customers, beside anything else, ends as one after the other", () => {
  for (const pairs of pairsOf(sayings, contenders)) {
    it(`${pairs.name}, beside itself and each that is named after it`, () => raceEach(races, pairs));
  }
});
