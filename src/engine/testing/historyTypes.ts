/**
 * Programs and what happens in them, as plain JSON: what the properties draw, and what they print when one does
 * not hold, so that it can be pasted into a test and decided again.
 */
export interface History {
  readonly programs: readonly HistoryProgram[];
  /** They exist before the first event and have a code in every program. */
  readonly people: readonly string[];
  readonly events: readonly HistoryEvent[];
}

/** A history in the middle of which program "p" is published anew, with its open referrals. */
export interface MovingHistory extends History {
  readonly document: unknown;
  /** How many events come before. */
  readonly movesAfter: number;
}

export interface HistoryProgram {
  readonly key: string;
  readonly currency: string;
  readonly timezone: string;
  readonly document: unknown;
}

export type HistoryEvent =
  | HistorySignup
  | HistoryPurchase
  | HistoryRefund
  | HistoryChange
  | HistoryReversal
  | HistoryDispute
  | HistoryCustom
  | HistoryClick
  | HistoryCustomerSince
  | HistoryByHand
  | HistoryReassign
  | HistoryMerge;

/** Times are RFC 3339 throughout. */
interface Touched {
  readonly who: string;
  readonly at: string;
  /** Whose code it brings, in which program; null where none. */
  readonly code: readonly [advocate: string, program: string] | null;
  /** Of the address that it says; null where it says none. */
  readonly email?: Address | null;
  /** Without an account, where they are new. */
  readonly guest?: boolean;
  readonly emailVerified?: boolean;
}

/** Those that events of histories say. */
export const ADDRESSES = ["one@shop.example", "two@shop.example"] as const;
export type Address = (typeof ADDRESSES)[number];

export interface HistorySignup extends Touched {
  readonly type: "signup";
  readonly program: string;
  readonly clickedAt: string | null;
  /** What stands in the form beside the click: the code of its link, filled in or typed, or one that does not exist. */
  readonly beside?: "filled" | "typed" | "unknown" | null;
}

export interface HistoryPurchase extends Touched {
  readonly type: "purchase";
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly country: string | null;
  /** Of which so much was tea, the rest mugs; null where no items were reported. */
  readonly teaMinor: number | null;
  readonly margin: number | null;
  /** In EUR; null where it was paid in the currency of the order. */
  readonly paidMinor?: number | null;
}

export interface HistoryRefund {
  readonly type: "refund";
  readonly orderId: string;
  readonly refundId: string;
  /** What the amount is of: the order, what was paid in EUR, or all that was paid back so far; the rest needs none. */
  readonly how?: "amount" | "paid" | "total" | "rest";
  readonly amountMinor: number;
  /** The sku of the line that came back, as far as its amount. */
  readonly back?: string | null;
  readonly currency: string;
  readonly at: string;
}

export interface HistoryChange {
  readonly type: "order_change";
  readonly orderId: string;
  readonly changeId: string;
  readonly amountMinor: number | null;
  readonly teaMinor: number | null;
  readonly margin?: number | null;
  /** In EUR. */
  readonly paidMinor?: number | null;
  readonly currency: string;
  readonly at: string;
}

export interface HistoryReversal {
  readonly type: "refund_reversal";
  readonly orderId: string;
  readonly refundId: string;
  readonly at: string;
}

export interface HistoryDispute {
  readonly type: "dispute";
  readonly orderId: string;
  readonly disputeId: string;
  readonly status: "opened" | "closed";
  readonly at: string;
}

export interface HistoryCustom {
  readonly type: "custom";
  readonly name: string;
  readonly who: string;
  readonly eventId: string;
  readonly at: string;
}

export interface HistoryClick {
  readonly type: "click";
  readonly clickId: string;
  readonly at: string;
  /** Whose link, in which program. */
  readonly code: readonly [advocate: string, program: string];
  readonly channel: string | null;
}

/** The shop says since when a participant is a customer. */
export interface HistoryCustomerSince {
  readonly type: "customer_since";
  readonly who: string;
  readonly at: string;
  readonly since: string | null;
}

/** A person ties a friend to an advocate; to one who is unknown, it is refused. */
export interface HistoryByHand {
  readonly type: "referral_by_hand";
  readonly who: string;
  readonly at: string;
  readonly advocate: string;
  readonly program: string;
  readonly force: boolean;
}

/** A person gives a participant to another advocate; one who has no advocate stays without. */
export interface HistoryReassign {
  readonly type: "referral_reassigned";
  readonly who: string;
  readonly at: string;
  readonly advocate: string;
  readonly program: string;
}

/** Two participants turn out to be one. Of those who are one already, or of whom the history has no id, it is nothing. */
export interface HistoryMerge {
  readonly type: "participant_merged";
  /** The one who is kept, by any of their names. */
  readonly who: string;
  /** The other, by any of theirs. */
  readonly merged: string;
  readonly at: string;
}
