import type { MockInstance } from "vitest";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Click, type ClickSink, DatabaseError } from "../../ports.ts";
import { BATCH_SIZE, bufferedClickSink, MAX_WAITING } from "./bufferedClickSink.ts";
import { directClickSink, queueClickSink } from "./queueClickSink.ts";

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
const logged = () => log.mock.calls.map(([line]) => String(line));

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

test("on Workers a click is kept alive until the queue or the database has it, and a failure is not thrown", async () => {
  const kept: Array<Promise<unknown>> = [];
  const sent: string[] = [];
  const queue = {
    async send({ id }: Click) {
      if (id === "bad") throw new Error("queue is full");
      sent.push(id);
    },
  };
  const { take, stored } = taker(() => null);
  const sinks = [queueClickSink(queue, (work) => kept.push(work)), directClickSink(take, (work) => kept.push(work))];
  for (const sink of sinks) for (const id of ["a", "bad", "b"]) sink.record(click(id));
  await Promise.all(sinks.map((sink) => sink.flush()));
  await Promise.all(kept);
  expect([kept.length, sent, stored]).toEqual([6, ["a", "b"], ["a", "bad", "b"]]);
  expect(sinks.map((sink) => sink.figures())).toEqual([
    { waiting: 0, lost: 1 },
    { waiting: 0, lost: 0 },
  ]);
  expect(logged()).toEqual(["click lost"]);
});
