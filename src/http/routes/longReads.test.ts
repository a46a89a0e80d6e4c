import { afterAll, beforeAll, expect, it } from "vitest";
import { PART_EVENTS } from "../../db/queries/summaryInParts.ts";
import type { ApiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

/** The embedded database runs one statement at a time: what reads a long history may not keep others waiting. */

const ORDERS = 2 * PART_EVENTS;

/** The same order again and again, a minute later each, as no request could report it in time. */
const MORE_EVENTS = `INSERT INTO events (tenant_id, seq, id, type, natural_key, content_hash, attempt_id, participant_id,
    occurred_at, occurred_at_given, received_at, facts, flags, decisions)
  SELECT e.tenant_id, e.seq + n, e.id || n, e.type, e.natural_key || n, e.content_hash, e.attempt_id, e.participant_id,
    e.occurred_at + n * interval '1 minute', true, e.received_at,
    jsonb_set(e.facts, '{orderId}', to_jsonb('o-' || n)), e.flags, e.decisions
  FROM (SELECT * FROM events WHERE tenant_id = $1 AND type = 'purchase') e, generate_series(1, $2::integer) n`;

let app: TestApp;
let other: ApiClient;
beforeAll(async () => {
  app = await createTestApp();
  ({ api: other } = await app.newTenant("Coffee shop"));
  const order = { orderId: "o", amountMinor: 5000, currency: "GBP" };
  await app.api.post("/v1/events", { type: "purchase", participant: { externalId: "bob" }, ...order });
  await app.deps.database.query(MORE_EVENTS, [app.tenant.tenantId, ORDERS]);
});
afterAll(() => app.close());

it.each<readonly [string, (rules: unknown) => Promise<unknown>]>([
  ["summary", () => app.api.get("/v1/reports/summary")],
  ["backtest", (rules) => app.api.post("/v1/programs/friends/backtest", { rules })],
])(
  "another tenant's purchase and its read are answered before a long %s that was asked for earlier",
  async (name, read) => {
    const { rules } = (await app.api.get<{ rules: unknown }>("/v1/programs/friends")).body;
    const answered: string[] = [];
    const asked = (what: string, answer: Promise<unknown>) => answer.then(() => void answered.push(what));
    const order = { orderId: name, amountMinor: 1, currency: "GBP" };
    await Promise.all([
      asked(name, read(rules)),
      asked("purchase", other.post("/v1/events", { type: "purchase", participant: { externalId: "x" }, ...order })),
      asked("programs", other.get("/v1/programs")),
    ]);
    expect(answered.at(-1)).toBe(name);
  },
);
