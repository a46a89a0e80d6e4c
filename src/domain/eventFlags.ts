/** What is odd about an event that was taken all the same. Kept with the event and answered with it. */
export const EVENT_FLAGS = [
  /** The refunds of an order, this one included, come to more than was paid. */
  "over_refund",
  /** The order, or a refund that had come before it, is in another currency than the program or the order. */
  "currency_mismatch",
] as const;
export type EventFlag = (typeof EVENT_FLAGS)[number];
