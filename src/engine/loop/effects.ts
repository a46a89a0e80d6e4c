import type { Effects, EventRow, PurchaseRow, ReferralChange } from "../../db/queries/commitEffects.ts";
import type { StoredPurchase } from "../../db/rows/purchase.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import type { ProgramStatus } from "../../domain/attribution.ts";
import { isoTime, isoTimeOrNull } from "../../domain/isoTime.ts";
import type { Ids } from "../../ports.ts";
import { newCoupon } from "../decide/couponRow.ts";
import { refundsTaken } from "../decide/orders.ts";
import { choiceChange, rewardChange, rewardRow } from "../decide/rewardRow.ts";
import type { CounterState, MembershipState, State, Tracked } from "../decide/state.ts";
import type { EngineEvent, Source } from "../events/events.ts";
import { participantEffects } from "./participantEffects.ts";
import { reassignedReferrals, unusedCoupons } from "./reassignEffects.ts";
import { expiryRow, setExpiries, spendRow } from "./walletEffects.ts";

/**
 * What a decided batch writes and guards. Coupon codes are drawn here, anew on every attempt, because chance
 * has no place in `decide`.
 */
export function effectsOf(state: State, attempt: { id: string; at: Date; ids: Ids }): Effects {
  const programs = [...state.programs.values()];
  const changed = programs.filter((program) => program.was !== program.now);
  const referrals = [...state.referrals.values()];
  const memberships = [...state.memberships.values()].filter(hasMoved).map(membershipRow);
  const purchases = [...state.purchases.values()].filter((purchase) => purchase.was !== purchase.now);
  const rewards = [...state.rewards.byId.values()];
  drawCoupons(rewards, attempt.ids);
  setExpiries(rewards, attempt.at.getTime());
  return {
    tenantId: state.tenantId,
    attemptId: attempt.id,
    at: attempt.at.toISOString(),
    programs: programs.map(({ now }) => ({ id: now.id, epoch: now.epoch })),
    ...(changed.length > 0
      ? { programChanges: changed.map(({ now }) => ({ id: now.id, changes: statusColumnsOf(now) })) }
      : {}),
    ...participantEffects(state),
    reviewedReferrals: referrals.filter(isReviewedNow).map(({ now: { id, reviewReasons } }) => ({ id, reviewReasons })),
    referralSigns: referrals.filter(hasNewSigns).map(({ now: { id, signs } }) => ({ id, signs })),
    codeUses: [...state.codeUses].map(([code, use]) => ({ code, ...use })),
    newReferrals: referrals.filter(({ was }) => was === null).map(({ now }) => newReferral(now)),
    referrals: changes(referrals).map(({ now }) => referralChange(now)),
    movedReferrals: referrals.filter(hasMovedBack).map(({ now: { id, attributedAt, enteredAt } }) => {
      return { id, attributedAt: isoTime(attributedAt), enteredAt: isoTime(enteredAt) };
    }),
    reassignedReferrals: reassignedReferrals(referrals),
    newMemberships: memberships.filter(({ isNew }) => isNew).map(({ row }) => row),
    memberships: memberships.filter(({ isNew }) => !isNew).map(({ row }) => row),
    stubs: purchases.flatMap(({ was }) => {
      return was !== null && was.reported === null ? [{ orderId: was.orderId, version: was.version }] : [];
    }),
    counters: [...state.counters.values()].filter(isUsed).map(counterChange),
    events: state.events.map((record, index) => eventRow(record, index + 1)),
    newPurchases: purchases.filter(({ was }) => was === null).map((p) => purchaseRow(p.now, p.eventPosition)),
    purchases: purchases.filter(({ was }) => was !== null).map((p) => purchaseRow(p.now, p.eventPosition)),
    histories: purchases.filter(hasNewHistory).map(({ now }) => historyRow(now)),
    disputes: purchases.flatMap(disputesOf),
    newRewards: rewards.filter(({ was }) => was === null).map(({ now }) => rewardRow(now)),
    newReviewReasons: rewards.flatMap(({ was, now: { id, reviewReasons } }) => {
      return was === null && reviewReasons.length > 0 ? [{ id, reviewReasons }] : [];
    }),
    rewards: changes(rewards).map(({ was, now }) => rewardChange(was, now)),
    expiries: rewards.flatMap(expiryRow),
    unusedCoupons: unusedCoupons(rewards),
    choices: changes(rewards).flatMap(({ now }) => choiceChange(now)),
    newCoupons: rewards.filter(isNewCoupon).flatMap(({ now }) => newCoupon(state, now)),
    couponReports: state.coupons.reported.map(({ orderId, use: { code, rewardId, currency, reportedMinor } }) => {
      const known = code === "" ? drawnCode(state, rewardId) : code;
      return { orderId, code: known, currency, amountMinor: String(reportedMinor) };
    }),
    movedUses: state.coupons.moved.map(({ orderId, code, rewardId }) => {
      return { orderId, code, toCode: drawnCode(state, rewardId) };
    }),
    undoneOrders: ordersOf(state.coupons.undoneOrders, true),
    redoneOrders: ordersOf(state.coupons.undoneOrders, false),
    spends: [...state.spends.values()].flat().flatMap((spend) => spendRow(spend, attempt.at)),
    postings: state.postings.map((posting, index) => ({
      ...posting,
      id: postingId(posting.eventId, index, attempt),
      amount: String(posting.amount),
    })),
    outbox: state.notices.length === 0 ? [] : [{ id: attempt.ids.id("obx", attempt.at), notices: state.notices }],
  };
}

