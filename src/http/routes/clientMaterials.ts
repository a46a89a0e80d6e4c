import * as z from "zod";
import { readSharedMaterials } from "../../db/queries/materials.ts";
import { participantRoute } from "../client/clientRoute.ts";
import { presentMaterials } from "../client/presentMaterials.ts";
import { ProblemError } from "../replies/problem.ts";
import { authorized } from "../replies/writeReply.ts";
import { sharedMaterialsReply } from "../schemas/library.ts";
import { programKey } from "../schemas/texts.ts";

export const clientMaterialsRoute = participantRoute(
  {
    id: "listSharedMaterials",
    method: "get",
    path: "/v1/client/materials",
    summary: "What the participant may share: texts with their own link in them, pictures, documents and films",
    tag: "Browsers",
    query: z.strictObject({
      program: programKey.optional().meta({ description: "May be left out where one program is active" }),
    }),
    problems: ["program_not_found", "program_required"],
    replies: { 200: { description: "What there is to share", schema: sharedMaterialsReply } },
  },
  async ({ app, asker, participant, query, baseUrl, language }) => {
    const { database, clock } = app.deps;
    const asked = { program: query.program ?? null, externalId: participant.externalId, at: clock.now() };
    const read = authorized(await readSharedMaterials(database, asker, asked));
    if (read.program === null) {
      const detail = asked.program === null ? "No program is active." : "No active program has this key.";
      throw new ProblemError("program_not_found", detail);
    }
    if (asked.program === null && read.program.candidates > 1) {
      throw new ProblemError("program_required", "Several programs are active: name one.");
    }
    return { status: 200, body: presentMaterials(read, read.program, { language: await language(), baseUrl }) };
  },
);
