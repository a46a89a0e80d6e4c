import type { StoredCode } from "../db/rows/code.ts";
import type { KnownEvent } from "../db/rows/event.ts";
import type { StoredParticipant } from "../db/rows/participant.ts";
import type { StoredProgram } from "../db/rows/program.ts";
import type { StoredReferral } from "../db/rows/referral.ts";
import type { StoredReward } from "../db/rows/reward.ts";
import type { Fact } from "../domain/conditions.ts";
import type { CounterName, Moment } from "../domain/counters.ts";
import type { Instant } from "../domain/periods.ts";
import type { CustomEvent, OrderFacts } from "./events.ts";

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
