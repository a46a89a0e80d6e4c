import type { ExpiringCoupon } from "../db/queries/coupons.ts";
import { readExpiringCoupons } from "../db/queries/coupons.ts";
import { DAY_MS } from "../domain/periods.ts";
import type { Attempt, Decision, Request, WriteDeps, WriteOutcome } from "./commitOnce.ts";
import { commitOnce } from "./commitOnce.ts";
import type { JobRefusal, JobReport } from "./releaseRewards.ts";
import { refuseAsOf, runForTenant } from "./releaseRewards.ts";

/** Whoever has a coupon hears of its end this long before. */
export const EXPIRY_NOTICE_DAYS = 7;
/** The most coupons that one commit announces. */
export const MAX_ANNOUNCED = 2_000;

/**
 * Announces the coupons of the caller's tenant that end soon and still can be used: one batch, each coupon once.
 *
 * @param asOf another time than now, for rehearsals: refused to keys of production
 */
export async function announceCoupons(
  deps: WriteDeps,
  request: Request,
  asOf: string | null,
): Promise<WriteOutcome<JobRefusal>> {
  const { from, until } = noticeSpan(asOf ?? deps.clock.now().toISOString());
  const asker = { keyHash: request.asker, idempotencyKey: request.idempotency?.key ?? null };
  const load = () => readExpiringCoupons(deps.database, asker, from, until, MAX_ANNOUNCED + 1);
  return await commitOnce(deps, request, load, (found, attempt) => {
    return attempt.isLive && asOf !== null ? refuseAsOf() : decide(deps, found, attempt, from);
  });
}

/** The same for a tenant whom the schedule names. */
export async function announceCouponsOf(deps: WriteDeps, tenantId: string): Promise<JobReport> {
  const { from, until } = noticeSpan(deps.clock.now().toISOString());
  const load = () => readExpiringCoupons(deps.database, { tenantId }, from, until, MAX_ANNOUNCED + 1);
  return await runForTenant(deps, load, (found, attempt) => decide(deps, found, attempt, from));
}

/** When the coupons end that are announced at a time. */
export function noticeSpan(asOf: string): { readonly from: string; readonly until: string } {
  return { from: asOf, until: new Date(Date.parse(asOf) + EXPIRY_NOTICE_DAYS * DAY_MS).toISOString() };
}

function decide({ ids }: WriteDeps, found: readonly ExpiringCoupon[], { at }: Attempt, asOf: string): Decision<never> {
  const batch = found.slice(0, MAX_ANNOUNCED);
  const body: JobReport = { job: "expire-coupons", asOf, count: batch.length, more: found.length > batch.length };
  if (batch.length === 0) return { done: { status: 200, body }, effects: null };
  const notices = batch.map(({ rewardId, programId }) => {
    return { type: "coupon.expiring", eventId: null, programId, subjectId: rewardId };
  });
  return {
    done: { status: 200, body },
    effects: { announcedCoupons: batch.map(({ code }) => code), outbox: [{ id: ids.id("obx", at), notices }] },
  };
}
