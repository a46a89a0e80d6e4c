import { UNRESTRICTED } from "../src/domain/codeTerms.ts";
import { parseRules } from "../src/domain/parseRules.ts";
import { backtestPage, closeBacktest, openBacktest } from "../src/engine/history/backtest.ts";
import type { StoredEvent } from "../src/engine/history/storedEvents.ts";
import { BACKTEST_PAGE } from "../src/usecases/programs/backtestRules.ts";

/** A tenant all of whose orders are one friend's, and what a backtest makes of them by several rules. Without any database. */

const START = Date.parse("2025-01-01T00:00:00Z");
const attribution = { model: "last_touch", windowDays: 30, creditWindowDays: null, lateEntryDays: 14 };
const grant = (amountMinor: number) => ({ kind: "cash", amountMinor, currency: "GBP" });
const rule = (id: string, on: object, more: object) => ({ id, recipient: "advocate", on, grant: grant(70), ...more });
const coupon = (terms: object) => {
  return rule(
    "coupon",
    { event: "purchase" },
    { recipient: "friend", grant: { kind: "discount", percentBps: 1000, ...terms } },
  );
};
const rolling = {
  by: "revenue",
  window: { rollingDays: 30 },
  steps: [{ from: 100_000_000, grant: grant(90) }],
};
/** The rewards of rules, by what they ask of a history. */
export const REWARDS: Readonly<Record<string, readonly object[]>> = {
  "conversion and each order": [rule("first", { event: "conversion" }, {}), rule("each", { event: "purchase" }, {})],
  "first orders": [rule("first", { event: "purchase" }, { when: [{ field: "order.isFirst", op: "eq", value: true }] })],
  "tiers in a rolling window": [rule("ladder", { event: "purchase" }, { tiers: rolling })],
  "coupons that the next order uses": [coupon({})],
  "coupons that stay open": [coupon({ minOrderMinor: 1_000_000 })],
};
const codes = [
  {
    ...{ code: "ANN", programId: "prog_1", participantId: "par_ann", primary: "ANN", version: 0, application: null },
    ...{ ...UNRESTRICTED, createdAt: 0 },
  },
];
const person = (name: string) => {
  return { id: `par_${name}`, externalId: name, emailFolded: null, country: null, segments: [] };
};
const participants = [person("ann"), person("bob")];

/** A signup, the orders minute by minute, then a full refund of every other one: each moves the conversion. */
function historyOf(orders: number): StoredEvent[] {
  const of = (seq: number, type: string, facts: unknown): StoredEvent => ({
    ...{ seq, id: `evt_${seq}`, type, naturalKey: `${type}:${seq}`, participantId: "par_bob" },
    ...{ occurredAt: START + seq * 60_000, receivedAt: START + seq * 60_000, facts },
  });
  const signup = {
    ...of(1, "signup", { code: "ANN", clicks: [], channel: null }),
    naturalKey: "signup\u001fbob\u001fprog_1",
  };
  const order = { items: [], country: null, subscription: null, discounts: [], metadata: {} };
  const source = { code: null, clicks: [], channel: null };
  const sum = { amountMinor: 4200, currency: "GBP" };
  const bought = Array.from({ length: orders }, (_, n) => {
    return of(n + 2, "purchase", { orderId: `o-${n}`, ...sum, ...source, ...order });
  });
  const refunded = Array.from({ length: orders / 2 }, (_, n) => {
    return of(orders + n + 2, "refund", { orderId: `o-${n}`, refundId: `r-${n}`, ...sum });
  });
  return [signup, ...bought, ...refunded];
}

/** Decides so many orders again, page by page, and says how many events those are and how many rewards were granted. */
export function backtestOneFriend(rewards: readonly object[], orders: number): { events: number; granted: number } {
  const document = {
    schemaVersion: 1,
    attribution: { ...attribution, newCustomersOnly: true },
    qualifies: [],
    rewards,
  };
  const parsed = parseRules(document, "GBP");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const events = historyOf(orders);
  const program = { id: "prog_1", key: "p", currency: "GBP", timezone: "UTC", startsAt: null, endsAt: null };
  const sources = new Map([["par_bob", 1]]);
  const backtest = openBacktest(program, parsed.rules, { from: null, to: null }, sources);
  for (let start = 0; start < events.length; start += BACKTEST_PAGE) {
    backtestPage(backtest, { events: events.slice(start, start + BACKTEST_PAGE), participants, codes });
  }
  const { rules } = closeBacktest(backtest);
  const granted = [...rules.values()].reduce((sum, { granted: count }) => sum + count, 0);
  return { events: events.length, granted };
}
