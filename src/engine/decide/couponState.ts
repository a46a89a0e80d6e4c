import type { StoredCoupon, StoredCouponUse } from "../../db/rows/coupon.ts";
import type { Snapshot } from "./snapshot.ts";

/** What orders used of coupons, while a batch is folded: reported by purchases, undone by full refunds. */
export interface CouponState {
  readonly byCode: ReadonlyMap<string, StoredCoupon>;
  /** Uses that are in the books, by order. */
  readonly usesByOrder: Map<string, StoredCouponUse[]>;
  /** Uses that were in the books before all of their order was given back. */
  readonly undoneByOrder: Map<string, StoredCouponUse[]>;
  /** Uses that purchases of this batch reported. */
  readonly reported: { readonly orderId: string; readonly use: StoredCouponUse }[];
  /** Uses of before that this batch has made uses of another reward's coupon, each with the code that it had. */
  readonly moved: { readonly orderId: string; readonly code: string; readonly rewardId: string }[];
  /** Orders that this batch gave back in full (true), or of which something is left again: as they are in the end. */
  readonly undoneOrders: Map<string, boolean>;
}

export function openCoupons({
  coupons,
  couponUses,
  undoneUses,
}: Pick<Snapshot, "coupons" | "couponUses" | "undoneUses">): CouponState {
  return {
    byCode: new Map(coupons.map((coupon) => [coupon.code, coupon])),
    usesByOrder: Map.groupBy(couponUses, ({ orderId }) => orderId),
    undoneByOrder: Map.groupBy(undoneUses, ({ orderId }) => orderId),
    reported: [],
    moved: [],
    undoneOrders: new Map(),
  };
}
