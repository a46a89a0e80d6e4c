import type { Budget } from "./rules.ts";

/** What a shop's home says first: what waits for a person, or will stop by itself. */

/** A program as the home and the list of programs look at it. */
export interface ProgramState {
  readonly status: "draft" | "active" | "paused" | "ended";
  readonly pausedReason: "budget" | "person" | null;
  readonly endsAt: number | null;
  readonly hasCodes: boolean;
  readonly applicationsWaiting: number;
  readonly budget: Pick<Budget, "amountMinor" | "period"> | null;
  /** Of the budget's period that is running. */
  readonly spentMinor: bigint;
  /** What rewards of the last `PACE_DAYS` have taken from it. */
  readonly recentSpentMinor: bigint;
}

export const PACE_DAYS = 28;
/** Of a budget, beyond which it is told that it ends. */
const TOLD_SHARE_BPS = 8_000n;
const BPS_IN_ONE = 10_000n;
/** A budget that lasts longer than that is no matter of today. */
const TOLD_DAYS = 42;
const ENDS_SOON_MS = 14 * 86_400_000;
const DAY_MS = 86_400_000;

export type Attention =
  | { readonly kind: "budgetSpent" | "neverPublished" | "noCodes" }
  | { readonly kind: "budgetEnds"; readonly shareBps: bigint; readonly days: number | null }
  | { readonly kind: "endsSoon"; readonly days: number }
  | { readonly kind: "applications"; readonly count: number };

/** What of a program wants attention, the most urgent first. */
export function attentionOf(program: ProgramState, now: number): readonly Attention[] {
  const { status, endsAt, hasCodes, applicationsWaiting } = program;
  if (status === "ended") return [];
  if (status === "draft") return [{ kind: "neverPublished" }];
  const items: Attention[] = [];
  const budget = budgetAttention(program);
  if (budget !== null) items.push(budget);
  if (endsAt !== null && endsAt > now && endsAt - now < ENDS_SOON_MS) {
    items.push({ kind: "endsSoon", days: Math.ceil((endsAt - now) / DAY_MS) });
  }
  if (applicationsWaiting > 0) items.push({ kind: "applications", count: applicationsWaiting });
  if (status === "active" && !hasCodes) items.push({ kind: "noCodes" });
  return items;
}

/** How much of its budget a program has left in the period that is running; null where nothing limits it. */
export function budgetLeft({ budget, spentMinor }: Pick<ProgramState, "budget" | "spentMinor">): bigint | null {
  if (budget === null) return null;
  const left = budget.amountMinor - spentMinor;
  return left > 0n ? left : 0n;
}

function budgetAttention(program: ProgramState): Attention | null {
  const { budget, spentMinor, recentSpentMinor, status, pausedReason } = program;
  const left = budgetLeft(program);
  if (budget === null || left === null) return null;
  if (left === 0n || (status === "paused" && pausedReason === "budget")) return { kind: "budgetSpent" };
  const shareBps = (spentMinor * BPS_IN_ONE) / budget.amountMinor;
  // A budget that begins anew ends with its period, so the pace of weeks says nothing about it.
  const hasPace = budget.period === "lifetime" && recentSpentMinor > 0n;
  const days = hasPace ? Number((left * BigInt(PACE_DAYS)) / recentSpentMinor) : null;
  const isSoon = days !== null && days <= TOLD_DAYS;
  return shareBps >= TOLD_SHARE_BPS || isSoon ? { kind: "budgetEnds", shareBps, days: isSoon ? days : null } : null;
}
