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
import { putParticipants } from "../../usecases/people/putParticipants.ts";
import { serverRoute } from "../endpoint.ts";
import { renderRows } from "../replies/presentRows.ts";
import { authorized, found, replyTo } from "../replies/writeReply.ts";
import { cursorKey, pageOf, pageQuery } from "../request/page.ts";
import { participantBatch, participantBatchReply, profileBody } from "../schemas/participants.ts";
import { externalId, noControls, segment } from "../schemas/texts.ts";

const params = z.strictObject({ externalId });

export const putParticipantRoute = serverRoute(
  {
    id: "putParticipant",
    method: "put",
    path: "/v1/participants/{externalId}",
    summary: "Creates or updates a participant; what is left out stays as it is, null clears it",
    tag: "Participants",
    params,
    body: profileBody,
    replies: {
      200: { description: "Updated", schema: profileReply },
      201: { description: "Created", schema: profileReply },
    },
  },
  async ({ app, asker, params, body }) => replyTo(await putParticipant(app.deps, asker, params.externalId, body)),
);

export const participantBatchRoute = serverRoute(
  {
    id: "putParticipants",
    method: "post",
    path: "/v1/participants/batch",
    summary:
      "Creates or updates 1 to 1,000 participants in one write, as the customers of before; a row that can't be read " +
      "does not stop the others, and the same batch again changes nothing",
    tag: "Participants",
    body: participantBatch,
    replies: { 200: { description: "What became of each row, in the same order", schema: participantBatchReply } },
  },
  async ({ app, asker, idempotency, body, requestId }) => {
    const rows = body.flatMap((row) => (row.ok ? [row.value] : []));
    const render = renderRows(body, requestId);
    return replyTo(
      await putParticipants(app.deps, { asker, idempotency }, rows, (put) =>
        render(put.map(({ status, body }) => ({ status, ...body }))),
      ),
    );
  },
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
    return { status: 200, body: presentParticipant(found(read, "No participant has this externalId."), baseUrl) };
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
      "First come those whom `q` names: by their externalId or an alias, their e-mail, a code, the id of an order or a coupon. Then " +
      "come those whose externalId, alias, e-mail or code begins with it. E-mails are compared without case and +tag, codes " +
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
