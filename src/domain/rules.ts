import type { ConditionList } from "./conditions.ts";
import { fieldsOf } from "./conditions.ts";
import type { Eligibility } from "./eligibility.ts";
import { isPassing } from "./fields.ts";
import type { Period } from "./periods.ts";
import type { TriggerName } from "./triggers.ts";
import type { Within } from "./within.ts";

/** The rules of one program version, parsed: `rulesSchema.ts` makes them from the JSON document. */

export interface Rules {
  readonly attribution: Attribution;
  readonly eligibility: Eligibility;
  readonly qualifies: ConditionList;
  readonly rewards: readonly RewardRule[];
  readonly budget: Budget | null;
  readonly payouts: PayoutRules | null;
}

/** What has to be before cash is paid out. */
export interface PayoutRules {
  /** An advocate is paid for the first time once so many of their friends have bought. */
  readonly firstFriends: number;
}

export interface Attribution {
  /** Which click wins when a friend followed several share links. */
  readonly model: "last_touch" | "first_touch";
  /** Click to attribution. */
  readonly windowDays: number;
  /** Attribution to purchase; null has no end. */
  readonly creditWindowDays: number | null;
  /** How long after their first signup a friend may still enter a code. */
  readonly lateEntryDays: number;
  readonly newCustomersOnly: boolean;
  /** How long before their code or click a purchase of a new friend may be: a shop may tell of the account later. */
  readonly graceMinutes: number;
  /** Whether a referral is the friend's for good, or each purchase is attributed by its own code or click. */
  readonly binds: "friend" | "order";
  /** What advocates read of the names of friends who have agreed to that. */
  readonly friendNames: FriendNames;
}

export const FRIEND_NAMES = ["none", "initial", "first"] as const;
export type FriendNames = (typeof FRIEND_NAMES)[number];

/** A day: an account may be made so long after the order. */
export const MAX_GRACE_MINUTES = 1440;

export interface RewardRule {
  readonly id: string;
  readonly recipient: Recipient;
  readonly on: Trigger;
  readonly when: ConditionList;
  readonly group: string | null;
  readonly grant: Grant;
  readonly tiers: Tiers | null;
  readonly limits: readonly Limit[];
  readonly holdDays: number;
  /** Null: by the grant actually given. */
  readonly onRefund: OnRefund | null;
}

/** Level 1 is the advocate, 2 the advocate's own advocate; the actor is the participant who did it, referred or not. */
export type Recipient =
  | { readonly kind: "friend" }
  | { readonly kind: "actor" }
  | { readonly kind: "ancestor"; readonly level: number };

export const MAX_ANCESTOR = 3;

const OWN = { friend: true, actor: true } satisfies Record<Exclude<Recipient["kind"], "ancestor">, true>;
/** As whom a participant earns by what they do themselves; everyone else earns by whom they brought. */
export const OWN_RECIPIENTS: readonly string[] = Object.keys(OWN);

/** "advocate", "friend", "actor" or "ancestor:2": how a reward says whose it is. */
export function recipientName(recipient: Recipient): string {
  if (recipient.kind !== "ancestor") return recipient.kind;
  return recipient.level === 1 ? "advocate" : `ancestor:${recipient.level}`;
}

/** The trigger of rules that pay for visits through a share link. */
export const CLICK = "click" satisfies TriggerName;

/** `nth` only on purchases. */
export interface Trigger {
  /** One of `TRIGGERS`, or the name of a custom event. */
  readonly event: string;
  readonly nth: { readonly from: number; readonly to: number | null } | null;
  /** How long it gives; null has no end. */
  readonly within: Within | null;
}

export type OnRefund = "proportional" | "unqualify" | "keep";

export type Grant = Option | ChoiceGrant;

export type Option = MoneyGrant | PointsGrant | DiscountGrant | ItemGrant;

/** Fixed minor units, so many of them for each piece that was bought, or a rate of something of the event. */
export type Amount =
  | { readonly type: "fixed"; readonly amountMinor: bigint }
  | { readonly type: "each"; readonly amountMinor: bigint; readonly when: ConditionList }
  | { readonly type: "rate"; readonly rateBps: number; readonly of: RateBase; readonly maxMinor: bigint | null };

/** What a rate is of: the order's amount, the items that meet conditions, or an integer of the event's metadata. */
export type RateBase =
  | { readonly kind: "order" }
  | { readonly kind: "items"; readonly when: ConditionList }
  | { readonly kind: "metadata"; readonly name: string };

export interface MoneyGrant {
  readonly kind: "cash" | "credit";
  readonly amount: Amount;
  /** Of credit: what is left of it that long after it was approved expires. Without it, nothing does. */
  readonly validDays?: number;
}

/** What its author says of what a grant costs beside money. */
export interface Costed {
  /** What one is expected to cost; 0 where its author says nothing of it, too. */
  readonly costMinor: bigint;
  /** Where its author says that it costs nothing, for itself or for the whole choice. */
  readonly isFree?: true;
}

