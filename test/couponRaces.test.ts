import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { ReportedEvent } from "../src/engine/events/report.ts";
import { attributionOf } from "../src/engine/testing/documents.ts";
import { releaseCoupons } from "../src/jobs/releaseCoupons.ts";
import type { Database } from "../src/ports.ts";
import type { WriteOutcome } from "../src/usecases/commitOnce.ts";
import { releaseCoupon } from "../src/usecases/coupons/releaseCoupon.ts";
import { redeemCoupon } from "../src/usecases/coupons/useCoupon.ts";
import { stepReward } from "../src/usecases/rewards/stepReward.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn, purchase, refund, reversal, signup } from "./support/engineTenant.ts";
import { day, report } from "./support/eventRaces.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** What ends a redemption, beside what redeems and reports it, on a real PostgreSQL. */

const rules = {
  schemaVersion: 1,
  attribution: attributionOf(),
  qualifies: [],
  rewards: [
    { id: "coupon", recipient: "friend", on: { event: "signup" }, grant: { kind: "discount", percentBps: 1000 } },
  ],
};

const endOf = (outcome: WriteOutcome<string>) => {
  if (outcome.kind === "done") return outcome.status;
  return outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;
};
const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });

let database: Database;
let coupon: string;
beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "coupon_races", MIGRATED_TEMPLATE);
  database = openPg(url, { max: RACING_CONNECTIONS });
});
afterAll(() => database.close());

const redeem =
  (orderId: string, amountMinor: number): Act =>
  async (tenant, on) => {
    const order = { orderId, amountMinor, currency: "GBP", items: [] };
    return endOf(await redeemCoupon(depsOn(on), requestOf(tenant), coupon, order));
  };
const release =
  (orderId: string): Act =>
  async (tenant, on) =>
    endOf(await releaseCoupon(depsOn(on), requestOf(tenant), { code: coupon, orderId, reason: null }));
/** How many it ended is told by the uses that there are: it may find what another act ended meanwhile. */
const job: Act = async (tenant, on) => endOf(await releaseCoupons.run(depsOn(on), requestOf(tenant), null));
const voiding: Act = async (tenant, on) => {
  const sql = "SELECT id FROM rewards WHERE tenant_id = $1";
  const rewardId = String((await database.query(sql, [tenant.tenantId]))[0]?.[0]);
  return endOf(await stepReward(depsOn(on), requestOf(tenant), { rewardId, step: "void", reason: null }));
};
const naming =
  (orderId: string): Act =>
  async (tenant, on) => {
    const discounts = [{ code: coupon, amountMinor: 200 }];
    const bought = { ...purchase("f1", orderId, 2000, day(3)), discounts } as ReportedEvent;
    return (await tenant.report(on, [bought])).map(({ status }) => status);
  };

const ends: Readonly<Record<string, Act>> = {
  "release of the redemption": release("o1"),
  "the job that ends it": job,
};
const others: Readonly<Record<string, Act>> = {
  ...ends,
  "a redemption with another cart": redeem("o1", 3000),
  "the same redemption": redeem("o1", 2000),
  "a redemption of another order": redeem("o2", 2000),
  "a release, and the same redemption anew": async (tenant, on) => [
    await release("o1")(tenant, on),
    await redeem("o1", 2000)(tenant, on),
  ],
  "a report that names the coupon": naming("o1"),
  "a report that does not": report(purchase("f1", "o1", 2000, day(3))),
  "a refund that comes before the order": report(refund("o1", "r1", 2000, day(4))),
  "voiding of the reward": voiding,
};
/** Of a use that was released, and of an order that was reported without it. */
const later: Readonly<Record<string, Act>> = {
  "the same redemption, anew": redeem("o1", 2000),
  "release of the redemption": release("o1"),
  "a redemption of another order": redeem("o2", 2000),
  "a report that names the coupon": naming("o1"),
  "a full refund": report(refund("o1", "r1", 2000, day(4))),
  "the end of a full refund": report(reversal("o1", "r0", day(5))),
};

