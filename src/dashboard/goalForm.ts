import { html } from "hono/html";
import * as z from "zod";
import type { GoalView } from "../db/queries/goals.ts";
import { minorDigits } from "../domain/currencies.ts";
import type { MetricName } from "../domain/metrics.ts";
import { METRIC_NAMES, unitOfMetric } from "../domain/metrics.ts";
import type { Markup } from "../http/pages/layout.ts";
import type { WrittenGoal } from "../http/schemas/goal.ts";
import { goalId, goalInput } from "../http/schemas/goal.ts";
import { FRAME_TEXTS } from "../i18n/dashboard/frame.ts";
import type { GoalProblem } from "../i18n/dashboard/goals.ts";
import { GOAL_PROBLEMS, GOALS_TEXTS } from "../i18n/dashboard/goals.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import { METRIC_TEXTS } from "../i18n/lists/metrics.ts";
import { type Begun, begun, begunWith } from "./begunForm.ts";
import { button, hiddenFields } from "./parts/button.ts";
import { card } from "./parts/card.ts";
import { fieldRow, selectField, textField } from "./parts/field.ts";
import { readAmount } from "./readAmount.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** The form in which a goal is written. */

const typed = z.string().max(100).default("");

/** What the form posts, as it was typed. */
export const goalFields = z.object({
  id: goalId,
  metric: z.enum(METRIC_NAMES as [MetricName, ...MetricName[]]),
  target: typed,
  firstDay: typed,
  lastDay: typed,
});

export type TypedGoal = z.output<typeof goalFields>;

/** The form, with what stood in it when it was shown. */
export const goalFormFields = goalFields.extend(begun);

export interface WrongGoal {
  readonly field: "target" | "firstDay" | "lastDay";
  readonly problem: GoalProblem;
}

/**
 * How many decimals of what is typed its unit has: of an amount those of the currency, of a rate typed in percent two.
 * The K-factor is a number of friends and is typed as one.
 */
function digitsOf(metric: MetricName, currency: string): number {
  if (metric === "friendsPerCustomerBps") return 4;
  const unit = unitOfMetric(metric);
  if (unit === "rate") return 2;
  return unit === "money" ? minorDigits(currency) : 0;
}

/** The form as it begins: with a goal that is there, or for a new one under a name of its own, up to the year's end. */
export function beginGoal(goal: GoalView | null, newId: string, today: string): TypedGoal {
  if (goal === null) {
    return { id: newId, metric: "newCustomers", target: "", firstDay: today, lastDay: `${today.slice(0, 4)}-12-31` };
  }
  const { id, metric, target, firstDay, lastDay, currency } = goal;
  const digits = digitsOf(metric, currency);
  return { id, metric, target: (target / 10 ** digits).toFixed(digits), firstDay, lastDay };
}

/** A goal as the API takes it, or what is wrong with it and where. */
export function readGoal({ metric, target, firstDay, lastDay }: TypedGoal, currency: string): WrittenGoal | WrongGoal {
  const amount = readAmount(target.trim().replace(/\s*%$/, ""), digitsOf(metric, currency));
  const parsed = goalInput.safeParse({ metric, target: amount, firstDay, lastDay });
  if (parsed.success) return parsed.data;
  const [at] = parsed.error.issues[0]?.path ?? [];
  const field = at === "firstDay" || at === "lastDay" ? at : "target";
  return { field, problem: field };
}

/** The form's card; what is wrong stands at its box, and everything stays as it was typed. */
export function goalForm(
  viewer: Viewer,
  program: { readonly key: string; readonly currency: string },
  {
    fields,
    isThere,
    wrong,
    was,
  }: {
    readonly fields: TypedGoal;
    readonly isThere: boolean;
    readonly wrong: WrongGoal | null;
    readonly was: Begun;
  },
): Markup {
  const { language } = viewer;
  const errorOf = (field: WrongGoal["field"]) =>
    wrong?.field === field ? { error: GOAL_PROBLEMS[wrong.problem][language] } : {};
  const day = (name: "firstDay" | "lastDay") =>
    textField({
      ...{ name, type: "date", label: GOALS_TEXTS[name][language], value: fields[name], isRequired: true },
      ...errorOf(name),
    });
  const metric = selectField({
    ...{ name: "metric", label: GOALS_TEXTS.metric[language], value: fields.metric },
    options: METRIC_NAMES.map((value) => ({ value, label: METRIC_TEXTS[value].name[language] })),
  });
  const currency = formatsOf(language).code(program.currency);
  const target = textField({
    ...{ name: "target", label: GOALS_TEXTS.target[language], value: fields.target, isNumber: true, isRequired: true },
    hint: fillText(formatsOf(language), GOALS_TEXTS.targetHint[language], { currency }),
    ...errorOf("target"),
  });
  const body = html`<form class="form" method="post" action="${shopPath(viewer, `/programs/${program.key}/goals`)}">${hiddenFields({ id: fields.id })}${begunWith(was)}
${fieldRow([metric, target])}${fieldRow([day("firstDay"), day("lastDay")])}
<div class="buttons">${button({ label: FRAME_TEXTS.save[language], look: "primary" })}</div></form>`;
  return card({ id: "goal", title: GOALS_TEXTS[isThere ? "change" : "add"][language], body });
}
