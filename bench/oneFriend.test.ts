import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { REWARDS } from "./oneFriend.ts";
import type { Counted, Counts } from "./oneFriendCounts.ts";

/**
 * Holds that a backtest is linear, by counts of V8: how often each function is called and each part of one is run, loops
 * included. What a built-in method does by itself, such as a look through a list for a value, is not counted.
 */

const ORDERS = 600;
/** Four times as much, and some more for searches by halves. What looks at all orders for each takes sixteen times as much. */
const AT_MOST = 5;

it.each(Object.keys(REWARDS))(
  "four times as many orders of one friend are four times the work: %s",
  async (rewards) => {
    const workerData: Counted = { rewards, orders: [ORDERS, 4 * ORDERS] };
    const worker = new Worker(new URL("./oneFriendCounts.ts", import.meta.url), { workerData });
    const [counted] = (await once(worker, "message")) as [readonly Counts[]];
    await worker.terminate();
    const [few = { all: 0, most: 0 }, many = few] = counted;
    expect(few.most).toBeGreaterThan(5 * ORDERS);
    expect(many.all / few.all).toBeLessThan(AT_MOST);
    expect(many.most / few.most).toBeLessThan(AT_MOST);
  },
);
