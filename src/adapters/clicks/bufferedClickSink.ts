import { isOverloaded, isUnavailable, isUnknown } from "../../db/pgErrors.ts";
import { logError } from "../../log.ts";
import type { Click, ClickSink } from "../../ports.ts";
import { MAX_ATTEMPTS, type TakeClicks, takeOrLose } from "./takeOrLose.ts";

/**
 * Clicks go to the database this often, or as soon as there are enough of them for one statement. So a process that is
 * killed loses, while the database keeps up, the clicks of its last 200 ms: 500 that wait at most, and as many in the
 * statement under way.
 */
const STORE_EVERY_MS = 200;
export const BATCH_SIZE = 500;

/**
 * So many clicks wait while the database is away, some 30 MB: 10 seconds of 10,000 a second, 17 minutes of 100. Of
 * more, the new ones are lost rather than the process.
 */
export const MAX_WAITING = 100_000;

/** Some two hours of attempts. A batch that finds no database for so long is given up. */
const MAX_ABSENCES = 3_600;

/** Nothing is wrong with the clicks: the database takes them later. */
function isDatabaseAway(error: unknown): boolean {
  return isUnknown(error) || isUnavailable(error) || isOverloaded(error);
}

/** How long it is tried to store one batch: while the database is away for as long as the process lives. */
function patience(isEnding: () => boolean, waiting: () => number) {
  let absences = 0;
  let others = 0;
  return {
    missedDatabase: () => absences > 0,
    triesAgain(error: unknown): boolean {
      if (!isDatabaseAway(error)) {
        others += 1;
        return others < MAX_ATTEMPTS;
      }
      absences += 1;
      if (absences === 1) logError(`clicks wait: the database is away, ${waiting()} so far`, error);
      return absences < (isEnding() ? MAX_ATTEMPTS : MAX_ABSENCES);
    },
  };
}

/** New clicks that found no room, said with each attempt to store others: a line for each would fill the log. */
function overflowLog() {
  let unsaid = 0;
  return {
    add: () => {
      unsaid += 1;
    },
    say() {
      if (unsaid > 0) logError(`clicks lost: ${unsaid}, since ${MAX_WAITING} wait`);
      unsaid = 0;
    },
  };
}

/** Collects clicks in this process and has them taken in batches, one batch at a time. */
export function bufferedClickSink(take: TakeClicks): ClickSink {
  const waiting: Click[] = [];
  let storing: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let recorded = 0;
  let settled = 0;
  let lost = 0;
  const overflow = overflowLog();
  let flushes = 0;

  function storeNext(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    storing ??= storeBatch(waiting.splice(0, BATCH_SIZE));
    return storing;
  }

  async function storeBatch(batch: readonly Click[]): Promise<void> {
    const { triesAgain, missedDatabase } = patience(
      () => flushes > 0,
      () => recorded - settled,
    );
    const refused = await takeOrLose(take, batch, (error) => {
      overflow.say();
      return triesAgain(error);
    });
    settled += batch.length;
    lost += refused;
    overflow.say();
    // The end of the process does not wait for a database that is away.
    if (flushes > 0 && missedDatabase() && refused === batch.length) giveUp();
    storing = null;
    schedule();
  }

  function giveUp(): void {
    const rest = waiting.splice(0).length;
    settled += rest;
    lost += rest;
    if (rest > 0) logError(`clicks lost: ${rest} that still waited for the database`);
  }

  function schedule(): void {
    if (waiting.length === 0 || storing !== null) return;
    if (waiting.length >= BATCH_SIZE) void storeNext();
    // Clicks that wait don't keep a process alive; the code that ends it calls flush().
    else timer ??= setTimeout(() => void storeNext(), STORE_EVERY_MS).unref();
  }

  return {
    record(click) {
      if (waiting.length >= MAX_WAITING) {
        lost += 1;
        overflow.add();
        return;
      }
      recorded += 1;
      waiting.push(click);
      schedule();
    },
    async flush() {
      const target = recorded;
      flushes += 1;
      while (settled < target) await storeNext();
      flushes -= 1;
    },
    figures: () => ({ waiting: recorded - settled, lost }),
  };
}
