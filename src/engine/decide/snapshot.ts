import type { OwnedCode, StoredCode } from "../../db/rows/code.ts";
import type { StoredContacts } from "../../db/rows/contacts.ts";
import { NO_CONTACTS } from "../../db/rows/contacts.ts";
import type { StoredMoment } from "../../db/rows/counter.ts";
import type { StoredCoupon, StoredCouponUse } from "../../db/rows/coupon.ts";
import type { StoredCustomEvent } from "../../db/rows/customEvent.ts";
import type { KnownEvent } from "../../db/rows/event.ts";
import type { StoredMembership } from "../../db/rows/membership.ts";
import type { StoredParticipant } from "../../db/rows/participant.ts";
import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredPurchase } from "../../db/rows/purchase.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import type { StoredSpend } from "../../db/rows/spend.ts";
import type { CounterName } from "../../domain/counters.ts";
import type { OrderLeft } from "./ordersLeft.ts";

/** Everything that the decisions of one batch need, as plain data: what `load` reads. */
export interface Snapshot {
  readonly tenantId: string;
  /** What the batch's natural keys already stand for. */
  readonly known: readonly KnownEvent[];
  readonly participants: readonly StoredParticipant[];
  readonly programs: readonly StoredProgram[];
  readonly codes: readonly StoredCode[];
  /** Whose codes those are that orders name among their discounts, by code. */
  readonly namedCodes: ReadonlyMap<string, OwnedCode>;
  readonly referrals: readonly StoredReferral[];
  readonly memberships: readonly StoredMembership[];
  readonly purchases: readonly StoredPurchase[];
  /** Of the participants, their earliest orders with something left: as many as the batch could take away, and two. */
  readonly ordersLeft: readonly (OrderLeft & { readonly participantId: string })[];
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
  /** What they had used, before all of the order was given back. */
  readonly undoneUses: readonly StoredCouponUse[];
  /** What they were paid with in credit or points. */
  readonly spends: readonly StoredSpend[];
  /** Ids of participants whose purchases and custom events were not read, since there was no room for them. */
  readonly unread: readonly string[];
  readonly contacts: StoredContacts;
}

/** What is read of nothing: the beginning of a snapshot, for code that needs a part of one. */
export const EMPTY_SNAPSHOT: Omit<Snapshot, "tenantId"> = {
  known: [],
  participants: [],
  programs: [],
  codes: [],
  namedCodes: new Map(),
  referrals: [],
  purchases: [],
  ordersLeft: [],
  customEvents: [],
  unread: [],
  rewards: [],
  memberships: [],
  moments: [],
  counters: [],
  coupons: [],
  couponUses: [],
  undoneUses: [],
  spends: [],
  contacts: NO_CONTACTS,
};
