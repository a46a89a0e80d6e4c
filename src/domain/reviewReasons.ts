/**
 * Why a reward waits to be settled before it is given out: a set that is kept with the reward, in the order of this
 * list. What has put a reason there takes it away again, and so may a person.
 */
export const REVIEW_REASONS = [
  /** The customer has questioned the payment of the order, and that is not settled yet. */
  "dispute",
] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

/** The set with one reason more, or without it. */
export function withReason(
  reasons: readonly ReviewReason[],
  reason: ReviewReason,
  isThere: boolean,
): readonly ReviewReason[] {
  if (reasons.includes(reason) === isThere) return reasons;
  return REVIEW_REASONS.filter((each) => (each === reason ? isThere : reasons.includes(each)));
}
