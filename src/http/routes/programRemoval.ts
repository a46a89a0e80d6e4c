import * as z from "zod";
import { programReply } from "../../contract/program.ts";
import { removeProgram } from "../../usecases/programs/removeProgram.ts";
import { serverRoute } from "../endpoint.ts";
import { replyTo } from "../replies/writeReply.ts";
import { programKey } from "../schemas/texts.ts";

export const removeProgramRoute = serverRoute(
  {
    id: "removeProgram",
    method: "delete",
    path: "/v1/programs/{key}",
    summary: "Removes a program that was never published and that nothing refers to, with its goals and materials",
    tag: "Programs",
    params: z.strictObject({ key: programKey }),
    problems: ["program_not_found", "program_used"],
    replies: { 200: { description: "The program as it was", schema: programReply } },
  },
  async ({ app, asker, idempotency, params: { key } }) => {
    const reply = replyTo(await removeProgram(app.deps, { asker, idempotency }, key));
    app.shareLinks.clear();
    return reply;
  },
);
