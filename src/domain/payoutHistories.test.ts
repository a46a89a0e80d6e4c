import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsForAll } from "../engine/testing/checking.ts";
import { AVAILABLE, ann, PayoutBooks, UNIT, WORLD } from "../engine/testing/payoutBooks.ts";
import { adjusted, CLEARING } from "./ledger.ts";
import type { PayoutStatus } from "./payouts.ts";
import { PAYOUT_STATUSES, PAYOUT_STEPS, payoutHolds, stepPayout } from "./payouts.ts";

const which = fc.nat(9);
const amount = fc.integer({ min: 1, max: 3 });
const one = <T extends string>(name: T) => fc.constant(name);
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: one("approve"), amount, at: fc.nat(9), waits: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ act: one("refund"), which, amount }) },
  { weight: 1, arbitrary: fc.record({ act: one("settle"), which }) },
  { weight: 1, arbitrary: fc.record({ act: one("adjust"), amount: fc.integer({ min: -3, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ act: one("correct") }) },
  { weight: 4, arbitrary: fc.record({ act: one("pay"), at: fc.nat(9), minimum: fc.nat(4) }) },
  { weight: 8, arbitrary: fc.record({ act: one("step"), which, step: fc.nat(9) }) },
);
type Act = typeof act extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** Does one thing of a history; what there is nothing for changes nothing. Returns what was given by hand. */
function perform(books: PayoutBooks, drawn: Act): bigint {
  const picked = <T>(all: readonly T[], at: number): T | undefined => all[at % Math.max(1, all.length)];
  switch (drawn.act) {
    case "approve":
      books.approve(BigInt(drawn.amount), drawn.at, drawn.waits);
      return 0n;
    case "refund": {
      const reward = picked(books.rewards, drawn.which);
      if (reward !== undefined) books.refund(reward, BigInt(drawn.amount));
      return 0n;
    }
    case "settle": {
      const reward = picked(books.rewards, drawn.which);
      if (reward !== undefined) reward.waits = false;
      return 0n;
    }
    case "adjust":
      if (drawn.amount !== 0) books.posted.push(adjusted(ann.participantId, BigInt(drawn.amount)));
      return BigInt(drawn.amount);
    case "correct": {
      // To exactly nothing, whatever is approved.
      const all = -books.balance(AVAILABLE);
      if (all !== 0n) books.posted.push(adjusted(ann.participantId, all));
      return all;
    }
    case "pay":
      checkedPay(books, drawn.at, BigInt(drawn.minimum));
      return 0n;
    case "step": {
      const payout = picked(books.payouts, drawn.which);
      if (payout === undefined) return 0n;
      const able = PAYOUT_STEPS.filter((step) => stepPayout(payout, step, UNIT).kind === "moves");
      const step = picked(able, drawn.step);
      if (step !== undefined) books.step(payout, step);
      return 0n;
    }
    default:
      return drawn satisfies never;
  }
}

describe("after any history", () => {
  it("nothing is paid twice or lost, and every state of a payout is come to", () => {
    const seen = new Set<PayoutStatus>();
    holdsForAll(fc.array(act, { maxLength: 40 }), 3_000, (acts) => {
      const books = new PayoutBooks();
      let given = 0n;
      for (const drawn of acts) {
        given += perform(books, drawn);
        for (const { status } of books.payouts) seen.add(status);
        checkBooks(books, given);
      }
    });
    expect([...seen].toSorted()).toEqual([...PAYOUT_STATUSES].toSorted());
  });
});

/** What one payout takes: no more than there is, nothing that waits, and all that was approved by the cutoff. */
function checkedPay(books: PayoutBooks, cutoff: number, minimumMinor: bigint): void {
  const before = books.balance(AVAILABLE);
  const waiting = books.rewards.filter(
    ({ status, waits, approvedAt }) => status === "approved" && (waits || approvedAt > cutoff),
  );
  const payout = books.pay(cutoff, minimumMinor);
  if (payout === null) return;
  const left = waiting.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  expect(payout.amountMinor).toBe(before - left);
  expect(books.balance(AVAILABLE)).toBe(left);
  const stillApproved = books.rewards.filter(({ status }) => status === "approved");
  expect(stillApproved).toEqual(waiting);
}

/** What was earned is where the states say, and what left is what the payouts hold. */
function checkBooks(books: PayoutBooks, given: bigint): void {
  const worth = books.rewards.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) + given;
  const of = (...statuses: PayoutStatus[]) => {
    return books.payouts.filter(({ status }) => statuses.includes(status)).reduce((sum, p) => sum + p.amountMinor, 0n);
  };
  expect(books.balance(CLEARING)).toBe(of("created", "sending"));
  expect(books.balance(WORLD)).toBe(of("paid"));
  expect(books.balance(AVAILABLE) + of("created", "sending", "paid")).toBe(worth);
  for (const { status, payout } of books.rewards) {
    const holder = books.payouts.find(({ id }) => id === payout);
    if (status === "fulfilled") expect(holder !== undefined && payoutHolds(holder.status)).toBe(true);
    if (status === "approved") expect(holder === undefined || !payoutHolds(holder.status)).toBe(true);
  }
}
