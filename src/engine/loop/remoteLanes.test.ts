import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Asker } from "../../db/queries/asker.ts";
import { LEAST_LEFT_MS } from "../../db/within.ts";
import type { Database } from "../../ports.ts";
import { ANSWER_WITHIN_MS, DatabaseError, WAIT_WITHIN_MS } from "../../ports.ts";
import { BusyError, OutcomeUnknownError } from "./attempts.ts";
import { LaneFullError, LaneTimeoutError } from "./lanes.ts";
import type { EventsRequest, IdempotentRequest, ProcessReply } from "./process.ts";
import type { RemoteLanes, SentRequest } from "./remoteLanes.ts";
import { decideSent, sendToLanes } from "./remoteLanes.ts";

const TENANT = "ten_a";
const there: ProcessReply = { kind: "done", replies: [] };
const here: ProcessReply = { kind: "replayed", status: 201, body: "here" };

const job: Asker = { kind: "job", tenantId: TENANT, job: "take-clicks" };
const form = { of: "event", requestId: "req_a" } as const;
const render = () => ({ status: 201, body: null });
const request: EventsRequest = {
  asker: job,
  events: [{ type: "click", clickId: "clk_a", code: "CODE", channel: null, occurredAt: null }],
  idempotency: { key: "a", requestHash: "x", form, render },
};

/** Knows the keys of one tenant. */
function keysOf(...hashes: string[]): Database {
  return {
    query: async (_, [first] = []) => (hashes.includes(String(first)) ? [[TENANT, null, null]] : []),
    close: async () => {},
  };
}

/** What is sent goes as the runtime sends it: copied, which no function survives. */
function sending(decide: RemoteLanes["decide"], decideHere = async (): Promise<ProcessReply> => here) {
  const asked: string[] = [];
  const lost: unknown[] = [];
  const decidedHere = vi.fn(decideHere);
  const process = sendToLanes({
    database: keysOf("known"),
    here: decidedHere,
    lanesOf: (tenantId) => {
      asked.push(tenantId);
      return { decide: async (sent) => structuredClone(await decide(structuredClone(sent))) };
    },
    onLost: (error) => lost.push(error),
  });
  return { process, asked, lost, decidedHere };
}

const failing = (error: unknown) => async () => {
  throw error;
};

describe("a request that may share commits", () => {
  it("is decided by the lanes of its tenant, with what its reply is made of", async () => {
    const told: unknown[] = [];
    const renderAs = vi.fn((_: IdempotentRequest["form"]) => render);
    const decide = decideSent(async (sent) => {
      told.push(sent);
      return there;
    }, renderAs);
    const { process, asked, decidedHere } = sending(decide);
    expect(await process(request)).toEqual(there);
    expect(told).toEqual([{ ...request, until: expect.any(Number) }]);
    expect(renderAs).toHaveBeenCalledWith(form);
    expect(asked).toEqual([TENANT]);
    expect(decidedHere).not.toHaveBeenCalled();
  });

  it("is sent only for a key that was proved", async () => {
    const { process, asked } = sending(async () => ({ kind: "reply", reply: there }));
    expect(await process({ ...request, asker: { kind: "secretKey", hash: "guessed" } })).toEqual({
      kind: "unauthorized",
    });
    expect(asked).toEqual([]);
    expect(await process({ ...request, asker: { kind: "secretKey", hash: "known" } })).toEqual(there);
    expect(asked).toEqual([TENANT]);
  });

  it.each([
    new BusyError("overtaken"),
    new OutcomeUnknownError("lost"),
    new LaneFullError(),
    new LaneTimeoutError(),
    new DatabaseError("away", "08006", null),
    new DatabaseError("too much", null, "wallets_exact"),
  ])("fails as it failed there, and is not decided again: %s", async (error) => {
    const { process, decidedHere } = sending(decideSent(failing(error), () => render));
    const failed = await process(request).catch((thrown) => thrown);
    expect(failed).toEqual(error);
    expect(failed).toBeInstanceOf(error.constructor);
    expect(decidedHere).not.toHaveBeenCalled();
  });

  it("is refused as busy where too many wait for the lanes, and not decided beside them", async () => {
    const { process, decidedHere } = sending(failing(Object.assign(new Error("too many"), { overloaded: true })));
    await expect(process(request)).rejects.toBeInstanceOf(BusyError);
    expect(decidedHere).not.toHaveBeenCalled();
  });
});

