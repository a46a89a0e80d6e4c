/**
 * What became of the orders of a referral besides what its rules said, as the engine knew it when it decided. It is
 * kept as JSON with the event, so that an explanation tells it and does not have to work it out again.
 */
export type Happening =
  /** The shop says since when the friend is a customer (milliseconds), so they are not new or the order not their first. */
  | { readonly kind: "customer_since"; readonly orderId: string | null; readonly since: number }
  /** The order became the conversion. */
  | { readonly kind: "set"; readonly orderId: string }
  /** So much of the order had been refunded before it was decided here: minor units as a decimal string. */
  | {
      readonly kind: "refunded_before";
      readonly orderId: string;
      readonly amountMinor: string;
      readonly currency: string;
    }
  /** A refund has left too little of the order, which was not the conversion. */
  | { readonly kind: "counts_no_more"; readonly orderId: string }
  /** A change or an undone refund has made the order count, which is not the conversion. */
  | { readonly kind: "counts_again"; readonly orderId: string }
  /** A change or an undone refund has made a reward grow by so much, in its own unit. */
  | { readonly kind: "grew"; readonly orderId: string; readonly rewardId: string; readonly addedMinor: string }
  /** Limits or the budget left less than a reward of a changed order would have grown to. */
  | { readonly kind: "growth_cut"; readonly orderId: string; readonly rewardId: string }
  /** A refund has left too little of the conversion, and another order took its place. */
  | { readonly kind: "moved"; readonly orderId: string; readonly toOrderId: string }
  /** A refund has left too little of the conversion, and no other order took its place. */
  | { readonly kind: "lost"; readonly orderId: string }
  /** The order is disputed, and what it earned here waits. */
  | { readonly kind: "disputed"; readonly orderId: string }
  /** It is no more, and what it earned here waits no longer. */
  | { readonly kind: "dispute_closed"; readonly orderId: string }
  /** It showed that friend and advocate have a card in common. */
  | { readonly kind: "same_card"; readonly orderId: null }
  /** It showed that they have a device in common. */
  | { readonly kind: "same_device"; readonly orderId: null }
  /** The order named the friend's code among its discounts: it has used the friend's discount. */
  | { readonly kind: "used_at_once"; readonly orderId: string; readonly rewardId: string };
