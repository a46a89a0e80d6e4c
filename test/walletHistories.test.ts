import fc from "fast-check";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { DAY_MS } from "../src/domain/periods.ts";
import { holdsForAllStored } from "../src/engine/testing/checking.ts";
import { checkBalances } from "../src/jobs/checkBalances.ts";
import { expireRewards } from "../src/jobs/expireRewards.ts";
import type { Database } from "../src/ports.ts";
import { reportPayout } from "../src/usecases/payouts/stepPayout.ts";
import { mergeParticipant } from "../src/usecases/people/mergeParticipant.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { copiesOf, createEngineTenant, depsOn, purchase, refundOfRest, signup } from "./support/engineTenant.ts";
import { day, report } from "./support/eventRaces.ts";
import { IS_LONG } from "./support/long.ts";
import { cashRules, make, requestOf, stepBatch } from "./support/payoutActs.ts";
import { release, spend } from "./support/walletActs.ts";
import { WalletModel } from "./support/walletModel.ts";

/** Wallets, lots and payouts after random histories, on a real PostgreSQL, held against an independent calculation. */

const RUNS = IS_LONG ? 200 : 12;
const VALID_DAYS = 30;

let database: Database;
let begun: EngineTenant;
beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "wallet_histories", MIGRATED_TEMPLATE));
  const grant = { kind: "credit", amountMinor: 1000, currency: "GBP", validDays: VALID_DAYS };
  const credit = { id: "credit", recipient: "advocate", on: { event: "purchase" }, grant };
  begun = await createEngineTenant(database, cashRules([credit]), ["a", "b"]);
  await begun.report(database, [signup("f", "a", day(1))]);
});
afterAll(() => database.close());

const which = fc.integer({ min: 1, max: 3 });
const one = <T extends string>(name: T) => fc.constant(name);
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: one("earn"), which }) },
  { weight: 2, arbitrary: fc.record({ act: one("loseEarned"), which }) },
  { weight: 5, arbitrary: fc.record({ act: one("spend"), which, amount: fc.constantFrom(300, 700, 1500) }) },
  { weight: 1, arbitrary: fc.record({ act: one("release"), which }) },
  { weight: 2, arbitrary: fc.record({ act: one("buy"), which }) },
  { weight: 2, arbitrary: fc.record({ act: one("refund"), which }) },
  { weight: 1, arbitrary: fc.record({ act: one("expire") }) },
  { weight: 3, arbitrary: fc.record({ act: one("pay") }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: one("step"),
      to: fc.constantFrom("paid" as const, "failed" as const, "returned" as const),
    }),
  },
);
type Drawn = typeof act extends fc.Arbitrary<infer One> ? One : never;

/** Does one thing, there and in the calculation. */
async function perform(tenant: EngineTenant, model: WalletModel, drawn: Drawn, nth: number): Promise<void> {
  switch (drawn.act) {
    case "earn": {
      const source = `e${drawn.which}`;
      if (model.lots.some((lot) => lot.source === source)) return;
      model.earn(source);
      await report(purchase("f", source, 3000, day(2)))(tenant, database);
      return;
    }
    case "loseEarned":
      if (!model.lots.some((lot) => lot.source === `e${drawn.which}`)) return;
      model.loseEarned(`e${drawn.which}`);
      await report(refundOfRest(`e${drawn.which}`, `re${drawn.which}`, day(6)))(tenant, database);
      return;
    case "spend":
      model.spend(`o${drawn.which}`, drawn.amount);
      await spend(`o${drawn.which}`, drawn.amount)(tenant, database);
      return;
    case "release":
      model.release(`o${drawn.which}`);
      await release(`o${drawn.which}`)(tenant, database);
      return;
    case "buy":
      model.buy(`o${drawn.which}`);
      await report(purchase("a", `o${drawn.which}`, 4000, day(5)))(tenant, database);
      return;
    case "refund":
      if (!model.isBought(`o${drawn.which}`)) return;
      model.refund(`o${drawn.which}`);
      await report(refundOfRest(`o${drawn.which}`, `ro${drawn.which}`, day(6)))(tenant, database);
      return;
    case "expire": {
      model.expire();
      const deps = depsOn(database);
      deps.clock.advance((VALID_DAYS + 1) * DAY_MS);
      await expireRewards.runFor(deps, tenant.tenantId);
      return;
    }
    case "pay":
      model.pay();
      await make(`batch ${nth}`)(tenant, database);
      await stepBatch(`batch ${nth}`, "confirm")(tenant, database);
      return;
    case "step": {
      model.step(drawn.to);
      // One that failed may be paid after all; here it is not.
      const sql = "SELECT id, status IN ('sending', 'paid') FROM payouts WHERE tenant_id = $1 ORDER BY id DESC LIMIT 1";
      const [[id, isOpen] = []] = await database.query(sql, [tenant.tenantId]);
      const input = { payoutId: String(id), step: drawn.to, reference: null, reason: null };
      if (isOpen) await reportPayout(depsOn(database), requestOf(tenant), input);
      return;
    }
    default:
      drawn satisfies never;
  }
}

