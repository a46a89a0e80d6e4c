import type { ExpiringCoupon } from "../db/queries/coupons.ts";
import { readExpiringCoupons, tenantsWithExpiringCoupons } from "../db/queries/coupons.ts";
import { noticeOf } from "../domain/notices.ts";
import { batchJob } from "./batchJob.ts";
import { noticeSpan } from "./noticeSpan.ts";

/** The most coupons that one commit announces. */
export const MAX_ANNOUNCED = 2_000;

/** Announces coupons that end soon and still can be used, each once. */
export const announceCoupons = batchJob({
  name: "expire-coupons",
  most: MAX_ANNOUNCED,
  tenantsDue: (database, asOf, after, limit) => tenantsWithExpiringCoupons(database, noticeSpan(asOf), after, limit),
  read: (database, asker, idempotencyKey, { asOf, limit }) =>
    readExpiringCoupons(database, asker, idempotencyKey, { ...noticeSpan(asOf), limit }),
  rowsOf: (coupons: readonly ExpiringCoupon[]) => coupons,
  effects({ ids }, batch, { at }) {
    const notices = batch.map(({ rewardId, programId, moment }) => {
      return noticeOf("coupon.expiring", rewardId, programId, moment);
    });
    return { announcedCoupons: batch.map(({ code }) => code), outbox: [{ id: ids.id("obx", at), notices }] };
  },
});
