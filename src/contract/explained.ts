import type { TraceRecord } from "../db/rows/event.ts";
import type { StoredReferral } from "../db/rows/referral.ts";
import type { KeptReward } from "../db/rows/reward.ts";
import type { Audience, Role } from "../domain/audiences.ts";
import type { Fact } from "../domain/conditions.ts";
import type { Statement } from "../domain/statement.ts";

/** What happened in a referral, as data, from which its JSON is made; `src/i18n` has the sentences. Nothing in it is for other eyes than its audience's. */
export interface Explanation {
  readonly audience: Audience;
  readonly program: { readonly key: string; readonly currency: string; readonly timezone: string };
  readonly texts: unknown;
  readonly referral: StoredReferral;
  /** As it is now: attributed with its credit window over is expired. */
  readonly status: StoredReferral["status"] | "expired";
  /** External ids; null for whom the audience may not know. */
  readonly advocate: string | null;
  readonly friend: string | null;
  /** Null where it is another person's. */
  readonly code: string | null;
  /** The one order that it is for; null where there is none, or where it is another person's. */
  readonly orderId: string | null;
  readonly summary: readonly Statement[];
  readonly events: readonly ExplainedEvent[];
  readonly omittedEvents: number;
  /** Where the page before begins; null where nothing was left out. */
  readonly nextBefore: string | null;
  readonly rewards: readonly ExplainedReward[];
}

export interface ExplainedEvent {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: number;
  /** Null where the order is another person's, or there is none. */
  readonly orderId: string | null;
  readonly statement: Statement;
  readonly notes: readonly Statement[];
  readonly decisions: readonly ExplainedDecision[];
  readonly changes: readonly ExplainedChange[];
}

export interface ExplainedDecision {
  readonly ruleId: string;
  readonly version: number;
  readonly recipient: Role;
  readonly outcome: "granted" | "skipped";
  readonly reason: string | null;
  readonly orderId: string | null;
  readonly statement: Statement;
  readonly details: readonly Statement[];
  readonly clamped: boolean;
  readonly trace: readonly ExplainedTrace[];
  /** What would have to be otherwise; empty where nothing is missing. */
  readonly missing: readonly Requirement[];
  readonly limits: readonly ExplainedLimit[];
  readonly tier: ExplainedTier | null;
  readonly reward: ExplainedReward | null;
}

/**
 * Of what the audience may not know `hidden` is true, and nothing is told but that it was asked: what was asked for and
 * whether it was met would say as much as what was seen.
 */
export interface ExplainedTrace extends Omit<TraceRecord, "met"> {
  readonly met: boolean | null;
  readonly hidden: boolean;
}

/** A condition that failed, or several of which one would have been enough. */
export interface Requirement {
  readonly anyOf: boolean;
  readonly conditions: readonly MissingCondition[];
}

export interface MissingCondition {
  readonly field: string;
  readonly op: string;
  /** What was asked for; null where that would tell what the audience may not know. */
  readonly value: unknown;
  readonly seen: Fact;
  /** How far a number is off: below the least, or above the most that is asked for. */
  readonly by: number | null;
  readonly direction: "below" | "above" | null;
  /** Set where `by` is money, in minor units. */
  readonly currency: string | null;
  readonly statement: Statement;
}

export interface ExplainedLimit {
  readonly per: "recipient" | "referral";
  readonly period: string;
  /** The period of the event at hand, in the program's time zone. */
  readonly periodKey: string;
  readonly most: number;
  readonly used: number;
  readonly left: number;
  /** "rewards", or the rule's own unit. */
  readonly unit: string;
  readonly statement: Statement;
}

export interface ExplainedTier {
  readonly by: string;
  readonly window: unknown;
  /** The step that the decision reached, null below the first. */
  readonly reached: number | null;
  /** Where the one who is counted stands now in that window; null where it can't be told, or not to this audience. */
  readonly position: number | null;
  /** What is missing is null where it may not be told to this audience. */
  readonly next: { readonly from: number; readonly missing: number | null } | null;
}

export interface ExplainedReward {
  readonly reward: KeptReward;
  readonly recipient: Role;
  /** External id. */
  readonly participant: string;
  /** Null where the order is another person's, or there is none. */
  readonly orderId: string | null;
  /** What there was to choose from, until when, and what was taken; null where it is no choice. */
  readonly choice: Statement | null;
  /** What became of its coupon, use by use. */
  readonly uses: readonly Statement[];
  readonly statement: Statement;
}

export interface ExplainedChange {
  readonly rewardId: string;
  readonly ruleId: string;
  readonly takenMinor: bigint;
  readonly leftMinor: bigint;
  readonly unit: string | null;
  readonly ended: boolean;
  readonly statement: Statement;
}
