import type { ReferralStatus } from "./attribution.ts";
import type { PayoutStatus } from "./payouts.ts";
import type { RewardStatus } from "./rewardState.ts";

/**
 * What subscribers may want to hear of. A commit writes its notices into the outbox with what it changed; this list is
 * all that there is, and says what the `subjectId` of each names.
 */

/** What a notice or an audit row can be about; a code is named by itself, everything else by its id. */
export type SubjectKind =
  | "tenant"
  | "participant"
  | "code"
  | "program"
  | "programVersion"
  | "referral"
  | "reward"
  | "posting"
  | "key"
  | "member"
  | "picture"
  | "webhook"
  | "payout"
  | "payoutBatch";

export const NOTICES = {
  /** An event, an application, a code or the tenant's own word has named a participant for the first time. */
  "participant.created": "participant",
  /** A participant was given a code or a vanity code. */
  "code.issued": "code",
  /** A version was published; of the program, the subject is that version. */
  "program.published": "programVersion",
  /** A grant did not fit into the budget, and the program pauses from the next event on. */
  "budget.exhausted": "program",
  /** A friend was tied to an advocate. */
  "referral.attributed": "referral",
  /** A person gave a friend to another advocate. */
  "referral.reassigned": "referral",
  /** A friend was not tied to an advocate; the referral keeps the reason. */
  "referral.rejected": "referral",
  /** A purchase became the conversion, the first one or the one that a refunded conversion moved to. */
  "referral.converted": "referral",
  /** A refund or a change of its order took the conversion away, and no other purchase took its place. */
  "referral.reverted": "referral",
  /** A reward was granted with a hold, or is held again after a review. */
  "reward.pending": "reward",
  /** Something about a reward that is held has to be settled first. */
  "reward.in_review": "reward",
  /** A reward was granted without a hold, its hold has ended, or a person approved it. */
  "reward.approved": "reward",
  /** A person gave a reward out, or a payout pays it. */
  "reward.fulfilled": "reward",
  /**
   * A refund or a change of its order left less or more of a reward, one of its options was taken, what was left of it has
   * expired, or what is approved is in review or no more.
   */
  "reward.adjusted": "reward",
  /** A reward ended before it was given out. */
  "reward.voided": "reward",
  /** Nothing is left of a reward that had been given out. */
  "reward.clawed_back": "reward",
  /** What is left of a reward in credit or points expires soon. */
  "reward.expiring": "reward",
  /** A coupon that can still be used ends soon; the subject is the reward that it is. */
  "coupon.expiring": "reward",
  /** An endpoint is sent nothing more: it said that it is gone, or nothing but failures came back for days. */
  "webhook.disabled": "webhook",
  /** An order was paid with what a participant has in credit or points. */
  "wallet.spent": "participant",
  /** What an order was paid with was given back. */
  "wallet.given_back": "participant",
  /** Where a participant is paid was said, changed or removed. */
  "payout_details.changed": "participant",
  /** The batch of a payout was confirmed: it is to be paid. */
  "payout.created": "payout",
  "payout.paid": "payout",
  /** It could not be paid, and what it was worth waits for the next. */
  "payout.failed": "payout",
  /** It was ended before it was to be paid. */
  "payout.cancelled": "payout",
  /** It was paid and came back. */
  "payout.returned": "payout",
  /** It is not known whether Stripe has paid it, or Stripe would not: a person has to say what became of it. */
  "payout.needs_decision": "payout",
} as const satisfies Readonly<Record<string, SubjectKind>>;

export type NoticeType = keyof typeof NOTICES;

/** What a reward, a referral or a payout was at one moment. */
export interface Moment {
  readonly status: RewardStatus | ReferralStatus | PayoutStatus;
  /** Of a reward and of a payout. */
  readonly amountMinor?: number;
}

export interface Notice {
  readonly type: NoticeType;
  /** The event that caused it; null for what a person or a job did. */
  readonly eventId: string | null;
  /** Null for what belongs to no program. */
  readonly programId: string | null;
  /** Of the kind that `NOTICES` says. */
  readonly subjectId: string;
  /** What that was when it happened; null of other kinds, and absent in notices of the release before. */
  readonly moment?: Moment | null;
}

/** The notice of what a person or a job did. */
export function noticeOf(
  type: NoticeType,
  subjectId: string,
  programId: string | null,
  moment: Moment | null = null,
): Notice {
  return { type, eventId: null, programId, subjectId, moment };
}
