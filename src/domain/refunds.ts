import type { AmountBasis } from "./amounts.ts";
import { amountOf } from "./amounts.ts";
import { least, proportionOf } from "./money.ts";
import type { OnRefund, Option } from "./rules.ts";
import { isComputed } from "./rules.ts";

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

/**
 * What an order that was changed makes of a live reward: as a refund would, but that a proportional one may grow too, a
 * rate to its most, what is given for each piece with the pieces, and a fixed amount to what was granted.
 */
export function amountAfterChange(reward: RefundedReward, basis: AmountBasis, stillMeets: boolean): bigint | null {
  if (reward.onRefund !== "proportional") return amountAfterRefund(reward, basis, stillMeets);
  const amount = proportionalAmount(reward, basis);
  return amount === 0n ? null : amount;
}

/** What comes back of a reward that its order had ended. */
export function amountOfReturn(reward: Omit<RefundedReward, "amountMinor">, basis: AmountBasis): bigint {
  return reward.onRefund === "proportional" ? proportionalAmount(reward, basis) : reward.grantedMinor;
}

function proportionalAmount(
  { grant, grantedMinor, basisMinor }: Omit<RefundedReward, "amountMinor">,
  basis: AmountBasis,
): bigint {
  // Nothing is left of nothing: an order of 0 may have earned a rate of its margin.
  const netMinor = basis.order?.netMinor ?? 0n;
  if (netMinor === 0n) return 0n;
  if (isComputed(grant)) return amountOf(grant, basis);
  return least(grantedMinor, proportionOf(grantedMinor, netMinor, basisMinor));
}
