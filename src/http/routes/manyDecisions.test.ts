import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createApp } from "../../app.ts";
import { MAX_PAGE_BYTES } from "../../db/queries/pageOfRows.ts";
import { MAX_DECIDED, MAX_LOADED } from "../../domain/decisionSize.ts";
import { createEngine } from "../../engine/loop/engine.ts";
import { GATHER_WITHIN_MS } from "../../engine/loop/gathering.ts";
import { documentOf, ruleOf } from "../../engine/testing/documents.ts";
import type { Database } from "../../ports.ts";
import type { ApiClient } from "../../testing/apiClient.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { takeClicks } from "../../usecases/codes/takeClicks.ts";
import { takeOver } from "../../usecases/people/takeOver.ts";

/** What becomes of requests whose decisions don't fit into one: see `decisionSize.ts`. */

const VALUES = 200;
const country = { field: "order.country", op: "nin", value: Array.from({ length: VALUES }, () => "XX") };
const conditions = Array.from({ length: 16 }, () => country);
const RULES = 50;
/** Nearly the most that a document may have to say of an order, and of a click. */
const rules = documentOf(
  Array.from({ length: RULES }, (_, index) => {
    const more = index % 2 === 0 ? { on: { event: "purchase" } } : { on: { event: "click" }, when: conditions };
    return ruleOf(`r${index}`, more);
  }),
  { qualifies: conditions },
);
/** More than fit into one request, of which each comes to about half of what the document comes to. */
const MANY = 32;

const isTaken = ({ status }: Event) => status < 400;

interface Event {
  readonly status: number;
  readonly problem?: { readonly code: string };
  readonly event?: { readonly duplicate: boolean };
}

