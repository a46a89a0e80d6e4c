import type { AmountBasis } from "./amounts.ts";
import { amountOf } from "./amounts.ts";
import { least, proportionOf } from "./money.ts";
import type { OnRefund, Option } from "./rules.ts";

export interface RefundedReward {
  readonly grant: Option;
  readonly onRefund: OnRefund;
  readonly grantedMinor: bigint;
  readonly amountMinor: bigint;
  /** The order's net when it was granted. */
  readonly basisMinor: bigint;
}

/**
 * What a refund leaves of a live reward. Null means that the reward ends; a discount or an item that stays
 * has no amount and keeps 0.
 *
 * @param basis the order with its net: its amount less all its refunds
 * @param stillMeets whether `qualifies` and `when` hold with the facts seen then and the net for the amount
 */
export function amountAfterRefund(reward: RefundedReward, basis: AmountBasis, stillMeets: boolean): bigint | null {
  switch (reward.onRefund) {
    case "keep":
      return reward.amountMinor;
    case "unqualify":
      return stillMeets ? reward.amountMinor : null;
    case "proportional": {
      const left = least(reward.amountMinor, proportionalAmount(reward, basis));
      return left === 0n ? null : left;
    }
    default:
      return reward.onRefund satisfies never;
  }
}

function proportionalAmount({ grant, grantedMinor, basisMinor }: RefundedReward, basis: AmountBasis): bigint {
  // Nothing is left of nothing: an order of 0 may have earned a rate of its margin.
  const netMinor = basis.order?.netMinor ?? 0n;
  if (netMinor === 0n) return 0n;
  const isRate = "amount" in grant && grant.amount.type === "rate";
  return isRate ? amountOf(grant, basis) : proportionOf(grantedMinor, netMinor, basisMinor);
}
