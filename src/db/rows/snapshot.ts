import type { OwnedCodeArray, StoredCode } from "./code.ts";
import type { ContactsJson } from "./contacts.ts";
import type { CounterArray, MomentJson } from "./counter.ts";
import type { CouponUseJson, StoredCoupon } from "./coupon.ts";
import type { CustomEventJson } from "./customEvent.ts";
import type { KnownEvent } from "./event.ts";
import type { StoredMembership } from "./membership.ts";
import type { AliasArray, ParticipantArray } from "./participant.ts";
import type { ProgramJson } from "./program.ts";
import type { OrderLeftArray, PurchaseJson } from "./purchase.ts";
import type { ReferralArray } from "./referral.ts";
import type { RewardJson } from "./reward.ts";
import type { SpendJson } from "./spend.ts";
import type { StoredReply } from "./storedReply.ts";

/** What `read_snapshot` writes; a list without rows is null. */
export interface SnapshotJson {
  readonly tenantId: string;
  /** What the tenant's click ids are signed with; null where no code was asked for. */
  readonly clickSecret: string | null;
  /** By which its share links name it; null in the same way. */
  readonly slug: string | null;
  /** What was answered under the keys of its requests. */
  readonly replies: readonly StoredReply[] | null;
  /** Of the names that were asked for, those that are aliases; all that is there has their participants' own names. */
  readonly aliases: readonly AliasArray[] | null;
  readonly known: readonly KnownEvent[] | null;
  readonly participants: readonly ParticipantArray[] | null;
  readonly programs: readonly ProgramJson[] | null;
  /** Those that the caller does not have. */
  readonly versions: readonly VersionJson[] | null;
  readonly codes: readonly StoredCode[] | null;
  /** Beside what events bring: what their orders name, or may have named, among the discounts. */
  readonly namedCodes: readonly OwnedCodeArray[] | null;
  readonly referrals: readonly ReferralArray[] | null;
  readonly memberships: readonly StoredMembership[] | null;
  readonly purchases: readonly PurchaseJson[] | null;
  /** The earliest orders of participants with something left of them. */
  readonly ordersLeft: readonly OrderLeftArray[] | null;
  readonly customEvents: readonly CustomEventJson[] | null;
  readonly rewards: readonly RewardJson[] | null;
  readonly moments: readonly MomentJson[] | null;
  readonly coupons: readonly StoredCoupon[] | null;
  readonly couponUses: readonly CouponUseJson[] | null;
  readonly undoneUses: readonly CouponUseJson[] | null;
  readonly spends: readonly SpendJson[] | null;
  readonly counters: readonly CounterArray[] | null;
  /** Ids of participants whose stored events there was no room for. */
  readonly unread: readonly string[] | null;
  /** Left out where no participant of the batch has any. */
  readonly contacts?: ContactsJson;
}

/** The rules of one version as they were written. */
export interface VersionJson {
  readonly programId: string;
  readonly version: number;
  readonly id: string;
  readonly rules: unknown;
}
