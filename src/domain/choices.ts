import type { AmountBasis } from "./amounts.ts";
import { amountOf } from "./amounts.ts";
import { greatest } from "./money.ts";
import type { Instant } from "./periods.ts";
import { DAY_MS } from "./periods.ts";
import type { RewardStatus } from "./rewardState.ts";
import { isUnended } from "./rewardState.ts";
import type { ChoiceGrant, Option } from "./rules.ts";
import { isSum } from "./rules.ts";

/** What a choice reward offers, and what became of it. Until one is taken it counts as its first option. */
export interface Choice {
  readonly options: readonly Offered[];
  /** By its place among the options, whether the recipient took it or time did; null while the choice is open. */
  readonly taken: number | null;
  readonly chooseBy: Instant;
  /** What its author expects it to cost whatever is taken; null goes by the options. */
  readonly costMinor: bigint | null;
}

export interface Offered {
  readonly grant: Option;
  /** In its own unit; 0 for a discount or an item. */
  readonly grantedMinor: bigint;
  /** What refunds have left of that; null where it can't be taken because nothing is. */
  readonly amountMinor: bigint | null;
}

/**
 * What is offered when a choice is granted: every option at what it comes to then, so that choosing later asks
 * nothing of the order again.
 *
 * @param firstMinor what the first option comes to after limits
 */
export function openChoice(
  grant: ChoiceGrant,
  firstMinor: bigint,
  basis: AmountBasis | null,
  occurredAt: Instant,
): Choice {
  const options = grant.options.map((option, index): Offered => {
    const grantedMinor = index === 0 ? firstMinor : amountOf(option, basis);
    // A sum that comes to nothing is no option.
    return { grant: option, grantedMinor, amountMinor: grantedMinor === 0n && isSum(option) ? null : grantedMinor };
  });
  return { options, taken: null, chooseBy: occurredAt + grant.chooseWithinDays * DAY_MS, costMinor: grant.costMinor };
}

/** Until when an option may be taken; null for what offers none any more. */
export function openUntil({ choice, status }: { choice: Choice | null; status: RewardStatus }): Instant | null {
  return choice !== null && choice.taken === null && isUnended(status) ? choice.chooseBy : null;
}

/**
 * What a live reward takes from a budget: the amount of cash and credit, what its author expects of all else. An
 * open choice takes as much as the dearest of its options, so that taking any of them never exceeds the budget.
 */
export function costOf(option: Option, amountMinor: bigint, choice: Choice | null): bigint {
  if (choice === null) return costOfOption(option, amountMinor);
  if (choice.costMinor !== null) return choice.costMinor;
  if (choice.taken !== null) return costOfOption(option, amountMinor);
  const costs = choice.options.map(({ grant, amountMinor: left }) => (left === null ? 0n : costOfOption(grant, left)));
  return costs.reduce(greatest, 0n);
}

function costOfOption(option: Option, amountMinor: bigint): bigint {
  return "costMinor" in option ? option.costMinor : amountMinor;
}

/**
 * An open choice after a change of its order: options that nothing was left of may come back. A settled one is left alone.
 *
 * @param amountFor what the change makes of an option, null for nothing
 */
export function changedChoice(choice: Choice | null, amountFor: (offered: Offered) => bigint | null): Choice | null {
  if (choice === null || choice.taken !== null) return choice;
  const options = choice.options.map((offered) => {
    // A sum that came to nothing when it was offered never was an option.
    const isNone = offered.grantedMinor === 0n && isSum(offered.grant);
    return isNone ? offered : { ...offered, amountMinor: amountFor(offered) };
  });
  const isSame = options.every(({ amountMinor }, index) => amountMinor === choice.options[index]?.amountMinor);
  return isSame ? choice : { ...choice, options };
}

/** The choice with another amount of the option in force. */
export function withAmountInForce(choice: Choice | null, amountMinor: bigint): Choice | null {
  if (choice === null) return null;
  const options = choice.options.map((offered, index) => {
    return index === (choice.taken ?? 0) ? { ...offered, amountMinor } : offered;
  });
  return { ...choice, options };
}

/**
 * An open choice after a refund: each option as it would be had it been given. A settled one is left alone.
 *
 * @param leftOf what the refund leaves of an option, null for nothing
 */
export function refundedChoice(
  choice: Choice | null,
  leftOf: (offered: Offered & { amountMinor: bigint }) => bigint | null,
): Choice | null {
  if (choice === null || choice.taken !== null) return choice;
  const options = choice.options.map((offered) => {
    const { amountMinor } = offered;
    return amountMinor === null ? offered : { ...offered, amountMinor: leftOf({ ...offered, amountMinor }) };
  });
  const isSame = options.every(({ amountMinor }, index) => amountMinor === choice.options[index]?.amountMinor);
  return isSame ? choice : { ...choice, options };
}
