import { expect } from "vitest";
import { attributionOf } from "../../src/engine/testing/documents.ts";
import { goOnWithPayouts } from "../../src/jobs/goOnWithPayouts.ts";
import type { Database } from "../../src/ports.ts";
import type { WriteOutcome } from "../../src/usecases/commitOnce.ts";
import { makeBatch } from "../../src/usecases/payouts/makeBatch.ts";
import type { ReportedStep } from "../../src/usecases/payouts/stepPayout.ts";
import { reportPayout } from "../../src/usecases/payouts/stepPayout.ts";
import { stepBatchByHand } from "../../src/usecases/payouts/workOnBatch.ts";
import type { EngineTenant } from "./engineTenant.ts";
import { depsOn } from "./engineTenant.ts";
import type { Act } from "./racing.ts";

/** What is done with payouts of cash, and what has to hold of them at any moment. */

export const UNIT = "cash:GBP";
const cash = (amountMinor: number) => ({ kind: "cash", amountMinor, currency: "GBP" });

/** @param more rewards beside one of 10.00 in cash for each order */
export const cashRules = (more: readonly object[] = []) => ({
  schemaVersion: 1,
  attribution: attributionOf(),
  qualifies: [],
  rewards: [{ id: "share", recipient: "advocate", on: { event: "purchase" }, grant: cash(1000) }, ...more],
});
/** For each order 5.00 in cash or in credit, as the advocate chooses. */
export const CHOICE = {
  ...{ id: "pick", recipient: "advocate", on: { event: "purchase" } },
  grant: {
    ...{ kind: "choice", chooseWithinDays: 30 },
    options: [cash(500), { kind: "credit", amountMinor: 500, currency: "GBP" }],
  },
};

export const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });
export const endOf = (outcome: WriteOutcome<string>) =>
  outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;

/** A batch of all that is due, under a key of its own; ends as what it comes to. */
export const make =
  (key: string): Act =>
  async ({ asker }, on) => {
    const deps = depsOn(on);
    const input = { unit: UNIT, cutoff: deps.clock.now().toISOString(), minimumMinor: 0, method: "csv" as const };
    const request = { asker, idempotency: { key, requestHash: key } };
    const outcome = await makeBatch(deps, request, { ...input, externalId: null });
    if (outcome.kind !== "done" && outcome.kind !== "replayed") return endOf(outcome);
    return (outcome.body as { amountMinor: number }).amountMinor;
  };
/** Of the batch that was made under a key. */
export const stepBatch =
  (key: string, step: "confirm" | "cancel"): Act =>
  async (tenant, on) => {
    const sql = "SELECT id FROM payout_batches WHERE tenant_id = $1 AND idempotency_key = $2";
    const [batch] = await on.query(sql, [tenant.tenantId, key]);
    return endOf(await stepBatchByHand(depsOn(on), requestOf(tenant), String(batch?.[0]), step));
  };
/** One part of a batch that is under way. */
export const goOn: Act = async (tenant, on) => endOf(await goOnWithPayouts.run(depsOn(on), requestOf(tenant), null));
/** Of the first payout of the first participant who has one: ids of one moment are drawn. */
export const reported =
  (step: ReportedStep): Act =>
  async (tenant, on) => {
    const sql = "SELECT id FROM payouts WHERE tenant_id = $1 ORDER BY participant_id, id LIMIT 1";
    const [row] = await on.query(sql, [tenant.tenantId]);
    const input = { payoutId: String(row?.[0]), step, reference: null, reason: null };
    return endOf(await reportPayout(depsOn(on), requestOf(tenant), input));
  };

/**
 * Everything that payouts decide, without ids and times. What is set aside is what the payouts under way come to, and each
 * reward that a payout has fulfilled is one of a payout that holds.
 */
export async function payoutState(database: Database, { tenantId }: EngineTenant): Promise<unknown> {
  const rows = (sql: string) => database.query(sql, [tenantId]);
  const [sums] = await rows(`SELECT
    (SELECT coalesce(sum(CASE destination WHEN 'payouts:clearing' THEN amount ELSE -amount END), 0)::text FROM postings
      WHERE tenant_id = $1 AND 'payouts:clearing' IN (source, destination)),
    (SELECT coalesce(sum(amount_minor), 0)::text FROM payouts
      WHERE tenant_id = $1 AND status IN ('created', 'sending'))`);
  expect(sums?.[0]).toBe(sums?.[1]);
  const unheld =
    await rows(`SELECT r.id FROM rewards r JOIN payouts p ON p.tenant_id = r.tenant_id AND p.id = r.payout_id
    WHERE r.tenant_id = $1 AND (r.status = 'fulfilled') <> (p.status IN ('created', 'sending', 'paid', 'netted'))
      AND r.status IN ('approved', 'fulfilled')`);
  expect(unheld).toEqual([]);
  const [state] = await rows(`SELECT
    (SELECT json_agg(b.status ORDER BY b.id) FROM payout_batches b WHERE b.tenant_id = $1),
    (SELECT json_agg(json_build_array(p.participant_id, p.amount_minor, p.rewards, p.status) ORDER BY p.participant_id, p.id)
      FROM payouts p WHERE p.tenant_id = $1),
    (SELECT json_agg(json_build_array(r.source, r.rule_id, r.participant_id, r.unit, r.status, r.amount_minor,
        r.payout_id IS NULL, r.review_reasons, r.choose_by IS NULL) ORDER BY r.source, r.rule_id, r.participant_id)
      FROM rewards r WHERE r.tenant_id = $1),
    (SELECT json_agg(json_build_array(w.participant_id, w.unit, w.available_minor, w.paid_minor)
        ORDER BY w.participant_id, w.unit) FROM wallets w WHERE w.tenant_id = $1)`);
  return state;
}
