import * as z from "zod";
import { blockReply } from "../../contract/participant.ts";
import { blockParticipant } from "../../usecases/people/blockParticipant.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { replyTo } from "../replies/writeReply.ts";
import { externalId, reason } from "../schemas/texts.ts";

const tag = "Participants";
const params = z.strictObject({ externalId });
const replies = { 200: { description: "Whether they are blocked now", schema: blockReply } };

export const blockRoute = serverRoute(
  {
    id: "blockParticipant",
    method: "post",
    path: "/v1/participants/{externalId}/block",
    summary:
      "Keeps a participant out of new referrals, as an advocate and as a friend; existing ones go on. Once blocked, " +
      "only another reason changes anything",
    tag,
    params,
    body: bodyOf(z.strictObject({ reason }).meta({ id: "BlockInput" })),
    problems: ["not_found"],
    replies,
  },
  async ({ app, asker, idempotency, params, body: { reason } }) => {
    const input = { whom: params, blocks: true, reason } as const;
    return replyTo(await blockParticipant(app.deps, { asker, idempotency }, input));
  },
);

export const unblockRoute = serverRoute(
  {
    id: "unblockParticipant",
    method: "post",
    path: "/v1/participants/{externalId}/unblock",
    summary: "Lets a participant into new referrals again; what was refused meanwhile stays refused",
    tag,
    params,
    body: { ...bodyOf(z.strictObject({ reason: reason.nullish() }).meta({ id: "UnblockInput" })), mayBeAbsent: true },
    problems: ["not_found"],
    replies,
  },
  async ({ app, asker, idempotency, params, body }) => {
    const input = { whom: params, blocks: false, reason: body.reason ?? null } as const;
    return replyTo(await blockParticipant(app.deps, { asker, idempotency }, input));
  },
);
