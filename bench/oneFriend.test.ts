import { Session } from "node:inspector/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { backtestOneFriend, REWARDS } from "./oneFriend.ts";

/**
 * Holds that a backtest is linear, by counts of V8: how often each function is called and each part of one is run, loops
 * included. What a built-in method does by itself, such as a look through a list for a value, is not counted.
 */

const ORDERS = 600;
/** Four times as much, and some more for searches by halves. What looks at all orders for each takes sixteen times as much. */
const AT_MOST = 5;

const session = new Session();
beforeAll(async () => {
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
});
afterAll(async () => {
  await session.post("Profiler.stopPreciseCoverage");
  session.disconnect();
});

/** How often parts of our code are run by some work: all of them together, and the one that is run most often. */
async function countsOf(work: () => void): Promise<{ readonly all: number; readonly most: number }> {
  await session.post("Profiler.takePreciseCoverage");
  work();
  const { result } = await session.post("Profiler.takePreciseCoverage");
  const ours = result.filter(({ url }) => /[\\/](src|bench)[\\/]/.test(url));
  const counts = ours.flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)));
  return { all: counts.reduce((sum, count) => sum + count, 0), most: Math.max(...counts) };
}

it.each(Object.entries(REWARDS))(
  "four times as many orders of one friend are four times the work: %s",
  async (_, rewards) => {
    const few = await countsOf(() => backtestOneFriend(rewards, ORDERS));
    const many = await countsOf(() => backtestOneFriend(rewards, 4 * ORDERS));
    expect(few.most).toBeGreaterThan(5 * ORDERS);
    expect(many.all / few.all).toBeLessThan(AT_MOST);
    expect(many.most / few.most).toBeLessThan(AT_MOST);
  },
);