describe("under rules that say much of each event", () => {
  let app: TestApp;
  let api: ApiClient;
  let code: string;
  let passing: ReturnType<typeof setInterval>;
  /** What each load brought, in characters. */
  const loaded: number[] = [];
  beforeAll(async () => {
    app = await createTestApp();
    const database: Database = {
      async query(sql, ...statement) {
        const rows = await app.database.query(sql, ...statement);
        if (sql.includes("read_snapshot")) loaded.push(JSON.stringify(rows).length);
        return rows;
      },
      close: async () => {},
    };
    const processEvents = createEngine({ ...app.deps, takeOver, database }, 1);
    const measured = createApp({ ...app.deps, database, processEvents });
    api = apiClient((request) => measured.fetch(request), app.tenant.secretKey);
    const place = { name: "P", landingUrl: "https://shop.example/", currency: "GBP", timezone: "UTC" };
    expect((await app.api.post("/v1/programs", { key: "p", ...place, rules })).status).toBe(201);
    expect((await app.api.post("/v1/programs/p/publish", {})).status).toBe(200);
    code = (await app.api.post<{ code: string }>("/v1/codes", { program: "p", participant: { externalId: "ann" } }))
      .body.code;
    // So much takes longer on a slow machine than a request may: here time passes slowly.
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    passing = setInterval(() => vi.advanceTimersByTime(GATHER_WITHIN_MS), 25 * GATHER_WITHIN_MS);
    const signup = { type: "signup", participant: { externalId: "bob" }, program: "p", code };
    expect((await app.api.post("/v1/events", signup)).status).toBe(201);
  });
  afterAll(async () => {
    clearInterval(passing);
    vi.useRealTimers();
    await app.close();
  });

  const bought = (orderId: string) => {
    const order = { country: "GB", amountMinor: 5_000, currency: "GBP" };
    return { type: "purchase", participant: { externalId: "bob" }, orderId, ...order };
  };
  const many = (kind: string) => Array.from({ length: MANY }, (_, index) => bought(`${kind}-${index}`));
  const report = async (events: readonly unknown[]) => {
    const { status, body } = await api.post<{ results: Event[] }>("/v1/events/batch", { events });
    expect(status).toBe(200);
    return body.results;
  };

  it("a batch says of each event beyond its room that it was not decided, and the rest goes on in another", async () => {
    const events = many("batch");
    const first = await report(events);
    const taken = first.findIndex(({ status }) => status !== 201);
    const size = JSON.stringify(first.slice(0, taken)).length;
    expect(size).toBeLessThan(MAX_DECIDED * 1.2);
    expect(size).toBeGreaterThan(MAX_DECIDED / 2);
    expect(first.slice(taken).every(({ problem }) => problem?.code === "too_many_decisions")).toBe(true);
    const second = await report(events.slice(taken));
    expect(second[0]).toMatchObject({ status: 201, event: { duplicate: false } });
  });

  it("no request is refused for what those that share its commit come to", async () => {
    const answers = await Promise.all(many("single").map((event) => api.post("/v1/events", event)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  });

  it("no load brings more than its room, whatever is repeated at once, and the rest goes on in another request", async () => {
    const events = ["batch", "single"].flatMap(many);
    loaded.splice(0);
    const repeated = await report(events);
    const taken = repeated.filter(isTaken).length;
    expect(taken).toBeGreaterThan(0);
    expect(repeated.slice(taken).every(({ problem }) => problem?.code === "too_many_decisions")).toBe(true);
    expect(loaded.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(MAX_DECIDED / 2);
    // Nor do replies that were stored under keys, which are asked for together.
    const keyed = (kind: string) => api.post("/v1/events/batch", { events: many(kind) }, { "idempotency-key": kind });
    for (const kind of ["batch", "single"]) expect((await keyed(kind)).status).toBe(200);
    // The first goes alone, and the next two would share a load.
    const again = await Promise.all(["batch", "single", "batch"].map(keyed));
    expect(again.map(({ headers }) => headers.get("idempotency-hit"))).toEqual(again.map(() => "true"));
    expect(Math.max(...loaded)).toBeLessThan(MAX_LOADED);
  });

  it("an event of which more is stored than one load may bring is refused by itself, and in a dry run", async () => {
    await app.database.query(
      `INSERT INTO events SELECT made.* FROM (SELECT e FROM events e WHERE e.natural_key = 'purchase:batch-0') original,
         jsonb_populate_record(e, jsonb_build_object('seq', nextval('events_seq_seq'), 'id', 'evt_huge', 'natural_key',
           'purchase:huge', 'decisions', jsonb_build_array(jsonb_build_object('x', repeat('x', $1::integer))))) made`,
      [MAX_LOADED],
    );
    const refused = { status: 422, body: { code: "too_many_decisions" } };
    expect(await api.post("/v1/events", bought("huge"))).toMatchObject(refused);
    expect(await app.api.post("/v1/programs/p/dry-run", { event: bought("huge") })).toMatchObject(refused);
    // Those before it go on.
    const results = await report([bought("before-huge"), bought("huge")]);
    expect(results).toMatchObject([{ status: 201 }, { status: 422, problem: { code: "too_many_decisions" } }]);
  });

  it("all clicks of a batch are decided, in as many requests as they need", async () => {
    const [row = []] = await app.database.query("SELECT participant_id, program_id FROM codes WHERE code = $1", [code]);
    const [participantId, programId] = row.map(String);
    const head = { tenantId: app.tenant.tenantId, code, participantId, programId, channel: null };
    const occurredAt = app.clock.now().toISOString();
    const clicks = Array.from({ length: MANY }, (_, index) => ({ ...head, id: `clk_${index}`, occurredAt }) as never);
    expect(await takeClicks(app.deps, clicks)).toBe(0);
    const decided = await app.database.query("SELECT count(*)::integer FROM events WHERE type = 'click'");
    expect(decided).toEqual([[MANY]]);
  });

  it("a page of programs has room for so many bytes, and the next goes on where it ends", async () => {
    const place = { name: "P", landingUrl: "https://shop.example/", currency: "GBP", timezone: "UTC" };
    const keys = Array.from({ length: 24 }, (_, index) => `large-${String(index).padStart(2, "0")}`);
    for (const key of keys) expect((await app.api.post("/v1/programs", { key, ...place, rules })).status).toBe(201);
    interface Programs {
      readonly data: readonly { readonly key: string }[];
      readonly nextCursor: string | null;
    }
    const pages: Programs[] = [];
    for (let cursor: string | null = ""; cursor !== null; cursor = pages.at(-1)?.nextCursor ?? null) {
      const query = cursor === "" ? "" : `&cursor=${cursor}`;
      const { status, body } = await app.api.get<Programs>(`/v1/programs?limit=200${query}`);
      expect(status).toBe(200);
      expect(JSON.stringify(body).length).toBeLessThan(1.5 * MAX_PAGE_BYTES);
      pages.push(body);
    }
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flatMap(({ data }) => data.map(({ key }) => key))).toEqual(["friends", ...keys, "p"]);
  });
});
