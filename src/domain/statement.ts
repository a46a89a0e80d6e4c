import type { Audience, Role } from "./audiences.ts";
import type { Condition, Fact } from "./conditions.ts";
import { LISTED_NEUTRAL } from "./listedMessages.ts";
import type { KnownName, Matter, Message } from "./matters.ts";
import { NAMES } from "./matters.ts";
import type { Instant } from "./periods.ts";
import type { PhraseCode } from "./phrases.ts";
import type { RewardPhrase } from "./rewardPhrase.ts";

/**
 * What can be said of a referral, as data: a code and its values. `src/i18n` turns a statement into a sentence of
 * a language; nothing here is text.
 */

/** A value of a statement; its kind says how a language writes it. */
export type Value =
  | { readonly kind: "money"; readonly amountMinor: bigint; readonly currency: string }
  /** By the clocks of a time zone; those of the program where it names none. */
  | { readonly kind: "day"; readonly at: Instant; readonly timezone?: string }
  | { readonly kind: "count"; readonly count: number }
  | { readonly kind: "percent"; readonly rateBps: number }
  /** An id, a code, a currency: written as it is. */
  | { readonly kind: "text"; readonly text: string }
  /** Words that a person wrote: a name, an offer. */
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

type Messages = Readonly<Record<string, Message>>;

/** Messages that read alike for everyone who hears them; where something is hidden, there is a sentence without it. */
export const NEUTRAL_MESSAGES = {
  referral_converted: { to: "both", says: ["day"] },
  referral_open: { to: "both", says: [] },
  referral_open_until: { to: "both", says: ["day"] },
  referral_expired: { to: "both", says: ["day"] },
  referral_same_person: { to: "tenant", says: [] },
  referral_old_customer: { to: "tenant", says: ["day"] },
  referral_same_card: { to: "tenant", says: [] },
  referral_same_device: { to: "tenant", says: [] },
  referral_order_open: { to: "both", says: [] },
  referral_orders_apart: { to: "both", says: [] },
  referral_rejected: { to: "both", says: [] },
  earlier_left_out: { to: "both", says: ["count"] },

  ...LISTED_NEUTRAL,

  /** In place of `event_custom`, of one for which customers have no name. */
  event_unnamed: { to: "friend", says: ["day"] },
  note_converted: { to: "both", says: [] },
  note_counts_no_more: { to: "both", says: [] },
  note_counts_again: { to: "both", says: [] },
  note_taken_back: { to: "both", says: [] },
  note_over_refund: { to: "friend", says: [] },
  note_items_exceed_order: { to: "friend", says: [] },
  note_unknown_code: { to: "friend", says: [] },
  note_refunded_before: { to: "both", says: [], hides: { amount: "friend" } },
  event_dispute_opened: { to: "friend", says: ["day", "order"] },
  event_dispute_closed: { to: "friend", says: ["day", "order"] },
  note_disputed: { to: "friend", says: [] },
  note_dispute_closed: { to: "friend", says: [] },
  note_choice_cut: { to: "subject", says: [] },
  note_by_hand: { to: "tenant", says: ["who", "reason"] },
  note_used_at_once: { to: "subject", says: ["rule"] },
  note_customer_since: { to: "tenant", says: ["day"] },
  note_same_card: { to: "tenant", says: [] },
  note_same_device: { to: "tenant", says: [] },

  choice_open: { to: "subject", says: ["rule", "options", "day", "first"] },
  choice_due: { to: "subject", says: ["rule", "options", "first"] },
  choice_taken: { to: "subject", says: ["rule", "options", "reward"] },

  coupon_used: { to: "subject", says: ["rule", "day"], hides: { order: "tenant" } },
  coupon_used_again: { to: "subject", says: ["rule", "day"], hides: { order: "tenant" } },
  coupon_freed: { to: "subject", says: ["rule", "day"], hides: { order: "tenant" } },
  coupon_ended: { to: "subject", says: ["rule", "day"], hides: { order: "tenant" } },

  clamped: { to: "subject", says: ["reward"] },
  tier_reached_conversions: { to: "subject", says: ["count"] },
  tier_reached_signups: { to: "subject", says: ["count"] },
  tier_reached_revenue: { to: "subject", says: ["amount"] },
  tier_next_conversions: { to: "subject", says: ["count", "reward"] },
  tier_next_signups: { to: "subject", says: ["count", "reward"] },
  tier_next_revenue: { to: "tenant", says: ["amount", "reward"] },
  tier_ahead_revenue: { to: "subject", says: ["from", "reward"] },
  limit_count_recipient: { to: "subject", says: ["left", "most", "period"] },
  limit_count_referral: { to: "subject", says: ["left", "most", "period"] },
  limit_amount_recipient: { to: "subject", says: ["left", "most", "period"] },
  limit_amount_referral: { to: "subject", says: ["left", "most", "period"] },

  missing_any: { to: "both", says: [] },
  missing_order_amount: { to: "both", says: ["least"], hides: { short: "friend", seen: "friend" } },
  over_order_amount: { to: "both", says: ["most"], hides: { over: "friend", seen: "friend" } },
  missing_amount: { to: "field", says: ["field", "short", "least", "seen"] },
  over_amount: { to: "field", says: ["field", "over", "most", "seen"] },
  missing_condition: { to: "field", says: ["field", "required", "seen"] },
  missing_condition_hidden: { to: "both", says: ["field"] },
  missing_private: { to: "both", says: [] },
  missing_fact: { to: "field", says: ["field", "required"] },

  changed_cut: { to: "subject", says: ["rule", "taken", "left"] },
  changed_taken: { to: "subject", says: ["rule", "taken"] },
  changed_ended: { to: "subject", says: ["rule"] },
  changed_grown: { to: "subject", says: ["rule", "added", "left"] },
  growth_cut: { to: "subject", says: ["rule"] },

  state_pending: { to: "subject", says: ["rule", "reward", "day"] },
  state_pending_due: { to: "subject", says: ["rule", "reward", "day"] },
  state_in_review: { to: "subject", says: ["rule", "reward"] },
  state_approved: { to: "subject", says: ["rule", "reward"] },
  state_approved_expiring: { to: "subject", says: ["rule", "reward", "day"] },
  state_approved_expired: { to: "subject", says: ["rule", "reward", "expired"] },
  state_fulfilled: { to: "subject", says: ["rule", "reward"] },
  state_voided: { to: "subject", says: ["rule"] },
  state_clawed_back: { to: "subject", says: ["rule"] },
  state_other: { to: "subject", says: ["rule", "reward", "status"] },
} as const satisfies Messages;

