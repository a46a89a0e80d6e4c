import type { MockInstance } from "vitest";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Click, type ClickSink, DatabaseError } from "../../ports.ts";
import { BATCH_SIZE, bufferedClickSink, MAX_WAITING } from "./bufferedClickSink.ts";
import { directClickSink, MAX_BESIDE_QUEUE, queueClickSink, SAY_EVERY_MS } from "./queueClickSink.ts";

function click(id: string, channel: string | null = null): Click {
  return {
    tenantId: "ten_1",
    id,
    code: "KX7PM2QA",
    programId: "prog_1",
    participantId: "par_1",
    channel,
    occurredAt: "2026-01-05T10:00:00Z",
  };
}

/** Takes the clicks that it is given, and keeps their ids; `refuse` says which batches fail, and how. */
function taker(refuse: (clicks: readonly Click[]) => DatabaseError | null) {
  const stored: string[] = [];
  const batches: number[] = [];
  const take = async (clicks: readonly Click[]): Promise<number> => {
    batches.push(clicks.length);
    const refusal = refuse(clicks);
    if (refusal !== null) throw refusal;
    stored.push(...clicks.map(({ id }) => id));
    return 0;
  };
  return { take, stored, batches };
}

let log: MockInstance<typeof console.error>;
const logged = () => log.mock.calls.map(([line]) => String(JSON.parse(String(line)).message));

