import type { DueUse } from "../db/queries/coupons.ts";
import { readDueUses, tenantsWithDueUses } from "../db/queries/coupons.ts";
import { batchJob } from "./batchJob.ts";

/** The most redemptions that one commit looks after. */
export const MAX_DUE_USES = 1_000;

/**
 * Ends redemptions of which no order was reported in time, so that their coupons are free again. An order that was
 * reported has used its coupon, whether it names it or not. A use that is reported, released or redeemed anew at the same
 * time makes this attempt load again.
 */
export const releaseCoupons = batchJob({
  name: "release-coupons",
  most: MAX_DUE_USES,
  tenantsDue: tenantsWithDueUses,
  read: readDueUses,
  rowsOf: (uses: readonly DueUse[]) => uses,
  effects(_, batch) {
    const ended = batch.filter(({ isReported }) => !isReported);
    return {
      releasedUses: ended.map(({ orderId, code, contentHash, reportBy }) => {
        return { orderId, code, contentHashWas: contentHash, undone: false, reportByWas: reportBy };
      }),
      keptUses: batch.filter(({ isReported }) => isReported).map(({ orderId, code }) => ({ orderId, code })),
    };
  },
});
