import { expect, test } from "vitest";
import type { BacktestTurn } from "./backtestTurns.ts";
import {
  BACKTESTS_AT_ONCE,
  BacktestReplacedError,
  BacktestsFullError,
  createBacktestTurns,
  MAX_WAITING_BACKTESTS,
} from "./backtestTurns.ts";

const present = new AbortController().signal;

/** Asks for turns and tells in which order they were given. */
function taking() {
  const turns = createBacktestTurns();
  const given: string[] = [];
  const take = (tenantId: string, caller: string, client = present): Promise<BacktestTurn> => {
    const taken = turns.take({ tenantId, caller }, client);
    taken.then(
      () => given.push(`${tenantId} ${caller}`),
      (error: unknown) => given.push(`${tenantId} ${caller} ${(error as Error).constructor.name}`),
    );
    return taken;
  };
  /** After everything that follows by itself. */
  const settled = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return given;
  };
  return { take, settled };
}

test("backtests of one tenant have their turns one by one, in the order in which they came", async () => {
  const { take, settled } = taking();
  const first = await take("tea", "ann p");
  const second = take("tea", "bob p");
  void take("tea", "cat p");
  expect(await settled()).toEqual(["tea ann p"]);
  first.end();
  expect(await settled()).toEqual(["tea ann p", "tea bob p"]);
  (await second).end();
  expect(await settled()).toEqual(["tea ann p", "tea bob p", "tea cat p"]);
});

test("a tenant that has many waiting does not keep another from its turn", async () => {
  const { take, settled } = taking();
  await take("tea", "ann p");
  void take("tea", "bob p");
  void take("book", "dan p");
  expect(await settled()).toEqual(["tea ann p", "book dan p"]);
});

test("a process decides no more than its limit at once, of however many tenants", async () => {
  const { take, settled } = taking();
  const tenants = Array.from({ length: BACKTESTS_AT_ONCE + 1 }, (_, n) => `tenant-${n}`);
  const turns = tenants.map((tenant) => take(tenant, "p"));
  expect(await settled()).toHaveLength(BACKTESTS_AT_ONCE);
  (await turns[0])?.end();
  expect(await settled()).toHaveLength(BACKTESTS_AT_ONCE + 1);
});

test("a newer backtest replaces its own caller's, running or waiting, and no one else's", async () => {
  const { take, settled } = taking();
  const running = await take("tea", "ann p");
  const others = take("tea", "bob p");
  const waiting = take("tea", "ann q");
  void take("tea", "ann q");
  await expect(waiting).rejects.toThrow(BacktestReplacedError);
  expect(running.signal.aborted).toBe(false);
  void take("tea", "ann p");
  expect(running.signal.reason).toBeInstanceOf(BacktestReplacedError);
  running.end();
  (await others).end();
  expect(await settled()).toEqual(["tea ann p", "tea ann q BacktestReplacedError", "tea bob p", "tea ann q"]);
});

test("more than may wait are refused, and a client that goes makes room", async () => {
  const { take, settled } = taking();
  await take("tea", "runs");
  const gone = new AbortController();
  const leaving = take("tea", "leaves", gone.signal);
  for (let n = 1; n < MAX_WAITING_BACKTESTS; n++) void take("tea", `waits ${n}`);
  await expect(take("tea", "one too many")).rejects.toThrow(BacktestsFullError);
  gone.abort();
  await expect(leaving).rejects.toThrow("aborted");
  void take("tea", "comes again");
  expect(await settled()).not.toContain("tea comes again BacktestsFullError");
});