/** What is written of a state that no event opened; the commit names the tenant, the attempt and the time. */
export function effectsWithoutEvent(
  { ids }: { readonly ids: Ids },
  state: State,
  { at }: { readonly at: Date },
): Partial<Effects> {
  return effectsOf(state, { id: "", at, ids });
}

/** An event's postings are named after it; what a person or a job posts gets an id of its own. */
function postingId(eventId: string | null, index: number, { ids, at }: { ids: Ids; at: Date }): string {
  return eventId === null ? ids.id("pst", at) : `${eventId.replace("evt_", "pst_")}-${index.toString(36)}`;
}

function ordersOf(orders: ReadonlyMap<string, boolean>, undone: boolean): string[] {
  return [...orders].flatMap(([orderId, isUndone]) => (isUndone === undone ? [orderId] : []));
}

function isReviewedNow({ was, now }: Tracked<StoredReferral>): boolean {
  return now.reviewReasons.length !== (was?.reviewReasons.length ?? 0);
}

function hasNewSigns({ was, now }: Tracked<StoredReferral>): boolean {
  return was === null ? now.signs.length > 0 : was.signs !== now.signs;
}

function hasMovedBack({ was, now }: Tracked<StoredReferral>): boolean {
  return now.attributedAt !== (was?.attributedAt ?? now.enteredAt);
}

function hasMoved({ was, referral, signedUp }: MembershipState): boolean {
  return was === null || was.qualifyingCount !== referral.now.qualifyingCount || was.signedUp !== signedUp;
}

function membershipRow({ was, id, referral: { now }, signedUp }: MembershipState) {
  const { programId, friendId: participantId, qualifyingCount } = now;
  return { isNew: was === null, row: { id, programId, participantId, qualifyingCount, signedUp } };
}

function drawCoupons(rewards: readonly Tracked<StoredReward>[], ids: Ids): void {
  for (const reward of rewards) {
    if (isNewCoupon(reward) && reward.now.coupon !== null) reward.now.coupon.code = ids.coupon();
  }
}

/** A coupon that this batch has made got its code just now. */
function drawnCode({ rewards }: State, rewardId: string): string {
  return rewards.byId.get(rewardId)?.now.coupon?.code ?? "";
}

/** With its reward, or when a choice comes to be a discount. */
function isNewCoupon({ was, now }: Tracked<StoredReward>): boolean {
  return now.coupon !== null && (was === null || was.coupon === null);
}

function changes<T>(rows: readonly Tracked<T>[]): { was: T; now: T }[] {
  return rows.flatMap(({ was, now }) => (was !== null && was !== now ? [{ was, now }] : []));
}

function isUsed({ delta, low, high }: CounterState): boolean {
  return delta !== 0n || low !== null || high !== null;
}

