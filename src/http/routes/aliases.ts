import * as z from "zod";
import { aliasesReply } from "../../contract/participant.ts";
import { MAX_ALIASES } from "../../domain/aliases.ts";
import { addAlias } from "../../usecases/people/addAlias.ts";
import { endAlias } from "../../usecases/people/endAlias.ts";
import { serverRoute } from "../endpoint.ts";
import { replyTo } from "../replies/writeReply.ts";
import { externalId } from "../schemas/texts.ts";

const tag = "Participants";
const path = "/v1/participants/{externalId}/aliases/{alias}";
const params = z.strictObject({ externalId, alias: externalId });

export const addAliasRoute = serverRoute(
  {
    ...{ id: "addAlias", method: "put", path, tag, params },
    summary: "Gives a participant another name: what comes by it is theirs",
    description:
      "Guests become customers, and people have two accounts. From then on whatever you report, ask or sign by the " +
      `alias is of the participant. They may have ${MAX_ALIASES}. A name by which you have reported anything before is ` +
      "taken: `reason` says whether it is another participant's externalId (`participant`) or alias (`alias`), or the " +
      "participant's own externalId (`itself`).",
    problems: ["not_found", "alias_taken", "too_many_aliases"],
    replies: {
      200: { description: "It was theirs already", schema: aliasesReply },
      201: { description: "It is theirs now", schema: aliasesReply },
    },
  },
  async ({ app, asker, idempotency, params: { externalId, alias } }) =>
    replyTo(await addAlias(app.deps, { asker, idempotency }, { whom: { externalId }, alias })),
);

export const endAliasRoute = serverRoute(
  {
    ...{ id: "endAlias", method: "delete", path, tag, params },
    summary: "Ends an alias: what came by it stays the participant's, and what comes by it later is of someone new",
    problems: ["not_found", "alias_not_found"],
    replies: { 200: { description: "The aliases that they have left", schema: aliasesReply } },
  },
  async ({ app, asker, idempotency, params: { externalId, alias } }) =>
    replyTo(await endAlias(app.deps, { asker, idempotency }, { whom: { externalId }, alias })),
);
