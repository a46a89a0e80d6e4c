import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Click, DatabaseError } from "../../ports.ts";
import { bufferedClickSink } from "./bufferedClickSink.ts";
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

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("clicks are stored together after 200 ms, or as soon as there are 500", async () => {
  const { take, stored, batches } = taker(() => null);
  const sink = bufferedClickSink(take);
  sink.record(click("a"));
  sink.record(click("b"));
  await vi.advanceTimersByTimeAsync(199);
  expect(stored).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(stored).toEqual(["a", "b"]);
  for (let n = 0; n < 500; n++) sink.record(click(`c${n}`));
  await vi.advanceTimersByTimeAsync(0);
  expect(batches).toEqual([2, 500]);
});

test("flush stores everything recorded so far", async () => {
  const { take, stored } = taker(() => null);
  const sink = bufferedClickSink(take);
  for (let n = 0; n < 1_201; n++) sink.record(click(`c${n}`));
  await sink.flush();
  expect([stored.length, sink.lost()]).toEqual([1_201, 0]);
});

test("a failure that passes loses nothing, one that stays loses and counts", async () => {
  let failures = 3;
  const { take, stored } = taker(() => (failures-- > 0 ? new DatabaseError("gone", null, null) : null));
  const sink = bufferedClickSink(take);
  sink.record(click("a"));
  await vi.advanceTimersByTimeAsync(2_000);
  expect([stored, sink.lost()]).toEqual([["a"], 0]);
  failures = 4;
  sink.record(click("b"));
  await vi.advanceTimersByTimeAsync(2_000);
  expect([stored, sink.lost()]).toEqual([["a"], 1]);
});

test("what is refused for good is counted as lost", async () => {
  const sink = bufferedClickSink(async (clicks) => clicks.filter(({ channel }) => channel === "bad").length);
  for (let n = 0; n < 100; n++) sink.record(click(`c${n}`, n === 37 ? "bad" : null));
  await sink.flush();
  expect(sink.lost()).toBe(1);
});

test("over the limit clicks are lost and counted while the database is away", async () => {
  const { take } = taker(() => new DatabaseError("gone", null, null));
  const sink = bufferedClickSink(take);
  for (let n = 0; n < 60_000; n++) sink.record(click(`c${n}`));
  expect(sink.lost()).toBe(60_000 - 50_000 - 500);
});

test("on Workers a click is kept alive until the queue or the database has it, and a failure is not thrown", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
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
});
