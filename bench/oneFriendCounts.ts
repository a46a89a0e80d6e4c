import { Session } from "node:inspector/promises";
import { parentPort, workerData } from "node:worker_threads";
import { backtestOneFriend, REWARDS } from "./oneFriend.ts";

/** How often parts of our code are run by a backtest: all of them together, and the one that is run most often. */
export interface Counts {
  readonly all: number;
  readonly most: number;
}

/** Which rewards, and over how many orders of one friend. */
export interface Counted {
  readonly rewards: string;
  readonly orders: readonly number[];
}

/**
 * Counts in a thread of its own, for `oneFriend.test.ts`: V8 counts the parts of a function only where it compiled the
 * function after it was asked to, so nothing may have run here before.
 */
async function count({ rewards, orders }: Counted): Promise<readonly Counts[]> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const counted: Counts[] = [];
  for (const many of orders) {
    await session.post("Profiler.takePreciseCoverage");
    backtestOneFriend(REWARDS[rewards] ?? [], many);
    const { result } = await session.post("Profiler.takePreciseCoverage");
    const ours = result.filter(({ url }) => /[\\/](src|bench)[\\/]/.test(url));
    const counts = ours.flatMap(({ functions }) =>
      functions.flatMap(({ ranges }) => ranges.map((range) => range.count)),
    );
    counted.push({ all: counts.reduce((sum, one) => sum + one, 0), most: Math.max(...counts) });
  }
  session.disconnect();
  return counted;
}

parentPort?.postMessage(await count(workerData as Counted));
