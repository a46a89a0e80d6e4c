import { expect } from "vitest";
import type { TestApp } from "./createTestApp.ts";
import { issueCode, publishProgram, rulesOf } from "./programs.ts";

/** People who have earned credit, and what can be done with it, in a program "spends" of the tenant of an app. */

export const CREDIT = "credit:GBP";
const rulesWith = (more: object) =>
  rulesOf([
    {
      id: "share",
      recipient: "advocate",
      on: { event: "purchase" },
      grant: { kind: "credit", amountMinor: 1000, currency: "GBP", ...more },
    },
  ]);

interface Spend {
  readonly amountMinor: number;
  readonly status: string;
  readonly duplicate: boolean;
  readonly reportBy: string | null;
  readonly spendableMinor: number;
  readonly code?: string;
  readonly current?: object;
}

/** @param more of the grant of 10.00 */
export async function openWallets(app: TestApp, more: object = {}) {
  await publishProgram(app.api, "spends", rulesWith(more));
  let next = 0;

  const report = (event: object) =>
    app.api.post<{ event: { flags: string[] }; results: { rewards: { id: string }[] }[] }>("/v1/events", event);

  /** An advocate who has earned a reward of 10.00 for each of so many orders. */
  async function earner(orders = 1) {
    const n = ++next;
    const [who, friend] = [`adv-${n}`, `fri-${n}`];
    const code = await issueCode(app.api, "spends", who);
    await report({ type: "signup", participant: { externalId: friend }, code });
    const rewards: string[] = [];
    for (let order = 1; order <= orders; order++) {
      const money = { orderId: `earn-${n}-${order}`, amountMinor: 5000, currency: "GBP" };
      const { body } = await report({ type: "purchase", participant: { externalId: friend }, ...money });
      rewards.push(body.results[0]?.rewards[0]?.id ?? "");
    }
    const path = `/v1/participants/${who}/spend`;
    let calls = 0;
    return {
      ...{ who, rewards, earnedBy: (order: number) => `earn-${n}-${order}`, order: `pay-${n}` },
      spend: (orderId: string, amountMinor: number, more: object = {}, key = `${who}-${++calls}`) =>
        app.api.post<Spend>(path, { unit: CREDIT, orderId, amountMinor, ...more }, { "idempotency-key": key }),
      release: (orderId: string, unit = CREDIT) => app.api.post<Spend>(`${path}/release`, { unit, orderId }),
      buy: (orderId: string, amountMinor = 4000) =>
        report({ type: "purchase", participant: { externalId: who }, orderId, amountMinor, currency: "GBP" }),
      refund: (orderId: string, more: object = { rest: true }) =>
        report({ type: "refund", orderId, refundId: `r-${orderId}`, ...more }),
      reverse: (orderId: string) => report({ type: "refund_reversal", orderId, refundId: `r-${orderId}` }),
      balance: async () => {
        const { body } = await app.api.get<{ balances: { availableMinor: number; paidMinor: number }[] }>(
          `/v1/participants/${who}`,
        );
        const [balance] = body.balances;
        return [balance?.availableMinor, balance?.paidMinor];
      },
    };
  }

  /** What is left of all lots is what is available, and the books sum to nothing. */
  async function balanced() {
    const differences = await app.database.query(
      `SELECT w.participant_id, w.available_minor::text, l.left_minor::text FROM wallets w
       LEFT JOIN (SELECT participant_id, unit, sum(left_minor) AS left_minor FROM lots GROUP BY 1, 2) l
         ON l.participant_id = w.participant_id AND l.unit = w.unit
       WHERE w.unit NOT LIKE 'cash:%' AND w.available_minor <> coalesce(l.left_minor, 0)`,
    );
    expect(differences).toEqual([]);
    const books = await app.api.get<{ totals: { balanceMinor: number }[] }>("/v1/ledger/balances");
    expect(books.body.totals.every(({ balanceMinor }) => balanceMinor === 0)).toBe(true);
  }

  return { report, earner, balanced };
}