it("after any history, and after a merge, all is as an independent calculation gives it", async () => {
  const seen = new Set<string>();
  await holdsForAllStored(fc.array(act, { minLength: 6, maxLength: 24 }), RUNS, async (acts) => {
    const [tenant = begun] = await copiesOf(database, begun, 1);
    const model = new WalletModel();
    for (const [nth, drawn] of acts.entries()) await perform(tenant, model, drawn, nth);
    for (const { status } of model.payouts) seen.add(status);
    for (const { left, expired } of model.lots) seen.add(left < 0 ? "owes" : expired > 0 ? "expired" : "has");
    await compare(tenant, model);
    await mergeParticipant(depsOn(database), requestOf(tenant), {
      whom: { externalId: "b" },
      alias: "a",
      reason: null,
    });
    await compare(tenant, model);
  });
  // Histories in which little happens would prove nothing. One in which a payout comes to nothing is rare.
  if (IS_LONG)
    expect([...seen]).toEqual(
      expect.arrayContaining(["expired", "failed", "has", "owes", "paid", "returned", "sending"]),
    );
});

async function compare({ tenantId }: EngineTenant, model: WalletModel): Promise<void> {
  const rows = (sql: string) => database.query(sql, [tenantId]);
  const sums = await rows("SELECT unit, sum(available_minor)::integer FROM wallets WHERE tenant_id = $1 GROUP BY 1");
  const balances = Object.fromEntries(sums);
  expect([balances["credit:GBP"] ?? 0, balances["cash:GBP"] ?? 0]).toEqual([model.available, model.cashAvailable]);
  expect(
    await rows(`SELECT r.source, l.left_minor::integer, r.expired_minor::integer FROM lots l JOIN rewards r
      ON r.tenant_id = l.tenant_id AND r.id = l.id WHERE l.tenant_id = $1 ORDER BY 1`),
  ).toEqual(
    model.lots
      .map(({ source, left, expired }) => [`order:${source}`, left, expired])
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
  expect(await rows("SELECT amount_minor::integer, status FROM payouts WHERE tenant_id = $1 ORDER BY id")).toEqual(
    model.payouts.map(({ amount, status }) => [amount, status]),
  );
  const [books] = await rows(`SELECT
    sum(o.amount * ((o.destination = 'payouts:clearing')::integer - (o.source = 'payouts:clearing')::integer))::integer,
    sum(o.amount * ((o.destination = 'world:cash:GBP')::integer - (o.source = 'world:cash:GBP')::integer))::integer,
    sum(o.amount * ((o.destination LIKE '%:expired')::integer - (o.source LIKE '%:expired')::integer))::integer
    FROM postings o WHERE o.tenant_id = $1`);
  const paid = (status: string) =>
    model.payouts.reduce((sum, payout) => sum + (payout.status === status ? payout.amount : 0), 0);
  const expired = model.lots.reduce((sum, lot) => sum + lot.expired, 0);
  expect((books ?? []).map((sum) => sum ?? 0)).toEqual([paid("sending"), paid("paid"), expired]);
  const deps = depsOn(database);
  deps.clock.advance(2 * DAY_MS);
  await checkBalances.runFor(deps, tenantId);
}
