import * as z from "zod";
import { readBrowserCode } from "../../db/queries/codes.ts";
import { codeOfOther } from "../../domain/codeLinks.ts";
import { foldCode } from "../../domain/codes.ts";
import { clientRoute } from "../client/clientRoute.ts";
import { presentClientCode } from "../client/presentClientCode.ts";
import { ProblemError } from "../replies/problem.ts";
import { badKey } from "../request/authentication.ts";
import { clientCodeReply } from "../schemas/client.ts";
import { writtenCode } from "../schemas/texts.ts";

export const clientCodeRoute = clientRoute(
  {
    id: "readCodeInBrowser",
    method: "get",
    path: "/v1/client/codes/{code}",
    summary:
      "Whether a code can be redeemed and what it offers, in words; with a participant's token also whether this " +
      "participant may redeem it, as far as that is known",
    tag: "Browsers",
    params: z.strictObject({ code: writtenCode }),
    problems: ["unknown_code"],
    replies: { 200: { description: "The code", schema: clientCodeReply } },
    tellsCodes: true,
  },
  async ({ app, asker, participant, params, limits, language }) => {
    const { database, clock } = app.deps;
    const code = foldCode(params.code);
    const read = await readBrowserCode(database, asker, code, participant?.externalId ?? null);
    if (read === null) throw badKey();
    const { tenantId, body } = read;
    if (codeOfOther(params.code, body.slug) !== null)
      throw new ProblemError("unknown_code", "That is a link of another shop.");
    if (body.code !== null) {
      return { status: 200, body: presentClientCode(body.code, participant, await language(), clock.now()) };
    }
    if (participant !== null) await limits.codeFailed(tenantId, participant.externalId);
    else if (body.standIn !== null && !(await limits.mayTellUnknown(tenantId))) {
      return { status: 200, body: presentClientCode({ ...body.standIn, code }, null, await language(), clock.now()) };
    }
    throw new ProblemError("unknown_code", "No program has this code.");
  },
);
