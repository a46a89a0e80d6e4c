import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Asker } from "../../db/queries/asker.ts";
import type { CommitWatch } from "../../db/queries/commitEffects.ts";
import { DatabaseError, NO_CONNECTION, NO_FREE_CONNECTION } from "../../ports.ts";
import type { ReportedEvent } from "../events/report.ts";
import { OutcomeUnknownError } from "./attempts.ts";
import { coalesce, LANE_WITHIN_MS, LaneTimeoutError } from "./lanes.ts";
import type { EventsRequest, ProcessReply, Reported, Share } from "./process.ts";

const admit = async () => {};
const form = { of: "event", requestId: "req_a" } as const;
const tenantId = "ten_a";

const clickOf = (clickId: string): ReportedEvent => {
  return { type: "click", clickId, code: "CODE", channel: null, occurredAt: null };
};
const namesOf = (events: readonly ReportedEvent[]) =>
  events.map((event) => {
    if (event.type === "click") return event.clickId;
    if (event.type === "refund") return event.refundId;
    return event.type === "purchase" ? event.orderId : "";
  });

/** A processor that notes what it is asked to commit together; each commit takes a turn of the event loop. */
function recording(atFault: string | null = null, sharesInFlight = 1) {
  const commits: string[][] = [];
  const replyTo = ({ events }: Reported): ProcessReply => {
    return { kind: "done", replies: events.map(() => ({ status: 200, body: {} }) as never) };
  };
  const processShare = async ({ requests }: Pick<Share, "requests">) => {
    const names = namesOf(requests.flatMap(({ events }) => events));
    commits.push(names);
    await new Promise((resolve) => setImmediate(resolve));
    if (atFault !== null && names.includes(atFault)) throw new Error(`${atFault} is at fault`);
    return requests.map(replyTo);
  };
  const process = async (request: EventsRequest) => {
    await processShare({ requests: [request] });
    return replyTo(request);
  };
  return { commits, report: coalesce({ process, processShare, lockedOf: async () => [] }, sharesInFlight) };
}

/** Reports one event each, all at the same time, and says which of them shared a commit. */
async function commitsOf(askers: readonly Asker[]): Promise<string[][]> {
  const { commits, report } = recording();
  const requests = askers.map((asker, index) => ({ asker, events: [clickOf(`${index}`)], idempotency: null }));
  const replies = await Promise.all(requests.map(report));
  expect(replies).toEqual(askers.map(() => ({ kind: "done", replies: [{ status: 200, body: {} }] })));
  return commits;
}

describe("events that arrive while a commit is under way", () => {
  it.each<Asker>([
    { kind: "secretKey", hash: "a" },
    { kind: "job", tenantId, job: "take-clicks" },
    { kind: "integration", tenantId, source: "int_1" },
  ])("of one $kind share the next commit", async (asker) => {
    expect(await commitsOf([asker, { ...asker }, { ...asker }])).toEqual([["0"], ["1", "2"]]);
  });

  it.each<Asker>([
    { kind: "browser", credential: { kind: "token", tenantId, externalId: "ada" }, admit },
    { kind: "browser", credential: { kind: "publishableKey", hash: "a" }, admit },
    { kind: "user", token: "t", tenantSlug: "tea-shop", now: "2026-01-05T10:00:00Z", admit },
  ])("of one $kind are committed each by itself", async (asker) => {
    expect(await commitsOf([asker, asker, asker])).toEqual([["0"], ["1"], ["2"]]);
  });

  it("of a tenant share no commit with those of another asker", async () => {
    const askers: Asker[] = [
      { kind: "job", tenantId, job: "take-clicks" },
      { kind: "job", tenantId: "ten_b", job: "take-clicks" },
      { kind: "integration", tenantId, source: "take-clicks" },
      { kind: "secretKey", hash: tenantId },
    ];
    expect(await commitsOf([...askers, ...askers])).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"].map((id) => [id]));
  });

  const asker: Asker = { kind: "secretKey", hash: "a" };
  const keyed = (name: string, key: string) => {
    const render = () => ({ status: 200, body: null });
    return { asker, events: [clickOf(name)], idempotency: { key, requestHash: "x", form, render } };
  };

  it("under an Idempotency-Key share it too, but for a repeat, which comes after what it repeats", async () => {
    const { commits, report } = recording();
    await Promise.all(
      [keyed("0", "a"), keyed("1", "b"), keyed("2", "c"), keyed("3", "b"), keyed("4", "d")].map(report),
    );
    expect(commits).toEqual([["0"], ["1", "2"], ["3", "4"]]);
  });

  it("fail by themselves: one at fault takes no other with it, and is found by halves", async () => {
    const { commits, report } = recording("7");
    const requests = Array.from({ length: 65 }, (_, index) => keyed(`${index}`, `${index}`));
    const ends = await Promise.allSettled(requests.map(report));
    expect(ends.flatMap(({ status }, index) => (status === "rejected" ? [index] : []))).toEqual([7]);
    expect(commits.length).toBeLessThan(20);
  });
});

