/** What is odd about an event that was taken all the same. Kept with the event and answered with it. */
export const EVENT_FLAGS = [
  /** The refunds of an order, this one included, come to more than was paid. */
  "over_refund",
  /** The order, or a refund that had come before it, is in another currency than the program or the order. */
  "currency_mismatch",
  /** The lines of an order come to more than the order, so that each stands for its share of it. */
  "items_exceed_order",
  /** The code that it brought is none of the tenant's, or none of the program's: it was set aside. */
  "unknown_code",
  /** What the order was paid with in credit or points had been given back, and was taken again: maybe below 0. */
  "spend_late",
] as const;
export type EventFlag = (typeof EVENT_FLAGS)[number];
