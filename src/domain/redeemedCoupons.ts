import { proportionOf } from "./money.ts";
import type { Costed, DiscountGrant, Grant, Rules } from "./rules.ts";

/** How many of a program's coupons were used, so that it can be expected of those to come. */

/** So far: how many coupons the program has given, and how many of them an order has used. */
export interface RedeemedCoupons {
  readonly coupons: number;
  readonly used: number;
  /**
   * What those for free shipping took off an order on average, as orders reported it, in decimal digits of minor units;
   * absent or null where none has.
   */
  readonly shippingMinor?: string | null;
}

/** Of fewer coupons, how many were used says nothing. */
export const FEW_COUPONS = 20;

const FULL_BPS = 10_000n;

/** Which part of a program's coupons is used. */
export interface RedeemedShare extends Omit<RedeemedCoupons, "shippingMinor"> {
  /** What free shipping is expected to take off an order: what it took so far, 0 where that is not known. */
  readonly shippingMinor: bigint;
  /** Whether too few coupons are known, so that all are taken to be used. */
  readonly isAssumed: boolean;
}

/** Whether rules give a discount of which their author does not say what it costs. */
export function leavesCostOpen({ rewards }: Rules): boolean {
  return grantsOf(rewards).some(isOpen);
}

/** Whether one of those is free shipping, of which the orders of a history say nothing. */
export function leavesShippingOpen({ rewards }: Rules): boolean {
  return grantsOf(rewards).some((grant) => isOpen(grant) && grant.freeShipping === true);
}

function grantsOf(rewards: Rules["rewards"]): readonly Grant[] {
  return rewards.flatMap(({ grant, tiers }) => [grant, ...(tiers?.steps ?? []).map((step) => step.grant)]);
}

function isOpen(grant: Grant): grant is DiscountGrant {
  return grant.kind === "discount" && isCostOpen(grant);
}

/** Whether its author does not say what it costs, not even that it is nothing. */
export function isCostOpen({ costMinor, isFree }: Costed): boolean {
  return costMinor === 0n && isFree !== true;
}

/** What is expected of coupons to come, by those there were. */
export function redeemedShare({ coupons, used, shippingMinor = null }: RedeemedCoupons): RedeemedShare {
  const isAssumed = coupons < FEW_COUPONS;
  return { coupons, used, isAssumed, shippingMinor: BigInt(shippingMinor ?? 0) };
}

/** What a discount is expected to cost, half up to a minor unit: as much of it as of the coupons is used. */
export function expectedOf(discountMinor: bigint, { coupons, used, isAssumed }: RedeemedShare): bigint {
  return isAssumed ? discountMinor : proportionOf(discountMinor, BigInt(used), BigInt(coupons));
}

/** The share in basis points, half up. */
export function shareBpsOf(share: RedeemedShare): number {
  return Number(expectedOf(FULL_BPS, share));
}
