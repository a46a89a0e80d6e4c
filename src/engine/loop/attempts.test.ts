import { describe, expect, it } from "vitest";
import { commitEffects, LostCommitError } from "../../db/queries/commitEffects.ts";
import type { Database } from "../../ports.ts";
import { DatabaseError } from "../../ports.ts";
import { fixedClock } from "../../testing/fixedClock.ts";
import { BusyError, MAX_WRITE_MS, OutcomeUnknownError, RowFreedError, untilCommitted } from "./attempts.ts";

const failure = (sqlState: string | null) => new DatabaseError("on demand", sqlState, null);
const stale = failure("40001");
const away = failure("57P03");
const unanswered = failure(null);

/** What becomes of a write whose attempts fail one after the other as told, the last failure again and again. */
async function endOf(...failures: readonly Error[]) {
  const clock = fixedClock("2026-01-01T00:00:00Z");
  const start = clock.now().getTime();
  let attempts = 0;
  const end = await untilCommitted(clock, (retry) => {
    attempts += 1;
    return Promise.reject(failures[Math.min(retry, failures.length - 1)]);
  }).catch((error: unknown) => error);
  return { end, attempts, ms: clock.now().getTime() - start };
}

describe("a write that is given up", () => {
  it("was overtaken, when it was stale every time", async () => {
    const { end, ms } = await endOf(stale);
    expect(end).toBeInstanceOf(BusyError);
    expect(ms).toBeLessThanOrEqual(MAX_WRITE_MS * 1.5);
  });

  it.each([
    ["57P03", away],
    ["55P03", failure("55P03")],
    ["no answer to a read", unanswered],
  ])(
    "ends as its own failure, when the database was away or a row was locked all the time: %s",
    async (_title, error) => {
      const { end, attempts } = await endOf(error);
      expect(end).toBe(error);
      expect(attempts).toBeGreaterThan(10);
    },
  );

  it.each([
    ["an outage", away, away],
    ["a stale attempt", stale, failure("53400")],
  ])("ends as what was known before there was no time for another attempt: %s", async (_title, before, end) => {
    expect((await endOf(before, failure("53400"))).end).toEqual(end);
  });

  it.each(["53200", "28000", "28P01", "3D000", "57014", "42601"])("is not tried again after %s", async (state) => {
    const error = failure(state);
    expect(await endOf(error)).toMatchObject({ end: error, attempts: 1 });
  });

  const lost = new LostCommitError(unanswered);
  it.each([
    ["another", lost],
    ["a stale one", stale],
    ["an outage", away],
    ["a read without an answer", unanswered],
    ["a statement that took too long", failure("57014")],
    ["a defect", failure("42601")],
  ])("may have been written, once a commit was lost before %s", async (_title, next) => {
    expect((await endOf(lost, next)).end).toBeInstanceOf(OutcomeUnknownError);
  });
});

describe("a commit", () => {
  const commit = (error: Error) => {
    const database: Database = { query: () => Promise.reject(error), close: async () => {} };
    return commitEffects(database, { tenantId: "ten_1", attemptId: "req_1", at: "2026-01-01T00:00:00Z" });
  };

  it("is lost where no answer came, and only there", async () => {
    await expect(commit(unanswered)).rejects.toBeInstanceOf(LostCommitError);
    await expect(commit(away)).rejects.toBe(away);
  });
});

describe("a write whose row was freed", () => {
  it("goes on at once, with its pauses as short as before", async () => {
    const { end, attempts, ms } = await endOf(new RowFreedError(), new RowFreedError(), failure("23514"));
    expect([end, attempts, ms]).toEqual([failure("23514"), 3, 0]);
  });
});
