import type { AuditAction } from "../../domain/auditActions.ts";
import type { CodeKind } from "../../domain/codeTerms.ts";
import type { ApplicationStatus } from "../../domain/eligibility.ts";
import type { ReviewReason } from "../../domain/reviewReasons.ts";
import type { Actor } from "./asker.ts";

/** The rows of `Effects`, as `commit_effects` in the migrations reads them. */

/** `per` and `ruleId` only for limits; a limit's metric is "count:{ruleId}" or "amount:{ruleId}". */
export interface NewCounterRow {
  programId: string;
  metric: string;
  period: string;
  timezone: string;
  per?: string;
  ruleId?: string;
}

export interface NewParticipantRow {
  id: string;
  externalId: string;
  email: string | null;
  emailFolded: string | null;
  /** Written by `phones` beside it: the rows of new participants have no room for it. */
  phone: string | null;
  name: string | null;
  locale: string | null;
  country: string | null;
  segments: readonly string[];
  firstSignupAt: string | null;
  firstPurchaseAt: string | null;
  referredVersion: number;
}

/** Locks a participant. `version` and `referredVersion` are compared unless null; `touched` raises the version. */
export interface ParticipantGuard {
  id: string;
  version: number | null;
  referredVersion: number | null;
  touched: boolean;
  /** How much to add to `referred_version`. */
  referred: number;
  firstSignupAt: string | null;
  firstPurchaseAt: string | null;
}

/** Another name of a participant. */
export interface AliasRow {
  /** Of the alias itself. */
  id: string;
  externalId: string;
  /** Whose name it is. */
  participantId: string;
}

export interface ProfileRow {
  id: string;
  email: string | null;
  emailFolded: string | null;
  name: string | null;
  locale: string | null;
  country: string | null;
  segments: readonly string[];
}

/** What a profile gets that lacked it; null where that is nothing. */
export interface FilledInRow {
  id: string;
  email: string | null;
  emailFolded: string | null;
  name: string | null;
  locale: string | null;
  country: string | null;
  /** Of the event that brought the country. */
  countryPosition: number | null;
}

/** What a shop says of a participant whom the same commit locks or makes. */
export interface CustomerSinceRow {
  id: string;
  customerSince: string | null;
}

/** Whether a participant whom the same commit locks or makes may be named to who brought them. */
export interface ConsentRow {
  id: string;
  mayBeNamed: boolean;
}

export interface CodeRow {
  /** Folded. */
  code: string;
  display: string;
  kind: CodeKind;
  programId: string;
  participantId: string;
}

/** Locks a primary code. The commit is stale unless its version is this one and its uses are `high` at most. */
export interface CodeUse {
  code: string;
  version: number;
  /** Null: any number of uses. */
  high: number | null;
  /** Referrals that it attributes in this commit. */
  added: number;
}

/** What one code is to its owner. The commit is stale unless its version is this one; it is raised. */
export interface CodeKindChange {
  code: string;
  version: number;
  kind: CodeKind;
}

/** What a person makes of a primary code. The commit is stale unless its version is this one. */
export interface CodeChange {
  code: string;
  version: number;
  disabled: boolean;
  expiresAt: string | null;
  maxUses: number | null;
}

/** What a person makes of an application; its participant has to be guarded beside it. */
export interface ApplicationChange {
  programId: string;
  participantId: string;
  /** "applied" of one who lapsed and applies again; then there is no reason, and no one has decided. */
  status: ApplicationStatus;
  reason: string | null;
  decidedBy: Actor | null;
}

export interface ReferralChange {
  id: string;
  status: string;
  convertedAt: string | null;
  conversionOrderId: string | null;
  qualifyingCount: number;
  reversals: number;
}

export interface NewReferralRow extends ReferralChange {
  programId: string;
  version: number;
  advocateId: string | null;
  friendId: string;
  code: string | null;
  source: string | null;
  channel: string | null;
  attributedAt: string;
  orderId: string | null;
  newFriend: boolean;
  rejectedReason: string | null;
}

/** Guarded by its participant's row. */
export interface MembershipRow {
  id: string;
  programId: string;
  participantId: string;
  qualifyingCount: number;
  signedUp: boolean;
}

/** The commit is stale unless the number, before `delta`, is between `low` and `high` (null: no end). */
export interface CounterChange {
  programId: string;
  subject: string;
  periodKey: string;
  metric: string;
  delta: string;
  low: string | null;
  high: string | null;
  ceiling: string | null;
}

export interface EventRow {
  /** 1-based position in the batch. */
  position: number;
  id: string;
  type: string;
  naturalKey: string;
  contentHash: string;
  participantId: string | null;
  occurredAt: string;
  occurredAtGiven: boolean;
  facts: unknown;
  flags: readonly string[];
  decisions: unknown;
}

export interface PurchaseRow {
  orderId: string;
  participantId: string | null;
  amountMinor: string | null;
  currency: string;
  occurredAt: string | null;
  /** Of the event that reports it in this batch, else null. */
  eventPosition: number | null;
  refundedMinor: string;
  refunds: readonly string[];
  overRefunds: number;
  decided: unknown;
}

/** A grant as it is kept: amounts are decimal strings. */
export type GrantJson = Readonly<Record<string, unknown>>;

export interface CouponJson {
  readonly code: string;
  readonly expiresAt: string | null;
}

export interface RewardRow {
  id: string;
  programId: string;
  version: number;
  ruleId: string;
  trigger: string;
  group: string | null;
  referralId: string;
  participantId: string;
  recipient: string;
  source: string;
  kind: string;
  unit: string | null;
  grantedMinor: string;
  amountMinor: string;
  costMinor: string;
  basisMinor: string;
  status: string;
  holdUntil: string;
  voidReason: string | null;
  occurredAt: string;
  grant: GrantJson;
  coupon: CouponJson | null;
  facts: unknown;
  /** Absent where it is no choice. */
  choice?: unknown;
  chooseBy?: string | null;
}

/** The commit is stale unless the reward is still what it was. */
export interface RewardChange {
  id: string;
  amountMinor: string;
  costMinor: string;
  status: string;
  voidReason: string | null;
  reviewReasons: readonly ReviewReason[];
  /** Whose it was: what is posted names their account. */
  participantWas: string;
  statusWas: string;
  amountWas: string;
  reasonsWas: readonly ReviewReason[];
  /** Null or absent where it is no choice. */
  choiceWas?: unknown;
  /** Absent where nothing of it expires. */
  expiredMinor?: string;
  expiredWas?: string;
}

/** What changes of a choice beside that, in a reward that the same commit guards by a `RewardChange`. */
export interface ChoiceRow {
  id: string;
  unit: string | null;
  grantedMinor: string;
  grant: GrantJson;
  coupon: CouponJson | null;
  choice: unknown;
  /** Null: there is nothing to choose any more. */
  chooseBy: string | null;
}

export interface PostingRow {
  id: string;
  source: string;
  destination: string;
  unit: string;
  amount: string;
  programId: string | null;
  participantId: string;
  rewardId: string | null;
  /** Null for what a person or a job did. */
  eventId: string | null;
  /** Why a person made a bonus or a correction. */
  reason?: string;
}

export interface AuditRow {
  id: string;
  actor: Actor;
  action: AuditAction;
  subject: string;
  detail: unknown;
}
