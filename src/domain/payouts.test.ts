import { describe, expect, it } from "vitest";
import type { ModelPayout } from "../engine/testing/payoutBooks.ts";
import { AVAILABLE, COST, PayoutBooks, UNIT, WORLD } from "../engine/testing/payoutBooks.ts";
import { CLEARING } from "./ledger.ts";
import type { Payee } from "./payouts.ts";
import { dueOf, PAYOUT_STATUSES, PAYOUT_STEPS, stepPayout } from "./payouts.ts";

/** What was posted since, as [source, destination, amount]. */
function since({ posted }: PayoutBooks, from: number) {
  return posted.slice(from).map(({ source, destination, amount }) => [source, destination, Number(amount)]);
}

describe("what the page of money works out, posting by posting", () => {
  it("5000 paid out and 2000 refunded meanwhile leave a debt of 2000, which the next payout is less by", () => {
    const books = new PayoutBooks();
    const reward = books.approve(5000n);
    const payout = books.pay() as ModelPayout;
    books.step(payout, "send");
    books.refund(reward, 2000n);
    expect(books.step(payout, "paid")).toBe("paid");
    expect(since(books, 0)).toEqual([
      [COST, AVAILABLE, 5000],
      [AVAILABLE, CLEARING, 5000],
      [AVAILABLE, COST, 2000],
      [CLEARING, WORLD, 5000],
    ]);
    expect(books.balance(AVAILABLE)).toBe(-2000n);
    expect(books.due()).toEqual({ kind: "left_out", reason: "in_debt", amountMinor: -2000n });
    books.approve(3500n);
    expect(books.pay()).toMatchObject({ amountMinor: 1500n });
    expect(since(books, 5)).toEqual([[AVAILABLE, CLEARING, 1500]]);
    expect(books.balance(AVAILABLE)).toBe(0n);
  });

  it("the same where the payout fails leaves 3000, and the reward is approved at what is left of it", () => {
    const books = new PayoutBooks();
    const reward = books.approve(5000n);
    const payout = books.pay() as ModelPayout;
    books.step(payout, "send");
    books.refund(reward, 2000n);
    expect(books.step(payout, "failed")).toBe("failed");
    expect(since(books, 1)).toEqual([
      [AVAILABLE, CLEARING, 5000],
      [AVAILABLE, COST, 2000],
      [CLEARING, AVAILABLE, 5000],
    ]);
    expect(reward).toMatchObject({ status: "approved", amountMinor: 3000n });
    expect(books.due()).toEqual({ kind: "payout", amountMinor: 3000n, rewardIds: [reward.id] });
  });

  it("a second payout of 1500 in between is whole, and where the first fails then 5000 are due", () => {
    const books = new PayoutBooks();
    const first = books.approve(5000n);
    const p1 = books.pay() as ModelPayout;
    books.step(p1, "send");
    books.refund(first, 2000n);
    const second = books.approve(3500n);
    const p2 = books.pay() as ModelPayout;
    expect(p2.amountMinor).toBe(1500n);
    books.step(p2, "send");
    books.step(p2, "paid");
    books.step(p1, "failed");
    expect(since(books, 1)).toEqual([
      [AVAILABLE, CLEARING, 5000],
      [AVAILABLE, COST, 2000],
      [COST, AVAILABLE, 3500],
      [AVAILABLE, CLEARING, 1500],
      [CLEARING, WORLD, 1500],
      [CLEARING, AVAILABLE, 5000],
    ]);
    expect(books.due()).toEqual({ kind: "payout", amountMinor: 5000n, rewardIds: [first.id] });
    expect(second.status).toBe("fulfilled");
  });
});

const terms = { cutoff: 10, minimumMinor: 0n, method: "csv", unit: UNIT } as const;
const payee = (changes: Partial<Payee>): Payee => {
  return {
    ...{ availableMinor: 0n, laterBonusesMinor: 0n, rewards: [], furtherMinor: 0n, bar: null },
    ...changes,
  };
};
const approved = (id: string, amountMinor: bigint, changes: object = {}) => {
  return { ...{ id, amountMinor, approvedAt: 10, waits: false, awaitsFriends: false }, ...changes };
};

