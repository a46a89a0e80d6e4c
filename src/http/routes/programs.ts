import * as z from "zod";
import { presentProgram, programReply, programsReply } from "../../contract/program.ts";
import { publishReply } from "../../contract/textsToCheck.ts";
import { listPrograms, readProgram } from "../../db/queries/programs.ts";
import { changeProgram } from "../../usecases/programs/changeProgram.ts";
import { createProgram } from "../../usecases/programs/createProgram.ts";
import { publishProgram } from "../../usecases/programs/publishProgram.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { authorized, found, replyTo } from "../replies/writeReply.ts";
import { cursorKey, pageOf, pageQuery } from "../request/page.ts";
import { programChange, programInput, publishInput } from "../schemas/programs.ts";
import { programKey } from "../schemas/texts.ts";

const tag = "Programs";
const params = z.strictObject({ key: programKey });
const CURSOR = [/^[0-9a-z_-]{1,64}$/];

export const createProgramRoute = serverRoute(
  {
    id: "createProgram",
    method: "post",
    path: "/v1/programs",
    summary: "Creates a program; its rules are a draft until they are published",
    tag,
    body: bodyOf(programInput),
    problems: ["program_exists", "too_many_programs"],
    replies: { 201: { description: "The program", schema: programReply } },
  },
  async ({ app, asker, idempotency, body }) => {
    const reply = replyTo(await createProgram(app.deps, { asker, idempotency }, body));
    app.shareLinks.clear();
    return reply;
  },
);

export const listProgramsRoute = serverRoute(
  {
    id: "listPrograms",
    method: "get",
    path: "/v1/programs",
    summary: "Programs, by key",
    tag,
    query: z.strictObject(pageQuery),
    replies: { 200: { description: "A page of programs", schema: programsReply } },
  },
  async ({ app, asker, query: { limit, cursor } }) => {
    const after = cursorKey(cursor, CURSOR)?.[0] ?? null;
    const { rows, isCut } = authorized(await listPrograms(app.deps.database, asker, after, limit + 1));
    return { status: 200, body: pageOf(rows, limit, ({ key }) => [key], presentProgram, isCut) };
  },
);

export const getProgramRoute = serverRoute(
  {
    id: "getProgram",
    method: "get",
    path: "/v1/programs/{key}",
    summary: "One program, with its published rules and its draft",
    tag,
    params,
    problems: ["program_not_found"],
    replies: { 200: { description: "The program", schema: programReply } },
  },
  async ({ app, asker, params: { key } }) => {
    const read = await readProgram(app.deps.database, asker, key);
    return { status: 200, body: presentProgram(found(read, `There is no program "${key}".`, "program_not_found")) };
  },
);

export const changeProgramRoute = serverRoute(
  {
    id: "changeProgram",
    method: "patch",
    path: "/v1/programs/{key}",
    summary:
      "Changes a program; rules go to its draft, null discards that or clears a date, a status is set as by a person",
    tag,
    params,
    body: bodyOf(programChange),
    problems: ["draft_conflict", "field_frozen", "not_published", "program_ended", "program_not_found"],
    replies: { 200: { description: "The program", schema: programReply } },
  },
  async ({ app, asker, params: { key }, body }) => {
    const reply = replyTo(await changeProgram(app.deps, asker, key, body));
    app.shareLinks.clear();
    return reply;
  },
);

export const publishProgramRoute = serverRoute(
  {
    id: "publishProgram",
    method: "post",
    path: "/v1/programs/{key}/publish",
    summary: "Makes the draft, or an earlier version, the next version, which never changes afterwards",
    description:
      "`applyTo` says whether referrals already attributed keep their version (`new`) or move to this one (`open`). Naming a `version` publishes its rules again, as they were written: a rollback; the draft stays as it is. Limits, tiers and budgets that the version introduces count what has happened before. With `publishAt` the rules are kept as they are now and published at that time, by the job `publish-scheduled`; of a program, five may wait. `textsToCheck` names the texts of the program and its materials, of every language, that still name a sum or a share of earlier rules, and what customers have no name for; nothing of it is refused.",
    tag,
    params,
    body: { ...bodyOf(publishInput), mayBeAbsent: true },
    problems: ["nothing_to_publish", "program_ended", "program_not_found", "version_not_found", "too_many_scheduled"],
    replies: { 200: { description: "The program, with what to look at in its texts", schema: publishReply } },
  },
  async ({ app, asker, idempotency, params: { key }, body }) => {
    const { applyTo, version = null, publishAt = null } = body;
    return replyTo(await publishProgram(app.deps, { asker, idempotency }, key, { applyTo, version, publishAt }));
  },
);
