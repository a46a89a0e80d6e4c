import type { Audience } from "./audiences.ts";
import type { Condition, Fact } from "./conditions.ts";
import { LISTED_ABOUT_FRIEND, LISTED_NEUTRAL } from "./listedMessages.ts";
import type { Instant } from "./periods.ts";
import type { PhraseCode } from "./phrases.ts";
import type { RewardPhrase } from "./rewardPhrase.ts";

/**
 * What can be said of a referral, as data: a code and its values. `src/i18n` turns a statement into a sentence of
 * a language; nothing here is text.
 */

/** Whom a sentence is about; `other` is somebody further up, whom only the tenant hears of. */
export type Role = "advocate" | "friend" | "other";

/** A value of a statement; its kind says how a language writes it. */
export type Value =
  | { readonly kind: "money"; readonly amountMinor: bigint; readonly currency: string }
  | { readonly kind: "day"; readonly at: Instant }
  | { readonly kind: "count"; readonly count: number }
  | { readonly kind: "percent"; readonly rateBps: number }
  /** An id, a code, a currency: written as it is. */
  | { readonly kind: "text"; readonly text: string }
  /** Words of somebody's own: a name, an offer. */
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "rule"; readonly ruleId: string }
  | { readonly kind: "reward"; readonly reward: RewardPhrase }
  /** One of them. */
  | { readonly kind: "rewards"; readonly rewards: readonly RewardPhrase[] }
  | { readonly kind: "period"; readonly period: string; readonly key: string; readonly at: Instant }
  | { readonly kind: "field"; readonly field: string }
  | {
      readonly kind: "required";
      readonly field: string;
      readonly op: string;
      readonly value: unknown;
      readonly currency: string;
    }
  | { readonly kind: "fact"; readonly field: string; readonly fact: Fact; readonly currency: string }
  /** Words of ours inside a sentence. */
  | { readonly kind: "phrase"; readonly phrase: PhraseCode; readonly values: Readonly<Record<string, Value>> }
  | { readonly kind: "list"; readonly members: readonly Value[]; readonly join: "and" | "or" }
  /** A reward in full, as rules say it. */
  | { readonly kind: "promise"; readonly reward: RewardPhrase }
  /** One condition, or several of which one has to be met. */
  | { readonly kind: "condition"; readonly anyOf: readonly Condition[]; readonly currency: string };

/** Messages that read alike for everybody, with the values they need. */
export const NEUTRAL_MESSAGES = {
  referral_converted: ["day"],
  referral_open: [],
  referral_open_until: ["day"],
  referral_expired: ["day"],
  referral_order_open: [],
  referral_orders_apart: [],
  referral_rejected: [],
  rewards_total: ["reward"],
  rewards_none: [],
  earlier_left_out: ["count"],

  ...LISTED_NEUTRAL,

  note_converted: [],
  note_counts_no_more: [],
  note_taken_back: [],
  note_over_refund: [],
  note_refunded_before: ["amount"],
  note_no_rule: [],
  note_unchanged: [],
  note_choice_cut: [],

  choice_open: ["rule", "options", "day", "first"],
  choice_due: ["rule", "options", "first"],
  choice_taken: ["rule", "options", "reward"],

  clamped: ["reward"],
  tier_reached_conversions: ["count"],
  tier_reached_signups: ["count"],
  tier_reached_revenue: ["amount"],
  tier_next_conversions: ["count", "reward"],
  tier_next_signups: ["count", "reward"],
  tier_next_revenue: ["amount", "reward"],
  limit_count_recipient: ["left", "most", "period"],
  limit_count_referral: ["left", "most", "period"],
  limit_amount_recipient: ["left", "most", "period"],
  limit_amount_referral: ["left", "most", "period"],

  missing_any: [],
  missing_order_amount: ["short", "least", "seen"],
  over_order_amount: ["over", "most", "seen"],
  missing_amount: ["field", "short", "least", "seen"],
  over_amount: ["field", "over", "most", "seen"],
  missing_condition: ["field", "required", "seen"],
  missing_condition_hidden: ["field", "required"],
  missing_fact: ["field", "required"],

  changed_cut: ["rule", "taken", "left"],
  changed_taken: ["rule", "taken"],
  changed_ended: ["rule"],

  state_pending: ["rule", "reward", "day"],
  state_pending_due: ["rule", "reward", "day"],
  state_in_review: ["rule", "reward"],
  state_approved: ["rule", "reward"],
  state_fulfilled: ["rule", "reward"],
  state_voided: ["rule"],
  state_clawed_back: ["rule"],
  state_other: ["rule", "reward", "status"],
} as const;

/** Messages about the friend: one for the tenant, one for the friend, one for the advocate. */
export const FRIEND_MESSAGES = {
  referral_attributed: ["day"],
  ...LISTED_ABOUT_FRIEND,
  attributed_code: [],
  attributed_click: [],
  attributed_manual: [],
  event_signup: ["day"],
  event_purchase: ["amount", "day"],
  event_refund: ["amount", "day"],
  event_refund_waiting: ["amount", "day"],
  event_custom: ["event", "day"],
  note_moved: [],
} as const;

/** Messages about whoever a reward is for. */
export const RECIPIENT_MESSAGES = {
  granted: ["rule", "reward"],
} as const;

export type NeutralCode = keyof typeof NEUTRAL_MESSAGES;
export type FriendCode = keyof typeof FRIEND_MESSAGES;
export type RecipientCode = keyof typeof RECIPIENT_MESSAGES;
export type MessageCode = NeutralCode | FriendCode | RecipientCode;

type Messages = typeof NEUTRAL_MESSAGES & typeof FRIEND_MESSAGES & typeof RECIPIENT_MESSAGES;

/** Exactly the values that a message needs. */
export type ValuesOf<C extends MessageCode> = Readonly<Record<Messages[C][number], Value>>;

/**
 * Values that not every reader may see: the sentences of a reader to whom they are unknown don't use them.
 * `advocate`, `friend` and `recipient` are external ids, for the tenant; `code` and `order` for whom they belong to.
 */
export const GUARDED_VALUES = ["advocate", "friend", "recipient", "code", "order"] as const;
export type GuardedValue = (typeof GUARDED_VALUES)[number];

export interface Statement {
  readonly code: MessageCode;
  /** Null where the sentence is about nobody. */
  readonly subject: Role | null;
  readonly values: Readonly<Record<string, Value>>;
}

/** Whose words a sentence is told in: `you` when it is about its reader. */
export type Voice = "tenant" | "you" | "advocate" | "friend";

/** Customers hear nothing of people further up, so `other` never meets one of them. */
export function voiceOf(audience: Audience, subject: Role): Voice {
  if (audience === "tenant" || subject === "other") return "tenant";
  return audience === subject ? "you" : subject;
}
