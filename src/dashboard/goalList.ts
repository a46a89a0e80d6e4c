import { html } from "hono/html";
import { followGoal } from "../contract/goal.ts";
import type { FollowedGoal } from "../db/queries/goals.ts";
import type { GoalProgress, GoalStanding } from "../domain/goals.ts";
import { directionOfGoal } from "../domain/goals.ts";
import { SUMS } from "../domain/metrics.ts";
import type { Markup } from "../http/pages/layout.ts";
import { COST_STANDING_TEXTS, GOALS_TEXTS, STANDING_TEXTS } from "../i18n/dashboard/goals.ts";
import { HOME_TEXTS } from "../i18n/dashboard/home.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { Language } from "../i18n/languages.ts";
import { METRIC_TEXTS } from "../i18n/lists/metrics.ts";
import type { Tone } from "./parts/badge.ts";
import { badge } from "./parts/badge.ts";
import { linkButton } from "./parts/button.ts";
import { card, unknown } from "./parts/card.ts";
import { programPath } from "./programFrame.ts";
import { metricText } from "./shownFigures.ts";
import type { Viewer } from "./viewer.ts";

/** How goals go, one below the other: the figure beside its target, and a bar with a mark where an even pace would be. */

export interface GoalList {
  readonly goals: readonly FollowedGoal[];
  readonly now: Date;
  /** Whether each says of which program it is. */
  readonly saysProgram: boolean;
  /** Where a goal leads; null where nowhere. */
  readonly href: (goal: FollowedGoal) => string | null;
  /** What can be done with one. */
  readonly actions?: (goal: FollowedGoal) => Markup;
}

/** The list; there is at least one goal. */
export function goalList(language: Language, { goals, actions, ...list }: GoalList): Markup {
  const items = goals.map((goal) => {
    const more = actions === undefined ? "" : actions(goal);
    return html`<li id="goal-${goal.program}-${goal.id}">${oneGoal(language, goal, list)}${more}</li>`;
  });
  return html`<ul class="goals">${items}</ul>`;
}

/** A card of the goals that have begun; nothing where there are none. */
export function goalsCard(viewer: Viewer, { goals, now, isHome }: NearGoals): Markup {
  if (goals.length === 0) return html``;
  const { language } = viewer;
  const [{ program }] = goals as readonly [FollowedGoal, ...FollowedGoal[]];
  const isOfOne = goals.every((goal) => goal.program === program);
  const href = (goal: FollowedGoal) => programPath(viewer, goal.program, "goals");
  const all = { href: programPath(viewer, program, "goals"), label: GOALS_TEXTS.all[language], look: "quiet" } as const;
  return card({
    title: GOALS_TEXTS.title[language],
    body: goalList(language, { goals, now, saysProgram: isHome && !isOfOne, href }),
    ...(isOfOne ? { action: linkButton(all) } : {}),
  });
}

interface NearGoals {
  readonly goals: readonly FollowedGoal[];
  readonly now: Date;
  /** Whether programs are beside each other there. */
  readonly isHome: boolean;
}

function oneGoal(language: Language, goal: FollowedGoal, list: Pick<GoalList, "now" | "saysProgram" | "href">): Markup {
  const followed = followGoal(goal, list.now);
  const { value, standing } = followed;
  const name = METRIC_TEXTS[goal.metric].name[language];
  const href = list.href(goal);
  const title = href === null ? html`${name}` : html`<a class="open" href="${href}">${name}</a>`;
  const program = list.saysProgram ? html`<bdi>${goal.programName}</bdi> · ` : "";
  const noneBought = goal.metric === "friendsPerCustomerBps" || goal.metric === "averageOrderMinor";
  const missing = HOME_TEXTS[noneBought ? "noneBought" : "noneConverted"][language];
  const soFar =
    value === null
      ? html`${unknown(missing)} <small>${valueText(language, goal, "…")}</small>`
      : html`<span>${valueText(language, goal, textOf(language, goal, value))}</span>`;
  return html`<p class="name">${title} ${badge(standingText(language, goal, standing), TONES[standing])}</p>
<p class="so-far">${soFar}</p>${bar(goal, followed)}
<p class="hint">${program}<bdi>${daysText(language, goal)}</bdi>${paceTexts(language, goal, followed).map((text) => html` · ${text}`)}</p>`;
}

const TONES: Readonly<Record<GoalStanding, Tone>> = {
  upcoming: "plain",
  unknown: "plain",
  ahead: "good",
  behind: "notice",
  reached: "good",
  missed: "notice",
};

function standingText(language: Language, { metric }: FollowedGoal, standing: GoalStanding): string {
  const isCost = directionOfGoal(metric) === "at_most";
  if (isCost && standing !== "upcoming" && standing !== "unknown") return COST_STANDING_TEXTS[standing][language];
  return STANDING_TEXTS[standing][language];
}

function textOf(language: Language, { metric, currency }: FollowedGoal, value: bigint): string {
  return metricText(language, metric, value, currency) ?? "–";
}

/** The figure beside its target. */
function valueText(language: Language, goal: FollowedGoal, value: string): string {
  const text = directionOfGoal(goal.metric) === "at_most" ? "ofAtMost" : isGrowing(goal) ? "ofTarget" : "ofAtLeast";
  const target = textOf(language, goal, BigInt(goal.target));
  return fillText(formatsOf(language), GOALS_TEXTS[text][language], { value, target });
}

/** Whether the figure adds up, day by day: of such a one there is a pace. */
function isGrowing({ metric }: FollowedGoal): boolean {
  return metric in SUMS;
}

/** What is reached has no need of a pace; a cost above its most goes on being told where it leads. */
function hasPace(standing: GoalStanding, projected: bigint | null): boolean {
  return standing === "ahead" || standing === "behind" || (standing === "missed" && projected !== null);
}

function paceTexts(language: Language, goal: FollowedGoal, { standing, expected, projected }: GoalProgress) {
  if (!isGrowing(goal) || !hasPace(standing, projected)) return [];
  const formats = formatsOf(language);
  const said = (text: "expected" | "projected", amount: bigint) =>
    fillText(formats, GOALS_TEXTS[text][language], { amount: textOf(language, goal, amount) });
  return [said("expected", expected), ...(projected === null ? [] : [said("projected", projected)])];
}

/** Both days are those of the shop's zone already; they are only put into words. */
function daysText(language: Language, { firstDay, lastDay }: FollowedGoal): string {
  const days = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  return days.formatRange(new Date(firstDay), new Date(lastDay));
}

/** In units of the drawing, which is stretched to its place. */
const WIDTH = 1_000;

/** The text beside it says the same. */
function bar(
  goal: FollowedGoal,
  { value, expected, standing, projected }: GoalProgress & { readonly value: bigint | null },
): Markup {
  const target = BigInt(goal.target);
  const place = (amount: bigint) => String(amount >= target ? WIDTH : Number((amount * BigInt(WIDTH)) / target));
  const isOff = standing === "behind" || standing === "missed";
  const mark =
    isGrowing(goal) && hasPace(standing, projected)
      ? html`<line x1="${place(expected)}" x2="${place(expected)}" y1="0" y2="8" vector-effect="non-scaling-stroke"/>`
      : "";
  return html`<svg class="pace${isOff ? " off" : ""}" viewBox="0 0 ${String(WIDTH)} 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${place(value ?? 0n)}" height="8"/>${mark}</svg>`;
}
