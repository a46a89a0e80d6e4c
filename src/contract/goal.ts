import * as z from "zod";
import type { FollowedGoal, GoalView } from "../db/queries/goals.ts";
import { directionOfGoal, GOAL_DIRECTIONS, GOAL_STANDINGS, MAX_GOALS, progressOf } from "../domain/goals.ts";
import type { MetricName } from "../domain/metrics.ts";
import { METRIC_NAMES } from "../domain/metrics.ts";
import { figuresRead } from "./report.ts";
import type { Shown } from "./shown.ts";

const figure = z.int().nullable();

const goal = {
  id: z.string(),
  program: z.string(),
  currency: z.string().meta({ description: "The program's, in which amounts are" }),
  metric: z.enum(METRIC_NAMES as [MetricName, ...MetricName[]]),
  direction: z
    .enum(GOAL_DIRECTIONS)
    .meta({ description: "Whether the target is the least that is wanted or, of a cost, the most" }),
  target: z.int().meta({ description: "In the figure's own unit: a count, minor units or basis points" }),
  firstDay: z.iso.date().meta({ description: "From when on it counts, in the tenant's time zone" }),
  lastDay: z.iso.date(),
  updatedAt: z.iso.datetime(),
};

export const goalReply = z.strictObject(goal).meta({ id: "Goal" });

export const followedGoalReply = z
  .strictObject({
    ...goal,
    value: figure.meta({ description: "What the figure is by now; null where there is nothing to divide by" }),
    expected: z.int().meta({
      description: "What an even pace would have come to by now; the target itself where the figure is a rate",
    }),
    projected: figure.meta({
      description: "What it comes to by the last day at this pace; null before a day has passed, and at the end",
    }),
    standing: z.enum(GOAL_STANDINGS),
  })
  .meta({ id: "FollowedGoal" });

export const goalsReply = z.strictObject({ data: z.array(followedGoalReply).max(MAX_GOALS) });

/** The JSON of a goal. */
export function presentGoal({
  id,
  program,
  currency,
  metric,
  target,
  firstDay,
  lastDay,
  updatedAt,
}: GoalView): Shown<typeof goalReply> {
  const direction = directionOfGoal(metric);
  const at = new Date(updatedAt).toISOString();
  return { id, program, currency, metric, direction, target, firstDay, lastDay, updatedAt: at };
}

/** How a goal goes: its figure by now, and what follows from it. Amounts stay below 2^53, but a pace may not. */
export function followGoal({ sums, ...goal }: FollowedGoal, now: Date) {
  const value = figuresRead(sums)[goal.metric];
  const [startsAt, endsAt] = [Date.parse(goal.startsAt), Date.parse(goal.endsAt)];
  const wanted = { metric: goal.metric, target: BigInt(goal.target), startsAt, endsAt };
  return { value, ...progressOf(wanted, value, now.getTime()) };
}

/** The JSON of a goal with how it goes. */
export function presentFollowedGoal(goal: FollowedGoal, now: Date): Shown<typeof followedGoalReply> {
  const { value, expected, projected, standing } = followGoal(goal, now);
  return {
    ...presentGoal(goal),
    value: value === null ? null : Number(value),
    expected: Number(expected),
    projected: projected === null ? null : exact(projected),
    standing,
  };
}

/** What is too large to be told exactly is as large as can be told. */
function exact(value: bigint): number {
  return Number(value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : value);
}
