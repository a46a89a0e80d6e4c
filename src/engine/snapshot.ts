import type { Choice } from "../domain/choices.ts";
import type { CodeStanding } from "../domain/codeStanding.ts";
import type { Fact } from "../domain/conditions.ts";
import type { CounterName, CounterPlan, Moment } from "../domain/counters.ts";
import type { ApplicationStatus } from "../domain/eligibility.ts";
import type { Instant } from "../domain/periods.ts";
import type { RewardStatus } from "../domain/rewardState.ts";
import type { Grant, Option, Rules } from "../domain/rules.ts";
import type { CustomEvent, OrderFacts } from "./events.ts";
import type { Happening } from "./happenings.ts";

/** Everything that the decisions of one batch need, as plain data: what `load` reads. */
export interface Snapshot {
  readonly tenantId: string;
  /** What the batch's natural keys already stand for. */
  readonly known: readonly KnownEvent[];
  readonly participants: readonly StoredParticipant[];
  readonly programs: readonly StoredProgram[];
  readonly codes: readonly StoredCode[];
  readonly referrals: readonly StoredReferral[];
  readonly memberships: readonly StoredMembership[];
  readonly purchases: readonly StoredPurchase[];
  /** Custom events that a referral made by this batch would have to decide. */
  readonly customEvents: readonly StoredCustomEvent[];
  readonly rewards: readonly StoredReward[];
  /** What rolling windows could count, of advocates whose program has one. */
  readonly moments: readonly StoredMoment[];
  readonly counters: readonly (CounterName & { readonly value: bigint })[];
  /** Those that purchases of the batch name. */
  readonly coupons: readonly StoredCoupon[];
  /** What the orders of the batch used of coupons, as far as it is in the books and not undone. */
  readonly couponUses: readonly StoredCouponUse[];
}

/** What is read of nothing: the beginning of a snapshot for whoever needs a part of one. */
export const EMPTY_SNAPSHOT: Omit<Snapshot, "tenantId"> = {
  known: [],
  participants: [],
  programs: [],
  codes: [],
  referrals: [],
  purchases: [],
  customEvents: [],
  rewards: [],
  memberships: [],
  moments: [],
  counters: [],
  coupons: [],
  couponUses: [],
};

export interface KnownEvent {
  readonly naturalKey: string;
  readonly id: string;
  readonly contentHash: string;
  readonly attemptId: string;
  readonly type: string;
  readonly occurredAt: Instant;
  readonly occurredAtGiven: boolean;
  readonly receivedAt: Instant;
  readonly flags: readonly EventFlag[];
  readonly entries: readonly ProgramEntry[];
}

export type EventFlag = "over_refund" | "currency_mismatch";

/** What one program made of one event: kept with the event, in internal ids. */
export interface ProgramEntry {
  readonly programId: string;
  /** A membership's where the participant is not referred. */
  readonly referralId: string;
  readonly decisions: readonly Decision[];
  /** The rewards it made or changed. */
  readonly rewardIds: readonly string[];
  /** What became of its orders, in the order in which it happened; absent in older rows. */
  readonly happened?: readonly Happening[];
}

export type SkipReason =
  | "currency_mismatch"
  | "outside_credit_window"
  | "not_qualifying"
  | "not_nth"
  | "already_rewarded"
  | "fact_missing"
  | "condition_not_met"
  | "group_taken"
  | "no_recipient"
  | "zero_amount"
  | "limit_reached"
  | "budget_exhausted";

export interface Decision {
  readonly ruleId: string;
  readonly version: number;
  readonly outcome: "granted" | "skipped";
  readonly reason: SkipReason | null;
  readonly rewardId: string | null;
  readonly orderId: string | null;
  /** The step of the tier that was reached. */
  readonly tierFrom: number | null;
  /** Whether an amount limit cut the reward. */
  readonly clamped: boolean;
  readonly trace: readonly TraceRecord[];
}

/** A trace entry as plain JSON. */
export interface TraceRecord {
  readonly field: string;
  readonly op: string;
  readonly value: unknown;
  readonly seen: Fact;
  readonly met: boolean;
}

export interface StoredParticipant {
  readonly id: string;
  readonly externalId: string;
  readonly emailFolded: string | null;
  readonly country: string | null;
  readonly segments: readonly string[];
  /** By a person: kept out of new referrals, on either side. */
  readonly blocked: boolean;
  readonly firstSignupAt: Instant | null;
  readonly firstPurchaseAt: Instant | null;
  readonly version: number;
  readonly referredVersion: number;
}

export interface StoredProgram {
  readonly id: string;
  readonly key: string;
  readonly currency: string;
  readonly timezone: string;
  readonly status: "draft" | "active" | "paused" | "ended";
  readonly pausedReason: "budget" | "person" | null;
  readonly pausedPeriod: string | null;
  readonly startsAt: Instant | null;
  readonly endsAt: Instant | null;
  /** The latest version, 0 before the first publish. */
  readonly version: number;
  readonly epoch: number;
  readonly plan: CounterPlan;
  /** The latest version's rules and those of every version that a loaded referral or reward has. */
  readonly rules: ReadonlyMap<number, Rules>;
}