beforeEach(() => {
  vi.useFakeTimers();
  log = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const gone = new DatabaseError("gone", null, null);
const record = (sink: ClickSink, count: number) => {
  for (let n = 0; n < count; n++) sink.record(click(`c${n}`));
};

test("clicks are stored together after 200 ms, or as soon as there are 500", async () => {
  const { take, stored, batches } = taker(() => null);
  const sink = bufferedClickSink(take);
  sink.record(click("a"));
  sink.record(click("b"));
  await vi.advanceTimersByTimeAsync(199);
  expect([stored, sink.figures()]).toEqual([[], { waiting: 2, lost: 0 }]);
  await vi.advanceTimersByTimeAsync(1);
  expect([stored, sink.figures()]).toEqual([["a", "b"], { waiting: 0, lost: 0 }]);
  record(sink, 500);
  await vi.advanceTimersByTimeAsync(0);
  expect(batches).toEqual([2, 500]);
});

test("flush stores everything recorded so far", async () => {
  const { take, stored } = taker(() => null);
  const sink = bufferedClickSink(take);
  record(sink, 1_201);
  await sink.flush();
  expect([stored.length, sink.figures()]).toEqual([1_201, { waiting: 0, lost: 0 }]);
});

test.each([null, "08006", "25006", "28P01", "53300", "57014", "57P01"])(
  "an outage of an hour loses nothing that found room (SQLSTATE %s), and is logged once",
  async (sqlState) => {
    let isAway = true;
    const { take, stored } = taker(() => (isAway ? new DatabaseError("away", sqlState, null) : null));
    const sink = bufferedClickSink(take);
    record(sink, 1_200);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect([stored, sink.figures()]).toEqual([[], { waiting: 1_200, lost: 0 }]);
    expect(logged()).toEqual(["clicks wait: the database is away, 1200 so far"]);
    isAway = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect([stored.length, sink.figures()]).toEqual([1_200, { waiting: 0, lost: 0 }]);
  },
);

test("what finds no room during an outage is lost, counted and logged with the next attempt, not click by click", async () => {
  const { take } = taker(() => gone);
  const sink = bufferedClickSink(take);
  record(sink, BATCH_SIZE + MAX_WAITING + 7_000);
  expect(sink.figures()).toEqual({ waiting: BATCH_SIZE + MAX_WAITING, lost: 7_000 });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(logged().filter((line) => line.startsWith("clicks lost"))).toEqual([
    `clicks lost: 7000, since ${MAX_WAITING} wait`,
  ]);
});

test("a failure that would not pass is tried four times, then its batch is lost alone", async () => {
  let failures = 4;
  const { take, stored } = taker(() => (failures-- > 0 ? new DatabaseError("no such table", "42P01", null) : null));
  const sink = bufferedClickSink(take);
  record(sink, BATCH_SIZE + 1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect([stored, sink.figures()]).toEqual([[`c${BATCH_SIZE}`], { waiting: 0, lost: BATCH_SIZE }]);
  expect(logged()).toEqual([`clicks lost: ${BATCH_SIZE}, after 4 attempts`]);
});

test("a process that ends during an outage does not wait for the database: it says how many it loses", async () => {
  const { take, batches } = taker(() => gone);
  const sink = bufferedClickSink(take);
  record(sink, 5_000);
  await vi.advanceTimersByTimeAsync(60_000);
  const before = batches.length;
  const flushed = sink.flush();
  await vi.advanceTimersByTimeAsync(2_000);
  await flushed;
  expect([batches.length - before, sink.figures()]).toEqual([1, { waiting: 0, lost: 5_000 }]);
  expect(logged().slice(1)).toEqual([
    expect.stringMatching(/^clicks lost: 500, after \d+ attempts$/),
    "clicks lost: 4500 that still waited for the database",
  ]);
});

test("what is refused for good is counted as lost", async () => {
  const sink = bufferedClickSink(async (clicks) => clicks.filter(({ channel }) => channel === "bad").length);
  for (let n = 0; n < 100; n++) sink.record(click(`c${n}`, n === 37 ? "bad" : null));
  await sink.flush();
  expect(sink.figures()).toEqual({ waiting: 0, lost: 1 });
});

describe("on Workers", () => {
  const kept: Array<Promise<unknown>> = [];
  const keep = (work: Promise<unknown>) => void kept.push(work);
  const full = {
    send: () => Promise.reject(new TypeError("queue is full")),
  };

  test("a click is kept alive until the queue or the database has it", async () => {
    const sent: string[] = [];
    const queue = { send: async ({ id }: Click) => sent.push(id) };
    const { take, stored } = taker(() => null);
    const before = kept.length;
    const sinks = [queueClickSink(queue, take, keep), directClickSink(take, keep)];
    for (const sink of sinks) record(sink, 3);
    expect(kept.length - before).toBe(6);
    await Promise.all(kept);
    expect([sent, stored]).toEqual([
      ["c0", "c1", "c2"],
      ["c0", "c1", "c2"],
    ]);
    expect([...sinks.map((sink) => sink.figures()), logged()]).toEqual([
      { waiting: 0, lost: 0 },
      { waiting: 0, lost: 0 },
      [],
    ]);
  });

  test("what the queue does not take goes to the database, and a line a minute says so", async () => {
    const { take, stored } = taker(() => null);
    const sink = queueClickSink(full, take, keep);
    record(sink, 3);
    await sink.flush();
    await vi.advanceTimersByTimeAsync(SAY_EVERY_MS);
    record(sink, 1);
    await sink.flush();
    expect([stored.length, sink.figures()]).toEqual([4, { waiting: 0, lost: 0 }]);
    expect(logged()).toEqual([
      "the queue of clicks refused 1 (TypeError): 0 of them are lost, the others stored",
      "the queue of clicks refused 3 (TypeError): 0 of them are lost, the others stored",
    ]);
  });

  test("what neither takes is lost, counted and logged, and memory is bounded meanwhile", async () => {
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let waiting = 0;
    const take = async () => {
      waiting += 1;
      await answered;
      throw gone;
    };
    const sink = queueClickSink(full, take, keep);
    record(sink, MAX_BESIDE_QUEUE + 50);
    await vi.advanceTimersByTimeAsync(0);
    expect([waiting, sink.figures().lost]).toEqual([MAX_BESIDE_QUEUE, 50]);
    answer();
    await sink.flush();
    expect(sink.figures()).toEqual({ waiting: 0, lost: MAX_BESIDE_QUEUE + 50 });
    expect(logged()).toEqual(["the queue of clicks refused 1 (TypeError): 1 of them are lost, the others stored"]);
  });
});
