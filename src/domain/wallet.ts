import { greatest, least } from "./money.ts";
import type { Instant } from "./periods.ts";

/**
 * Credit and points are spent in parts. Each approved reward of credit or points, and each bonus, is a lot: what is left of
 * it is what it came to, less what was spent of it and what has expired. A refund that takes back what was spent leaves less
 * than nothing.
 */

export interface Lot {
  /** Of the reward, or of the posting of a bonus. */
  readonly id: string;
  readonly leftMinor: bigint;
  /** Null where it never does. */
  readonly expiresAt: Instant | null;
}

/** What one participant has in one unit. */
export interface Wallet {
  /** What is left of all lots, those below 0 included. */
  readonly availableMinor: bigint;
  /** Of that, what is left of rewards with an open choice or with something to be reviewed, and of those whose time is over. */
  readonly waitingMinor: bigint;
  /** Those above 0 that wait for nothing: as many of the first as one spend may take. */
  readonly lots: readonly Lot[];
}

/** What a spend took of one lot. */
export interface SpentPart {
  readonly lotId: string;
  readonly amountMinor: bigint;
}

/** The same with the lot as it is now. */
export interface HeldPart extends SpentPart, Omit<Lot, "id"> {
  /** Whether nothing of it may be spent meanwhile, or any more. */
  readonly waits: boolean;
}

/** The most lots that one spend takes from. */
export const MAX_LOTS = 5_000;

/** An order is to be reported so long after what it spent, unless the tenant says otherwise; then the spend ends. */
export const SPEND_MINUTES = 1_440;
/** Thirty days. */
export const MAX_SPEND_MINUTES = 43_200;

/** Whether a unit is spent in parts; cash is paid out. */
export function isSpendable(unit: string): boolean {
  return !unit.startsWith("cash:");
}

/** What can be spent: what others owe of it and what waits is set aside. */
export function spendableOf({ availableMinor, waitingMinor }: Omit<Wallet, "lots">): bigint {
  return greatest(0n, availableMinor - waitingMinor);
}

/** What a spend takes; null where there is not enough in as many lots as it may take. */
export interface Taken {
  readonly amountMinor: bigint;
  readonly parts: readonly SpentPart[];
}

/**
 * Takes an amount from the lots: from those that expire first, and of these in the order of their ids.
 *
 * @param partly whether less will do, where there is less
 * @returns null where there is less than that, or nothing at all; nothing is taken below 0
 */
export function takeFrom(wallet: Wallet, amountMinor: bigint, partly: boolean): Taken | null {
  const most = least(amountMinor, spendableOf(wallet));
  const parts: SpentPart[] = [];
  let rest = most;
  for (const { id, leftMinor } of wallet.lots.toSorted(byExpiry).slice(0, MAX_LOTS)) {
    if (rest === 0n) break;
    const part = least(rest, leftMinor);
    parts.push({ lotId: id, amountMinor: part });
    rest -= part;
  }
  const taken = most - rest;
  return taken === 0n || (taken < amountMinor && !partly) ? null : { amountMinor: taken, parts };
}

/** A wallet with what a spend had taken back in its lots. */
export function withGivenBack(wallet: Wallet, parts: readonly HeldPart[]): Wallet {
  const lots = new Map(wallet.lots.map((lot) => [lot.id, lot]));
  let { availableMinor, waitingMinor } = wallet;
  for (const { lotId: id, amountMinor, leftMinor: wasLeft, expiresAt, waits } of parts) {
    const leftMinor = wasLeft + amountMinor;
    availableMinor += amountMinor;
    if (waits) waitingMinor += greatest(0n, leftMinor) - greatest(0n, wasLeft);
    else if (leftMinor > 0n) lots.set(id, { id, leftMinor, expiresAt });
  }
  return { availableMinor, waitingMinor, lots: [...lots.values()] };
}

function byExpiry(a: Lot, b: Lot): number {
  const [first, second] = [a.expiresAt ?? Number.POSITIVE_INFINITY, b.expiresAt ?? Number.POSITIVE_INFINITY];
  if (first !== second) return first < second ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
