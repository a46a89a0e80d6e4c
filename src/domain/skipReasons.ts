import type { ConditionFailure } from "./conditions.ts";
import type { ListedMessage } from "./matters.ts";
import type { Grant, RewardRule } from "./rules.ts";
import { isSum, optionOf } from "./rules.ts";

/**
 * A rule that listened, asked whether it gives. What costs something to know is worked out when it is first asked for:
 * looking at a number makes the commit rely on it, so that the order of the reasons is also what is looked at.
 */
export interface AskedRule {
  readonly rule: RewardRule;
  /** Of the program. */
  readonly currency: string;
  /** Null where no order is asked about. */
  readonly order: AskedOrder | null;
  /** Whether the event lies in the time for which the rule gives. */
  isWithin(): boolean;
  /** Whether the referral has a live reward of this rule. */
  hasLiveReward(): boolean;
  /** The first of the rule's own conditions that fails. */
  failure(): ConditionFailure | null;
  /** Whether another rule of the group was granted for the same event. */
  isGroupTaken(): boolean;
  recipientId(): string | null;
  /** What the rule gives at the step that was reached. */
  grant(): Grant;
  /** What that comes to, of a choice its first option. */
  wholeMinor(): bigint;
  /** What limits leave of that; null for nothing. */
  leftMinor(): bigint | null;
  /** Whether what limits leave fits into the program's budget. */
  fits(): boolean;
}

interface AskedOrder {
  readonly currency: string;
  readonly inWindow: boolean;
  readonly qualifies: boolean;
  /** 1 + the referral's other purchases decided so far that still qualify. */
  readonly nth: number;
}

type Holds = (asked: AskedRule) => boolean;

const ofRule = (holds: Holds) => ({ holds, says: ["rule"] }) as const;

/**
 * Why a rule that listened gave nothing, in the order in which it is looked at: the first that holds is the one kept.
 * Each with what its sentence needs, by the names of `statement.ts`.
 */
export const SKIP_REASONS = {
  /** The order is in another currency than the program. */
  currency_mismatch: {
    holds: ({ order, currency }) => order !== null && order.currency !== currency,
    says: ["rule", "expected"],
    hides: { currency: "friend" },
  },
  /** The purchase came before the referral, or after the time in which its purchases earn. */
  outside_credit_window: ofRule(({ order, rule }) => order !== null && !order.inWindow && !isOwnAct(rule)),
  /** The purchase does not meet the program's `qualifies`. */
  not_qualifying: ofRule(({ order }) => order !== null && !order.qualifies),
  /** The rule is for other purchases in the sequence. */
  not_nth: ofRule(({ order, rule }) => order !== null && !isAmong(rule.on.nth, order.nth)),
  /** The rule gives for a time after the referral was made or converted, and this lies outside of it. */
  outside_within: ofRule((asked) => !asked.isWithin()),
  /** A conversion rule has a live reward for this referral. */
  already_rewarded: ofRule((asked) => {
    return asked.order !== null && asked.rule.on.event === "conversion" && asked.hasLiveReward();
  }),
  /** The first of the rule's conditions that fails asks for what is not known. */
  fact_missing: ofRule((asked) => asked.failure() === "fact_missing"),
  /** The first of the rule's conditions that fails is not met. */
  condition_not_met: ofRule((asked) => asked.failure() === "condition_not_met"),
  /** Another rule of the group was granted for the same event. */
  group_taken: ofRule((asked) => asked.isGroupTaken()),
  /** There is no advocate so far above the friend. */
  no_recipient: ofRule((asked) => asked.recipientId() === null),
  /** Cash, credit or points that come to 0. */
  zero_amount: ofRule((asked) => isSum(optionOf(asked.grant())) && asked.wholeMinor() === 0n),
  /** One of the rule's limits leaves nothing. */
  limit_reached: ofRule((asked) => asked.leftMinor() === null),
  /** The grant does not fit whole into what the program's budget has left. */
  budget_exhausted: ofRule((asked) => !asked.fits()),
} as const satisfies Readonly<Record<string, ListedMessage & { readonly holds: Holds }>>;

/**
 * The window is for what an advocate brought: an actor would fare worse for being referred if it ended what they earn
 * for themselves. A conversion is no act of their own: only a referral has one, inside its window.
 */
export function isOwnAct({ recipient, on }: RewardRule): boolean {
  return recipient.kind === "actor" && on.event !== "conversion";
}

function isAmong(wanted: RewardRule["on"]["nth"], nth: number): boolean {
  return wanted === null || (nth >= wanted.from && (wanted.to === null || nth <= wanted.to));
}

export type SkipReason = keyof typeof SKIP_REASONS;

export const SKIP_REASON_NAMES = Object.keys(SKIP_REASONS) as SkipReason[];

/** The first reason of the list that holds, or null where the rule gives. */
export function skipReasonOf(asked: AskedRule): SkipReason | null {
  return SKIP_REASON_NAMES.find((name) => SKIP_REASONS[name].holds(asked)) ?? null;
}

/** Whether a stored reason is one of this version's. */
export function isSkipReason(reason: string | null): reason is SkipReason {
  return reason !== null && Object.hasOwn(SKIP_REASONS, reason);
}

/** More that is said where more is known than the reason; `other` is for one of another version. */
export const SKIP_VARIANTS = {
  too_early: { says: ["rule", "day"] },
  too_late: { says: ["rule", "day"] },
  not_nth_only: { says: ["rule", "from"] },
  not_nth_from: { says: ["rule", "from"] },
  not_nth_range: { says: ["rule", "from", "to"] },
  outside_within_until: { says: ["rule", "day"] },
  group_taken_by: { says: ["rule", "taker"] },
  other: { says: ["rule", "reason"] },
} as const satisfies Readonly<Record<string, ListedMessage>>;
