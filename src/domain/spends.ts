/** What orders were paid with in credit or points, one spend an order and unit. */

export const SPEND_STATUSES = [
  /** It is taken. */
  "spent",
  /** The shop gave it back before the order was reported. */
  "released",
  /** The order was not reported in time, so it was given back. */
  "lapsed",
  /** All of the order was refunded, or it was changed to nothing. */
  "returned",
] as const;
export type SpendStatus = (typeof SPEND_STATUSES)[number];

/** What happens to the order of a spend. */
export type SpendCause = "reported" | "given_back" | "taken_back";

const NEXT: Readonly<Record<SpendCause, Partial<Record<SpendStatus, SpendStatus>>>> = {
  // What lapsed is taken after all.
  reported: { lapsed: "spent" },
  given_back: { spent: "returned" },
  // A refund did not happen, or something is left of the order again.
  taken_back: { returned: "spent" },
};

/** What a spend becomes when something happens to its order. What the shop gave back stays given back. */
export function spendAfter(status: SpendStatus, cause: SpendCause): SpendStatus {
  return NEXT[cause][status] ?? status;
}
