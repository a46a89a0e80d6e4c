import * as z from "zod";
import {
  foundPage,
  participantReply,
  presentFound,
  presentParticipant,
  profileReply,
} from "../../contract/participant.ts";
import { findParticipants } from "../../db/queries/findParticipants.ts";
import { readParticipant } from "../../db/queries/participants.ts";
import { putParticipant } from "../../usecases/people/putParticipant.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { authorized, found, replyTo } from "../replies/writeReply.ts";
import { cursorKey, pageOf, pageQuery } from "../request/page.ts";
import { externalId, noControls, profileFields, segment } from "../schemas/texts.ts";

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

/** How it was found, the text that was, and the participant's internal id. */
const CURSOR = [/^[0-7]?$/, noControls, /^par_[0-9a-z-]{1,64}$/];

export const findParticipantsRoute = serverRoute(
  {
    id: "findParticipants",
    method: "get",
    path: "/v1/participants",
    summary: "Finds participants by what a person typed, or lists them, the newest first",
    description:
      "First come those whom `q` names: by their externalId, their e-mail, a code, the id of an order or a coupon. Then " +
      "come those whose externalId, e-mail or code begins with it. E-mails are compared without case and +tag, codes " +
      "without case, -, _ and spaces. Each participant is found once.",
    tag: "Participants",
    query: z.strictObject({ q: externalId.optional(), segment: segment.optional(), ...pageQuery }),
    replies: { 200: { description: "A page of participants", schema: foundPage } },
  },
  async ({ app, asker, query: { q = null, segment = null, limit, cursor } }) => {
    const [by, text, id] = cursorKey(cursor, CURSOR) ?? [];
    const after = by === undefined || text === undefined || id === undefined ? null : ([by, text, id] as const);
    const search = { q, segment, after, limit: limit + 1 };
    const { rows, isCut } = authorized(await findParticipants(app.deps.database, asker, search));
    const keyOf = (row: (typeof rows)[number]) => [String(row.nthMatch ?? ""), row.text, row.id];
    return { status: 200, body: pageOf(rows, limit, keyOf, presentFound, isCut) };
  },
);
