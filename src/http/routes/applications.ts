import * as z from "zod";
import { presentApplication } from "../../contract/application.ts";
import { listApplications } from "../../db/queries/applications.ts";
import { applyToProgram } from "../../usecases/people/applyToProgram.ts";
import { decideApplication } from "../../usecases/people/decideApplication.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { found, replyTo } from "../replies/writeReply.ts";
import { cursorKey, pageOf } from "../request/page.ts";
import {
  applicationInput,
  applicationQuery,
  applicationReply,
  applicationsReply,
  verdictInput,
} from "../schemas/applications.ts";
import { externalId, programKey } from "../schemas/texts.ts";

const tag = "Applications";
const params = z.strictObject({ key: programKey });
const CURSOR = [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, /^par_[0-9a-z-]{1,64}$/];

export const applyRoute = serverRoute(
  {
    id: "applyToProgram",
    method: "post",
    path: "/v1/programs/{key}/applications",
    summary: "Applies for a participant to be an advocate; a repeat answers what became of the application",
    tag,
    params,
    body: bodyOf(applicationInput),
    problems: ["participant_is_guest", "program_not_found"],
    replies: {
      200: { description: "They have applied before: the application as it stands", schema: applicationReply },
      201: { description: "A new application", schema: applicationReply },
    },
  },
  async ({ app, asker, idempotency, params: { key }, body }) => {
    return replyTo(await applyToProgram(app.deps, { asker, idempotency }, { program: key, ...body }));
  },
);

export const listApplicationsRoute = serverRoute(
  {
    id: "listApplications",
    method: "get",
    path: "/v1/programs/{key}/applications",
    summary: "Applications to a program, the newest first",
    tag,
    params,
    query: applicationQuery,
    problems: ["program_not_found"],
    replies: { 200: { description: "A page of applications", schema: applicationsReply } },
  },
  async ({ app, asker, params: { key }, query: { status = null, limit, cursor } }) => {
    const [appliedAt, participantId] = cursorKey(cursor, CURSOR) ?? [];
    const after = appliedAt === undefined || participantId === undefined ? null : ([appliedAt, participantId] as const);
    const filter = { program: key, status, after, limit: limit + 1 };
    const read = await listApplications(app.deps.database, asker, filter);
    const rows = found(read, `There is no program "${key}".`, "program_not_found");
    const keyOf = (row: (typeof rows)[number]) => [new Date(row.appliedAt).toISOString(), row.participantId];
    return { status: 200, body: pageOf(rows, limit, keyOf, presentApplication) };
  },
);

export const approveApplicationRoute = verdictRoute("approve", "approved");
export const refuseApplicationRoute = verdictRoute("refuse", "refused");

function verdictRoute(verb: "approve" | "refuse", status: "approved" | "refused") {
  return serverRoute(
    {
      id: `${verb}Application`,
      method: "post",
      path: `/v1/programs/{key}/applications/{externalId}/${verb}`,
      summary: `Makes an application ${status}, whatever was decided about it before; it holds from now on`,
      tag,
      params: params.extend({ externalId }),
      body: { ...bodyOf(verdictInput), mayBeAbsent: true },
      problems: ["not_found", "program_not_found"],
      replies: { 200: { description: "The application", schema: applicationReply } },
    },
    async ({ app, asker, idempotency, params, body }) => {
      const verdict = {
        program: params.key,
        whom: { externalId: params.externalId },
        status,
        reason: body.reason ?? null,
      };
      return replyTo(await decideApplication(app.deps, { asker, idempotency }, verdict));
    },
  );
}
