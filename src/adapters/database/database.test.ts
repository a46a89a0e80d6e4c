import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type NeonEndpoint, startNeonEndpoint } from "../../../dev/neonEndpoint.ts";
import { freePort } from "../../../dev/postgres.ts";
import { rawPglite } from "../../../dev/rawDatabase.ts";
import { LEAST_LEFT_MS } from "../../db/within.ts";
import { type Database, DatabaseError, NO_CONNECTION } from "../../ports.ts";
import { migratedDump } from "../../testing/migratedDump.ts";
import { openNeon } from "./neon.ts";
import { openPg } from "./pg.ts";
import { openPglite, type PgliteDatabase } from "./pglite.ts";

/** A scratch database on the real PostgreSQL of the run; set by the test set-up. */
const serverUrl = process.env.TEST_DATABASE_URL;

const schema = [
  "CREATE SCHEMA drivers",
  "CREATE TABLE drivers.things (id int PRIMARY KEY, name text CONSTRAINT things_name_unique UNIQUE, left_over int CONSTRAINT things_left_over CHECK (left_over >= 0))",
  "INSERT INTO drivers.things VALUES (1, 'one', 10)",
];

async function failure(work: Promise<unknown>): Promise<DatabaseError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DatabaseError)) throw new Error(`expected a DatabaseError, got ${String(error)}`);
  return error;
}

let embedded: PgliteDatabase;
let endpoint: NeonEndpoint;
let neon: Database;
let server: Database | null = null;

beforeAll(async () => {
  embedded = await openPglite(null, await migratedDump());
  endpoint = await startNeonEndpoint({ database: rawPglite(embedded.pglite) });
  neon = openNeon("postgresql://user:hunter2@db.example/main", { endpoint: endpoint.url });
  server = serverUrl === undefined ? null : openPg(serverUrl);
  await server?.query("DROP SCHEMA IF EXISTS drivers CASCADE");
  for (const statement of schema) {
    await embedded.query(statement);
    await server?.query(statement);
  }
});

afterAll(async () => {
  await server?.query("DROP SCHEMA drivers CASCADE");
  await server?.close();
  await endpoint.close();
  await embedded.close();
});

const drivers: ReadonlyArray<readonly [string, () => Database]> = [
  ["pglite", () => embedded],
  ["neon", () => neon],
  ...(serverUrl === undefined ? [] : [["pg", () => server ?? embedded] as const]),
];

