import { tenantsWithExpiringCoupons } from "../db/queries/coupons.ts";
import { tenantsWithDueChoices, tenantsWithDueRewards } from "../db/queries/rewardWrites.ts";
import type { Database } from "../ports.ts";
import { announceCouponsOf, noticeSpan } from "../usecases/announceCoupons.ts";
import type { WriteDeps } from "../usecases/commitOnce.ts";
import type { JobReport } from "../usecases/releaseRewards.ts";
import { releaseRewardsOf } from "../usecases/releaseRewards.ts";
import { settleChoicesOf } from "../usecases/settleChoices.ts";

/** What falls due by itself, for every tenant. */
export interface ScheduledJob {
  readonly name: string;
  /** Tenants with something due, by id: those after the one named, as many as asked for at most. */
  tenantsDue(database: Database, asOf: string, after: string, limit: number): Promise<readonly string[]>;
  /** One batch of one tenant. */
  runBatch(deps: WriteDeps, tenantId: string): Promise<JobReport>;
}

export const scheduledJobs: readonly ScheduledJob[] = [
  { name: "settle-choices", tenantsDue: tenantsWithDueChoices, runBatch: settleChoicesOf },
  { name: "release-rewards", tenantsDue: tenantsWithDueRewards, runBatch: releaseRewardsOf },
  {
    name: "expire-coupons",
    tenantsDue: (database, asOf, after, limit) => tenantsWithExpiringCoupons(database, noticeSpan(asOf), after, limit),
    runBatch: announceCouponsOf,
  },
];
