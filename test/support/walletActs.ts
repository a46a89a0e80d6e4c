import type { Database } from "../../src/ports.ts";
import type { WriteOutcome } from "../../src/usecases/commitOnce.ts";
import { adjustBalance } from "../../src/usecases/people/adjustBalance.ts";
import { releaseSpend } from "../../src/usecases/wallet/releaseSpend.ts";
import { spendFromWallet } from "../../src/usecases/wallet/spendFromWallet.ts";
import { depsOn } from "./engineTenant.ts";
import { requestOf } from "./payoutActs.ts";
import type { Act } from "./racing.ts";

/** What is done with credit. */

export const CREDIT = "credit:GBP";

/** Told with what can be spent then. */
const endOf = (outcome: WriteOutcome<string>) => {
  if (outcome.kind === "refused") return [outcome.refusal.code, outcome.refusal.current];
  return outcome.kind === "done" ? [outcome.status, spendableOf(outcome.body)] : outcome.kind;
};
const spendableOf = (body: unknown) => (body as { spendableMinor?: number }).spendableMinor;

export const spend =
  (orderId: string, amountMinor: number, partly = false, externalId = "a"): Act =>
  async (tenant, on) =>
    endOf(
      await spendFromWallet(depsOn(on), requestOf(tenant), { externalId, orderId, unit: CREDIT, amountMinor, partly }),
    );
export const release =
  (orderId: string): Act =>
  async (tenant, on) =>
    endOf(await releaseSpend(depsOn(on), requestOf(tenant), { externalId: "a", orderId, unit: CREDIT }));
export const adjust =
  (amountMinor: number, unit = CREDIT, externalId = "a"): Act =>
  async (tenant, on) => {
    const input = { externalId, amountMinor, unit, reason: "x" };
    return (await adjustBalance(depsOn(on), requestOf(tenant), input)).kind;
  };

/** The time of what one order has earned is over, and that of all else soon. */
export const overFor =
  (database: Database, source: string): Act =>
  ({ tenantId }) =>
    // To the millisecond, as commits write it.
    database.query(
      `WITH w AS (UPDATE rewards SET expires_at = date_trunc('milliseconds', now())
           + CASE source WHEN $2 THEN interval '-1 hour' ELSE interval '1 day' END WHERE tenant_id = $1 RETURNING id, expires_at)
       UPDATE lots l SET expires_at = w.expires_at FROM w WHERE l.tenant_id = $1 AND l.id = w.id`,
      [tenantId, source],
    );
