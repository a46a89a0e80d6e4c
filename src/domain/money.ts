/**
 * Money is a bigint of minor units with its currency beside it; a rate is an integer of basis points
 * (1/100 of a percent). Every rounding of the system is in this file.
 */

const BPS = 10_000n;

/**
 * `rateBps` of an amount, half up: `floor((amount * rateBps + 5000) / 10000)`.
 *
 * @param amountMinor minor units, not below zero
 * @returns minor units
 */
export function rateOf(amountMinor: bigint, rateBps: number): bigint {
  return (amountMinor * BigInt(rateBps) + BPS / 2n) / BPS;
}

/**
 * The part of a granted amount that is left when its order's net shrinks from `basisMinor` to `netMinor`, half
 * up: `floor((granted * net * 2 + basis) / (2 * basis))`. Nothing is left of what had no basis.
 */
export function proportionOf(grantedMinor: bigint, netMinor: bigint, basisMinor: bigint): bigint {
  if (basisMinor === 0n) return 0n;
  return (grantedMinor * netMinor * 2n + basisMinor) / (2n * basisMinor);
}

/** The smaller of two amounts of one unit. */
export function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** The larger of two amounts of one unit. */
export function greatest(a: bigint, b: bigint): bigint {
  return a < b ? b : a;
}

/** An exact fraction of minor units or of pieces; `of` is above zero. */
export interface Ratio {
  readonly part: bigint;
  readonly of: bigint;
}

/** The whole number nearest to a fraction that is not below zero, half up: `floor((2 * part + of) / (2 * of))`. */
export function halfUp({ part, of }: Ratio): bigint {
  return (2n * part + of) / (2n * of);
}
