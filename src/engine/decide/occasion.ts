import type { TraceRecord } from "../../db/rows/event.ts";
import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import type { AmountBasis } from "../../domain/amounts.ts";
import type { Choice } from "../../domain/choices.ts";
import type { Fact, Facts } from "../../domain/conditions.ts";
import type { Instant } from "../../domain/periods.ts";
import type { ReviewReason } from "../../domain/reviewReasons.ts";
import type { RewardRule, Rules } from "../../domain/rules.ts";
import type { Tracked } from "./state.ts";

/** What a pass over the rules decides for: one event, or one purchase of it, in one referral or membership. */
export interface Occasion {
  readonly eventId: string;
  /** The next id derived from the event's own. */
  readonly nextId: (prefix: string) => string;
  readonly program: Tracked<StoredProgram>;
  readonly referral: Tracked<StoredReferral>;
  readonly rules: Rules;
  readonly listens: (rule: RewardRule) => boolean;
  readonly occurredAt: Instant;
  /** "signup", "order:{orderId}", "event:{eventId}" or "click:{clickId}". */
  readonly source: string;
  /** A purchase that attributed its participant: signup rules are asked with the others, without its order. */
  readonly attributes: boolean;
  readonly order: OrderOccasion | null;
  /** What rates are of where there is no order. */
  readonly measured?: AmountBasis;
  /** Of a rule whose reward its order had ended: what returns of it. */
  readonly returning?: (rule: RewardRule) => ReturningGrant | null;
  readonly facts: Facts;
  /** The passing facts to keep with each reward. */
  readonly seen: Readonly<Record<string, Fact>>;
}

/** A grant that its order had ended, at what it comes to now. */
export interface ReturningGrant {
  /** As it ended. */
  readonly reward: StoredReward;
  readonly amountMinor: bigint;
  /** With what each option comes to. */
  readonly choice: Choice | null;
  /** The step of the tier that it was granted at. */
  readonly tierFrom: number | null;
  /** As its conditions saw them, with what is left of the order. */
  readonly facts: Facts;
}

/** `rewards.source` of what a referral earned by being attributed. */
export const SIGNUP = "signup";

/** Signup rules are about the referral: no order qualifies or disqualifies it. */
export function orderFor({ order }: Occasion, { on }: RewardRule): OrderOccasion | null {
  return on.event === "signup" ? null : order;
}

/** What is known of a purchase before its rules are asked. */
export interface OrderOccasion {
  readonly orderId: string;
  /** What rates are of: the whole of a purchase, the net of one that a conversion moved to. */
  readonly basis: AmountBasis;
  readonly currency: string;
  readonly inWindow: boolean;
  readonly qualifies: boolean;
  /** 1 + the referral's other purchases decided so far that still qualify. */
  readonly nth: number;
  readonly trace: readonly TraceRecord[];
  /** What the rewards that it earns now are in review for. */
  readonly reviewReasons: readonly ReviewReason[];
}
