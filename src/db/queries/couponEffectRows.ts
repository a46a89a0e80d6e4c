/** What commits write of coupons and their uses. */

export interface CouponRow {
  /** Folded. */
  code: string;
  rewardId: string;
  programId: string;
  participantId: string;
  percentBps: number | null;
  /** Absent where it is none. */
  freeShipping?: boolean;
  amountMinor: string | null;
  currency: string | null;
  minOrderMinor: string | null;
  appliesTo: unknown;
  maxUses: number;
  expiresAt: string | null;
}

/** One use more. The commit is stale unless the order is as it was read and no more than `high` were used before. */
export interface CouponUse {
  orderId: string;
  code: string;
  contentHash: string;
  discountMinor: string;
  currency: string;
  high: number;
  /** What had been given back of the order; null where it had not been reported. */
  refundedWas: string | null;
  /** When it ends by itself unless the order is reported; null where it does not. */
  reportBy: string | null;
}

/** A use that its order has already, or had before it was released: with what it promises from now on. */
export interface CouponUseAgain extends CouponUse {
  /** The commit is stale unless the use is still what it was. */
  contentHashWas: string;
  /** Whether it was released, and so is one use more. */
  released: boolean;
}

/** A use that ends. The commit is stale unless no order has reported it, and it is still what it was. */
export interface ReleasedUse {
  orderId: string;
  code: string;
  contentHashWas: string;
  /** Whether all of its order had been given back, so that it counted no more. */
  undone: boolean;
  /** Where time ends it: stale where it is to end at another time by now. */
  reportByWas: string | null;
}
