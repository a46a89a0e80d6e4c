import type { StoredReferral } from "../../db/rows/referral.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import type { Instant } from "../../domain/periods.ts";
import { periodKey } from "../../domain/periods.ts";
import { isLive } from "../../domain/rewardState.ts";
import type { EventRecord } from "../decide/state.ts";

/**
 * The figures of a fold: what is counted of referrals, decisions and rewards as they leave the state. They are those
 * of the summary report, counted by the same instants, so that the two can stand beside each other.
 */
export interface Tally {
  readonly period: CountedPeriod;
  readonly timezone: string;
  referrals: number;
  converted: number;
  reversals: number;
  readonly rejected: Map<string, number>;
  readonly rules: Map<string, RuleTally>;
  /** By rule, then by reason. */
  readonly skipped: Map<string, Map<string, number>>;
  /** Present amounts of live rewards. */
  readonly units: Map<string, bigint>;
  /** What the live rewards of each advocate cost, by participant id. */
  readonly advocates: Map<string, bigint>;
  /** What the live rewards of each month cost, by the program's time zone. */
  readonly months: Map<string, bigint>;
  /** When a rule was first skipped because the budget was spent; null where it never was. */
  exhaustedAt: Instant | null;
}

export interface RuleTally {
  granted: number;
  live: number;
  amountMinor: bigint;
  costMinor: bigint;
}

/** from <= t < to; null has no end. */
export interface CountedPeriod {
  readonly from: Instant | null;
  readonly to: Instant | null;
}

export function openTally(period: CountedPeriod, timezone: string): Tally {
  return {
    ...{ period, timezone, referrals: 0, converted: 0, reversals: 0, exhaustedAt: null },
    ...{ rejected: new Map(), rules: new Map(), skipped: new Map(), units: new Map() },
    ...{ advocates: new Map(), months: new Map() },
  };
}

/** Referrals count by when they were attributed, or refused. */
export function tallyReferral(tally: Tally, { status, attributedAt, reversals, rejectedReason }: StoredReferral): void {
  if (!isCounted(tally, attributedAt)) return;
  // Of one that a merge has ended too: the conversion that was taken back had been there.
  tally.reversals += reversals;
  if (status === "rejected") {
    add(tally.rejected, rejectedReason ?? "");
    return;
  }
  tally.referrals += 1;
  tally.converted += status === "converted" ? 1 : 0;
}

/** Skipped rules count by when the event happened that they were asked for. */
export function tallySkipped(tally: Tally, { event, entries }: EventRecord): void {
  if (!isCounted(tally, event.occurredAt)) return;
  for (const { decisions } of entries) {
    for (const { ruleId, reason } of decisions) {
      if (reason === null) continue;
      add(getOrMake(tally.skipped, ruleId, emptyCounts), reason);
      if (reason !== "budget_exhausted") continue;
      tally.exhaustedAt = Math.min(tally.exhaustedAt ?? event.occurredAt, event.occurredAt);
    }
  }
}

/** Rewards count by when what earned them happened, in the state in which nothing changes them any more. */
export function tallyReward(tally: Tally, reward: StoredReward): void {
  if (!isCounted(tally, reward.occurredAt)) return;
  const { ruleId, unit, amountMinor, costMinor, status, voidReason } = reward;
  const rule = getOrMake(tally.rules, ruleId, emptyRule);
  // What was given to another advocate counts once, where it went.
  if (voidReason !== "reassigned") rule.granted += 1;
  rule.amountMinor += amountMinor;
  if (!isLive(status)) return;
  rule.live += 1;
  rule.costMinor += costMinor;
  addCost(tally, reward, costMinor);
  if (unit !== null) tally.units.set(unit, (tally.units.get(unit) ?? 0n) + amountMinor);
}

/** What an order used of a reward's coupon is its cost, by when the reward was earned; below zero where that is undone. */
export function tallyGiven(tally: Tally, reward: StoredReward, givenMinor: bigint): void {
  if (!isCounted(tally, reward.occurredAt) || givenMinor === 0n) return;
  getOrMake(tally.rules, reward.ruleId, emptyRule).costMinor += givenMinor;
  addCost(tally, reward, givenMinor);
}

function addCost({ timezone, months, advocates }: Tally, reward: StoredReward, costMinor: bigint): void {
  const { occurredAt, participantId } = reward;
  const month = periodKey(occurredAt, "month", timezone);
  months.set(month, (months.get(month) ?? 0n) + costMinor);
  if (isForSharing(reward.recipient)) advocates.set(participantId, (advocates.get(participantId) ?? 0n) + costMinor);
}

/** Whether a reward is for having shared: an advocate's, or one of those above them. */
export function isForSharing(recipient: string): boolean {
  return recipient !== "friend" && recipient !== "actor";
}

function isCounted({ period: { from, to } }: Tally, at: Instant): boolean {
  return (from === null || from <= at) && (to === null || at < to);
}

const emptyCounts = () => new Map<string, number>();
const emptyRule = (): RuleTally => ({ granted: 0, live: 0, amountMinor: 0n, costMinor: 0n });

function getOrMake<T>(map: Map<string, T>, key: string, make: () => T): T {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
