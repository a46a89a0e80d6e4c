import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ReportedEvent } from "../events/report.ts";
import { GATHER_WITHIN_MS } from "./gathering.ts";
import { coalesce } from "./lanes.ts";
import type { EventsRequest, ProcessReply, Share } from "./process.ts";

// Time stands still but where a test lets it go on.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const visit = (code: string): EventsRequest => {
  const event: ReportedEvent = { type: "click", clickId: "c", code, channel: null, occurredAt: null };
  return { asker: { kind: "secretKey", hash: "a" }, events: [event], idempotency: null };
};

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** How long a share is under way, in turns of the event loop. */
const SHARE_TAKES = 6;

/** Lets time go on until all are answered. */
async function passing<T>(all: ReadonlyArray<Promise<T>>): Promise<void> {
  let isDone = false;
  const done = Promise.all(all).then(() => {
    isDone = true;
  });
  while (!isDone) {
    await turns(20 * SHARE_TAKES);
    if (!isDone) vi.advanceTimersByTime(GATHER_WITHIN_MS);
  }
  await done;
}

/** Notes how many requests each share has. */
function sharing(sharesInFlight: number) {
  const sizes: number[] = [];
  const processShare = async ({ requests }: Pick<Share, "requests">): Promise<ProcessReply[]> => {
    sizes.push(requests.length);
    await turns(SHARE_TAKES);
    return requests.map(() => ({ kind: "done", replies: [] }));
  };
  const process = async (request: EventsRequest): Promise<ProcessReply> => {
    await processShare({ requests: [request] });
    return { kind: "done", replies: [] };
  };
  return { sizes, report: coalesce({ process, processShare, lockedOf: async () => [] }, sharesInFlight) };
}

describe("clients that ask again as soon as they are answered", () => {
  const CLIENTS = 32;
  const ROUNDS = 10;

  it.each([1, 2])("are in shares as large as each other, of %d under way at once", async (sharesInFlight) => {
    const { sizes, report } = sharing(sharesInFlight);
    const clients = Array.from({ length: CLIENTS }, async (_, client) => {
      for (let round = 0; round < ROUNDS; round++) {
        await report(visit(`${client}`));
        // One asks after the other.
        await turns(1 + (client % 8));
      }
    });
    await passing(clients);
    // If no one were waited for, it would be twice as many as rounds and shares.
    expect(sizes.length).toBeLessThan(1.6 * ROUNDS * sharesInFlight);
  });

  it("wait for no one where each is alone", async () => {
    const { sizes, report } = sharing(2);
    for (let round = 0; round < ROUNDS; round++) await report(visit("alone"));
    for (let round = 0; round < ROUNDS; round++) await Promise.all([report(visit("one")), report(visit("other"))]);
    expect(sizes).toEqual(Array.from({ length: 3 * ROUNDS }, () => 1));
  });

  it("are not waited for longer than a moment", async () => {
    const { sizes, report } = sharing(1);
    await passing(["a", "b", "c", "d"].map((code) => report(visit(code))));
    const again = report(visit("a"));
    await turns(2 * SHARE_TAKES);
    expect(sizes).toEqual([1, 3]);
    vi.advanceTimersByTime(GATHER_WITHIN_MS);
    await again;
    expect(sizes).toEqual([1, 3, 1]);
  });
});

it("what concerns one code is in one share, however large", async () => {
  const { sizes, report } = sharing(2);
  const all = ["a", "b", ...Array.from({ length: 9 }, () => "busy"), "c", "d"].map((code) => report(visit(code)));
  await passing(all);
  expect(sizes.slice(0, 3)).toEqual([1, 1, 9]);
});
