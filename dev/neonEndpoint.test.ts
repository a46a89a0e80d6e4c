import { PGlite } from "@electric-sql/pglite";
import { neon, neonConfig } from "@neondatabase/serverless";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { migratedDump } from "../src/testing/migratedDump.ts";
import { PATIENCE } from "../src/testing/patience.ts";
import { type NeonEndpoint, startNeonEndpoint } from "./neonEndpoint.ts";
import { rawPglite } from "./rawDatabase.ts";

let pglite: PGlite;
let endpoint: NeonEndpoint;
const sql = neon("postgresql://user:secret@db.example/main", { disableWarningInBrowsers: true });

beforeAll(async () => {
  pglite = await PGlite.create({ loadDataDir: await migratedDump() });
  await pglite.exec("CREATE TABLE things (id int PRIMARY KEY, at timestamptz, big int8, fits bool, data jsonb)");
  endpoint = await startNeonEndpoint({ database: rawPglite(pglite) });
  neonConfig.fetchEndpoint = endpoint.url;
});

afterAll(async () => {
  await endpoint.close();
  await pglite.close();
});

beforeEach(async () => {
  await pglite.exec("DELETE FROM things");
  endpoint.resetStats();
});

const insert = (id: number) => sql.query("INSERT INTO things (id) VALUES ($1)", [id]);
const count = async () => (await pglite.query<{ n: number }>("SELECT count(*)::int AS n FROM things")).rows[0]?.n;
const post = (path: string, body: unknown) =>
  fetch(new URL(path, endpoint.url), { method: "POST", body: JSON.stringify(body) });

describe("as the driver sees it", () => {
  test("the driver parses rows, fields, command and row count", async () => {
    const result = await sql.query(
      "INSERT INTO things VALUES (1, '2026-01-05T10:00:00Z', 9007199254740993, true, '{\"a\":1}') RETURNING *",
      [],
      { fullResults: true },
    );
    expect([result.command, result.rowCount]).toEqual(["INSERT", 1]);
    expect(result.fields.map((field) => [field.name, field.dataTypeID])).toEqual([
      ["id", 23],
      ["at", 1184],
      ["big", 20],
      ["fits", 16],
      ["data", 3802],
    ]);
    expect(result.rows).toEqual([
      { id: 1, at: new Date("2026-01-05T10:00:00Z"), big: "9007199254740993", fits: true, data: { a: 1 } },
    ]);
  });

  test("an error has its SQLSTATE and fields", async () => {
    await insert(1);
    await expect(insert(1)).rejects.toMatchObject({
      name: "NeonDbError",
      code: "23505",
      constraint: "things_pkey",
      table: "things",
      severity: "ERROR",
    });
  });
});

describe("a batch", () => {
  test("is one transaction, rolled back whole", async () => {
    await expect(sql.transaction([insert(1), insert(2), insert(1)])).rejects.toMatchObject({ code: "23505" });
    expect(await count()).toBe(0);
  });

  test("gives one result for each statement", async () => {
    const results = await sql.transaction([insert(1), sql.query("SELECT id FROM things")]);
    expect(results).toEqual([[], [{ id: 1 }]]);
  });

  test("runs under the isolation level and access mode asked for", async () => {
    const settings = ["transaction_isolation", "transaction_read_only", "transaction_deferrable"];
    const shown = await sql.transaction(
      settings.map((name) => sql.query(`SHOW ${name}`)),
      { isolationLevel: "Serializable", readOnly: true, deferrable: true, arrayMode: true },
    );
    expect(shown).toEqual([[["serializable"]], [["on"]], [["on"]]]);
    await expect(sql.transaction([insert(1)], { readOnly: true })).rejects.toMatchObject({ code: "25006" });
  });
});

describe("stats", () => {
  test("count round trips and statements, failed ones too", async () => {
    await insert(1);
    await insert(1).catch(() => {});
    await sql.transaction([insert(2), insert(3)]);
    const reply = await fetch(new URL("/stats", endpoint.url));
    expect(await reply.json()).toEqual({ requests: 3, statements: 4 });
    await post("/stats/reset", {});
    expect(endpoint.stats()).toEqual({ requests: 0, statements: 0 });
  });
});

describe("faults", () => {
  test("error: refused with the SQLSTATE asked for, nothing done, as often as asked for", async () => {
    await post("/faults", { kind: "error", sqlState: "40P01", count: 2 });
    await expect(insert(1)).rejects.toMatchObject({ code: "40P01" });
    await expect(insert(1)).rejects.toMatchObject({ code: "40P01" });
    await insert(1);
    expect(await count()).toBe(1);
  });

  test("httpStatus: not done, and an answer that is not Neon's", async () => {
    await post("/faults", { kind: "httpStatus", status: 500 });
    await expect(insert(1)).rejects.toThrow("HTTP status 500");
    expect(await count()).toBe(0);
  });

  test("lostAfterCommit: done, and no SQLSTATE", async () => {
    await post("/faults", { kind: "lostAfterCommit" });
    await expect(insert(1)).rejects.toMatchObject({ name: "NeonDbError", code: undefined });
    expect(await count()).toBe(1);
  });

  test("lostBefore: not done, and no SQLSTATE", async () => {
    await post("/faults", { kind: "lostBefore" });
    await expect(insert(1)).rejects.toMatchObject({ name: "NeonDbError", code: undefined });
    expect(await count()).toBe(0);
  });

  test("truncated: done, and a TypeError", async () => {
    await post("/faults", { kind: "truncated" });
    await expect(insert(1)).rejects.toBeInstanceOf(TypeError);
    expect(await count()).toBe(1);
  });

  test("hang: done, and the reply never comes", async () => {
    await post("/faults", { kind: "hang", ms: 60_000 });
    const patience = new AbortController();
    const fetchOptions = { signal: patience.signal };
    const asked = sql.query("INSERT INTO things (id) VALUES (1)", [], { fetchOptions });
    const lost = expect(asked).rejects.toThrow(/abort/);
    await vi.waitFor(async () => expect(await count()).toBe(1), PATIENCE);
    patience.abort();
    await lost;
  });

  test("delay: late, and otherwise as always", async () => {
    await post("/faults", { kind: "delay", ms: 100 });
    const start = performance.now();
    await insert(1);
    // Timers and clocks may differ by a millisecond or two; however slow the machine is, it can't be earlier.
    expect(performance.now() - start).toBeGreaterThan(90);
  });

  test("what is no fault is refused, and a count of 0 forgets those planned", async () => {
    expect((await post("/faults", { kind: "gremlins" })).status).toBe(400);
    await post("/faults", { kind: "error", count: 5 });
    await post("/faults", { kind: "error", count: 0 });
    await insert(1);
  });
});
