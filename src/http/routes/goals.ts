import * as z from "zod";
import { goalReply, goalsReply, presentFollowedGoal } from "../../contract/goal.ts";
import { listGoals } from "../../db/queries/goals.ts";
import { putGoal } from "../../usecases/goals/putGoal.ts";
import { removeGoal } from "../../usecases/goals/removeGoal.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { found, replyTo } from "../replies/writeReply.ts";
import { goalId, goalInput } from "../schemas/goal.ts";
import { programKey } from "../schemas/texts.ts";

const tag = "Goals";
const params = z.strictObject({ key: programKey, id: goalId });

export const listGoalsRoute = serverRoute(
  {
    id: "listGoals",
    method: "get",
    path: "/v1/programs/{key}/goals",
    summary: "What figures of a program are to come to, by their last day, and how each goes",
    tag,
    params: z.strictObject({ key: programKey }),
    problems: ["program_not_found"],
    replies: { 200: { description: "All of them", schema: goalsReply } },
  },
  async ({ app, asker, params: { key } }) => {
    const now = app.deps.clock.now();
    const read = await listGoals(app.deps.database, asker, key);
    const rows = found(read, `There is no program "${key}".`, "program_not_found");
    return { status: 200, body: { data: rows.map((row) => presentFollowedGoal(row, now)) } };
  },
);

export const putGoalRoute = serverRoute(
  {
    id: "putGoal",
    method: "put",
    path: "/v1/programs/{key}/goals/{id}",
    summary: "Adds a goal under a name of your own, or writes it anew",
    tag,
    params,
    body: bodyOf(goalInput),
    problems: ["program_not_found", "too_many_goals"],
    replies: {
      200: { description: "The goal, written anew", schema: goalReply },
      201: { description: "The goal, added", schema: goalReply },
    },
  },
  async ({ app, asker, idempotency, params: { key, id }, body }) =>
    replyTo(await putGoal(app.deps, { asker, idempotency }, { program: key, id }, body)),
);

export const removeGoalRoute = serverRoute(
  {
    id: "removeGoal",
    method: "delete",
    path: "/v1/programs/{key}/goals/{id}",
    summary: "Removes a goal",
    tag,
    params,
    problems: ["goal_not_found", "program_not_found"],
    replies: { 200: { description: "The goal as it was", schema: goalReply } },
  },
  async ({ app, asker, idempotency, params: { key, id } }) =>
    replyTo(await removeGoal(app.deps, { asker, idempotency }, { program: key, id })),
);
