import { createHash } from "node:crypto";
import { DAY_MS } from "../../src/domain/periods.ts";
import type { EventBody, ReferralRow } from "../replay/orders.ts";

/** The year of `dev/data` as it is told again: whole weeks later, and in stretches of some days. */

const WEEK_MS = 7 * DAY_MS;
/** What happened within so many days is told at their end. */
const STRETCH_DAYS = 3;
/** A friend clicks so often at most before they buy. */
const MAX_CLICKS = 4;
/** Of the friends, so many in a hundred use the discount that their code brought. */
const COUPON_SHARE = 60;
/** Of the customers whom no friend brought, so many in a thousand came by a partner. */
const PARTNER_SHARE = 40;

/** The discount takes a tenth off an order. */
const COUPON_PART = 10;

/** A visit through a share link. */
export interface Visit {
  readonly at: Date;
  readonly advocate: string;
  readonly channel: string;
}

/** What happened in some days, in the order in which it is told. */
export interface Stretch {
  readonly end: Date;
  readonly visits: readonly Visit[];
  readonly signups: readonly EventBody[];
  readonly orders: readonly EventBody[];
}

/**
 * By how much later the year is told: whole weeks, so that weekdays stay, and so that it ended within the last week.
 *
 * @param last when the last event happened, in the data
 */
export function laterBy(last: Date, now: Date): number {
  return Math.floor((now.getTime() - last.getTime()) / WEEK_MS) * WEEK_MS;
}

/** A number from 0 to below `range`, always the same for a text. */
export function drawn(text: string, range: number): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0) % range;
}

export function usesCoupon(friendId: string): boolean {
  return drawn(`coupon ${friendId}`, 100) < COUPON_SHARE;
}

export function cameByPartner(customerId: string): boolean {
  return drawn(`partner ${customerId}`, 1_000) < PARTNER_SHARE;
}

/**
 * The visits before a redemption, as the data has none: one to four, within two days, from the channel that the data
 * names. The last is some minutes before the redemption.
 */
export function visitsBefore({ redeemedAt, friendId, advocateId, channel }: ReferralRow, later: number): Visit[] {
  const redeemed = Date.parse(redeemedAt) + later;
  const count = 1 + drawn(`clicks ${friendId}`, MAX_CLICKS);
  return Array.from({ length: count }, (_, index) => {
    const minutes = 3 + drawn(`minutes ${friendId} ${index}`, index === 0 ? 20 : 2_800);
    return { at: new Date(redeemed - minutes * 60_000), advocate: advocateId, channel };
  });
}

/** Cuts the year into stretches. Of each, signups come first, as their coupons are used by orders of the same minute. */
export function stretchesOf(events: readonly EventBody[], visits: readonly Visit[]): Stretch[] {
  const first = Math.min(...events.map(timeOf), ...visits.map(({ at }) => at.getTime()));
  const numberOf = (time: number) => Math.floor((time - first) / (STRETCH_DAYS * DAY_MS));
  const visited = Map.groupBy(visits, ({ at }) => numberOf(at.getTime()));
  const reported = Map.groupBy(events, (event) => numberOf(timeOf(event)));
  const numbers = [...new Set([...visited.keys(), ...reported.keys()])].toSorted((a, b) => a - b);
  return numbers.map((number) => {
    const told = reported.get(number) ?? [];
    const seen = (visited.get(number) ?? []).toSorted((a, b) => a.at.getTime() - b.at.getTime());
    const latest = Math.max(...told.map(timeOf), ...seen.map(({ at }) => at.getTime()));
    return {
      end: new Date(latest + 1_000),
      visits: seen,
      signups: told.filter(({ type }) => type === "signup"),
      orders: told.filter(({ type }) => type !== "signup"),
    };
  });
}

function timeOf({ occurredAt }: EventBody): number {
  return Date.parse(occurredAt);
}

/**
 * The order with the discount that the customer's code brought, where they use it: on their first order.
 *
 * @param coupons by customer; one that is used is taken out
 */
export function discounted(order: EventBody, coupons: Map<string, string>): EventBody {
  const { externalId } = (order.participant ?? {}) as { readonly externalId?: string };
  const code = externalId === undefined ? undefined : coupons.get(externalId);
  const amountMinor = Number(order.amountMinor);
  if (order.type !== "purchase" || externalId === undefined || code === undefined || amountMinor === 0) return order;
  coupons.delete(externalId);
  return { ...order, discounts: [{ code, amountMinor: Math.floor(amountMinor / COUPON_PART) }] };
}
