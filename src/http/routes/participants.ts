import * as z from "zod";
import { participantReply, presentParticipant, profileReply } from "../../contract/participant.ts";
import { readParticipant } from "../../db/queries/participants.ts";
import { putParticipant } from "../../usecases/people/putParticipant.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { found, replyTo } from "../replies/writeReply.ts";
import { externalId, profileFields } from "../schemas/texts.ts";

const params = z.strictObject({ externalId });

export const putParticipantRoute = serverRoute(
  {
    id: "putParticipant",
    method: "put",
    path: "/v1/participants/{externalId}",
    summary: "Creates or updates a participant; what is left out stays as it is, null clears it",
    tag: "Participants",
    params,
    body: bodyOf(z.strictObject(profileFields).meta({ id: "ProfileInput" })),
    replies: {
      200: { description: "Updated", schema: profileReply },
      201: { description: "Created", schema: profileReply },
    },
  },
  async ({ app, asker, params, body }) => replyTo(await putParticipant(app.deps, asker, params.externalId, body)),
);

export const getParticipantRoute = serverRoute(
  {
    id: "getParticipant",
    method: "get",
    path: "/v1/participants/{externalId}",
    summary: "A participant with codes, balances and figures",
    tag: "Participants",
    params,
    problems: ["not_found"],
    replies: { 200: { description: "The participant", schema: participantReply } },
  },
  async ({ app, asker, params, baseUrl }) => {
    const read = await readParticipant(app.deps.database, asker, params.externalId);
    return { status: 200, body: presentParticipant(found(read, "There is no such participant."), baseUrl) };
  },
);