/** Everything that uses of coupons decide, without times. */
async function stateOf({ tenantId }: EngineTenant): Promise<unknown> {
  const rows = (sql: string) => database.query(sql, [tenantId]);
  return {
    coupons: await rows("SELECT uses FROM coupons WHERE tenant_id = $1 ORDER BY code"),
    uses: await rows(`SELECT order_id, content_hash, discount_minor::text, reported_minor::text, undone_at IS NOT NULL,
      released_at IS NOT NULL, report_by IS NOT NULL FROM coupon_uses WHERE tenant_id = $1 ORDER BY order_id, code`),
    rewards: await rows("SELECT status, given_minor::text FROM rewards WHERE tenant_id = $1 ORDER BY id"),
    posted: await rows(
      "SELECT source LIKE 'world%', sum(amount)::text FROM postings WHERE tenant_id = $1 GROUP BY 1 ORDER BY 1",
    ),
    orders: await rows("SELECT order_id, refunded_minor::text FROM purchases WHERE tenant_id = $1 ORDER BY order_id"),
  };
}

/** A friend whose coupon order o1 has redeemed, long enough ago for the job. */
async function begun(...more: readonly Act[]): Promise<EngineTenant> {
  const tenant = await createEngineTenant(database, rules, ["a"]);
  await tenant.report(database, [signup("f1", "a", day(1))]);
  coupon = String((await database.query("SELECT code FROM coupons WHERE tenant_id = $1", [tenant.tenantId]))[0]?.[0]);
  await redeem("o1", 2000)(tenant, database);
  for (const act of more) await act(tenant, database);
  const sql =
    "UPDATE coupon_uses SET report_by = now() - interval '1 hour' WHERE tenant_id = $1 AND report_by IS NOT NULL";
  await database.query(sql, [tenant.tenantId]);
  return tenant;
}

for (const pairs of pairsOf(ends, others)) {
  it(`${pairs.name}, beside itself and every other, ends as one after the other`, async () => {
    await raceEach({ database, begun: await begun(), stateOf }, pairs);
  });
}

for (const pairs of pairsOf(
  { "the same redemption, anew": redeem("o1", 2000), "a report that names the coupon": naming("o1") },
  later,
)) {
  it(`of what was released: ${pairs.name}, beside every other, ends as one after the other`, async () => {
    await raceEach({ database, begun: await begun(release("o1")), stateOf }, pairs);
  });
}

for (const pairs of pairsOf({ "release of the redemption": release("o1") }, later)) {
  it(`of an order that was reported without the coupon: ${pairs.name}, beside every other`, async () => {
    const bare = report(purchase("f1", "o1", 2000, day(3)));
    const back = report(refund("o1", "r0", 2000, day(4)));
    await raceEach({ database, begun: await begun(bare), stateOf }, pairs);
    await raceEach({ database, begun: await begun(bare, back), stateOf }, pairs);
  });
}

it("of an order that was reported without the coupon: redeeming anew what was released, beside a full refund", async () => {
  const bare = report(purchase("f1", "o1", 2000, day(3)));
  const [pairs] = pairsOf(
    { "the same redemption, anew": redeem("o1", 2000) },
    { "a full refund": report(refund("o1", "r1", 2000, day(4))) },
  );
  if (pairs === undefined) throw new Error("no pair");
  await raceEach({ database, begun: await begun(bare, release("o1")), stateOf }, pairs);
});

it("two servers that redeem one order with two carts, ten times at once, leave one use of one of the carts", async () => {
  const tenant = await begun();
  const both = [redeem("o1", 3000), redeem("o1", 4000)];
  const told = await Promise.all(Array.from({ length: 10 }, (_, n) => both[n % 2]?.(tenant, database)));
  expect(new Set(told)).toEqual(new Set([200]));
  const sql =
    "SELECT c.uses, u.discount_minor::int FROM coupons c JOIN coupon_uses u USING (tenant_id, code) WHERE tenant_id = $1";
  const [row] = await database.query(sql, [tenant.tenantId]);
  expect([row?.[0], [300, 400].includes(Number(row?.[1]))]).toEqual([1, true]);
});
