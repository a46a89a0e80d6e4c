import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createKeptThreads, IDLE_MS, LEFT_WITHIN_MS } from "./keptThreads.ts";
import type { Thread } from "./startThread.ts";

interface Started extends Thread {
  /** Answers the oldest call that waits. */
  answer(): void;
  readonly stop: ReturnType<typeof vi.fn<() => void>>;
  fail(): void;
}

let started: Started[];
beforeEach(() => {
  vi.useFakeTimers();
  started = [];
});
afterEach(() => vi.useRealTimers());

/** Threads that answer when they are told to. */
function start(): Thread {
  const waiting: PromiseWithResolvers<unknown>[] = [];
  let hasFailed = false;
  const thread: Started = {
    call(message) {
      const call = Promise.withResolvers<unknown>();
      waiting.push({ ...call, resolve: () => call.resolve(message) });
      return call.promise;
    },
    answer: () => waiting.shift()?.resolve(null),
    hasFailed: () => hasFailed,
    fail() {
      hasFailed = true;
      for (const { reject } of waiting.splice(0)) reject(new Error("failed"));
    },
    stop: vi.fn(),
  };
  started.push(thread);
  return thread;
}

const stopped = () => started.map(({ stop }) => stop.mock.calls.length);

test("a thread serves one piece of work at a time, and the next one when it was given back", async () => {
  const threads = createKeptThreads(start, 2);
  const [one, other] = [threads.borrow(), threads.borrow()];
  expect(started).toHaveLength(2);
  one.leave();
  other.leave();
  await vi.advanceTimersByTimeAsync(LEFT_WITHIN_MS);
  const answer = threads.borrow().call("b");
  // The one that was given back last is the warmest.
  started[1]?.answer();
  expect(await answer).toBe("b");
  expect(started).toHaveLength(2);
});

test("a thread that waits for work ends after a while, and no more wait than may", async () => {
  const threads = createKeptThreads(start, 1);
  const [one, other] = [threads.borrow(), threads.borrow()];
  one.leave();
  other.leave();
  await vi.advanceTimersByTimeAsync(IDLE_MS - 1);
  expect(stopped()).toEqual([0, 1]);
  await vi.advanceTimersByTimeAsync(1);
  expect(stopped()).toEqual([1, 1]);
});

test("what is given up while its thread computes serves no one before it has answered, and ends where that takes long", async () => {
  const threads = createKeptThreads(start, 2);
  const givenUp = threads.borrow();
  const waiting = expect(givenUp.call("long")).rejects.toThrow("stopped");
  givenUp.leave();
  await waiting;
  await expect(givenUp.call("more")).rejects.toThrow("stopped");
  threads.borrow();
  expect(started).toHaveLength(2);
  started[0]?.answer();
  await vi.advanceTimersByTimeAsync(0);
  const again = threads.borrow();
  expect(started).toHaveLength(2);
  again.call("longer").catch(() => {});
  again.leave();
  await vi.advanceTimersByTimeAsync(LEFT_WITHIN_MS);
  expect(stopped()).toEqual([1, 0]);
  started[0]?.answer();
  await vi.advanceTimersByTimeAsync(0);
  threads.borrow();
  expect(started).toHaveLength(3);
});

test("a thread that has failed serves no one, whether it worked then or waited", async () => {
  const threads = createKeptThreads(start, 2);
  const one = threads.borrow();
  const waiting = expect(one.call("a")).rejects.toThrow("failed");
  started[0]?.fail();
  await waiting;
  one.leave();
  await vi.advanceTimersByTimeAsync(0);
  threads.borrow().leave();
  await vi.advanceTimersByTimeAsync(0);
  started[1]?.fail();
  threads.borrow();
  expect(started).toHaveLength(3);
  expect(stopped()).toEqual([1, 1, 0]);
});

test("closing ends what waits, and what works when it is given back", async () => {
  const threads = createKeptThreads(start, 2);
  const [idle, working] = [threads.borrow(), threads.borrow()];
  idle.leave();
  threads.close();
  expect(stopped()).toEqual([1, 0]);
  working.leave();
  expect(stopped()).toEqual([1, 1]);
});