it("a browser's request goes to no lanes", async () => {
  const { process, asked } = sending(async () => ({ kind: "reply", reply: there }));
  const credential = { kind: "token", tenantId: TENANT, externalId: "ada" } as const;
  const asker: Asker = { kind: "browser", credential, admit: async () => {} };
  expect(await process({ ...request, asker })).toEqual(here);
  expect(asked).toEqual([]);
});

describe("a request that its lanes lost", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const gone = new Error("Durable Object reset");

  /** Lanes that lose the first request and answer the second. */
  const losingOne = (then: RemoteLanes["decide"]): RemoteLanes["decide"] => {
    let isLost = false;
    return (sent) => {
      if (isLost) return then(sent);
      isLost = true;
      return failing(gone)();
    };
  };

  it("is sent to them again, and the loss is told", async () => {
    const { process, lost, asked, decidedHere } = sending(losingOne(async () => ({ kind: "reply", reply: there })));
    expect(await process(request)).toEqual(there);
    expect(lost).toEqual([gone]);
    expect(asked).toEqual([TENANT, TENANT]);
    expect(decidedHere).not.toHaveBeenCalled();
  });

  it("is decided where it came in when they lose it again", async () => {
    const { process, lost } = sending(failing(gone));
    expect(await process(request)).toEqual(here);
    expect(lost).toEqual([gone, gone]);
  });

  const wroteNothing = [
    new BusyError("overtaken"),
    new LaneFullError(),
    new LaneTimeoutError(),
    new DatabaseError("away", "08006", null),
  ];
  it.each(wroteNothing)("may have been written, although a later attempt wrote nothing: %s", async (error) => {
    const unknown = new OutcomeUnknownError(error);
    await expect(sending(failing(gone), failing(error)).process(request)).rejects.toEqual(unknown);
    const again = losingOne(decideSent(failing(error), () => render));
    await expect(sending(again).process(request)).rejects.toEqual(unknown);
  });

  it("is not tried again when there is no time for it", async () => {
    const { process, asked, decidedHere } = sending(async () => {
      vi.advanceTimersByTime(WAIT_WITHIN_MS - LEAST_LEFT_MS + 1);
      throw gone;
    });
    await expect(process(request)).rejects.toBeInstanceOf(OutcomeUnknownError);
    expect(asked).toEqual([TENANT]);
    expect(decidedHere).not.toHaveBeenCalled();
  });

  it("is answered in time when they never answer, the time included that it has waited before", async () => {
    const sent: SentRequest[] = [];
    const never: RemoteLanes["decide"] = (request) => {
      sent.push(request);
      return new Promise(() => {});
    };
    const { process, asked } = sending(losingOne(never));
    const waited = 2_000;
    const failed = process({ ...request, until: performance.now() + WAIT_WITHIN_MS - waited }).catch((error) => error);
    await vi.advanceTimersByTimeAsync(ANSWER_WITHIN_MS - waited);
    expect(await failed).toBeInstanceOf(OutcomeUnknownError);
    expect(sent.map(({ withinMs }) => withinMs)).toEqual([WAIT_WITHIN_MS - waited]);
    expect(asked).toHaveLength(2);
  });
});

it("the lanes keep the time that a request has left, by their own clock", async () => {
  const told: EventsRequest[] = [];
  const decide = decideSent(
    async (sent) => {
      told.push(sent);
      return there;
    },
    () => render,
  );
  const before = performance.now();
  await decide({ asker: job, events: [], idempotency: null, withinMs: 3_000 });
  const until = told[0]?.until ?? 0;
  expect(until - before).toBeGreaterThanOrEqual(3_000);
  expect(until - performance.now()).toBeLessThanOrEqual(3_000);
});
