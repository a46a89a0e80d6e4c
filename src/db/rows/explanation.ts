import type { StoredReferral } from "./referral.ts";
import type { RewardJson } from "./reward.ts";

/** Everything that is stored of one referral, as one JSON value: times are milliseconds, money decimal strings. */
export interface ExplanationRows {
  readonly referral: StoredReferral;
  /** External ids. */
  readonly advocate: string | null;
  readonly friend: string;
  /** Since when the shop says that the friend is a customer. */
  readonly friendSince: number | null;
  readonly program: {
    readonly id: string;
    readonly key: string;
    readonly currency: string;
    readonly timezone: string;
    readonly texts: unknown;
  };
  /** Of the tenant, whose clocks say when a day began that the tenant told. */
  readonly tenantTimezone: string;
  readonly versions: readonly { readonly version: number; readonly rules: unknown }[];
  /** In the order of commits. */
  readonly events: readonly ExplainedEventRow[];
  /** Who tied the two by hand, as people know them, and why; null where no person did. */
  readonly byHand: { readonly who: string | null; readonly reason: string } | null;
  /** Who gave the friend to another advocate, and why, by the event. */
  readonly reassigned: readonly { readonly eventId: string; readonly who: string | null; readonly reason: string }[];
  /** How many events before these were left out: of very many, those that were looked at. */
  readonly earlier: number;
  /** Whether no event after these was left out: it is the first page. */
  readonly isFirst: boolean;
  /** Where the next page begins, as `events.seq`; null where nothing was left out before these. */
  readonly nextBefore: string | null;
  /** Of the rewards here those that later events have changed or ended. */
  readonly changedLater: readonly string[];
  readonly orders: readonly ExplainedOrderRow[];
  /** With the external ids of whose they are. */
  readonly rewards: readonly { readonly reward: RewardJson; readonly participant: string }[];
  /** Of each coupon the latest, in the order in which they began. */
  readonly couponUses: readonly CouponUseTold[];
  readonly taken: readonly TakenRow[];
  readonly counters: readonly {
    readonly subject: string;
    readonly metric: string;
    readonly periodKey: string;
    readonly value: string;
  }[];
}

/** What an order used of a coupon, and what became of that. */
export interface CouponUseTold {
  readonly rewardId: string;
  readonly orderId: string;
  readonly usedAt: number;
  /** Since when it counts as no use. */
  readonly undoneAt: number | null;
  readonly steps: readonly CouponStep[];
}

/** It was used anew, a person or the shop ended the use, or it ended by itself. */
export interface CouponStep {
  readonly kind: "again" | "freed" | "ended";
  readonly at: number;
}

/** What an event took back of a reward. */
export interface TakenRow {
  readonly eventId: string;
  readonly rewardId: string;
  readonly amount: string;
  readonly unit: string;
  /** By an event of a page before this one. */
  readonly isLater: boolean;
  /** Where another than the first option of a choice had been taken before: what that came to then. */
  readonly settled: string | null;
}

export interface ExplainedEventRow {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: number;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly flags: readonly string[];
  /** Whose friend they were then, where they were given to another advocate since. */
  readonly advocateThen: { readonly id: string; readonly externalId: string } | null;
  /** What the referral's program made of it: `ProgramEntry`; null for a refund that came before its order was decided. */
  readonly entry: unknown;
}

export interface ExplainedOrderRow {
  readonly orderId: string;
  readonly currency: string;
  readonly occurredAt: number;
  /** Whether it counted when it was decided and still does. */
  readonly qualifies: boolean;
}
