/** Whose coupon it is, and of which program: what never changes of it. */
export interface StoredCoupon {
  /** Folded. */
  readonly code: string;
  readonly rewardId: string;
  readonly programId: string;
  readonly participantId: string;
}

export interface StoredCouponUse extends StoredCoupon {
  readonly orderId: string;
  readonly currency: string;
  readonly reportedMinor: bigint;
}

export interface CouponUseJson extends Omit<StoredCouponUse, "reportedMinor"> {
  readonly reportedMinor: string;
}

export function parseCouponUse({ reportedMinor, ...use }: CouponUseJson): StoredCouponUse {
  return { ...use, reportedMinor: BigInt(reportedMinor) };
}
