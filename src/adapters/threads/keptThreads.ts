import type { Thread } from "./startThread.ts";

/** How long a thread waits for work: as long as the histories that it would decide are kept. */
export const IDLE_MS = 5 * 60_000;
/** What was given up is left at the end of a step, so that its thread serves the next one. A longer step ends the thread. */
export const LEFT_WITHIN_MS = 1_000;

/** A thread that one piece of work has for itself. */
export interface BorrowedThread {
  /** @throws what the thread has thrown, or that the work was stopped */
  call(message: unknown): Promise<unknown>;
  /** Gives it back, at the latest when it has answered; calls that wait for their answer fail. */
  leave(): void;
}

/** Threads that serve one piece of work after the other: what a new one compiles anew takes longer than most work. */
export interface KeptThreads {
  borrow(): BorrowedThread;
  /** Ends those that wait for work, and each other one when it is given back. */
  close(): void;
}

/** @param most so many that serve no work are kept */
export function createKeptThreads(start: () => Thread, most: number): KeptThreads {
  /** Those that serve no work, each with the timer that ends it. The last one was used last. */
  const kept = new Map<Thread, NodeJS.Timeout>();
  /** Of those, the ones that still do what was given up. */
  const leaving = new Set<Thread>();
  let isClosed = false;

  function end(thread: Thread): void {
    clearTimeout(kept.get(thread));
    kept.delete(thread);
    leaving.delete(thread);
    thread.stop();
  }

  function keep(thread: Thread, forMs: number): void {
    clearTimeout(kept.get(thread));
    kept.set(thread, setTimeout(end, forMs, thread).unref());
  }

  /** A thread that was given back has answered all that it was asked; it may have been ended before that. */
  function rest(thread: Thread): void {
    if (!leaving.delete(thread)) return;
    if (thread.hasFailed()) end(thread);
    else keep(thread, IDLE_MS);
  }

  function take(): Thread {
    for (const thread of [...kept.keys()].reverse()) {
      if (leaving.has(thread)) continue;
      if (thread.hasFailed()) {
        end(thread);
        continue;
      }
      clearTimeout(kept.get(thread));
      kept.delete(thread);
      return thread;
    }
    return start();
  }

  function giveBack(thread: Thread, isBusy: boolean): void {
    if (isClosed || kept.size >= most) {
      end(thread);
      return;
    }
    leaving.add(thread);
    keep(thread, LEFT_WITHIN_MS);
    if (!isBusy) rest(thread);
  }

  return {
    borrow: () => borrowed(take(), { giveBack, rest }),
    close() {
      isClosed = true;
      for (const thread of [...kept.keys()]) end(thread);
    },
  };
}

interface Lender {
  /** @param isBusy whether it has still to answer; then `rest` is told when it has */
  giveBack(thread: Thread, isBusy: boolean): void;
  rest(thread: Thread): void;
}

function borrowed(thread: Thread, { giveBack, rest }: Lender): BorrowedThread {
  let waiting = 0;
  let hasLeft = false;
  const left = Promise.withResolvers<never>();
  left.promise.catch(() => {});
  return {
    call(message) {
      if (hasLeft) return left.promise;
      waiting += 1;
      const answer = thread.call(message).finally(() => {
        waiting -= 1;
        if (hasLeft && waiting === 0) rest(thread);
      });
      return Promise.race([answer, left.promise]);
    },
    leave() {
      if (hasLeft) return;
      hasLeft = true;
      left.reject(new Error("the work was stopped"));
      giveBack(thread, waiting > 0);
    },
  };
}
