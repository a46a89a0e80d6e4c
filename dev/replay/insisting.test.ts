import { expect, it } from "vitest";
import { insisting } from "./insisting.ts";
import type { Call } from "./replay.ts";

/** A service that gives these answers, one after the other, and the last one from then on. */
function answering(...answers: readonly (readonly [status: number, retryAfter: string | null, body?: unknown])[]) {
  const calls: unknown[] = [];
  const waits: number[] = [];
  const call: Call = async (path, sent) => {
    const [status, retryAfter, body = {}] = answers[Math.min(calls.length, answers.length - 1)] ?? [500, null];
    calls.push([path, sent]);
    return { status, headers: new Headers(retryAfter === null ? {} : { "retry-after": retryAfter }), body };
  };
  const insist = insisting(call, async (ms) => void waits.push(ms));
  return { insist, calls, waits };
}

it("asks again, when it is told to, for what a busy service did not do", async () => {
  const { insist, calls, waits } = answering([503, "3"], [503, null], [503, "600"], [201, null]);
  expect((await insist("/v1/codes", { name: "ada" })).status).toBe(201);
  expect(calls).toEqual(Array(4).fill(["/v1/codes", { name: "ada" }]));
  expect(waits).toEqual([3_000, 1_000, 10_000]);
});

it("sends a batch again of which an event was not done", async () => {
  const [busy, done] = [
    { results: [{ status: 201 }, { status: 503 }] },
    { results: [{ status: 200 }, { status: 201 }] },
  ];
  const { insist, calls } = answering([200, null, busy], [200, null, done]);
  expect((await insist("/v1/events/batch", {})).body).toEqual(done);
  expect(calls).toHaveLength(2);
});

it("tells what stays busy as it is, after a limit, and everything else at once", async () => {
  const away = answering([503, "1"]);
  expect((await away.insist("/v1/programs")).status).toBe(503);
  expect(away.calls).toHaveLength(30);
  const wrong = answering([422, null], [201, null]);
  expect((await wrong.insist("/v1/programs")).status).toBe(422);
});
