import type { CodeKind } from "../../domain/codeTerms.ts";
import type { ContactKind } from "../../domain/contacts.ts";
import type { Notice } from "../../domain/notices.ts";
import type { ReviewReason } from "../../domain/reviewReasons.ts";
import type { Sign } from "../../domain/signs.ts";
import type { StoredDispute } from "../rows/purchase.ts";
import type { ContactHeadRow, ContactRow, GuestRow, PhoneRow } from "./contactEffectRows.ts";
import type { CouponRow, CouponUse, CouponUseAgain, ReleasedUse } from "./couponEffectRows.ts";
import type {
  AliasRow,
  ApplicationChange,
  AuditRow,
  ChoiceRow,
  CodeChange,
  CodeKindChange,
  CodeRow,
  CodeUse,
  ConsentRow,
  CounterChange,
  CustomerSinceRow,
  EventRow,
  FilledInRow,
  MembershipRow,
  NewCounterRow,
  NewParticipantRow,
  NewReferralRow,
  ParticipantGuard,
  PostingRow,
  ProfileRow,
  PurchaseRow,
  ReferralChange,
  RewardChange,
  RewardRow,
} from "./effectRows.ts";
import type { GoalChange } from "./goals.ts";
import type { MaterialRow, NewPictureRow } from "./libraryEffectRows.ts";
import type { ClearedPayoutDetails, PayoutDetailsRow } from "./payeeEffectRows.ts";
import type { PayoutEffects } from "./payoutEffectRows.ts";
import type { NewProgramRow, NewScheduleRow, ProgramColumns } from "./programEffectRows.ts";
import type { ExpiryRow, LotSeen, SpendRow, WalletSeen } from "./spendEffectRows.ts";
import type { TenantChange } from "./tenantSettings.ts";
import type { NewApiKey } from "./tenants.ts";
import type { WebhookEffects } from "./webhookEffectRows.ts";

export interface ReferralReassigned {
  readonly id: string;
  readonly advocateId: string | null;
  readonly newFriend: boolean;
}

/** Of two applications to a program, whose stands; that of the kept one too where the other has none. */
export interface ApplicationStanding {
  readonly programId: string;
  readonly stands: "kept" | "merged";
}

/**
 * What a participant who is merged has beside that on which decisions are made. Both are guarded by their rows. Stale where
 * anything of the merged one is left when all is written.
 */
export interface MergeRows {
  readonly keptId: string;
  readonly mergedId: string;
  /** Referrals in which the merged one is the friend. */
  readonly friends: readonly { readonly id: string; readonly newFriend: boolean }[];
  /** Ids of referrals that end with it, of either. */
  readonly ended: readonly string[];
  /** `primaryCode` is the code whose terms it has where it is a further one of the kept one. */
  readonly codes: readonly {
    readonly code: string;
    readonly kind: CodeKind;
    readonly primaryCode: string | null;
  }[];
  readonly applications: readonly ApplicationStanding[];
  /** Whose account the person is paid to, as it was read; null where the merged one has said none. */
  readonly payoutDetails: "kept" | "merged" | null;
  /** Ids of those that go over: of a program in which the kept one has none. */
  readonly memberships: readonly string[];
  /** Ids of those that live. */
  readonly rewards: readonly string[];
  /** Hashes of the contacts that the kept one has then; those of the merged one that are not among them are kept no more. */
  readonly contacts: readonly string[];
  /** There where the kept one has a country by the merge: to a backtest, from then on. */
  readonly fillsCountry?: true;
}

/**
 * What one commit writes and what it guards: what the function `commit_effects` in the migrations takes.
 * Plain JSON: money as decimal strings, times as RFC 3339. Parts that are absent or empty cost nothing.
 */
