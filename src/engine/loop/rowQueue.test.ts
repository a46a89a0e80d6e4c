import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MAX_WAITING_WRITES, RowQueue } from "./rowQueue.ts";

const FOR_LONG = 5_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A queue beside a database in which these rows are locked; what waits notes its turn. */
function queueBeside(...rows: readonly string[]) {
  const locked = new Set(rows);
  const asked: string[][] = [];
  const seen = { isIdle: false };
  const order: string[] = [];
  const lockedOf = async (names: readonly string[]) => {
    asked.push([...names]);
    return names.filter((row) => locked.has(row));
  };
  const queue = new RowQueue(lockedOf, () => {
    seen.isIdle = true;
  });
  queue.hold(rows);
  const wait = async (name: string, ...names: readonly string[]) => {
    const place = await queue.wait(names, performance.now() + FOR_LONG);
    order.push(place === null ? `${name} gave up` : name);
    return place;
  };
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return { queue, locked, asked, seen, order, wait, pass };
}

describe("writes that wait for a locked row", () => {
  it("have it in the order in which they came, two at a time, once it is free", async () => {
    const { locked, order, wait, pass, seen } = queueBeside("a");
    const places = ["first", "second", "third", "fourth"].map((name) => wait(name, "a"));
    await pass(1_000);
    expect(order).toEqual([]);
    locked.clear();
    await pass(1_000);
    expect(order).toEqual(["first", "second"]);
    (await places[0])?.leave();
    await pass(0);
    expect(order).toEqual(["first", "second", "third"]);
    for (const place of places.slice(1)) {
      await pass(0);
      (await place)?.leave();
    }
    expect(order).toEqual(["first", "second", "third", "fourth"]);
    expect(seen.isIdle).toBe(true);
  });

  it("hold up what comes later for the same row, and nothing else", async () => {
    const { queue, locked, order, wait, pass } = queueBeside("a", "b");
    const first = wait("first", "a");
    void wait("both", "a", "b");
    expect(queue.blockersOf(["a", "c"], [])).toEqual(["a"]);
    expect(queue.blockersOf(["c"], [])).toEqual([]);
    locked.delete("a");
    await pass(1_000);
    // Whose turn it is goes on; another still waits behind those who came before.
    expect(order).toEqual(["first"]);
    expect([queue.blockersOf(["a"], ["a"]), queue.blockersOf(["a"], []), queue.isHeld(["a"])]).toEqual([
      [],
      ["a"],
      false,
    ]);
    (await first)?.leave();
    await pass(1_000);
    expect(order).toEqual(["first"]);
  });

  it("are told when their time is over, and leave nothing behind", async () => {
    const { queue, order, wait, pass, seen, asked } = queueBeside("a");
    void wait("one", "a");
    void wait("two", "a");
    await pass(FOR_LONG + 1_000);
    expect(order).toEqual(["one gave up", "two gave up"]);
    expect([queue.blockersOf(["a"], []), seen.isIdle]).toEqual([[], true]);
    const looks = asked.length;
    await pass(FOR_LONG);
    expect(asked).toHaveLength(looks);
    void wait("three", "a");
    await pass(0);
    expect(order.at(-1)).toBe("three");
  });

  it("wait for a row that is seen to be locked while it is looked at another", async () => {
    const order: string[] = [];
    const note = (row: string) => void queue.wait([row], performance.now() + FOR_LONG).then(() => order.push(row));
    const queue: RowQueue = new RowQueue(
      async (rows) => {
        if (rows.includes("a")) {
          queue.hold(["b"]);
          note("b");
        }
        return rows.filter((row) => row === "b");
      },
      () => {},
    );
    queue.hold(["a"]);
    note("a");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(order).toEqual(["a"]);
  });

  it("are refused beyond their limit", async () => {
    const { order, wait, pass } = queueBeside("a");
    for (let n = 0; n <= MAX_WAITING_WRITES; n++) void wait(`${n}`, "a");
    await pass(0);
    expect(order).toEqual([`${MAX_WAITING_WRITES} gave up`]);
  });

  it("are let go where the database can't say what is locked", async () => {
    const order: string[] = [];
    const queue = new RowQueue(
      () => Promise.reject(new Error("away")),
      () => {},
    );
    queue.hold(["a"]);
    void queue.wait(["a"], performance.now() + FOR_LONG).then(() => order.push("one"));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(order).toEqual(["one"]);
  });
});