const key: Asker = { kind: "secretKey", hash: "a" };
const buying = (who: string, orderId: string): ReportedEvent => {
  const order = { country: null, items: [], subscription: false, discounts: [], metadata: {} };
  const source = { code: null, clickIds: [], channel: null };
  const participant = { externalId: who };
  const amount = { amountMinor: 1, currency: "GBP" };
  return { type: "purchase", participant, orderId, ...amount, ...order, ...source, occurredAt: null };
};
const batchOf = (name: string, size: number) => {
  const events = Array.from({ length: size }, (_, index) => buying(`${name}-${index}`, `${name}-${index}`));
  return { asker: key, events, idempotency: null };
};
const keyedPurchase = (name: string) => {
  const render = () => ({ status: 200, body: null });
  return { ...one(name, name), idempotency: { key: "same", requestHash: "x", form, render } };
};
const one = (who: string, orderId: string) => ({ asker: key, events: [buying(who, orderId)], idempotency: null });

describe("two shares of one asker", () => {
  const both = async (...requests: EventsRequest[]) => {
    const { commits, report } = recording(null, 2);
    let most = 0;
    let underWay = 0;
    await Promise.all(
      requests.map(async (request) => {
        const reported = report(request);
        underWay = commits.length;
        most = Math.max(most, underWay);
        await reported;
      }),
    );
    return { commits, startedAtOnce: most };
  };

  it("are under way at once where they concern different participants and orders", async () => {
    const { commits, startedAtOnce } = await both(one("a", "1"), one("b", "2"), one("c", "3"), one("d", "4"));
    expect(startedAtOnce).toBe(2);
    expect(commits).toEqual([["1"], ["2"], ["3", "4"]]);
  });

  it("are not where a participant or an order is the same: what came later waits, and lets others by", async () => {
    const { commits } = await both(one("a", "1"), one("a", "2"), one("b", "3"), one("a", "4"));
    expect(commits).toEqual([["1"], ["3"], ["2", "4"]]);
    const refund = { type: "refund", orderId: "1", refundId: "r", amountMinor: 1, currency: "GBP" } as const;
    const returned = { asker: key, events: [{ ...refund, occurredAt: null }], idempotency: null };
    expect((await both(one("a", "1"), returned, one("b", "2"))).commits).toEqual([["1"], ["2"], ["r"]]);
  });
});

describe("a single event behind many large batches", () => {
  it.each([1, 2])("is in the next share but one, with %d under way at once", async (sharesInFlight) => {
    const { commits, report } = recording(null, sharesInFlight);
    const batches = Array.from({ length: 20 }, (_, index) => report(batchOf(`batch-${index}`, 500)));
    await Promise.all([...batches, report(one("late", "late"))]);
    const place = commits.findIndex((names) => names.includes("late"));
    expect(place).toBeGreaterThanOrEqual(sharesInFlight);
    expect(place).toBeLessThanOrEqual(sharesInFlight + 1);
  });

  it("does not keep the batches from their turns, however many singles there are", async () => {
    const { commits, report } = recording();
    const singles = Array.from({ length: 3000 }, (_, index) => report(one(`s-${index}`, `s-${index}`)));
    await Promise.all([...singles, report(batchOf("batch", 500))]);
    expect(commits.findIndex((names) => names.includes("batch-0"))).toBeLessThanOrEqual(2);
  });

  it("comes after the batch that has its participant", async () => {
    const { commits, report } = recording();
    const requests = [batchOf("first", 500), batchOf("second", 500), one("second-7", "later")];
    await Promise.all(requests.map(report));
    expect(commits.map((names) => names.length)).toEqual([500, 500, 1]);
  });
});

