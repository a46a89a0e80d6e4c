import type { ExpiringCoupon } from "../db/queries/coupons.ts";
import { readExpiringCoupons, tenantsWithExpiringCoupons } from "../db/queries/coupons.ts";
import { noticeOf } from "../domain/notices.ts";
import { DAY_MS } from "../domain/periods.ts";
import { batchJob } from "./batchJob.ts";

/** The owner of a coupon hears of its end this long before. */
export const EXPIRY_NOTICE_DAYS = 7;
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
    const notices = batch.map(({ rewardId, programId }) => noticeOf("coupon.expiring", rewardId, programId));
    return { announcedCoupons: batch.map(({ code }) => code), outbox: [{ id: ids.id("obx", at), notices }] };
  },
});

/** When the coupons end that are announced at a time. */
function noticeSpan(asOf: string): { readonly from: string; readonly until: string } {
  return { from: asOf, until: new Date(Date.parse(asOf) + EXPIRY_NOTICE_DAYS * DAY_MS).toISOString() };
}
