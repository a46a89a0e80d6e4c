import { expect } from "vitest";
import type { TestApp } from "./createTestApp.ts";
import { issueCode, publishProgram, rulesOf } from "./programs.ts";

/** People who have earned cash, and its payouts, in a program "cash" of the tenant of an app. */

const unit = "cash:GBP";
const rules = rulesOf([
  {
    id: "share",
    recipient: "advocate",
    on: { event: "purchase" },
    grant: { kind: "cash", amountMinor: 1000, currency: "GBP" },
  },
]);

interface Made {
  readonly id: string;
  readonly code?: string;
  readonly payouts?: unknown;
  readonly leftOut?: unknown;
}

export async function openPayouts(app: TestApp) {
  await publishProgram(app.api, "cash", rules);
  let next = 0;
  let keys = 0;
  const { api } = app;

  const report = async (event: object) => {
    const { status, body } = await api.post<{ results: { rewards: { id: string }[] }[] }>("/v1/events", event);
    if (status > 201) throw new Error(JSON.stringify(body));
    return body.results[0]?.rewards[0]?.id ?? "";
  };
  const make = (terms: object, key = `batch-${++keys}`) => {
    const asked = { unit, cutoff: app.clock.now().toISOString(), method: "csv", ...terms };
    return api.post<Made>("/v1/payout-batches", asked, { "idempotency-key": key });
  };
  const step = (id: string, name: "confirm" | "cancel") => api.post(`/v1/payout-batches/${id}/${name}`, {});

  /** An advocate who has earned a reward of 10.00 for each of so many orders. */
  async function earner(orders = 1) {
    const n = ++next;
    const [who, friend] = [`payee-${n}`, `bought-${n}`];
    const code = await issueCode(api, "cash", who);
    await report({ type: "signup", participant: { externalId: friend }, code });
    let bought = 0;
    const buy = () => {
      const money = { orderId: `cash-${n}-${++bought}`, amountMinor: 5000, currency: "GBP" };
      return report({ type: "purchase", participant: { externalId: friend }, ...money });
    };
    const rewards: string[] = [];
    for (let order = 0; order < orders; order++) rewards.push(await buy());
    return {
      ...{ who, rewards, buy, earnedBy: (order: number) => `cash-${n}-${order}` },
      /** A payout of all of it that is confirmed. */
      send: async () => {
        const { body } = await make({ participant: who });
        await step(body.id, "confirm");
        const { data } = (await api.get<{ data: { id: string }[] }>(`/v1/payouts?batch=${body.id}`)).body;
        return data[0]?.id ?? "";
      },
    };
  }

  return {
    ...{ earner, make, step },
    report: (payout: string, name: string, body: object = {}) => api.post(`/v1/payouts/${payout}/${name}`, body),
    refund: (orderId: string) => report({ type: "refund", orderId, refundId: `r-${orderId}`, rest: true }),
    dispute: (orderId: string) => report({ type: "dispute", orderId, disputeId: `d-${orderId}`, status: "opened" }),
    adjust: (who: string, amountMinor: number) => {
      const key = { "idempotency-key": `adjust-${++keys}` };
      return api.post(`/v1/participants/${who}/adjustments`, { unit, amountMinor, reason: "by hand" }, key);
    },
    balance: async (who: string) => {
      const { body } = await api.get<{ balances: { availableMinor: number; paidMinor: number }[] }>(
        `/v1/participants/${who}`,
      );
      const [balance] = body.balances;
      return [balance?.availableMinor, balance?.paidMinor];
    },
    statuses: async (rewards: readonly string[]) => {
      const of = (id: string) => api.get<{ status: string }>(`/v1/rewards/${id}`);
      return await Promise.all(rewards.map(async (id) => (await of(id)).body.status));
    },
    /** The books sum to nothing, and payouts have set aside what they are worth that are not settled. */
    balanced: async () => {
      const { body } = await api.get<{ totals: { balanceMinor: number }[] }>("/v1/ledger/balances");
      expect(body.totals.every(({ balanceMinor }) => balanceMinor === 0)).toBe(true);
      const sums = await app.database.query(
        `SELECT coalesce(sum(CASE destination WHEN 'payouts:clearing' THEN amount ELSE -amount END), 0)::text,
           (SELECT coalesce(sum(amount_minor), 0)::text FROM payouts WHERE tenant_id = $1 AND status IN ('created', 'sending'))
         FROM postings WHERE tenant_id = $1 AND 'payouts:clearing' IN (source, destination)`,
        [app.tenant.tenantId],
      );
      expect(sums[0]?.[0]).toBe(sums[0]?.[1]);
    },
  };
}
