import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createApp } from "../../app.ts";
import { demoProgram } from "../../demo/demoProgram.ts";
import { createEngine } from "../../engine/loop/engine.ts";
import { LaneFullError, LaneTimeoutError } from "../../engine/loop/lanes.ts";
import type { Database } from "../../ports.ts";
import { DatabaseError } from "../../ports.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { takeOver } from "../../usecases/people/takeOver.ts";
import { toProblem } from "./failure.ts";

/** What a caller is told when the database refuses, by what the database said. */

const UNAVAILABLE = ["08001", "08004", "25006", "28000", "28P01", "3D000", "53200", "53300", "57P03", "57P05", null];
const BUSY = ["53400", "55P03", "57014"];

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
afterEach(() => vi.restoreAllMocks());

/** The API over a database that fails as it is told, statement by statement. */
function failing(query: Database["query"]) {
  const database: Database = { query, close: async () => {} };
  const processEvents = createEngine({ ...app.deps, takeOver, database }, 1);
  const broken = createApp({ ...app.deps, database, processEvents });
  return apiClient((request) => broken.fetch(request), app.tenant.secretKey);
}

const failure = (sqlState: string | null) => new DatabaseError("on demand", sqlState, null);
const isCommit = (sql: string) => sql.includes("commit_effects");
const signupOf = (externalId: string) => ({ type: "signup", program: "friends", participant: { externalId } });
const program = (key: string) => ({ ...demoProgram, key });

describe("a database that can't be had", () => {
  const states = [
    ...UNAVAILABLE.map((state) => [state, "database_unavailable"] as const),
    ...BUSY.map((state) => [state, "busy"] as const),
  ];
  it.each(states)("is told as a 503 worth another try, to reads, writes and events: %s is %s", async (state, code) => {
    const api = failing(() => Promise.reject(failure(state)));
    const answers = [
      await api.get("/v1/programs"),
      await api.post("/v1/programs", program("away")),
      await api.post("/v1/events", signupOf("away")),
      await api.post("/v1/events", signupOf("away"), { "idempotency-key": `away-${state}` }),
    ];
    for (const { status, body, headers } of answers) {
      expect([status, body.code, headers.get("retry-after")]).toEqual([503, code, "1"]);
      expect(body.detail).toContain("Nothing was saved");
    }
    expect((await app.api.get("/v1/programs/away")).status).toBe(404);
    expect((await app.api.get("/v1/participants/away")).status).toBe(404);
  });

  it("refuses a commit that it did not take, and says so", async () => {
    const api = failing((sql, params) => {
      return isCommit(sql) ? Promise.reject(failure("53300")) : app.database.query(sql, params);
    });
    const { status, body } = await api.post("/v1/events", signupOf("not-taken"));
    expect([status, body.code]).toEqual([503, "database_unavailable"]);
    expect((await app.api.get("/v1/participants/not-taken")).status).toBe(404);
  });
});

describe("a lane that has too much to do", () => {
  it.each([new LaneFullError(), new LaneTimeoutError()])("is busy, wrote nothing and logs nothing: $name", (error) => {
    const { code, message } = toProblem(error, "req_1");
    expect([code, vi.mocked(console.error).mock.calls]).toEqual(["busy", []]);
    expect(message).toContain("Nothing was saved");
  });
});

describe("a commit whose reply is lost, with the database away from then on", () => {
  /** @param isWritten whether it was committed all the same */
  const losing = (isWritten: boolean) => {
    let isAway = false;
    return failing(async (sql, params) => {
      if (isAway) throw failure("57P03");
      if (!isCommit(sql)) return await app.database.query(sql, params);
      isAway = true;
      if (isWritten) await app.database.query(sql, params);
      throw failure(null);
    });
  };

  it.each([true, false])("is an unknown outcome, and sent again it is written once: written %s", async (isWritten) => {
    const key = { "idempotency-key": `lost-${isWritten}` };
    const path = `/v1/participants/lost-${isWritten}`;
    const lost = [
      await losing(isWritten).post("/v1/programs", program(`lost-${isWritten}`), key),
      await losing(isWritten).put(path, {}),
      await losing(isWritten).post("/v1/events", signupOf(`lost-${isWritten}`)),
    ];
    for (const { status, body, headers } of lost) {
      expect([status, body.code, headers.get("retry-after")]).toEqual([503, "outcome_unknown", "1"]);
      expect(body.detail).toContain("same Idempotency-Key");
    }
    const again = await app.api.post("/v1/programs", program(`lost-${isWritten}`), key);
    expect([again.status, again.headers.get("idempotency-hit")]).toEqual([201, isWritten ? "true" : null]);
    expect((await app.api.put(path, {})).status).toBe(isWritten ? 200 : 201);
    const event = await app.api.post("/v1/events", signupOf(`lost-${isWritten}`));
    expect(event).toMatchObject({ status: isWritten ? 200 : 201, body: { event: { duplicate: isWritten } } });
  });

  it("is answered as written by the read that finds it, when the database is back", async () => {
    let isLost = false;
    const api = failing(async (sql, params) => {
      const rows = await app.database.query(sql, params);
      if (isLost || !isCommit(sql)) return rows;
      isLost = true;
      throw failure(null);
    });
    const key = { "idempotency-key": "found" };
    expect((await api.post("/v1/programs", program("found"), key)).status).toBe(201);
    expect(isLost).toBe(true);
  });
});
