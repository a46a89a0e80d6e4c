import type { Click, ClickSink } from "../../ports.ts";
import { type TakeClicks, takeOrLose } from "./takeOrLose.ts";

/** What is used of a Cloudflare Queue binding. */
export interface ClickQueue {
  send(click: Click): Promise<unknown>;
}

/** Keeps the runtime from dropping work when the response has been sent (30 s at most on Workers). */
export type WaitUntil = (work: Promise<unknown>) => void;

/** Sends each click to a queue, whose consumer takes them in batches. */
export function queueClickSink(queue: ClickQueue, waitUntil: WaitUntil): ClickSink {
  return sinkOf(async (click) => {
    await queue.send(click);
    return 0;
  }, waitUntil);
}

/** Takes each click by itself, for a Worker without a queue. */
export function directClickSink(take: TakeClicks, waitUntil: WaitUntil): ClickSink {
  return sinkOf((click) => takeOrLose(take, [click]), waitUntil);
}

/** @param take gives how many of one click are lost */
function sinkOf(take: (click: Click) => Promise<number>, waitUntil: WaitUntil): ClickSink {
  const underWay = new Set<Promise<void>>();
  let lost = 0;

  async function takeOrCount(click: Click): Promise<void> {
    try {
      const refused = await take(click);
      lost += refused;
    } catch (error) {
      lost += 1;
      // Logged by kind only: this is where an operator sees that a queue is full or gone.
      console.error("click lost", error instanceof Error ? error.name : typeof error);
    }
  }

  return {
    record(click) {
      const work = takeOrCount(click).finally(() => underWay.delete(work));
      underWay.add(work);
      waitUntil(work);
    },
    async flush() {
      await Promise.all(underWay);
    },
    figures: () => ({ waiting: underWay.size, lost }),
  };
}
