import * as z from "zod";
import { codeRecord, codeReply, issuedCode, presentCode } from "../../contract/code.ts";
import { readCode } from "../../db/queries/codes.ts";
import { foldCode } from "../../domain/codes.ts";
import { changeCode } from "../../usecases/codes/changeCode.ts";
import { issueCode } from "../../usecases/codes/issueCode.ts";
import { issueCodes } from "../../usecases/codes/issueCodes.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { renderCodeBatch } from "../replies/presentCodeBatch.ts";
import { found, replyTo } from "../replies/writeReply.ts";
import { chosenCode, codeBatch, codeBatchReply, codeChange } from "../schemas/codes.ts";
import { namedParticipant, programKey, writtenCode } from "../schemas/texts.ts";

const tag = "Codes";
const params = z.strictObject({ code: writtenCode });

export const issueCodeRoute = serverRoute(
  {
    id: "issueCode",
    method: "post",
    path: "/v1/codes",
    summary:
      "Gets or creates a participant's code, and the participant where there is none. Another vanity code takes the place " +
      "of the one before, which goes on working. The reason of not_eligible says " +
      "why the participant may not be an advocate: segment, sample, needs_application, application_pending or " +
      "application_refused",
    tag,
    body: bodyOf(
      z
        .strictObject({ program: programKey, participant: namedParticipant, vanity: chosenCode.nullish() })
        .meta({ id: "CodeInput" }),
    ),
    problems: [
      "code_taken",
      "code_unfit",
      "not_eligible",
      "participant_blocked",
      "participant_is_guest",
      "program_not_found",
      "too_many_codes",
    ],
    replies: {
      200: { description: "The code that the participant had", schema: issuedCode },
      201: { description: "A new code", schema: issuedCode },
    },
  },
  async ({ app, asker, idempotency, body, baseUrl }) => {
    const input = { ...body, vanity: body.vanity ?? null };
    const reply = replyTo(await issueCode(app.deps, { asker, idempotency }, input, baseUrl));
    // A visitor who tried the link before it existed must not keep it from working now.
    if (reply.status === 201) app.shareLinks.forgetUnknown();
    return reply;
  },
);

export const codeBatchRoute = serverRoute(
  {
    id: "issueCodes",
    method: "post",
    path: "/v1/codes/batch",
    summary:
      "Issues 1 to 1,000 codes of a program in one write, or imports those that participants have already; a row " +
      "that can't be done does not stop the others, and the same batch again answers the same codes",
    tag,
    body: codeBatch,
    problems: ["program_not_found"],
    replies: { 200: { description: "What became of each row, in the same order", schema: codeBatchReply } },
  },
  async ({ app, asker, idempotency, body, baseUrl, requestId }) => {
    const rows = body.rows.flatMap((row) => (row.ok ? [row.value] : []));
    const render = renderCodeBatch(body.rows, requestId);
    const input = { program: body.program, rows };
    const reply = replyTo(await issueCodes(app.deps, { asker, idempotency }, input, baseUrl, render));
    app.shareLinks.forgetUnknown();
    return reply;
  },
);

export const getCodeRoute = serverRoute(
  {
    id: "getCode",
    method: "get",
    path: "/v1/codes/{code}",
    summary: "Whether a code can be redeemed, and what its friend is offered; only its letters and digits matter",
    tag,
    params,
    problems: ["unknown_code"],
    replies: { 200: { description: "The code", schema: codeReply } },
  },
  async ({ app, asker, params }) => {
    const { database, clock } = app.deps;
    const read = await readCode(database, asker, foldCode(params.code));
    return { status: 200, body: presentCode(found(read, "No program has this code.", "unknown_code"), clock.now()) };
  },
);

export const changeCodeRoute = serverRoute(
  {
    id: "changeCode",
    method: "patch",
    path: "/v1/codes/{code}",
    summary:
      "Disables a code, or gives it an end or a use limit; a vanity code shares all three with the code it is an " +
      "alias of. What is left out stays, null takes an end or a limit away",
    tag,
    params,
    body: bodyOf(codeChange),
    problems: ["unknown_code"],
    replies: { 200: { description: "The code", schema: codeRecord } },
  },
  async ({ app, asker, params, body }) => replyTo(await changeCode(app.deps, asker, foldCode(params.code), body)),
);
