import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { BacktestReply } from "../src/engine/history/presentBacktest.ts";
import { apiClient } from "../src/testing/apiClient.ts";
import type { CreatedTenant } from "../src/usecases/tenants/createTenant.ts";
import type { Runtime } from "./support/runtimes.ts";
import { runtimes } from "./support/runtimes.ts";

const ORDERS = 40_000;
/** The last pages of its history, which are not read when its client goes before them. */
const PAGES = 15;
/** One page may be on its way when the client goes, and the next has been asked for by then. */
const UNDER_WAY = 2;

/** The same order again and again, as no request could report it in time: what a backtest reads of it. */
const MORE_ORDERS = `INSERT INTO events (tenant_id, seq, id, type, natural_key, content_hash, attempt_id, participant_id,
    occurred_at, occurred_at_given, received_at, facts, flags, decisions)
  SELECT e.tenant_id, e.seq + n, e.id || n, e.type, e.natural_key || n, e.content_hash, e.attempt_id, e.participant_id,
    e.occurred_at, e.occurred_at_given, e.received_at, jsonb_set(e.facts, '{orderId}', to_jsonb('o-' || n)), e.flags,
    e.decisions
  FROM (SELECT * FROM events WHERE tenant_id = $1 AND type = 'purchase') e, generate_series(1, $2::integer) n`;

describe.each(Object.entries(runtimes))("a long backtest on %s", (name, start) => {
  let runtime: Runtime;
  let tenant: CreatedTenant;

  beforeAll(async () => {
    runtime = await start(inject("postgresUrl"));
    [tenant] = await runtime.newTenants();
    const api = apiClient(runtime.fetch, tenant.secretKey);
    const owner = { program: "friends", participant: { externalId: "ann" } };
    const { code } = (await api.post<{ code: string }>("/v1/codes", owner)).body;
    await api.post("/v1/events", { type: "signup", participant: { externalId: "bob" }, code });
    const order = { orderId: "o", amountMinor: 5000, currency: "GBP" };
    await api.post("/v1/events", { type: "purchase", participant: { externalId: "bob" }, ...order });
    await runtime.database.query(MORE_ORDERS, [tenant.tenantId, ORDERS]);
  });
  afterAll(() => runtime.close());

  const rules = async () => {
    return (await apiClient(runtime.fetch, tenant.secretKey).get("/v1/programs/friends")).body.rules;
  };
  const request = (document: unknown, signal: AbortSignal) =>
    new Request("http://api.test/v1/programs/friends/backtest", {
      method: "POST",
      headers: { authorization: `Bearer ${tenant.secretKey}`, "content-type": "application/json" },
      body: JSON.stringify({ rules: document }),
      signal,
    });

  const decideAll = async (document: unknown) => {
    const response = await runtime.fetch(request(document, new AbortController().signal));
    expect(await response.json()).toMatchObject({ events: ORDERS + 2 } satisfies Partial<BacktestReply>);
  };

  it("decides every order of one friend", async () => {
    await decideAll(await rules());
  });

  // Not on Workers: here wrangler's proxy stands before workerd. It asks the Worker in a request of its own, without the
  // caller's signal, so that the Worker is not told that the client has gone.
  it.runIf(name === "Node")(
    "reads no further when its client has gone, and others are answered meanwhile",
    async () => {
      const document = await rules();
      const ofAll = await runtime.during(() => decideAll(document));
      const client = new AbortController();
      const before = runtime.sent();
      const answered = Promise.resolve(runtime.fetch(request(document, client.signal))).then(
        () => "answered",
        () => "gone",
      );
      // All but the last pages of the history: its program, its beginning, what happened, who brings a code last.
      while (runtime.sent() < before + ofAll - PAGES) await new Promise((resolve) => setTimeout(resolve, 5));
      const other = apiClient(runtime.fetch, tenant.secretKey).get("/v1/participants/ann");
      expect(await Promise.race([answered, other.then(({ status }) => status)])).toBe(200);
      client.abort();
      const seen = runtime.sent();
      await answered;
      // Another reads everything meanwhile: one that goes on would read beside it.
      await decideAll(document);
      expect(runtime.sent()).toBeLessThanOrEqual(seen + UNDER_WAY + ofAll);
    },
  );
});
