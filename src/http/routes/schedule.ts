import * as z from "zod";
import { programReply } from "../../contract/program.ts";
import { cancelPublish } from "../../usecases/programs/cancelPublish.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { replyTo } from "../replies/writeReply.ts";
import { programKey } from "../schemas/texts.ts";

export const cancelPublishRoute = serverRoute(
  {
    id: "cancelPublish",
    method: "post",
    path: "/v1/programs/{key}/schedule/{id}/cancel",
    summary: "Takes back what waits to be published at a time",
    tag: "Programs",
    params: z.strictObject({ key: programKey, id: z.string().max(64) }),
    body: { ...bodyOf(z.strictObject({}).meta({ id: "CancelInput" })), mayBeAbsent: true },
    problems: ["program_not_found", "schedule_not_found"],
    replies: { 200: { description: "The program", schema: programReply } },
  },
  async ({ app, asker, idempotency, params: { key, id } }) =>
    replyTo(await cancelPublish(app.deps, { asker, idempotency }, key, id)),
);
