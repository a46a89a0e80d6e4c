import type { Limit } from "./rules.ts";
import type { Interval } from "./tiers.ts";

export interface LimitOutcome {
  /** What may still be given: the wanted amount, less of it, or null when the limit is reached. */
  readonly amountMinor: bigint | null;
  /** The values of the number for which this outcome stays what it is. */
  readonly interval: Interval;
}

/**
 * What one limit leaves of a reward.
 *
 * @param used rewards so far, or the sum of their present amounts, in the limit's period
 * @param wanted the amount at hand in the rule's own unit; it doesn't matter to a limit by count
 */
export function applyLimit(limit: Limit, used: bigint, wanted: bigint): LimitOutcome {
  if (used >= limit.most) return { amountMinor: null, interval: { low: limit.most, high: null } };
  if (limit.measure === "count") return { amountMinor: wanted, interval: { low: null, high: limit.most - 1n } };
  const left = limit.most - used;
  return wanted <= left
    ? { amountMinor: wanted, interval: { low: null, high: limit.most - wanted } }
    : { amountMinor: left, interval: { low: used, high: used } };
}

/** Whether a cost fits whole into what a budget has left, and the spent sums for which that stays so. */
export function fitsBudget(budgetMinor: bigint, spent: bigint, cost: bigint): { fits: boolean; interval: Interval } {
  return spent + cost <= budgetMinor
    ? { fits: true, interval: { low: null, high: budgetMinor - cost } }
    : { fits: false, interval: { low: budgetMinor - cost + 1n, high: null } };
}