export interface PointsGrant extends Costed {
  readonly kind: "points";
  readonly amount: Amount;
  /** As of credit. */
  readonly validDays?: number;
}

export interface DiscountGrant extends Costed {
  readonly kind: "discount";
  readonly percentBps: number | null;
  readonly amountMinor: bigint | null;
  /** In place of both: the shop takes the shipping off, whatever that costs. What was granted before knows nothing of it. */
  readonly freeShipping?: true;
  readonly minOrderMinor: bigint | null;
  readonly appliesTo: { readonly skus: readonly string[]; readonly categories: readonly string[] } | null;
  readonly validDays: number | null;
  readonly maxUses: number;
}

export interface ItemGrant extends Costed {
  readonly kind: "item";
  readonly sku: string;
  readonly quantity: number;
}

/** The recipient takes one of the options; until then it counts as the first. */
export interface ChoiceGrant {
  readonly kind: "choice";
  readonly options: readonly [Option, ...Option[]];
  /** Of what earned it; then it is settled on the first. */
  readonly chooseWithinDays: number;
  /** Null: by the options, the dearest until one is taken. */
  readonly costMinor: bigint | null;
}

export const TIER_MEASURES = ["conversions", "signups", "revenue"] as const;
export type TierMeasure = (typeof TIER_MEASURES)[number];

export const TIER_PERIODS = ["lifetime", "month", "quarter", "year"] as const satisfies readonly Period[];
/** A calendar period, or the days up to the instant at hand. */
export type TierWindow = (typeof TIER_PERIODS)[number] | { readonly rollingDays: number };

export interface Tiers {
  readonly by: TierMeasure;
  readonly window: TierWindow;
  /** Rising by `from`. */
  readonly steps: readonly TierStep[];
}

export interface TierStep {
  readonly from: number;
  readonly grant: Grant;
}

export interface Limit {
  readonly per: "recipient" | "referral";
  readonly period: LimitPeriod;
  /** Rewards, or the rule's own unit. */
  readonly measure: "count" | "amount";
  readonly most: bigint;
}

export const LIMIT_PERIODS = ["day", "month", "year", "lifetime"] as const;
export type LimitPeriod = (typeof LIMIT_PERIODS)[number];

/** What money is planned by; the order is that of a choice. */
export const BUDGET_PERIODS = ["day", "month", "quarter", "year", "lifetime"] as const satisfies readonly Period[];
export type BudgetPeriod = (typeof BUDGET_PERIODS)[number];

export interface Budget {
  readonly amountMinor: bigint;
  readonly period: BudgetPeriod;
  readonly onExhausted: "skip" | "pause_program";
}

/** What a grant is before anything is chosen: itself, or the first option of a choice. */
export function optionOf(grant: Grant): Option {
  return grant.kind === "choice" ? grant.options[0] : grant;
}

/** The unit of each kind of option; null for what is no sum: a discount or an item. */
const UNITS: Readonly<Record<Option["kind"], ((currency: string) => string) | null>> = {
  cash: (currency) => `cash:${currency}`,
  credit: (currency) => `credit:${currency}`,
  points: () => "points",
  discount: null,
  item: null,
};

/** What a reward can be; a choice is one of these in the end. */
export const OPTION_KINDS = Object.keys(UNITS) as [Option["kind"], ...Option["kind"][]];

/** What a rule can give. */
export const GRANT_KINDS: readonly [Grant["kind"], ...Grant["kind"][]] = [...OPTION_KINDS, "choice"];

/** "cash:GBP", "credit:GBP", "points", or null for what is no sum. */
export function unitOf(grant: Option, currency: string): string | null {
  return UNITS[grant.kind]?.(currency) ?? null;
}

/** Whether an option, also as it is written, is a sum, so that nothing is given when it comes to 0. */
export function isSum({ kind }: Pick<Option, "kind">): boolean {
  return UNITS[kind] !== null;
}

/** What a refund does to a reward: the rule's choice, or by default what fits the grant that was given. */
export function onRefundOf(rule: RewardRule, grant: Option): OnRefund {
  if (rule.onRefund !== null) return rule.onRefund;
  return isComputed(grant) ? "proportional" : "unqualify";
}

/** Whether what a grant comes to is computed from its event: a rate, or so much for each piece. */
export function isComputed(grant: Option): boolean {
  return "amount" in grant && grant.amount.type !== "fixed";
}

/**
 * The facts that are not in the stored event itself: they change with time, so what a decision saw is kept
 * with it whenever a rule of the version asks for one.
 */
export function passingFieldsOf(rules: Rules): readonly string[] {
  const known = passingFields.get(rules);
  if (known !== undefined) return known;
  const asked = [...fieldsOf(rules.qualifies), ...rules.rewards.flatMap((rule) => fieldsOf(rule.when))];
  const fields = [...new Set(asked)].filter(isPassing);
  passingFields.set(rules, fields);
  return fields;
}

/** Rules never change, and every event asks. */
const passingFields = new WeakMap<Rules, readonly string[]>();
