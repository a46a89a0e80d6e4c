import type { StoredCoupon, StoredCouponUse } from "../../db/rows/coupon.ts";

/** What orders used of coupons, while a batch is folded: reported by purchases, undone by full refunds. */
export interface CouponState {
  readonly byCode: ReadonlyMap<string, StoredCoupon>;
  /** Uses that are in the books, by order. */
  readonly usesByOrder: Map<string, StoredCouponUse[]>;
  /** Uses that purchases of this batch reported. */
  readonly reported: { readonly orderId: string; readonly use: StoredCouponUse }[];
  /** Orders that refunds of this batch gave back in full. */
  readonly undoneOrders: Set<string>;
}

export function openCoupons(coupons: readonly StoredCoupon[], uses: readonly StoredCouponUse[]): CouponState {
  return {
    byCode: new Map(coupons.map((coupon) => [coupon.code, coupon])),
    usesByOrder: Map.groupBy(uses, ({ orderId }) => orderId),
    reported: [],
    undoneOrders: new Set(),
  };
}
