import type { Click, ClickSink } from "../../ports.ts";
import { type TakeClicks, takeOrLose } from "./takeOrLose.ts";

/** Clicks go to the database this often, or as soon as there are enough of them for one statement. */
const storeEveryMs = 200;
const batchSize = 500;

/** Some 20 MB. When the database has been away for so long, new clicks are lost rather than the process. */
const maxWaiting = 50_000;

export interface BufferedClickSink extends ClickSink {
  /** How many clicks were given up since the start: refused, never stored, or over the limit. */
  lost(): number;
}

/** Collects clicks in this process and has them taken in batches, one batch at a time. */
export function bufferedClickSink(take: TakeClicks): BufferedClickSink {
  const waiting: Click[] = [];
  let storing: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let recorded = 0;
  let settled = 0;
  let lost = 0;

  function storeNext(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    storing ??= storeBatch(waiting.splice(0, batchSize));
    return storing;
  }

  async function storeBatch(batch: readonly Click[]): Promise<void> {
    lost += await takeOrLose(take, batch);
    settled += batch.length;
    storing = null;
    schedule();
  }

  function schedule(): void {
    if (waiting.length === 0 || storing !== null) return;
    if (waiting.length >= batchSize) void storeNext();
    // Clicks that wait don't keep a process alive; whoever ends it calls flush().
    else timer ??= setTimeout(() => void storeNext(), storeEveryMs).unref();
  }

  return {
    record(click) {
      if (waiting.length >= maxWaiting) {
        lost += 1;
        return;
      }
      recorded += 1;
      waiting.push(click);
      schedule();
    },
    async flush() {
      const target = recorded;
      while (settled < target) await storeNext();
    },
    lost: () => lost,
  };
}