export interface Effects extends WebhookEffects, PayoutEffects {
  readonly tenantId: string;
  /** Tells this attempt's rows from another's when its reply is lost. */
  readonly attemptId: string;
  /** The time of everything the commit makes. */
  readonly at: string;
  /** How long to wait for a row that another has locked, where that is not `LOCK_WAIT_MS`. */
  readonly lockWaitMs?: number;
  /** Programs that were read, with the epoch they had. */
  readonly programs?: readonly { id: string; epoch: number }[];
  /** Changes of some of these; present, even empty, they lock every program named against all events. */
  readonly programChanges?: readonly { id: string; changes: Partial<ProgramColumns> }[];
  readonly newPrograms?: readonly NewProgramRow[];
  /** Ids of programs that are removed with what was written for them; each is named above, and locked. Stale where one is used. */
  readonly endedPrograms?: readonly string[];
  /** Rules that will be published at a time. */
  readonly newSchedules?: readonly NewScheduleRow[];
  /** Those that were published or cancelled; the epoch of their program guards them. */
  readonly endedSchedules?: readonly { programId: string; id: string }[];
  /** One at most; stale when the secrets that it expects have moved, or its logo is gone. */
  readonly tenantChanges?: readonly TenantChange[];
  /** How many pictures and materials the tenant had; needed by all that changes either. */
  readonly library?: { readonly pictures: number; readonly materials: number };
  readonly newPictures?: readonly NewPictureRow[];
  /** By their bytes; stale where one is shown by a material, or is gone. */
  readonly endedPictures?: readonly string[];
  /** Written over what was there; stale where a picture is gone. */
  readonly materials?: readonly MaterialRow[];
  /** Stale where one is gone. */
  readonly endedMaterials?: readonly { programId: string; id: string }[];
  /** How many goals the program had; needed by all that changes one of them. */
  readonly goalCount?: { readonly programId: string; readonly count: number };
  readonly goals?: readonly GoalChange[];
  /** Stale where one is gone. */
  readonly endedGoals?: readonly { programId: string; id: string }[];
  readonly newKeys?: readonly NewApiKey[];
  /** Ids of keys; stale where one was revoked meanwhile. */
  readonly revokedKeys?: readonly string[];
  readonly versions?: readonly { programId: string; version: number; id: string; rules: unknown }[];
  /** Live referrals of a program that move to a version. */
  readonly moveOpenReferrals?: readonly { programId: string; version: number }[];
  readonly newCounters?: readonly NewCounterRow[];
  readonly newParticipants?: readonly NewParticipantRow[];
  readonly participants?: readonly ParticipantGuard[];
  /** Other names of participants whom the same commit locks; stale where one is taken meanwhile. */
  readonly newAliases?: readonly AliasRow[];
  /** Of participants whom the same commit locks. */
  readonly endedAliases?: readonly Omit<AliasRow, "externalId">[];
  readonly profiles?: readonly ProfileRow[];
  /** Since when participants are customers, as the shop says: of those whose profile is in the same commit, or who are new. */
  readonly customersSince?: readonly CustomerSinceRow[];
  readonly consents?: readonly ConsentRow[];
  readonly guests?: readonly GuestRow[];
  /** Participants who are blocked since an instant, or no more: null. */
  readonly blocks?: readonly { id: string; blockedAt: string | null; reason: string | null }[];
  /**
   * Contacts that a decision went by or that a participant gets: how many more have it now, and which version it had where
   * that was gone by.
   */
  readonly contactHeads?: readonly ContactHeadRow[];
  readonly newContacts?: readonly ContactRow[];
  readonly phones?: readonly PhoneRow[];
  /** What profiles of participants of this commit lacked beside phones. */
  readonly filledIn?: readonly FilledInRow[];
  /** Contacts of profiles that are of no more use: those of a kind but the one that is hashed from `mac`. */
  readonly endedContacts?: readonly {
    readonly participantId: string;
    readonly kind: ContactKind;
    readonly mac: string | null;
  }[];
  /** One at most: up to whom profiles of before are hashed, under which key, and when the last round ended. */
  readonly contactFilings?: readonly {
    readonly keyName: string;
    readonly filedTo: string | null;
    readonly completedAt: string | null;
  }[];
  /** Of addresses that were stored when they were folded less; the participants are in the same commit. */
  readonly emailFolds?: readonly { readonly id: string; readonly folded: string }[];
  readonly codes?: readonly CodeRow[];
  readonly codeUses?: readonly CodeUse[];
  readonly codeChanges?: readonly CodeChange[];
  /** Of those who get another code: of their primary it stays, and guards how many codes they have. */
  readonly codeKinds?: readonly CodeKindChange[];
  readonly newApplications?: readonly { programId: string; participantId: string }[];
  readonly applications?: readonly ApplicationChange[];
  readonly newReferrals?: readonly NewReferralRow[];
  readonly referrals?: readonly ReferralChange[];
  /** Those whose beginning a purchase has moved, new ones too. */
  readonly movedReferrals?: readonly { id: string; attributedAt: string; enteredAt: string }[];
  /** A participant who becomes another name of another, whose orders, rewards and numbers are in the same commit. */
  readonly merge?: MergeRows;
  /** Those that a person gave to another advocate, and those of a participant who is merged. */
  readonly reassignedReferrals?: readonly ReferralReassigned[];
  /** Those for which what they earn is looked at from now on; the row of their friend guards them. */
  readonly reviewedReferrals?: readonly { readonly id: string; readonly reviewReasons: readonly ReviewReason[] }[];
  /** What has shown of them that friend and advocate have in common, new ones too; guarded in the same way. */
  readonly referralSigns?: readonly { readonly id: string; readonly signs: readonly Sign[] }[];
  readonly newMemberships?: readonly MembershipRow[];
  readonly memberships?: readonly MembershipRow[];
  readonly stubs?: readonly { orderId: string; version: number }[];
  readonly counters?: readonly CounterChange[];
  readonly events?: readonly EventRow[];
  readonly newPurchases?: readonly PurchaseRow[];
  readonly purchases?: readonly PurchaseRow[];
  /** What was reported of orders of this commit, as natural keys in order of arrival. */
  readonly histories?: readonly { orderId: string; keys: readonly string[] }[];
  /** Of orders that the same commit writes. */
  readonly disputes?: readonly { orderId: string; disputes: readonly StoredDispute[] }[];
  readonly newRewards?: readonly RewardRow[];
  /** Of new rewards that are granted in review. */
  readonly newReviewReasons?: readonly { id: string; reviewReasons: readonly ReviewReason[] }[];
  readonly rewards?: readonly RewardChange[];
  /** When what is left expires of rewards of this commit. */
  readonly expiries?: readonly ExpiryRow[];
  /** Ids of those whose end is announced; stale where one was announced meanwhile. */
  readonly announcedRewards?: readonly string[];
  /** Codes of coupons; stale where one was used meanwhile. */
  readonly unusedCoupons?: readonly string[];
  readonly choices?: readonly ChoiceRow[];
  readonly newCoupons?: readonly CouponRow[];
  readonly couponUses?: readonly CouponUse[];
  readonly couponUsesAgain?: readonly CouponUseAgain[];
  readonly releasedUses?: readonly ReleasedUse[];
  /** Uses that end no more by themselves, since their orders were reported. */
  readonly keptUses?: readonly { orderId: string; code: string }[];
  /** Uses that purchases reported. */
  readonly couponReports?: readonly { orderId: string; code: string; currency: string; amountMinor: string }[];
  /** Uses that become uses of another coupon, one that may be new. */
  readonly movedUses?: readonly { orderId: string; code: string; toCode: string }[];
  /** Orders given back in full: whatever they used of coupons is undone. */
  readonly undoneOrders?: readonly string[];
  /** Orders of which something is left again: what was undone of coupons is used after all. */
  readonly redoneOrders?: readonly string[];
  /** Codes of coupons whose end is announced; stale where one was announced meanwhile. */
  readonly announcedCoupons?: readonly string[];
  readonly postings?: readonly PostingRow[];
  /** What orders spend of credit and points; the wallets of all of them are in the postings. */
  readonly spends?: readonly SpendRow[];
  readonly wallets?: readonly WalletSeen[];
  readonly lots?: readonly LotSeen[];
  /** To where participants of this commit are paid. */
  readonly payoutDetails?: readonly PayoutDetailsRow[];
  /** Those that someone has looked at, since another participant has had the same account. */
  readonly clearedPayoutDetails?: readonly ClearedPayoutDetails[];
  /** One at most: up to whom the round of `check-balances` has come (null: to the end), and when it ended. */
  readonly balanceChecks?: readonly { checkedTo: string | null; completedAt: string | null }[];
  readonly outbox?: readonly { id: string; notices: readonly Notice[] }[];
  readonly audit?: readonly AuditRow[];
  readonly idempotency?: readonly IdempotencyRow[];
}

/** What a request was answered. */
export interface IdempotencyRow {
  readonly key: string;
  readonly requestHash: string;
  readonly status: number;
  readonly body: unknown;
  /** Whether it is kept for good. */
  readonly lasting: boolean;
}