describe("what is due at a cutoff", () => {
  it("leaves what was approved or given later, and what waits, for the next payout", () => {
    const rewards = [approved("a", 500n), approved("b", 70n, { approvedAt: 11 }), approved("c", 9n, { waits: true })];
    const due = dueOf(payee({ availableMinor: 1079n, laterBonusesMinor: 300n, furtherMinor: 100n, rewards }), terms);
    expect(due).toEqual({ kind: "payout", amountMinor: 600n, rewardIds: ["a"] });
  });

  it("says why each is left out, and nothing of those who have nothing", () => {
    const rewards = [approved("a", 500n)];
    const out = (changes: Partial<Payee>, minimumMinor = 0n) => dueOf(payee(changes), { ...terms, minimumMinor });
    expect(out({ availableMinor: 500n, rewards, bar: "blocked" })).toMatchObject({ reason: "blocked" });
    expect(out({ availableMinor: -1n })).toMatchObject({ reason: "in_debt", amountMinor: -1n });
    expect(out({ availableMinor: 500n, rewards }, 501n)).toMatchObject({ reason: "below_minimum", amountMinor: 500n });
    expect(out({ availableMinor: 9n, rewards: [approved("c", 9n, { waits: true })] })).toMatchObject({
      reason: "waits",
    });
    expect(out({ availableMinor: 9n, rewards: [approved("d", 9n, { awaitsFriends: true })] })).toMatchObject({
      reason: "first_friends",
    });
    expect(out({ availableMinor: 500n, rewards }, 500n)).toMatchObject({ kind: "payout" });
    expect(out({})).toEqual({ kind: "nothing" });
  });

  it("is paid of one program while another waits for more friends", () => {
    const rewards = [approved("a", 500n), approved("d", 9n, { awaitsFriends: true })];
    const due = dueOf(payee({ availableMinor: 509n, rewards }), terms);
    expect(due).toEqual({ kind: "payout", amountMinor: 500n, rewardIds: ["a"] });
  });

  it("is rounded down to what is sent at all: a file takes forints whole, a service their hundredths", () => {
    const of = payee({ availableMinor: 12_345n });
    expect(dueOf(of, { ...terms, unit: "cash:HUF" })).toMatchObject({ amountMinor: 12_300n });
    expect(dueOf(of, { ...terms, unit: "cash:HUF", method: "external" })).toMatchObject({ amountMinor: 12_345n });
    expect(dueOf(payee({ availableMinor: 99n }), { ...terms, unit: "cash:HUF" })).toMatchObject({
      reason: "below_minimum",
    });
  });

  it("comes to exactly nothing: the reward is fulfilled, and nothing is sent or posted", () => {
    const books = new PayoutBooks();
    const first = books.approve(500n);
    const paid = books.pay() as ModelPayout;
    books.step(paid, "send");
    books.refund(first, 500n);
    const netted = books.approve(500n);
    const before = books.posted.length;
    const payout = books.pay(1, 1_000n) as ModelPayout;
    expect([payout.amountMinor, netted.status]).toEqual([0n, "fulfilled"]);
    expect(books.step(payout, "send")).toBe("netted");
    expect(books.step(payout, "send")).toBe("repeated");
    expect(books.step(payout, "paid")).toBe("forbidden");
    expect(books.posted.length).toBe(before);
  });
});

describe("a payout", () => {
  it("that failed may have been paid after all: what another has paid since stays its own", () => {
    const books = new PayoutBooks();
    const reward = books.approve(400n);
    const p1 = books.pay() as ModelPayout;
    books.step(p1, "send");
    books.step(p1, "failed");
    const p2 = books.pay() as ModelPayout;
    expect(books.step(p1, "paid")).toBe("paid");
    expect([reward.payout, reward.status, books.balance(AVAILABLE)]).toEqual([p2.id, "fulfilled", -400n]);
    expect(books.step(p1, "failed")).toBe("forbidden");
  });

  it("is where a step leads, takes it, or can't", () => {
    const outcomes = PAYOUT_STATUSES.map((status) => [
      status,
      ...PAYOUT_STEPS.map((step) => {
        const move = stepPayout({ participantId: "par_ann", amountMinor: 1n, status }, step, UNIT);
        return move.kind === "moves" ? move.to : move.kind;
      }),
    ]);
    expect(outcomes).toEqual([
      ["created", "sending", "forbidden", "forbidden", "forbidden", "cancelled"],
      ["sending", "repeated", "paid", "failed", "forbidden", "forbidden"],
      ["paid", "forbidden", "repeated", "forbidden", "returned", "forbidden"],
      ["failed", "forbidden", "paid", "repeated", "forbidden", "forbidden"],
      ["returned", "forbidden", "forbidden", "forbidden", "repeated", "forbidden"],
      ["cancelled", "forbidden", "forbidden", "forbidden", "forbidden", "repeated"],
      ["netted", "repeated", "forbidden", "forbidden", "forbidden", "forbidden"],
    ]);
  });
});
