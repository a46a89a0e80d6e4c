import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { AmountBasis } from "./amounts.ts";
import { orderAfter, refundEntry } from "./orderHistory.ts";
import type { RefundedReward } from "./refunds.ts";
import { amountAfterRefund } from "./refunds.ts";
import type { OnRefund, Option, RateBase, RewardRule } from "./rules.ts";
import { onRefundOf } from "./rules.ts";

const fixed: Option = { kind: "cash", amount: { type: "fixed", amountMinor: 1000n } };
const rate = (rateBps: number, maxMinor: bigint | null = null, of: RateBase = { kind: "order" }): Option => ({
  kind: "cash",
  amount: { type: "rate", rateBps, of, maxMinor },
});
const tea: RateBase = { kind: "items", when: [{ field: "item.category", op: "eq", value: "tea" }] };
const item: Option = { kind: "item", sku: "mug", quantity: 1, costMinor: 0n };

/** An order of 3000, two thirds of it tea, with a margin of 900, of which this much is left. */
function orderOf(netMinor: bigint): AmountBasis {
  return orderOn(3000n, netMinor);
}

function orderOn(amountMinor: bigint, netMinor: bigint): AmountBasis {
  const items = [
    { sku: "a", category: "tea", quantity: 1, amountMinor: 2000 },
    { sku: "b", category: "mugs", quantity: 1, amountMinor: 1000 },
  ];
  const facts = { country: null, items, subscription: false, discounts: [], metadata: { margin: 900 } };
  const refund = refundEntry({ orderId: "o", refundId: "r", amountMinor: Number(amountMinor - netMinor) });
  const order = orderAfter({ amountMinor, currency: "GBP", facts }, [refund]);
  return { order, metadata: order.metadata };
}

/** A reward of 1000 for an order of 3000. */
function rewardOf(onRefund: OnRefund, more: Partial<RefundedReward> = {}): RefundedReward {
  return { grant: fixed, onRefund, grantedMinor: 1000n, amountMinor: 1000n, basisMinor: 3000n, ...more };
}

describe("keep", () => {
  it("leaves the reward as it is, whatever is left of the order", () => {
    expect(amountAfterRefund(rewardOf("keep", { amountMinor: 700n }), orderOf(0n), false)).toBe(700n);
  });
});

describe("unqualify", () => {
  it("leaves the reward whole while the conditions hold", () => {
    expect(amountAfterRefund(rewardOf("unqualify"), orderOf(1n), true)).toBe(1000n);
  });

  it("ends it when they don't", () =>
    expect(amountAfterRefund(rewardOf("unqualify"), orderOf(2999n), false)).toBeNull());

  it("leaves an item, which has no amount, at 0 and not ended", () => {
    const gift = rewardOf("unqualify", { grant: item, grantedMinor: 0n, amountMinor: 0n });
    expect([amountAfterRefund(gift, orderOf(1n), true), amountAfterRefund(gift, orderOf(1n), false)]).toEqual([
      0n,
      null,
    ]);
  });
});

describe("proportional", () => {
  it.each<[string, Partial<RefundedReward>, bigint, bigint | null]>([
    ["a fixed amount shrinks with the order, half up", {}, 1999n, 666n],
    ["and to two thirds of it", {}, 2000n, 667n],
    ["a fixed amount of a moved conversion is of the net at that time", { basisMinor: 2000n }, 1000n, 500n],
    ["a rate is the same grant on the net", { grant: rate(1000), grantedMinor: 300n, amountMinor: 300n }, 1005n, 101n],
    [
      "a rate below its most stays there",
      { grant: rate(1000, 100n), grantedMinor: 100n, amountMinor: 100n },
      1000n,
      100n,
    ],
    [
      "a rate of some items shrinks in proportion to the order",
      { grant: rate(1000, null, tea), grantedMinor: 200n, amountMinor: 200n },
      1500n,
      100n,
    ],
    [
      "and so does a rate of a number in the metadata",
      { grant: rate(5000, null, { kind: "metadata", name: "margin" }), grantedMinor: 450n, amountMinor: 450n },
      1001n,
      150n,
    ],
    ["a reward already cut below stays cut", { amountMinor: 5n }, 2999n, 5n],
    ["what comes to 0 ends", { grantedMinor: 1n, amountMinor: 1n }, 1n, null],
    ["nothing is left on a net of 0", {}, 0n, null],
  ])("%s", (_, more, netMinor, left) => {
    // Whether it still qualifies does not matter.
    expect(amountAfterRefund(rewardOf("proportional", more), orderOf(netMinor), false)).toBe(left);
    expect(amountAfterRefund(rewardOf("proportional", more), orderOf(netMinor), true)).toBe(left);
  });

  it("ends a rate of an order of 0 that is refunded, though its margin was not 0", () => {
    const grant = rate(5000, null, { kind: "metadata", name: "margin" });
    const free = orderOn(0n, 0n);
    expect(amountAfterRefund(rewardOf("proportional", { grant, amountMinor: 450n }), free, false)).toBeNull();
  });

  it("comes to the same whether an order is refunded at once or bit by bit", () => {
    const grant = fc.oneof(
      fc.constant(fixed),
      fc.tuple(fc.integer({ min: 1, max: 10_000 }), fc.option(fc.bigInt(1n, 2000n))).map((given) => rate(...given)),
    );
    const nets = fc.array(fc.bigInt(0n, 3000n), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(grant, nets, (given, unsorted) => {
        const falling = unsorted.toSorted((a, b) => Number(b - a));
        const reward = rewardOf("proportional", { grant: given });
        const atOnce = amountAfterRefund(reward, orderOf(falling.at(-1) ?? 0n), false);
        const bitByBit = falling.reduce<bigint | null>(
          (left, net) =>
            left === null ? null : amountAfterRefund({ ...reward, amountMinor: left }, orderOf(net), false),
          reward.amountMinor,
        );
        expect(bitByBit).toBe(atOnce);
      }),
    );
  });
});

test("no refund raises a reward", () => {
  const onRefund = fc.constantFrom<OnRefund>("proportional", "unqualify", "keep");
  fc.assert(
    fc.property(onRefund, fc.bigInt(1n, 1000n), fc.bigInt(0n, 3000n), fc.boolean(), (kind, amountMinor, net, meets) => {
      expect((amountAfterRefund(rewardOf(kind, { amountMinor }), orderOf(net), meets) ?? 0n) <= amountMinor).toBe(true);
    }),
  );
});

test("by default a rate shrinks and all else stands or falls; the rule's own choice goes before", () => {
  const rule = (onRefund: OnRefund | null) => ({ onRefund }) as RewardRule;
  expect([fixed, rate(100), item].map((grant) => onRefundOf(rule(null), grant))).toEqual([
    "unqualify",
    "proportional",
    "unqualify",
  ]);
  expect(onRefundOf(rule("keep"), rate(100))).toBe("keep");
});
