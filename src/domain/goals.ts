import type { MetricName } from "./metrics.ts";
import { isCost, RATIOS } from "./metrics.ts";
import { proportionOf } from "./money.ts";
import { DAY_MS } from "./periods.ts";

/** What a shop wants one figure of a program to come to by a day, and how it goes. */

/** Of one program: beyond that no one follows them. */
export const MAX_GOALS = 20;
/** A goal whose last day was so long ago is no matter of today; the page of goals keeps it. */
export const NEAR_GOAL_DAYS = 14;
/** So many goals stand beside other figures. */
export const MAX_NEAR_GOALS = 4;
/** Five years: a goal for longer says nothing of today. */
export const MAX_GOAL_DAYS = 1_826;

/** Of a figure that grows with success, the target is the least that is wanted; of a cost, the most. */
export const GOAL_DIRECTIONS = ["at_least", "at_most"] as const;
export type GoalDirection = (typeof GOAL_DIRECTIONS)[number];

export const GOAL_STANDINGS = [
  /** Its first day has not come. */
  "upcoming",
  /** There is nothing yet to divide by. */
  "unknown",
  /** As far as an even pace would be by now, or further; of a cost, no further than that. */
  "ahead",
  "behind",
  /** The target is met, and nothing but refunds can change that. */
  "reached",
  /** The last day is over, or a cost is above its most already. */
  "missed",
] as const;
export type GoalStanding = (typeof GOAL_STANDINGS)[number];

export interface Goal {
  readonly metric: MetricName;
  /** In the figure's own unit: a count, minor units, basis points. */
  readonly target: bigint;
  /** startsAt <= t < endsAt, in milliseconds. */
  readonly startsAt: number;
  readonly endsAt: number;
}

export interface GoalProgress {
  readonly standing: GoalStanding;
  /** What an even pace would have come to by now. A rate has none: it is to be what it is to be all the time. */
  readonly expected: bigint;
  /** What it comes to by the last day if it goes on as it has; null before a day of it has passed, and at its end. */
  readonly projected: bigint | null;
}

/** Whether the target of a figure is the least or the most that is wanted. */
export function directionOfGoal(metric: MetricName): GoalDirection {
  return isCost(metric) ? "at_most" : "at_least";
}

/**
 * How a goal goes.
 *
 * @param value the figure from its first day on, by now; null where it can't be known
 * @param now in milliseconds
 */
export function progressOf(goal: Goal, value: bigint | null, now: number): GoalProgress {
  const { metric, target, startsAt, endsAt } = goal;
  const grows = !(metric in RATIOS);
  const [passed, whole] = [Math.min(Math.max(now - startsAt, 0), endsAt - startsAt), endsAt - startsAt];
  const expected = grows ? proportionOf(target, BigInt(passed), BigInt(whole)) : target;
  const isRunning = now >= startsAt && now < endsAt;
  const canTell = isRunning && value !== null && passed >= DAY_MS;
  const atPace = grows && canTell ? proportionOf(value, BigInt(whole), BigInt(passed)) : value;
  return { standing: standingOf(goal, { value, expected, now, grows }), expected, projected: canTell ? atPace : null };
}

interface ByNow {
  readonly value: bigint | null;
  readonly expected: bigint;
  readonly now: number;
  readonly grows: boolean;
}

function standingOf({ metric, target, startsAt, endsAt }: Goal, { value, expected, now, grows }: ByNow): GoalStanding {
  if (now < startsAt) return "upcoming";
  const isOver = now >= endsAt;
  if (value === null) return isOver ? "missed" : "unknown";
  const isAtMost = directionOfGoal(metric) === "at_most";
  const meets = (wanted: bigint) => (isAtMost ? value <= wanted : value >= wanted);
  if (isOver) return meets(target) ? "reached" : "missed";
  // A sum that has come so far stays there, and so does a cost above its most; a rate has time to change.
  if (grows && !isAtMost && meets(target)) return "reached";
  if (grows && isAtMost && !meets(target)) return "missed";
  return meets(expected) ? "ahead" : "behind";
}
