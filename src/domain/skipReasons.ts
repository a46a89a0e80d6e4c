import type { ListedMessage } from "./matters.ts";

/**
 * Why a rule that listened gave nothing, in the order in which it is looked at: the first that holds is the one kept.
 * Each with what its sentence needs, by the names of `statement.ts`.
 */
export const SKIP_REASONS = {
  /** The order is in another currency than the program. */
  currency_mismatch: { says: ["rule", "expected"], hides: { currency: "friend" } },
  /** The purchase came before the referral, or after the time in which its purchases earn. */
  outside_credit_window: { says: ["rule"] },
  /** The purchase does not meet the program's `qualifies`. */
  not_qualifying: { says: ["rule"] },
  /** The rule is for other purchases in the sequence. */
  not_nth: { says: ["rule"] },
  /** A conversion rule has a live reward for this referral. */
  already_rewarded: { says: ["rule"] },
  /** The first of the rule's conditions that fails asks for what is not known. */
  fact_missing: { says: ["rule"] },
  /** The first of the rule's conditions that fails is not met. */
  condition_not_met: { says: ["rule"] },
  /** Another rule of the group was granted for the same event. */
  group_taken: { says: ["rule"] },
  /** There is nobody so far above the friend. */
  no_recipient: { says: ["rule"] },
  /** Cash, credit or points that come to 0. */
  zero_amount: { says: ["rule"] },
  /** One of the rule's limits leaves nothing. */
  limit_reached: { says: ["rule"] },
  /** The grant does not fit whole into what the program's budget has left. */
  budget_exhausted: { says: ["rule"] },
} as const satisfies Readonly<Record<string, ListedMessage>>;

export type SkipReason = keyof typeof SKIP_REASONS;

export const SKIP_REASON_NAMES = Object.keys(SKIP_REASONS) as SkipReason[];

/** Whether a stored reason is one of this version's. */
export function isSkipReason(reason: string | null): reason is SkipReason {
  return reason !== null && Object.hasOwn(SKIP_REASONS, reason);
}

/** More that is said where more is known than the reason; `other` is for one of another version. */
export const SKIP_VARIANTS = {
  too_early: { says: ["rule", "day"] },
  too_late: { says: ["rule", "day"] },
  not_nth_only: { says: ["rule", "from"] },
  not_nth_from: { says: ["rule", "from"] },
  not_nth_range: { says: ["rule", "from", "to"] },
  group_taken_by: { says: ["rule", "taker"] },
  other: { says: ["rule", "reason"] },
} as const satisfies Readonly<Record<string, ListedMessage>>;
