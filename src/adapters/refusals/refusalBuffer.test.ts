import { describe, expect, it, vi } from "vitest";
import type { KeptRefusal } from "../../db/queries/refusals.ts";
import { MAX_KEPT_AT_ONCE } from "../../db/queries/refusals.ts";
import type { Refusal } from "../../ports.ts";
import { MAX_WAITING, refusalBuffer } from "./refusalBuffer.ts";

const refusal = (more: Partial<Refusal> = {}): Refusal => ({
  ...{ tenantId: "ten_1", at: "2026-01-05T10:00:00.000Z", route: "POST /v1/events", code: "invalid_request" },
  ...{ paths: ["currency"], origin: null, ...more },
});

function collecting(keep: (batch: readonly KeptRefusal[]) => Promise<void> = async () => {}) {
  const batches: (readonly KeptRefusal[])[] = [];
  const planned: (() => Promise<void>)[] = [];
  const buffer = refusalBuffer({
    keep: async (batch) => {
      batches.push(batch);
      await keep(batch);
    },
    plan: (work) => planned.push(work),
  });
  return { buffer, batches, planned };
}

describe("refusals that wait to be kept", () => {
  it("are kept together, once for all that came meanwhile, and then anew", async () => {
    const { buffer, batches, planned } = collecting();
    for (let n = 0; n < 5; n++) buffer.note(refusal());
    buffer.note(refusal({ code: "event_conflict" }));
    expect(planned).toHaveLength(1);
    await planned[0]?.();
    expect(batches.map((batch) => batch.map(({ code, times }) => [code, times]))).toEqual([
      [
        ["invalid_request", 5],
        ["event_conflict", 1],
      ],
    ]);
    buffer.note(refusal());
    expect(planned).toHaveLength(2);
  });

  it("are one row of an hour where they are alike, and two of two hours", async () => {
    const { buffer, batches } = collecting();
    buffer.note(refusal());
    buffer.note(refusal({ at: "2026-01-05T10:59:59.000Z" }));
    buffer.note(refusal({ at: "2026-01-05T11:00:00.000Z" }));
    await buffer.flush();
    expect(batches[0]?.map(({ times, at }) => [times, at])).toEqual([
      [2, "2026-01-05T10:59:59.000Z"],
      [1, "2026-01-05T11:00:00.000Z"],
    ]);
  });

  it("of one tenant take a few places and are lost beyond them, and those of the others are not", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const { buffer, batches } = collecting();
    for (let n = 0; n < MAX_KEPT_AT_ONCE + 30; n++) buffer.note(refusal({ paths: [`p${n}`] }));
    buffer.note(refusal({ tenantId: "ten_2" }));
    buffer.note(refusal({ paths: ["p0"] }));
    expect(buffer.figures()).toEqual({ waiting: MAX_KEPT_AT_ONCE + 2, lost: 30 });
    await buffer.flush();
    expect(batches[0]?.filter(({ tenantId }) => tenantId === "ten_2")).toHaveLength(1);
    // A line a minute, however many are lost.
    expect(log).toHaveBeenCalledTimes(1);
    log.mockRestore();
  });

  it("of all tenants together have a bound, beyond which they are lost and counted", () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const { buffer } = collecting();
    for (let n = 0; n < MAX_WAITING + 7; n++) buffer.note(refusal({ tenantId: `ten_${n}` }));
    expect(buffer.figures()).toEqual({ waiting: MAX_WAITING, lost: 7 });
    log.mockRestore();
  });

  it("are lost and counted where the database does not take them, and the next are kept", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    let isAway = true;
    const { buffer, batches } = collecting(async () => {
      if (isAway) throw new Error("away");
    });
    buffer.note(refusal());
    await buffer.flush();
    expect(buffer.figures()).toEqual({ waiting: 0, lost: 1 });
    isAway = false;
    buffer.note(refusal());
    await buffer.flush();
    expect([buffer.figures().lost, batches.length]).toEqual([1, 2]);
    log.mockRestore();
  });

  it("are waited for by those who end the process, also a batch that is under way", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { buffer, planned } = collecting(() => promise);
    buffer.note(refusal());
    void planned[0]?.();
    let isKept = false;
    const ended = buffer.flush().then(() => {
      isKept = true;
    });
    await Promise.resolve();
    expect(isKept).toBe(false);
    resolve();
    await ended;
    expect(isKept).toBe(true);
  });
});
