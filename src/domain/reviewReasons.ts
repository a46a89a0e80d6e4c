/**
 * Why a reward waits to be settled before it is given out: a set that is kept with the reward, in the order of this
 * list. What has put a reason there takes it away again, and so may a person. A referral has reasons too: whatever it
 * earns from then on is granted with them.
 */
export const REVIEW_REASONS = [
  /** The customer has questioned the payment of the order, and that is not settled yet. */
  "dispute",
  /** It has shown that the friend is the advocate, or was no new customer, under another account. */
  "same_person",
] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

/** All reasons of two sets, in the order of the list. */
export function allReasons(a: readonly ReviewReason[], b: readonly ReviewReason[]): readonly ReviewReason[] {
  if (b.length === 0) return a;
  return REVIEW_REASONS.filter((reason) => a.includes(reason) || b.includes(reason));
}

/** The set with one reason more, or without it. */
export function withReason(
  reasons: readonly ReviewReason[],
  reason: ReviewReason,
  isThere: boolean,
): readonly ReviewReason[] {
  if (reasons.includes(reason) === isThere) return reasons;
  return REVIEW_REASONS.filter((each) => (each === reason ? isThere : reasons.includes(each)));
}
