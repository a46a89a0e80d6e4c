import * as z from "zod";
import { MAX_GOAL_DAYS } from "../../domain/goals.ts";
import type { MetricName } from "../../domain/metrics.ts";
import { METRIC_NAMES } from "../../domain/metrics.ts";
import { DAY_MS } from "../../domain/periods.ts";

/** The tenant's own name for a goal. */
export const goalId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, "letters, digits, - and _; 64 at most");

const day = z.string().regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "a day such as 2026-12-24");

/** A day of the calendar; those that a month does not have are no days. */
const calendarDay = day.refine((text) => isDay(text), "not a day of the calendar").meta({ format: "date" });

function isDay(text: string): boolean {
  const at = Date.parse(text);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}

export const goalInput = z
  .strictObject({
    metric: z.enum(METRIC_NAMES as [MetricName, ...MetricName[]]).meta({
      description: "A figure of the reports. Of a cost the target is the most that is wanted, else the least",
    }),
    target: z
      .int("a whole number")
      .min(1, "at least 1")
      .meta({ description: "In the figure's own unit: a count, minor units of the program's currency, basis points" }),
    firstDay: calendarDay.meta({ description: "From when on it counts, in the tenant's time zone" }),
    lastDay: calendarDay,
  })
  .superRefine(({ firstDay, lastDay }, context) => {
    const days = (Date.parse(lastDay) - Date.parse(firstDay)) / DAY_MS + 1;
    const wrong = days < 1 ? "before firstDay" : days > MAX_GOAL_DAYS ? `more than ${MAX_GOAL_DAYS} days in all` : null;
    if (wrong !== null) context.addIssue({ code: "custom", path: ["lastDay"], message: wrong });
  })
  .meta({ id: "GoalInput" });

export type WrittenGoal = z.output<typeof goalInput>;