function statusColumnsOf(program: {
  status: ProgramStatus;
  pausedReason: "budget" | "person" | null;
  pausedPeriod: string | null;
}) {
  const { status, pausedReason, pausedPeriod } = program;
  return { status, pausedReason, pausedPeriod };
}

function referralChange(referral: StoredReferral): ReferralChange {
  const { id, status, conversionOrderId, qualifyingCount, reversals } = referral;
  return {
    id,
    status,
    convertedAt: isoTimeOrNull(referral.convertedAt),
    conversionOrderId,
    qualifyingCount,
    reversals,
  };
}

function newReferral(referral: StoredReferral) {
  const { programId, version, advocateId, friendId, code, source, channel, orderId, newFriend } = referral;
  return {
    ...referralChange(referral),
    ...{ programId, version, advocateId, friendId, code, source, channel, orderId, newFriend },
    rejectedReason: referral.rejectedReason,
    attributedAt: isoTime(referral.attributedAt),
  };
}

function counterChange({ name, delta, low, high, ceiling }: CounterState) {
  const text = (value: bigint | null) => (value === null ? null : String(value));
  return { ...name, delta: String(delta), low: text(low), high: text(high), ceiling: text(ceiling) };
}

function eventRow({ event, participantId, flags, entries }: State["events"][number], position: number): EventRow {
  const { id, naturalKey, contentHash, occurredAtGiven } = event;
  return {
    position,
    id,
    type: event.type === "custom" ? event.name : event.type,
    naturalKey,
    contentHash,
    participantId,
    occurredAt: isoTime(event.occurredAt),
    occurredAtGiven,
    facts: factsToKeep(event),
    flags,
    decisions: entries,
  };
}

/** What is kept of an event beside its columns: facts only, no name and no address. */
function factsToKeep(event: EngineEvent): unknown {
  switch (event.type) {
    case "signup":
      return sourceToKeep(event);
    case "purchase": {
      const { orderId, currency, order } = event;
      return { orderId, amountMinor: Number(event.amountMinor), currency, ...order, ...sourceToKeep(event) };
    }
    case "refund":
      return event.refund;
    case "dispute":
      return { orderId: event.orderId, disputeId: event.disputeId, status: event.status };
    case "order_change":
      return event.change;
    case "refund_reversal":
      return { orderId: event.orderId, refundId: event.refundId };
    case "order_addition":
      return { orderId: event.orderId, ...event.added, ...sourceToKeep(event) };
    case "custom":
      return { eventId: event.eventId, metadata: event.metadata };
    case "referral_by_hand":
      return { ...sourceToKeep(event), force: event.force };
    case "referral_reassigned":
      return { advocateId: event.advocateId, formerId: event.formerId, givenOut: event.givenOut };
    case "participant_merged":
      return { mergedId: event.mergedId, givenOut: event.givenOut };
    case "customer_since":
      return { customerSince: isoTimeOrNull(event.customerSince) };
    case "click":
      return { clickId: event.clickId, code: event.code, channel: event.channel };
    default:
      return event satisfies never;
  }
}

function sourceToKeep({ code, codeEntered, clicks, channel }: Source) {
  return { code, ...(codeEntered ? { codeEntered } : {}), clicks, channel };
}

function purchaseRow(purchase: StoredPurchase, eventPosition: number | null): PurchaseRow {
  const { orderId, currency, reported, refundedMinor, overRefunds, decided } = purchase;
  return {
    orderId,
    participantId: reported?.participantId ?? null,
    amountMinor: reported === null ? null : String(reported.amountMinor),
    currency,
    occurredAt: isoTimeOrNull(reported?.occurredAt ?? null),
    eventPosition,
    refundedMinor: String(refundedMinor),
    refunds: refundsTaken(purchase),
    overRefunds,
    decided,
  };
}

function hasNewHistory({ was, now }: Tracked<StoredPurchase>): boolean {
  return now.history.length > 0 && was?.history !== now.history;
}

/** The disputes of an order, where they have changed. */
function disputesOf({ was, now: { orderId, disputes } }: Tracked<StoredPurchase>) {
  const isSame = was === null ? disputes.length === 0 : disputes === was.disputes;
  return isSame ? [] : [{ orderId, disputes }];
}

function historyRow({ orderId, history }: StoredPurchase) {
  return { orderId, keys: history.map(({ key }) => key) };
}
