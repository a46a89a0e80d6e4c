import { z } from "@hono/zod-openapi";
import { readCode } from "../../db/queries/codes.ts";
import { foldCode } from "../../domain/codes.ts";
import { issueCode } from "../../usecases/issueCode.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { presentCode } from "../presentCode.ts";
import { codeReply, issuedCode } from "../schemas/replies.ts";
import { namedParticipant, programKey, writtenCode } from "../schemas/texts.ts";
import { found, replyTo } from "../writeReply.ts";

/** Of a vanity code, folded. */
const VANITY = /^[0-9A-Z]{3,32}$/;

const vanity = writtenCode.refine((text) => VANITY.test(foldCode(text)), {
  message: "3 to 32 letters A to Z and digits, with - _ and spaces between them as you like",
});

export const issueCodeRoute = serverRoute(
  {
    method: "post",
    path: "/v1/codes",
    summary: "Gets or creates a participant's code, and the participant where there is none",
    tag: "Codes",
    body: bodyOf(
      z
        .strictObject({ program: programKey, participant: namedParticipant, vanity: vanity.nullish() })
        .openapi("CodeInput"),
    ),
    replies: {
      200: { description: "The code that the participant had", schema: issuedCode },
      201: { description: "A new code", schema: issuedCode },
    },
  },
  async ({ app, keyHash, idempotency, body, baseUrl }) => {
    const input = { ...body, vanity: body.vanity ?? null };
    const reply = replyTo(await issueCode(app.deps, { keyHash, idempotency }, input, baseUrl));
    // Whoever tried the link before it existed must not keep it from working now.
    if (reply.status === 201) app.shareLinks.forgetUnknown();
    return reply;
  },
);

export const getCodeRoute = serverRoute(
  {
    method: "get",
    path: "/v1/codes/{code}",
    summary: "Whether a code can be redeemed, and what its friend is offered; case, -, _ and spaces don't matter",
    tag: "Codes",
    params: z.strictObject({ code: writtenCode }),
    replies: { 200: { description: "The code", schema: codeReply } },
  },
  async ({ app, keyHash, params }) => {
    const { database, clock } = app.deps;
    const read = await readCode(database, keyHash, foldCode(params.code));
    return { status: 200, body: presentCode(found(read, "There is no such code.", "unknown_code"), clock.now()) };
  },
);