describe.each(drivers)("%s", (_name, open) => {
  test("values come back in one form", async () => {
    const rows = await open().query(
      `SELECT 9007199254740993::int8, 1.50::numeric, 3::int4, 2::int2, 1.5::float8, true, false, NULL,
         '2026-01-05T10:00:00.123456Z'::timestamptz, '2026-01-05'::date, '{"a": [1, null]}'::jsonb, '"x"'::json,
         'text'::text, ARRAY['a', 'b'], '\\x0102'::bytea, count(*) FROM drivers.things`,
    );
    expect(rows).toEqual([
      [
        "9007199254740993",
        "1.50",
        3,
        2,
        1.5,
        true,
        false,
        null,
        "2026-01-05 10:00:00.123456+00",
        "2026-01-05",
        { a: [1, null] },
        "x",
        "text",
        "{a,b}",
        "\\x0102",
        "1",
      ],
    ]);
  });

  test("parameters of every kind arrive", async () => {
    const rows = await open().query(
      "SELECT $1::text, $2::int4, $3::int8, $4::bool, $5::jsonb, $6::jsonb, $7::timestamptz, $8::text, $9::text",
      [
        "ä\n'\"\\",
        7,
        9_007_199_254_740_993n,
        false,
        { a: 1 },
        [1, "b"],
        new Date("2026-01-05T10:00:00Z"),
        null,
        undefined,
      ],
    );
    expect(rows).toEqual([
      ["ä\n'\"\\", 7, "9007199254740993", false, { a: 1 }, [1, "b"], "2026-01-05 10:00:00+00", null, null],
    ]);
  });

  test("a statement without rows gives none, and one can be repeated", async () => {
    for (const leftOver of [9, 8]) {
      const rows = await open().query("UPDATE drivers.things SET left_over = $1 WHERE id = 1", [leftOver]);
      expect(rows).toEqual([]);
    }
  });

  test("a unique violation names its constraint", async () => {
    const error = await failure(open().query("INSERT INTO drivers.things VALUES (2, 'one', 0)"));
    expect([error.sqlState, error.constraint]).toEqual(["23505", "things_name_unique"]);
  });

  test("a check violation names its constraint", async () => {
    const error = await failure(open().query("UPDATE drivers.things SET left_over = -1"));
    expect([error.sqlState, error.constraint]).toEqual(["23514", "things_left_over"]);
  });

  test("a stale commit raised in plpgsql is 40001", async () => {
    const error = await failure(open().query("DO $$ BEGIN RAISE EXCEPTION 'moved' USING ERRCODE = '40001'; END $$"));
    expect([error.sqlState, error.constraint, error.message]).toEqual(["40001", null, "moved"]);
  });

  // The first ten are states of a server that refuses, the others end a session in which something may have run.
  const states = ["53300", "53200", "25006", "28000", "28P01", "57P03", "57014", "55P03", "08001", "08004"];
  const lost = ["57P01", "57P02", "57P05", "08006", "08003", "40003"];
  test.each([...states, ...lost])("%s tells whether the statement may have been written", async (state) => {
    const raising = `DO $$ BEGIN RAISE EXCEPTION 'on demand' USING ERRCODE = '${state}'; END $$`;
    const error = await failure(open().query(raising));
    expect([error.sqlState, error.message]).toEqual([lost.includes(state) ? null : state, "on demand"]);
  });

  test("a syntax error is 42601, and the next statement works", async () => {
    const error = await failure(open().query("SELEC 1"));
    expect(error.sqlState).toBe("42601");
    expect(await open().query("SELECT 1")).toEqual([[1]]);
  });

  test("an error keeps where it came from and no value of a row", async () => {
    const error = await failure(open().query("INSERT INTO drivers.things VALUES (3, $1, 0)", ["one"]));
    expect(error.cause).toMatchObject({ code: "23505", table: "things" });
    expect(JSON.stringify(error.cause)).not.toContain("(name)=(one)");
  });
});

describe("a connection that does not come about", () => {
  const as = (role: string) => Object.assign(new URL(serverUrl ?? ""), { username: role }).href;
  const roles = [
    ["a role that may not log in", "drivers_out", "NOLOGIN", "28000"],
    ["a role with all of its connections", "drivers_full", "LOGIN CONNECTION LIMIT 0", "53300"],
  ] as const;
  test.runIf(serverUrl !== undefined).each(roles)("pg: %s", async (_title, role, may, state) => {
    await server?.query(`DROP ROLE IF EXISTS ${role}`);
    await server?.query(`CREATE ROLE ${role} ${may}`);
    const refused = openPg(as(role));
    expect((await failure(refused.query("SELECT 1"))).sqlState).toBe(state);
    await refused.close();
    await server?.query(`DROP ROLE ${role}`);
  });

  const afterwards = [
    ["keeps its connection after a refusal", "40001", true],
    ["connects anew once the server may only be read", "25006", false],
  ] as const;
  test.runIf(serverUrl !== undefined).each(afterwards)("pg: %s", async (_title, state, isKept) => {
    const alone = openPg(serverUrl ?? "", { max: 1 });
    const session = async () => (await alone.query("SELECT pg_backend_pid()"))[0]?.[0];
    const before = await session();
    await failure(alone.query(`DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${state}'; END $$`));
    expect((await session()) === before).toBe(isKept);
    await alone.close();
  });

  test("pg: a server that takes the connection and says nothing", async () => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const waiting = openPg(`postgresql://postgres@127.0.0.1:${port}/main`, { connectWithinMs: 50 });
    expect((await failure(waiting.query("SELECT 1"))).sqlState).toBe(NO_CONNECTION);
    await waiting.close();
    silent.close();
  });
});

