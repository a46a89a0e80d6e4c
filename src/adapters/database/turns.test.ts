import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Ask } from "../../ports.ts";
import { NO_FREE_CONNECTION } from "../../ports.ts";
import type { TurnLimits } from "./turns.ts";
import { createTurns } from "./turns.ts";

const limits: TurnLimits = {
  connections: 5,
  of: { read: { most: 3, mostOfOne: 2 }, write: { most: 4, mostOfOne: 3 } },
  waiting: 20,
  waitingOfOne: 10,
  waitingChars: 1_000,
  waitMs: 1_000,
};

const read = (of: string | null): Ask => ({ lane: "read", of });
const write = (of: string | null): Ask => ({ lane: "write", of });

/** Statements that end when they are told, with their names in the order in which they began. */
function database(given: Partial<TurnLimits> = {}) {
  const turns = createTurns({ ...limits, ...given });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    ask(name: string, by: Ask, chars = 1): Promise<unknown> {
      const ended = turns.take(by, chars, () => {
        begun.push(name);
        return new Promise<void>((resolve) => ends.set(name, resolve));
      });
      return ended.then(
        () => "done",
        (error: { sqlState?: unknown }) => error.sqlState,
      );
    },
    async end(...names: string[]) {
      for (const name of names) {
        ends.get(name)?.();
        await vi.advanceTimersByTimeAsync(0);
      }
    },
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("statements that wait for a connection", () => {
  it("of one tenant's reads leave connections for another's reads and for every write", () => {
    const it = database();
    for (let n = 0; n < 10; n++) void it.ask(`a${n}`, read("a"));
    void it.ask("b", read("b"));
    void it.ask("b writes", write("b"));
    void it.ask("a writes", write("a"));
    expect(it.begun).toEqual(["a0", "a1", "b", "b writes", "a writes"]);
  });

  it("of one tenant's writes leave connections for another's writes and for reads", () => {
    const it = database();
    for (let n = 0; n < 10; n++) void it.ask(`a${n}`, write("a"));
    void it.ask("b", write("b"));
    void it.ask("c", write("c"));
    void it.ask("c reads", read("c"));
    expect(it.begun).toEqual(["a0", "a1", "a2", "b", "c reads"]);
  });

  it("get their turn tenant by tenant, and within one in the order in which they came", async () => {
    const it = database({ connections: 1 });
    for (const name of ["a0", "a1", "a2", "a3"]) void it.ask(name, write("a"));
    for (const name of ["b0", "b1"]) void it.ask(name, write("b"));
    void it.ask("c0", write("c"));
    await it.end("a0", "a1", "b0", "c0", "a2", "b1");
    expect(it.begun).toEqual(["a0", "a1", "b0", "c0", "a2", "b1", "a3"]);
  });

  it("get it by turns also as reads and writes, so that neither holds the other up", async () => {
    const it = database({ connections: 1 });
    void it.ask("w0", write("a"));
    for (const name of ["w1", "w2"]) void it.ask(name, write(`a${name}`));
    for (const name of ["r1", "r2"]) void it.ask(name, read(`b${name}`));
    await it.end("w0", "w1", "r1", "w2");
    expect(it.begun).toEqual(["w0", "w1", "r1", "w2", "r2"]);
  });

  it("give their connection back also when they fail", async () => {
    const turns = createTurns({ ...limits, connections: 1 });
    const failed = turns.take(read("a"), 1, () => Promise.reject(new Error("no")));
    await expect(failed).rejects.toThrow("no");
    expect(await turns.take(read("a"), 1, () => Promise.resolve("next"))).toBe("next");
  });
});

describe("a statement is refused, with nothing run,", () => {
  it("after it has waited as long as it may, and those after it go on", async () => {
    const it = database({ connections: 1 });
    void it.ask("a0", write("a"));
    const late = it.ask("a1", write("a"));
    await vi.advanceTimersByTimeAsync(limits.waitMs - 1);
    const later = it.ask("a2", write("a"));
    await vi.advanceTimersByTimeAsync(1);
    expect(await late).toBe(NO_FREE_CONNECTION);
    await it.end("a0", "a2");
    expect(await later).toBe("done");
    expect(it.begun).toEqual(["a0", "a2"]);
  });

  it("after as long as its own request may take, where that is less", async () => {
    const it = database({ connections: 1 });
    void it.ask("a0", write("a"));
    const late = it.ask("a1", { ...write("a"), withinMs: 10 });
    await vi.advanceTimersByTimeAsync(10);
    expect(await late).toBe(NO_FREE_CONNECTION);
  });

  it("at once when its tenant has too many that wait, while another tenant's wait", async () => {
    const it = database({ connections: 1 });
    for (let n = 0; n <= limits.waitingOfOne; n++) void it.ask(`a${n}`, write("a"));
    const refused = it.ask("a too many", write("a"));
    void it.ask("b", write("b"));
    expect(await refused).toBe(NO_FREE_CONNECTION);
    await it.end("a0", "a1");
    expect(it.begun).toEqual(["a0", "a1", "b"]);
  });

  it.each([
    ["so many tenants", { waiting: 2 }, 1],
    ["such long ones", { waitingChars: 10 }, 5],
  ])("at once when %s wait that memory would not be bounded", async (_title, given, chars) => {
    const it = database({ connections: 1, ...given });
    void it.ask("a", write("a"), chars);
    void it.ask("b", write("b"), chars);
    void it.ask("c", write("c"), chars);
    expect(await it.ask("d", write("d"), chars)).toBe(NO_FREE_CONNECTION);
    await it.end("a");
    void it.ask("e", write("e"), chars);
    await it.end("b", "c");
    expect(it.begun).toEqual(["a", "b", "c", "e"]);
  });
});
