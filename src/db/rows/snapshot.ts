import type { StoredCode } from "./code.ts";
import type { CounterJson, MomentJson } from "./counter.ts";
import type { CouponUseJson, StoredCoupon } from "./coupon.ts";
import type { CustomEventJson } from "./customEvent.ts";
import type { KnownEvent } from "./event.ts";
import type { StoredMembership } from "./membership.ts";
import type { StoredParticipant } from "./participant.ts";
import type { ProgramJson } from "./program.ts";
import type { PurchaseJson } from "./purchase.ts";
import type { StoredReferral } from "./referral.ts";
import type { RewardJson } from "./reward.ts";

/** What `load_snapshot` writes; a list without rows is null. */
export interface SnapshotJson {
  readonly tenantId: string;
  readonly clickSecret: string;
  readonly known: readonly KnownEvent[] | null;
  readonly participants: readonly StoredParticipant[] | null;
  readonly programs: readonly ProgramJson[] | null;
  readonly versions: readonly VersionJson[] | null;
  readonly codes: readonly StoredCode[] | null;
  readonly referrals: readonly StoredReferral[] | null;
  readonly memberships: readonly StoredMembership[] | null;
  readonly purchases: readonly PurchaseJson[] | null;
  readonly customEvents: readonly CustomEventJson[] | null;
  readonly rewards: readonly RewardJson[] | null;
  readonly moments: readonly MomentJson[] | null;
  readonly coupons: readonly StoredCoupon[] | null;
  readonly couponUses: readonly CouponUseJson[] | null;
  readonly counters: readonly CounterJson[] | null;
}

/** The rules of one version as they were written; null where the caller has them already. */
export interface VersionJson {
  readonly programId: string;
  readonly version: number;
  readonly id: string;
  readonly rules: unknown;
}
