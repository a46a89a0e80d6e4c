import type { Grant, RewardRule } from "./rules.ts";

/** The values of a number for which a decision stays what it is; null has no end. Both ends are inside. */
export interface Interval {
  readonly low: bigint | null;
  readonly high: bigint | null;
}

export interface TierChoice {
  readonly grant: Grant;
  /** The `from` of the step that was reached, null below the first. */
  readonly step: number | null;
  /** The positions that reach the same step. */
  readonly interval: Interval;
}

/**
 * The grant for a position: that of the highest step with `from` <= position, else the rule's own.
 *
 * @param position conversions of the referral's advocate in the tier's window, the one at hand included
 */
export function grantAt(rule: RewardRule, position: bigint): TierChoice {
  const steps = rule.tiers?.steps ?? [];
  const reached = steps.findLastIndex((step) => BigInt(step.from) <= position);
  const step = steps[reached];
  const next = steps[reached + 1];
  return {
    grant: step?.grant ?? rule.grant,
    step: step?.from ?? null,
    interval: {
      low: step === undefined ? null : BigInt(step.from),
      high: next === undefined ? null : BigInt(next.from) - 1n,
    },
  };
}
