import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { MAX_DECIDED } from "../src/domain/decisionSize.ts";
import { documentOf, ruleOf } from "../src/engine/testing/documents.ts";
import { MAX_BATCH } from "../src/http/routes/events.ts";
import type { ApiClient } from "../src/testing/apiClient.ts";
import { apiClient } from "../src/testing/apiClient.ts";
import type { Runtime } from "./support/runtimes.ts";
import { startWorker } from "./support/runtimes.ts";

/** The largest requests in a Worker, which Cloudflare gives 128 MB. */

/** Of its heap alone. The rest is for what is sent and received, and for the script. */
const HEAP_MB = 96;

const RULES = 50;
const conditions = Array.from({ length: 20 }, (_, index) => {
  return { field: "order.amountMinor", op: "gte", value: index + 1 };
});
const onPurchases = (when: readonly unknown[]) =>
  Array.from({ length: RULES }, (_, index) => ruleOf(`r${index}`, { on: { event: "purchase" }, when }));

/** Where most of a decision is its reward, where most of it is its trace, and where it gives nothing. */
const PROGRAMS = {
  rewards: documentOf(onPurchases([])),
  traces: documentOf(onPurchases(conditions), { qualifies: conditions }),
  refusals: documentOf(onPurchases([...conditions.slice(1), { ...conditions[0], value: 1_000_000 }])),
};

interface Batch {
  readonly results: readonly { readonly status: number; readonly problem?: { readonly code: string } }[];
}

async function report(events: readonly unknown[]): Promise<Batch["results"]> {
  // On a busy machine the database may be too slow for one request; then it is sent again.
  const send = async () => await api.post<Batch>("/v1/events/batch", { events });
  let answer = await send();
  while (answer.status === 503) answer = await send();
  return answer.body.results;
}

let runtime: Runtime;
let api: ApiClient;
beforeAll(async () => {
  runtime = await startWorker(inject("postgresUrl"), { heapMb: HEAP_MB });
  const [tenant] = await runtime.newTenants();
  api = apiClient(runtime.fetch, tenant.secretKey);
});
afterAll(() => runtime.close());

it.each(Object.entries(PROGRAMS))(
  "a batch that fills its room with %s passes, as its repeat does",
  async (key, rules) => {
    const place = { name: "P", landingUrl: "https://shop.example/", currency: "GBP", timezone: "UTC" };
    expect((await api.post("/v1/programs", { key, ...place, rules })).status).toBe(201);
    expect((await api.post(`/v1/programs/${key}/publish`, {})).status).toBe(200);
    const advocate = { program: key, participant: { externalId: "ann" } };
    const { code } = (await api.post<{ code: string }>("/v1/codes", advocate)).body;
    const participant = { externalId: `friend-of-${key}` };
    expect((await api.post("/v1/events", { type: "signup", participant, program: key, code })).status).toBe(201);

    const events = Array.from({ length: MAX_BATCH }, (_, index) => {
      return { type: "purchase", participant, orderId: `${key}-${index}`, amountMinor: 5_000, currency: "GBP" };
    });
    for (const _ of ["reported", "repeated"]) {
      const results = await report(events);
      const taken = results.filter(({ status }) => status < 400);
      expect(JSON.stringify(taken).length).toBeGreaterThan(MAX_DECIDED / 4);
      expect(results[taken.length]?.problem?.code).toBe("too_many_decisions");
    }
  },
);

it("a batch of orders of which many commits have stored much passes, as far as one load may bring it", async () => {
  const orders = Array.from({ length: MAX_BATCH }, (_, n) => `copy-${n}`);
  await runtime.database.query(
    `INSERT INTO events SELECT made.* FROM
       (SELECT e FROM events e WHERE e.natural_key = 'purchase:traces-0') original, jsonb_array_elements_text($1) o(id),
       jsonb_populate_record(e, jsonb_build_object('seq', nextval('events_seq_seq'), 'id', 'evt_' || o.id,
         'natural_key', 'purchase:' || o.id)) made`,
    [orders],
  );
  const participant = { externalId: "another" };
  const results = await report(
    orders.map((orderId) => ({ type: "purchase", participant, orderId, amountMinor: 1, currency: "GBP" })),
  );
  const known = results.filter(({ problem }) => problem?.code === "event_conflict").length;
  expect([known > 0, known < MAX_BATCH]).toEqual([true, true]);
  expect(results.slice(known).every(({ problem }) => problem?.code === "too_many_decisions")).toBe(true);
});
