import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RewardView } from "../db/rows/reward.ts";
import { parseReward } from "../db/rows/reward.ts";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { presentReward, rewardReply } from "./reward.ts";

/** A row of which every column has a value of its own. */
const ROW = {
  id: "rwd_1",
  program_id: "prog_1",
  version: 3,
  rule_id: "rule",
  trigger: "purchase",
  group: "group",
  referral_id: "ref_1",
  participant_id: "par_1",
  recipient: "advocate",
  source: "order:o-1",
  kind: "choice",
  unit: "credit:GBP",
  granted_minor: 11,
  amount_minor: 12,
  cost_minor: 13,
  basis_minor: 14,
  expired_minor: 18,
  expires_at: "2026-01-06T00:00:00Z",
  status: "in_review",
  review_reasons: ["dispute"],
  hold_until: "2026-01-01T00:00:00Z",
  void_reason: "reason",
  occurred_at: "2026-01-02T00:00:00Z",
  created_at: "2026-01-03T00:00:00Z",
  grant: {
    ...{ kind: "discount", percentBps: null, amountMinor: "15", minOrderMinor: "16", costMinor: "17" },
    ...{ appliesTo: { skus: ["s"], categories: [] }, validDays: 4, maxUses: 5 },
  },
  coupon: { code: "C", expiresAt: "2026-01-04T00:00:00.000Z" },
  choice: {
    options: [
      { grant: { kind: "item", sku: "mug", quantity: 6, costMinor: "0" }, grantedMinor: "0", amountMinor: null },
    ],
    taken: null,
    chooseBy: "2026-01-05T00:00:00.000Z",
    costMinor: null,
  },
  facts: { "friend.country": "DE" },
};

const SHOWN = {
  id: "rwd_1",
  ruleId: "rule",
  recipient: "advocate",
  participant: "ann",
  kind: "choice",
  amountMinor: 12,
  unit: "credit:GBP",
  program: "friends",
  version: 3,
  status: "in_review",
  reviewReasons: ["dispute"],
  holdUntil: "2026-01-01T00:00:00.000Z",
  voidReason: "reason",
  referralId: "ref_1",
  orderId: "o-1",
  coupon: {
    ...{ code: "C", percentBps: null, amountMinor: 15, currency: "GBP", minOrderMinor: 16 },
    ...{ appliesTo: { skus: ["s"], categories: [] }, maxUses: 5, expiresAt: "2026-01-04T00:00:00.000Z" },
  },
  choice: {
    options: [{ kind: "item", amountMinor: 0, unit: null, available: false, item: { sku: "mug", quantity: 6 } }],
    taken: null,
    chooseBy: "2026-01-05T00:00:00.000Z",
  },
  createdAt: "2026-01-03T00:00:00.000Z",
};

describe("a reward as it is shown", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  it("shows every column that the contract has, as it is stored", async () => {
    const sql = "SELECT reward_json(jsonb_populate_record(NULL::rewards, $1::jsonb))";
    const [row] = await app.database.query(sql, [JSON.stringify(ROW)]);
    const stored = parseReward(row?.[0] as RewardView["reward"]);
    const shown = presentReward(stored, { program: "friends", currency: "GBP", participant: "ann" });
    expect(shown).toEqual(SHOWN);
    expect(rewardReply.parse(shown)).toEqual(SHOWN);
    const grant = { kind: "points", amount: { type: "fixed", amountMinor: 11n }, validDays: 4, costMinor: 0n } as const;
    const expiry = { validDays: 4, expiresAt: "2026-01-06T00:00:00.000Z", expiredMinor: 18 };
    const spendable = presentReward(
      { ...stored, grant, coupon: null },
      { program: "friends", currency: "GBP", participant: "ann" },
    );
    expect(rewardReply.parse(spendable).expiry).toEqual(expiry);
  });

  it("is there since its commit was received, when it is reported, tried out, listed or read", async () => {
    const owner = { program: "friends", participant: { externalId: "ann" } };
    const { code } = (await app.api.post<{ code: string }>("/v1/codes", owner)).body;
    app.clock.advance(1234);
    const createdAt = app.clock.now().toISOString();
    const event = { type: "signup", participant: { externalId: "bob" }, code, occurredAt: "2026-01-05T09:00:00Z" };
    type Decided = { results: { rewards: { id: string; createdAt: string }[] }[] };
    const tried = await app.api.post<Decided>("/v1/programs/friends/dry-run", { event });
    const decided = await app.api.post<Decided>("/v1/events", event);
    app.clock.advance(1000);
    const repeated = await app.api.post<Decided>("/v1/events", event);
    const said = [tried, decided, repeated].map(({ body }) => body.results[0]?.rewards[0]?.createdAt);
    expect(said).toEqual([createdAt, createdAt, createdAt]);
    const id = decided.body.results[0]?.rewards[0]?.id;
    expect((await app.api.get(`/v1/rewards/${id}`)).body).toEqual(decided.body.results[0]?.rewards[0]);
    const listed = await app.api.get<{ data: object[] }>("/v1/rewards");
    expect(listed.body.data).toEqual(decided.body.results[0]?.rewards);
  });
});
