import { logError } from "../../log.ts";
import type { Click, ClickSink } from "../../ports.ts";
import { type TakeClicks, takeOrLose } from "./takeOrLose.ts";

/** What is used of a Cloudflare Queue binding. */
export interface ClickQueue {
  send(click: Click): Promise<unknown>;
}

/** Keeps the runtime from dropping work when the response has been sent (30 s at most on Workers). */
export type WaitUntil = (work: Promise<unknown>) => void;

/** So many clicks that the queue did not take are stored at once; an isolate has no memory for all of a storm. */
export const MAX_BESIDE_QUEUE = 100;

/** A queue that takes nothing is a line in so long, and not one for each click. */
export const SAY_EVERY_MS = 60_000;

/** Sends each click to a queue, whose consumer takes them in batches. What the queue does not take is taken here. */
export function queueClickSink(queue: ClickQueue, take: TakeClicks, waitUntil: WaitUntil): ClickSink {
  const log = refusalLog();
  let beside = 0;

  async function takeBeside(click: Click): Promise<number> {
    if (beside >= MAX_BESIDE_QUEUE) return 1;
    beside += 1;
    try {
      return await take([click]);
    } catch {
      return 1;
    } finally {
      beside -= 1;
    }
  }

  return sinkOf(async (click) => {
    try {
      await queue.send(click);
      return 0;
    } catch (error) {
      const lost = await takeBeside(click);
      log.add(lost, error);
      return lost;
    }
  }, waitUntil);
}

/** Takes each click by itself, for a Worker without a queue. */
export function directClickSink(take: TakeClicks, waitUntil: WaitUntil): ClickSink {
  return sinkOf((click) => takeOrLose(take, [click]), waitUntil);
}

/** Clicks that a queue refused, and how many of them are lost: this is where an operator sees that it is full or gone. */
function refusalLog() {
  let saidAt = Number.NEGATIVE_INFINITY;
  let refused = 0;
  let lost = 0;
  return {
    add(more: number, error: unknown) {
      refused += 1;
      lost += more;
      const now = performance.now();
      if (now - saidAt < SAY_EVERY_MS) return;
      // By its kind alone, since a message may hold anything.
      const kind = error instanceof Error ? error.name : typeof error;
      logError(`the queue of clicks refused ${refused} (${kind}): ${lost} of them are lost, the others stored`);
      saidAt = now;
      refused = 0;
      lost = 0;
    },
  };
}

/** @param take gives how many of one click are lost; never throws */
function sinkOf(take: (click: Click) => Promise<number>, waitUntil: WaitUntil): ClickSink {
  const underWay = new Set<Promise<void>>();
  let lost = 0;

  async function takeAndCount(click: Click): Promise<void> {
    // Added when it is known: others are added meanwhile.
    const more = await take(click);
    lost += more;
  }

  return {
    record(click) {
      const work = takeAndCount(click).finally(() => underWay.delete(work));
      underWay.add(work);
      waitUntil(work);
    },
    async flush() {
      await Promise.all(underWay);
    },
    figures: () => ({ waiting: underWay.size, lost }),
  };
}