describe("a database that answers without a turn of the loop", () => {
  it("keeps no request from arriving between two shares", async () => {
    const commits: string[][] = [];
    const process = async ({ events }: Reported): Promise<ProcessReply> => {
      commits.push(namesOf(events));
      return { kind: "done", replies: [] };
    };
    const processShare = ({ requests }: Share) => Promise.all(requests.map(process));
    const report = coalesce({ process, processShare, lockedOf: async () => [] }, 1);
    // Repeats of one key are a share each.
    const repeats = ["1", "2", "3", "4", "5"].map((name) => report(keyedPurchase(name)));
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([report(one("late", "late")), ...repeats]);
    expect(commits.flat().indexOf("late")).toBeLessThan(commits.flat().indexOf("5"));
  });
});

describe("a request that is not answered in time", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const endOf = (reported: Promise<unknown>) => reported.catch((error: unknown) => error);

  it.each([
    ["may have been written where its commit was sent", (watch: CommitWatch) => watch.sending(), OutcomeUnknownError],
    ["was not written where it was still loaded or decided", () => {}, LaneTimeoutError],
    [
      "was not written where its commit was refused",
      (watch: CommitWatch) => {
        watch.sending();
        watch.refused();
      },
      LaneTimeoutError,
    ],
  ])("%s, and was not where it waits", async (_title, begin, end) => {
    const process = ({ watch }: Pick<EventsRequest, "watch">) => {
      if (watch !== undefined) begin(watch);
      return new Promise<never>(() => {});
    };
    const report = coalesce({ process, processShare: process, lockedOf: async () => [] }, 1);
    const ends = Promise.all([one("a", "1"), one("b", "2")].map((request) => endOf(report(request))));
    await vi.advanceTimersByTimeAsync(LANE_WITHIN_MS);
    expect(await ends).toEqual([expect.any(end), expect.any(LaneTimeoutError)]);
  });

  it("is in no commit that is sent later: the others of its share are committed without it", async () => {
    const commits: string[][] = [];
    const gates: Array<() => void> = [];
    const processShare = async ({ requests, watch }: Share) => {
      await new Promise<void>((resolve) => gates.push(resolve));
      if (watch?.sending() === false) throw new DatabaseError("held back", NO_FREE_CONNECTION, null);
      commits.push(namesOf(requests.flatMap(({ events }) => events)));
      return requests.map(() => ({ kind: "done", replies: [] }) as const);
    };
    const process = async (request: EventsRequest): Promise<ProcessReply> => {
      await processShare({ ...request, requests: [request] });
      return { kind: "done", replies: [] };
    };
    const report = coalesce({ process, processShare, lockedOf: async () => [] }, 1);
    const first = report(one("a", "1"));
    const hurried = endOf(report({ ...one("b", "2"), until: performance.now() + 2_000 }));
    const others = ["3", "4"].map((name) => report(one(name, name)));
    gates.shift()?.();
    await first;
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await hurried).toBeInstanceOf(LaneTimeoutError);
    gates.shift()?.();
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    gates.shift()?.();
    await Promise.all(others);
    expect(commits).toEqual([["1"], ["3", "4"]]);
  });

  it("is told that the database was away, where the share before it met that", async () => {
    const away = new DatabaseError("on demand", NO_CONNECTION, null);
    const process = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      throw away;
    };
    const report = coalesce({ process, processShare: process, lockedOf: async () => [] }, 1);
    const ends = Promise.all(["1", "2", "3"].map((name) => endOf(report(keyedPurchase(name)))));
    await vi.advanceTimersByTimeAsync(LANE_WITHIN_MS);
    expect(await ends).toEqual([away, away, away]);
  });

  it("is not begun when there is too little time left", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const commits: string[][] = [];
    const process = async ({ events }: EventsRequest): Promise<ProcessReply> => {
      commits.push(namesOf(events));
      await promise;
      return { kind: "done", replies: [] };
    };
    const report = coalesce({ process, processShare: async () => [], lockedOf: async () => [] }, 1);
    const first = report(one("a", "1"));
    const late = report(one("b", "2")).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(LANE_WITHIN_MS - 100);
    resolve();
    await first;
    await vi.advanceTimersByTimeAsync(100);
    expect(await late).toBeInstanceOf(LaneTimeoutError);
    expect(commits).toEqual([["1"]]);
  });
});