/** Messages about the friend: one for the tenant, one for the friend, one for the advocate. */
export const FRIEND_MESSAGES = {
  referral_attributed: { to: "both", says: ["day"], hides: NAMES },
  attributed_code: { to: "both", says: [], hides: NAMES },
  attributed_click: { to: "both", says: [], hides: NAMES },
  attributed_manual: { to: "both", says: [], hides: NAMES },
  event_merged: { to: "both", says: ["day"], hides: NAMES },
  event_reassigned: { to: "both", says: ["day"], hides: NAMES },
  event_signup: { to: "both", says: ["day"], hides: NAMES },
  event_purchase: { to: "both", says: ["day"], hides: { ...NAMES, order: "friend", amount: "friend" } },
  event_refund: { to: "both", says: ["day"], hides: { ...NAMES, order: "friend", amount: "friend" } },
  event_refund_waiting: { to: "both", says: ["day"], hides: { ...NAMES, order: "friend", amount: "friend" } },
  event_refund_total: { to: "both", says: ["day"], hides: { ...NAMES, order: "friend", amount: "friend" } },
  event_refund_rest: { to: "both", says: ["day"], hides: { ...NAMES, order: "friend" } },
  event_order_change: { to: "both", says: ["day"], hides: { ...NAMES, order: "friend", amount: "friend" } },
  event_order_edit: { to: "both", says: ["day"], hides: { ...NAMES, order: "friend" } },
  event_order_addition: { to: "both", says: ["day"], hides: { ...NAMES, order: "friend" } },
  event_refund_reversal: { to: "both", says: ["day"], hides: { ...NAMES, order: "friend" } },
  event_custom: { to: "both", says: ["day"], hides: { ...NAMES, event: "friend" } },
  note_moved: { to: "both", says: [], hides: { ...NAMES, order: "friend" } },
} as const satisfies Messages;

/** Messages about what one of them has: one for the tenant, and one for that one, since no one else hears it. */
export const RECIPIENT_MESSAGES = {
  rewards_total: { to: "subject", says: ["reward"] },
  rewards_none: { to: "subject", says: [] },
  note_no_rule: { to: "subject", says: [] },
  note_unchanged: { to: "subject", says: [] },
  granted: { to: "subject", says: ["rule", "reward"], hides: { ...NAMES, recipient: "tenant" } },
} as const satisfies Messages;

export const MESSAGES = { ...NEUTRAL_MESSAGES, ...FRIEND_MESSAGES, ...RECIPIENT_MESSAGES } as const;

export type NeutralCode = keyof typeof NEUTRAL_MESSAGES;
export type FriendCode = keyof typeof FRIEND_MESSAGES;
export type RecipientCode = keyof typeof RECIPIENT_MESSAGES;
export type MessageCode = keyof typeof MESSAGES;

/** The neutral messages that have a sentence without what they hide: from the tenant, nothing is hidden. */
export type HidingCode = {
  [C in NeutralCode]: (typeof NEUTRAL_MESSAGES)[C] extends {
    readonly hides: object;
    readonly to: Exclude<Matter, "tenant">;
  }
    ? C
    : never;
}[NeutralCode];

export function isHidingCode(code: NeutralCode): code is HidingCode {
  const message: Message = NEUTRAL_MESSAGES[code];
  return message.hides !== undefined && message.to !== "tenant";
}

type Said<C extends MessageCode> = (typeof MESSAGES)[C]["says"][number];
type Hidden<C extends MessageCode> = (typeof MESSAGES)[C] extends { readonly hides: infer H } ? keyof H : never;

/** Exactly the values that a message needs besides the names; of those that it hides, null where there is none. */
export type ValuesOf<C extends MessageCode> = Readonly<
  Record<Said<C>, Value> & Record<Exclude<Hidden<C>, KnownName>, Value | null>
>;

/** What a message hides, and from whom. */
export function hiddenOf(code: MessageCode): Readonly<Record<string, Matter>> {
  const message: Message = MESSAGES[code];
  return message.hides ?? {};
}

export interface Statement {
  readonly code: MessageCode;
  /** Null where the sentence is about no one. */
  readonly subject: Role | null;
  readonly values: Readonly<Record<string, Value>>;
}

/** Whose words a sentence about the friend is told in: `you` when it is about its reader. */
export type Voice = "tenant" | "you" | "friend";

export function voiceOf(audience: Audience): Voice {
  if (audience === "tenant") return "tenant";
  return audience === "friend" ? "you" : "friend";
}
