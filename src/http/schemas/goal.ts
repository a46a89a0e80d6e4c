import * as z from "zod";
import { MAX_GOAL_DAYS } from "../../domain/goals.ts";
import type { MetricName } from "../../domain/metrics.ts";
import { METRIC_NAMES } from "../../domain/metrics.ts";
import { DAY_MS } from "../../domain/periods.ts";
import { day } from "./texts.ts";

/** The tenant's own name for a goal. */
export const goalId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, "letters, digits, - and _; 64 at most");

export const goalInput = z
  .strictObject({
    metric: z.enum(METRIC_NAMES as [MetricName, ...MetricName[]]).meta({
      description: "A figure of the reports. Of a cost the target is the most that is wanted, else the least",
    }),
    target: z
      .int("a whole number")
      .min(1, "at least 1")
      .meta({ description: "In the figure's own unit: a count, minor units of the program's currency, basis points" }),
    firstDay: day.meta({ description: "From when on it counts, in the tenant's time zone" }),
    lastDay: day,
  })
  .superRefine(({ firstDay, lastDay }, context) => {
    const days = (Date.parse(lastDay) - Date.parse(firstDay)) / DAY_MS + 1;
    const wrong = days < 1 ? "before firstDay" : days > MAX_GOAL_DAYS ? `more than ${MAX_GOAL_DAYS} days in all` : null;
    if (wrong !== null) context.addIssue({ code: "custom", path: ["lastDay"], message: wrong });
  })
  .meta({ id: "GoalInput" });

export type WrittenGoal = z.output<typeof goalInput>;
