import { describe, expect, it } from "vitest";
import {
  idempotencyKeyOf,
  pauseOf,
  stripeAmount,
  TRANSFER_PROBLEMS,
  transferRequest,
  verdictOfLookup,
  verdictOfSend,
} from "./transfers.ts";

const NOW = new Date("2026-01-05T10:00:00Z");
const transfer = { payoutId: "po_1", unit: "cash:GBP", amountMinor: 1_500n, accountId: "acct_ann0" };
const request = transferRequest(transfer) ?? "";
const made = {
  ...{ id: "tr_1", object: "transfer", amount: 1_500, currency: "gbp", destination: "acct_ann0" },
  ...{ transfer_group: "po_1", reversed: false, amount_reversed: 0 },
};
const answer = (status: number | null, body: unknown, retryAfter: string | null = null) => {
  return { status, text: typeof body === "string" ? body : JSON.stringify(body), retryAfter };
};
const sent = (status: number | null, body: unknown, retryAfter: string | null = null) =>
  verdictOfSend(answer(status, body, retryAfter), request, NOW);
const listed = (...data: readonly unknown[]) => verdictOfLookup(answer(200, { object: "list", data }), request, NOW);
const error = (type: string, code: string, param?: string) => ({ error: { type, code, param } });

describe("an amount of Stripe", () => {
  it.each([
    ["cash:GBP", 1_234n, 1_234n],
    ["cash:JPY", 500n, 500n],
    ["cash:KWD", 5_120n, 5_120n],
    ["cash:ISK", 7n, 700n],
    ["cash:UGX", 7n, 700n],
    ["cash:MGA", 1_200n, 12n],
    ["cash:MGA", 1_250n, null],
  ])("of %s %s is %s", (unit, amountMinor, amount) => {
    expect(stripeAmount(unit, amountMinor)).toBe(amount);
  });

  it("that it has no number for is not asked for", () => {
    expect(transferRequest({ ...transfer, unit: "cash:MGA", amountMinor: 1n })).toBeNull();
  });
});

describe("what was sent", () => {
  it("has paid where exactly that came back", () => {
    expect(sent(200, made)).toEqual({ kind: "paid", reference: "tr_1" });
  });

  it.each([
    { amount: 1_501 },
    { currency: "eur" },
    { destination: "acct_bo0" },
    { transfer_group: "po_2" },
    { reversed: true },
    { amount_reversed: 100 },
  ])("is left to a person where %o came back", (other) => {
    expect(sent(200, { ...made, ...other })).toEqual({ kind: "doubt", doubt: "differs" });
  });

  it.each([
    [null, "", "no_answer"],
    [200, "<html>", "unclear_answer"],
    [200, "null", "unclear_answer"],
    [200, { ...made, id: 7 }, "unclear_answer"],
    [200, { ...made, object: "charge" }, "unclear_answer"],
    [400, "a proxy's page", "unclear_answer"],
    [302, "", "unclear_answer"],
    [500, error("api_error", "x"), "unclear_answer"],
    [401, error("invalid_request_error", "x"), "key_refused"],
    [403, error("invalid_request_error", "x"), "key_refused"],
    [409, error("idempotency_error", "idempotency_key_in_use"), "busy"],
    [429, error("invalid_request_error", "lock_timeout"), "busy"],
  ])("is not known after %s %o", (status, body, problem) => {
    expect(sent(status, body)).toMatchObject({ kind: "again", problem, nextKey: false });
  });

  it("was refused for good, and why, where Stripe says so", () => {
    const reasons = [
      error("invalid_request_error", "insufficient_capabilities_for_transfer"),
      error("invalid_request_error", "resource_missing", "destination"),
      error("invalid_request_error", "amount_too_large"),
      error("invalid_request_error", "parameter_invalid_empty", "currency"),
      error("invalid_request_error", "something_new"),
    ].map((body) => sent(400, body));
    const refused = ["account_refused", "account_refused", "amount_refused", "amount_refused", "transfer_refused"];
    expect(reasons).toEqual(refused.map((reason) => ({ kind: "refused", reason })));
  });

  it("needs another key where Stripe keeps its refusal for want of money", () => {
    const verdict = sent(400, error("invalid_request_error", "balance_insufficient"));
    expect(verdict).toMatchObject({ kind: "again", problem: "balance_insufficient", nextKey: true });
    expect([1, 2, 3].map((number) => idempotencyKeyOf("po_1", number))).toEqual(["po_1", "po_1-2", "po_1-3"]);
  });

  it("is left to a person where its key was used for something else", () => {
    expect(sent(400, error("idempotency_error", "x"))).toEqual({ kind: "doubt", doubt: "differs" });
  });
});

describe("a lookup", () => {
  it("finds what was made, nothing, or what a person has to look at", () => {
    expect(listed(made)).toEqual({ kind: "paid", reference: "tr_1" });
    expect(listed()).toBe("none");
    expect(listed({ ...made, amount: 1 })).toEqual({ kind: "doubt", doubt: "differs" });
    expect(listed(made, { ...made, id: "tr_2" })).toEqual({ kind: "doubt", doubt: "differs" });
  });

  it("that was not answered as it was asked says nothing", () => {
    const unclear = { kind: "again", problem: "unclear_answer" };
    expect(listed({ ...made, transfer_group: "po_2" })).toMatchObject(unclear);
    expect(listed(null)).toMatchObject(unclear);
    expect(verdictOfLookup(answer(200, { object: "list" }), request, NOW)).toMatchObject(unclear);
    expect(verdictOfLookup(answer(200, made), request, NOW)).toMatchObject(unclear);
    expect(verdictOfLookup(answer(null, ""), request, NOW)).toMatchObject({ kind: "again", problem: "no_answer" });
  });
});

describe("the next try", () => {
  it("comes later each time, as late as it was asked to, and never more than a fifth later than that", () => {
    const pause = (tries: number, drawn = 0, afterMs = 0) => pauseOf({ problem: "no_answer", afterMs }, tries, drawn);
    expect([1, 2, 3, 4, 5, 6, 40].map((tries) => pause(tries) / 1_000)).toEqual([5, 60, 300, 900, 1_800, 3_600, 3_600]);
    expect(pause(1, 1)).toBe(6_000);
    expect(pause(1, 0, 7_200_000)).toBe(7_200_000);
    for (const problem of TRANSFER_PROBLEMS) expect(pauseOf({ problem, afterMs: 0 }, 1, 0)).toBeGreaterThan(0);
    expect(pauseOf({ problem: "balance_insufficient", afterMs: 0 }, 1, 0)).toBe(300_000);
  });
});
