import { proportionOf } from "./money.ts";
import type { Costed, Rules } from "./rules.ts";

/** How many of a program's coupons were used, so that it can be expected of those to come. */

/** So far: how many coupons the program has given, and how many of them an order has used. */
export interface RedeemedCoupons {
  readonly coupons: number;
  readonly used: number;
}

/** Of fewer coupons, how many were used says nothing. */
export const FEW_COUPONS = 20;

const FULL_BPS = 10_000n;

/** Which part of a program's coupons is used. */
export interface RedeemedShare extends RedeemedCoupons {
  /** Whether too few coupons are known, so that all are taken to be used. */
  readonly isAssumed: boolean;
}

/** Whether rules give a discount of which their author does not say what it costs. */
export function leavesCostOpen({ rewards }: Rules): boolean {
  const grants = rewards.flatMap(({ grant, tiers }) => [grant, ...(tiers?.steps ?? []).map((step) => step.grant)]);
  return grants.some((grant) => grant.kind === "discount" && isCostOpen(grant));
}

/** Whether its author does not say what it costs, not even that it is nothing. */
export function isCostOpen({ costMinor, isFree }: Costed): boolean {
  return costMinor === 0n && isFree !== true;
}

/** What is expected of coupons to come, by those there were. */
export function redeemedShare({ coupons, used }: RedeemedCoupons): RedeemedShare {
  const isAssumed = coupons < FEW_COUPONS;
  return { coupons, used, isAssumed };
}

/** What a discount is expected to cost, half up to a minor unit: as much of it as of the coupons is used. */
export function expectedOf(discountMinor: bigint, { coupons, used, isAssumed }: RedeemedShare): bigint {
  return isAssumed ? discountMinor : proportionOf(discountMinor, BigInt(used), BigInt(coupons));
}

/** The share in basis points, half up. */
export function shareBpsOf(share: RedeemedShare): number {
  return Number(expectedOf(FULL_BPS, share));
}
