import { html } from "hono/html";
import * as z from "zod";
import type { FollowedGoal, GoalsPage } from "../../db/queries/goals.ts";
import { readGoalsPage } from "../../db/queries/goals.ts";
import type { ProblemCode } from "../../http/replies/problem.ts";
import { goalId } from "../../http/schemas/goal.ts";
import { programKey } from "../../http/schemas/texts.ts";
import { GOALS_TEXTS } from "../../i18n/dashboard/goals.ts";
import { METRIC_TEXTS } from "../../i18n/lists/metrics.ts";
import type { WriteOutcome } from "../../usecases/commitOnce.ts";
import { putGoal } from "../../usecases/goals/putGoal.ts";
import { removeGoal } from "../../usecases/goals/removeGoal.ts";
import { overStored } from "../begunForm.ts";
import type { TypedGoal, WrongGoal } from "../goalForm.ts";
import { beginGoal, goalForm, goalFormFields, readGoal } from "../goalForm.ts";
import { goalList } from "../goalList.ts";
import type { PageView } from "../page.ts";
import { PageError } from "../pageReply.ts";
import { card } from "../parts/card.ts";
import { confirm } from "../parts/dialog.ts";
import { empty } from "../parts/empty.ts";
import { programFrame, programPath } from "../programFrame.ts";
import { actionRoute, NotProvedError, pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { viewerMay } from "../viewer.ts";

const path = "/programs/{key}/goals";
const may = "changePrograms" as const;
const params = z.strictObject({ key: programKey });

interface Shown {
  /** The form as it was typed, with what it began with; null as it begins. */
  readonly typed: { readonly fields: TypedGoal; readonly was: string | undefined } | null;
  readonly wrong: WrongGoal | null;
  /** The goal that is to be changed. */
  readonly edited: string | null;
  readonly newId: string;
  readonly now: Date;
}

/** What the figures of a program are to come to, and how far they are. */
export const goalsPage = pageRoute(
  { path, may: "seeFigures", params, query: z.strictObject({ edit: goalId.optional() }) },
  async ({ app: { deps }, asker, viewer, params: { key }, query }) => {
    const page = proved(await readGoalsPage(deps.database, asker, key));
    if (page === null) throw new PageError("notFound");
    const newId = `g-${deps.ids.secret(16)}`;
    const shown = { typed: null, wrong: null, edited: query.edit ?? null, newId, now: deps.clock.now() };
    return goalsView(viewer(), page, shown);
  },
);

/** Saves a goal. The form has its name, so that one that is sent twice is one. */
export const saveGoalAction = actionRoute(
  { path, may, params, form: goalFormFields },
  async ({ app: { deps }, asker, viewer, params: { tenant, key }, body, idempotency }) => {
    const page = proved(await readGoalsPage(deps.database, asker, key));
    if (page === null) throw new PageError("notFound");
    const { was, ...fields } = body;
    const again = (wrong: WrongGoal) => {
      const shown = { typed: { fields, was }, wrong, edited: fields.id, newId: fields.id, now: deps.clock.now() };
      return { view: goalsView(viewer(), page, shown), status: 422 } as const;
    };
    const written = readGoal(fields, page.program.currency);
    if ("problem" in written) return again(written);
    const told: { wrong: WrongGoal | null } = { wrong: null };
    const outcome = await putGoal(deps, { asker, idempotency }, { program: key, id: fields.id }, (stored) => {
      const merged = readGoal(overStored(was, fields, stored && beginGoal(stored, "", "")), page.program.currency);
      told.wrong = "problem" in merged ? merged : null;
      return "problem" in merged ? null : merged;
    });
    if (told.wrong !== null) return again(told.wrong);
    if (outcome.kind === "refused" && outcome.refusal.code === "too_many_goals") {
      return again({ field: "target", problem: "too_many_goals" });
    }
    return { to: programPath({ tenantSlug: tenant }, key, "goals"), said: isDone(outcome) ? "saved" : "sent_before" };
  },
);

/** Takes a goal away. */
export const removeGoalAction = actionRoute(
  {
    ...{ path: `${path}/{id}/remove`, may, params: z.strictObject({ key: programKey, id: goalId }) },
    form: z.strictObject({}),
  },
  async ({ app: { deps }, asker, params: { tenant, key, id }, idempotency }) => {
    const outcome = await removeGoal(deps, { asker, idempotency }, { program: key, id });
    // A form that is sent twice removes what is not there any more.
    const isGone = outcome.kind === "refused" && outcome.refusal.code === "goal_not_found";
    const to = programPath({ tenantSlug: tenant }, key, "goals");
    return { to, said: isGone || isDone(outcome) ? "removed" : "sent_before" };
  },
);

/** Whether it is done now, or was by the same form before; what there is not is told by a page of its own. */
function isDone(outcome: WriteOutcome<ProblemCode>): boolean {
  switch (outcome.kind) {
    case "unauthorized":
      throw new NotProvedError();
    case "refused":
      throw new PageError("notFound");
    case "idempotency_mismatch":
      return false;
    case "done":
    case "replayed":
      return true;
    default:
      return outcome satisfies never;
  }
}

function goalsView(viewer: Viewer, { program, goals }: GoalsPage, shown: Shown): PageView {
  const { language } = viewer;
  const mayChange = viewerMay(viewer, "changePrograms");
  const { frame, tabs } = programFrame(viewer, program, "goals");
  const address = programPath(viewer, program.key, "goals");
  const list =
    goals.length === 0
      ? empty({ icon: "target", text: GOALS_TEXTS[mayChange ? "none" : "noneToRead"][language] })
      : goalList(language, {
          ...{ goals: underWayFirst(goals, shown.now), now: shown.now, saysProgram: false },
          href: ({ id }) => (mayChange ? `${address}?edit=${id}#goal` : null),
          ...(mayChange ? { actions: (goal) => removing(viewer, goal) } : {}),
        });
  const main = html`${tabs}${card({ title: GOALS_TEXTS.title[language], body: list })}${mayChange ? formOf(viewer, { program, goals }, shown) : ""}`;
  return { ...frame, main };
}

/** Those whose last day is over stand below, the latest first. */
function underWayFirst(goals: readonly FollowedGoal[], now: Date): readonly FollowedGoal[] {
  const isOver = ({ endsAt }: FollowedGoal) => Date.parse(endsAt) <= now.getTime();
  return [...goals.filter((goal) => !isOver(goal)), ...goals.filter(isOver).toReversed()];
}

function formOf(viewer: Viewer, { program, goals }: GoalsPage, { typed, wrong, edited, newId, now }: Shown) {
  const goal = goals.find(({ id }) => id === edited) ?? null;
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: viewer.timezone }).format(now);
  const begins = beginGoal(goal, newId, today);
  const { fields, was } = typed ?? { fields: begins, was: goal === null ? undefined : begins };
  return goalForm(viewer, program, { fields, isThere: goal !== null, wrong, was });
}

function removing(viewer: Viewer, { program, id, metric }: FollowedGoal) {
  const { language } = viewer;
  return confirm(language, {
    ...{ id: `remove-${id}`, title: METRIC_TEXTS[metric].name[language] },
    body: html`<p>${GOALS_TEXTS.removeText[language]}</p>`,
    opener: { label: GOALS_TEXTS.remove[language], look: "quiet" },
    action: `${programPath(viewer, program, "goals")}/${id}/remove`,
    confirm: { label: GOALS_TEXTS.remove[language], look: "danger" },
  });
}
