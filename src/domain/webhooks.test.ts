import { describe, expect, it } from "vitest";
import type { WebhookAnswer } from "./webhooks.ts";
import { verdictOf } from "./webhooks.ts";

const NOW = new Date("2026-01-05T10:00:00Z");
const answer = (status: number | null, retryAfter: string | null = null): WebhookAnswer => ({
  ...{ status, text: "", retryAfter },
});
const [SECOND, HOUR] = [1_000, 3_600_000];

describe("what becomes of a delivery", () => {
  it("is delivered with any success, and gone with 410", () => {
    for (const status of [200, 201, 204, 299]) expect(verdictOf(answer(status), 1, NOW, 0.5).kind).toBe("delivered");
    expect(verdictOf(answer(410), 1, NOW, 0.5)).toEqual({ kind: "gone" });
  });

  it("is tried ten times with anything else, over three days, each pause a fifth shorter or longer", () => {
    const pauses = (drawn: number) =>
      Array.from({ length: 9 }, (_, index) => {
        const verdict = verdictOf(answer(index % 2 === 0 ? 500 : null), index + 1, NOW, drawn);
        return verdict.kind === "again" ? verdict.afterMs / SECOND : verdict.kind;
      });
    expect(pauses(0.5)).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect([pauses(0)[0], pauses(1)[0]]).toEqual([4, 6]);
    expect(verdictOf(answer(500), 10, NOW, 0.5)).toEqual({ kind: "failed" });
    for (const status of [301, 302, 400, 404, 429]) expect(verdictOf(answer(status), 1, NOW, 0).kind).toBe("again");
  });

  it("waits as long as it is asked to, a day at most, and never less than it would", () => {
    const asked = (retryAfter: string, attempts = 1) => verdictOf(answer(503, retryAfter), attempts, NOW, 0.5);
    expect(asked("60")).toEqual({ kind: "again", afterMs: 60 * SECOND });
    expect(asked("Mon, 05 Jan 2026 11:00:00 GMT")).toEqual({ kind: "again", afterMs: HOUR });
    expect(asked("999999")).toEqual({ kind: "again", afterMs: 24 * HOUR });
    for (const nothing of ["", "soon", "-5", "1", "Mon, 05 Jan 2026 09:00:00 GMT"]) {
      expect(asked(nothing)).toEqual({ kind: "again", afterMs: 5 * SECOND });
    }
    expect(asked("60", 10)).toEqual({ kind: "failed" });
  });
});
