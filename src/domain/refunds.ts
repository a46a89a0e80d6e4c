import { least, proportionOf, rateOf } from "./money.ts";
import type { Grant, OnRefund } from "./rules.ts";

export interface RefundedReward {
  readonly grant: Grant;
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
 * @param netMinor the order's amount less all its refunds
 * @param stillMeets whether `qualifies` and `when` hold with the facts seen then and the net for the amount
 */
export function amountAfterRefund(reward: RefundedReward, netMinor: bigint, stillMeets: boolean): bigint | null {
  switch (reward.onRefund) {
    case "keep":
      return reward.amountMinor;
    case "unqualify":
      return stillMeets ? reward.amountMinor : null;
    case "proportional": {
      const left = least(reward.amountMinor, proportionalAmount(reward, netMinor));
      return left === 0n ? null : left;
    }
    default:
      return reward.onRefund satisfies never;
  }
}

function proportionalAmount({ grant, grantedMinor, basisMinor }: RefundedReward, netMinor: bigint): bigint {
  if ("amount" in grant && grant.amount.type === "rate") {
    const { rateBps, maxMinor } = grant.amount;
    const amount = rateOf(netMinor, rateBps);
    return maxMinor === null ? amount : least(amount, maxMinor);
  }
  return proportionOf(grantedMinor, netMinor, basisMinor);
}