/** A code with the standing of its primary code, which a vanity code shares. */
export interface StoredCode extends CodeStanding {
  readonly code: string;
  readonly programId: string;
  readonly participantId: string;
  /** The code itself, or the one that a vanity code is an alias of. */
  readonly primary: string;
  /** Of the primary: raised when a person changes it. */
  readonly version: number;
  /** Of its owner in its program; null where they never applied. */
  readonly application: ApplicationStatus | null;
}

export interface StoredReferral {
  readonly id: string;
  readonly programId: string;
  readonly version: number;
  /** "member" is nobody's friend: a membership in the form that rules are asked in. */
  readonly status: "attributed" | "converted" | "rejected" | "member";
  readonly advocateId: string | null;
  readonly friendId: string;
  readonly code: string | null;
  /** Null for a member. */
  readonly source: "code" | "click" | "manual" | null;
  readonly channel: string | null;
  readonly attributedAt: Instant;
  readonly convertedAt: Instant | null;
  readonly conversionOrderId: string | null;
  /** The one order it is for, in a program that binds orders; null where it is the friend's for good. */
  readonly orderId: string | null;
  /** Whether it is the first live one of its friend and advocate in the program, and so a friend more. */
  readonly newFriend: boolean;
  readonly qualifyingCount: number;
  readonly reversals: number;
  readonly rejectedReason: string | null;
}

/** Of a participant who acts without being referred, in a program that rewards its actors. */
export interface StoredMembership {
  readonly id: string;
  readonly programId: string;
  readonly participantId: string;
  /** What `nth` counts for them. */
  readonly qualifyingCount: number;
  /** Whether signup rules for actors have been asked. */
  readonly signedUp: boolean;
}

/** Ids of memberships begin with it; outside nobody sees them. */
export const MEMBERSHIP_PREFIX = "mem_";

/** What one program made of a purchase. */
export interface PurchaseStanding {
  readonly referralId: string;
  /** The version that decided, also when the referral has moved to another; absent in older rows. */
  readonly version?: number;
  /** In the credit window, qualifying when decided and still so on its net. */
  readonly qualifies: boolean;
  /** The passing facts that its version asks for, as they were. */
  readonly facts: Readonly<Record<string, Fact>>;
}

export interface StoredMoment extends Moment {
  readonly programId: string;
  readonly advocateId: string;
}

export interface StoredPurchase {
  readonly orderId: string;
  readonly currency: string;
  /** Null in a stub: refunds came, the purchase has not. */
  readonly reported: ReportedPurchase | null;
  readonly refundedMinor: bigint;
  /** Every refund as it was reported, in order of arrival; a stub's wait for their purchase. */
  readonly refunds: readonly bigint[];
  readonly overRefunds: number;
  readonly decided: Readonly<Record<string, PurchaseStanding>>;
}

export interface ReportedPurchase {
  readonly participantId: string;
  readonly amountMinor: bigint;
  readonly occurredAt: Instant;
  /** Order of arrival: the seq of its event. */
  readonly arrival: number;
  /** Null where no decision of the batch can need it. */
  readonly order: OrderFacts | null;
}

export interface StoredCustomEvent {
  readonly event: Pick<CustomEvent, "id" | "name" | "eventId" | "metadata" | "occurredAt">;
  readonly participantId: string;
  readonly arrival: number;
  /** Programs that have decided it for a referral. */
  readonly programIds: readonly string[];
  /** Programs that have decided it for a member. */
  readonly memberProgramIds: readonly string[];
}

export interface StoredReward {
  readonly id: string;
  readonly programId: string;
  readonly version: number;
  readonly ruleId: string;
  readonly trigger: string;
  readonly group: string | null;
  readonly referralId: string;
  readonly participantId: string;
  readonly recipient: string;
  /** "signup", "order:{orderId}", "event:{eventId}" or "click:{clickId}". */
  readonly source: string;
  readonly kind: Grant["kind"];
  readonly unit: string | null;
  readonly grantedMinor: bigint;
  readonly amountMinor: bigint;
  readonly costMinor: bigint;
  readonly basisMinor: bigint;
  readonly status: RewardStatus;
  readonly holdUntil: Instant;
  readonly voidReason: string | null;
  readonly occurredAt: Instant;
  /** Of a choice, the option in force: the one taken, until then the first. */
  readonly grant: Option;
  readonly coupon: Coupon | null;
  readonly choice: Choice | null;
  readonly facts: Readonly<Record<string, Fact>>;
}

/** A discount's coupon. `decide` leaves the code empty: the shell draws it for the commit, in place. */
export interface Coupon {
  code: string;
  readonly expiresAt: Instant | null;
}

/** Whose coupon it is, and of which program: what never changes of it. */
export interface StoredCoupon {
  /** Folded. */
  readonly code: string;
  readonly rewardId: string;
  readonly programId: string;
  readonly participantId: string;
}

export interface StoredCouponUse extends StoredCoupon {
  readonly orderId: string;
  readonly currency: string;
  readonly reportedMinor: bigint;
}