describe("an unknown outcome", () => {
  test.each(["lostAfterCommit", "truncated"] as const)(
    "neon: %s has no SQLSTATE, and the statement ran",
    async (kind) => {
      endpoint.faults.order({ kind });
      const error = await failure(
        neon.query("UPDATE drivers.things SET left_over = left_over + 100 RETURNING left_over"),
      );
      expect([error.sqlState, error.constraint]).toEqual([null, null]);
      const rows = await embedded.query("UPDATE drivers.things SET left_over = 8 WHERE left_over > 100 RETURNING id");
      expect(rows).toEqual([[1]]);
    },
  );

  test("neon: one that comes later than the request may take", async () => {
    endpoint.faults.order({ kind: "hang" });
    const error = await failure(neon.query("SELECT 1", [], { lane: "read", of: null, withinMs: 20 }));
    expect([error.sqlState, error.message]).toEqual([null, expect.stringContaining("timeout")]);
  });

  test.runIf(serverUrl !== undefined)("pg: one that comes later than the request may take", async () => {
    const ask = { lane: "read", of: null, withinMs: LEAST_LEFT_MS + 50 } as const;
    const error = await failure(server?.query("SELECT pg_sleep(10)", [], ask) ?? Promise.resolve());
    expect([error.sqlState, error.message]).toEqual([null, expect.stringContaining("timeout")]);
    expect(await server?.query("SELECT 1")).toEqual([[1]]);
  });

  test("neon: lost before it ran looks the same", async () => {
    endpoint.faults.order({ kind: "lostBefore" });
    const error = await failure(neon.query("DELETE FROM drivers.things"));
    expect(error.sqlState).toBeNull();
    expect(await embedded.query("SELECT count(*) FROM drivers.things")).toEqual([["1"]]);
  });

  test("neon: a server that isn't there", async () => {
    const endpointUrl = `http://127.0.0.1:${await freePort()}/sql`;
    const unreachable = openNeon("postgresql://user:hunter2@db.example/main", { endpoint: endpointUrl });
    const error = await failure(unreachable.query("SELECT 1"));
    expect(error.sqlState).toBe(NO_CONNECTION);
    expect(`${error.stack} ${JSON.stringify(error.cause)}`).not.toContain("hunter2");
  });

  test("pg: a server that isn't there says which way it isn't", async () => {
    const unreachable = openPg("postgresql://user:hunter2@127.0.0.1:9/main");
    const error = await failure(unreachable.query("SELECT 1"));
    expect(error.sqlState).toBe(NO_CONNECTION);
    expect(error.message).toContain("ECONNREFUSED");
    await unreachable.close();
  });
});

test.runIf(serverUrl !== undefined)(
  "pg: a session that the server ends has no SQLSTATE, and the next statement works",
  async () => {
    const error = await failure((server ?? embedded).query("SELECT pg_terminate_backend(pg_backend_pid())"));
    expect(error.sqlState).toBeNull();
    expect(await server?.query("SELECT 1")).toEqual([[1]]);
  },
);

describe("statements that wait for the embedded database", () => {
  test("keep no other from arriving between two of them, and take turns with writes", async () => {
    const done: string[] = [];
    const ask = (name: string, lane: "read" | "write") =>
      embedded.query("SELECT 1", [], { lane, of: "one" }).then(() => void done.push(name));
    const reads = Array.from({ length: 50 }, (_, n) => ask(`read ${n}`, "read"));
    const { promise: later, resolve } = Promise.withResolvers<void>();
    setImmediate(() => resolve(ask("later", "write")));
    await Promise.all([...reads, later]);
    expect(done.indexOf("later")).toBeLessThan(10);
  });
});

describe("a URL that is none", () => {
  test("pg keeps its password out of the error", async () => {
    const database = openPg("postgresql://user:hunter2@:::/main");
    const error = await failure(database.query("SELECT 1"));
    expect(`${error.stack} ${JSON.stringify(error.cause)}`).not.toContain("hunter2");
    await database.close();
  });

  test("neon keeps its password out of the error", () => {
    expect(() => openNeon("postgresql://user:hunter2@:::/main")).toThrow(
      /^The URL of the database or of its endpoint is not a valid URL\.$/,
    );
  });
});
