import * as z from "zod";
import { namesReply } from "../../contract/merged.ts";
import { aliasesReply } from "../../contract/participant.ts";
import { MAX_ALIASES } from "../../domain/aliases.ts";
import { addAlias } from "../../usecases/people/addAlias.ts";
import { endAlias } from "../../usecases/people/endAlias.ts";
import { mergeParticipant } from "../../usecases/people/mergeParticipant.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { replyTo } from "../replies/writeReply.ts";
import { externalId, reason } from "../schemas/texts.ts";

const tag = "Participants";
const path = "/v1/participants/{externalId}/aliases/{alias}";
const params = z.strictObject({ externalId, alias: externalId });

export const addAliasRoute = serverRoute(
  {
    ...{ id: "addAlias", method: "put", path, tag, params },
    summary: "Gives a participant another name: what comes by it is theirs",
    body: {
      ...bodyOf(z.strictObject({ merge: z.boolean().optional(), reason: reason.nullish() }).meta({ id: "AliasInput" })),
      mayBeAbsent: true,
    },
    description:
      "Guests become customers, and people have two accounts. From then on whatever you report, ask or sign by the " +
      `alias is of the participant. They may have ${MAX_ALIASES}. A name by which you have reported anything before is ` +
      "taken: `reason` says whether it is another participant's externalId (`participant`) or alias (`alias`), or the " +
      "participant's own externalId (`itself`). With `merge`, another participant becomes the alias: all that they have " +
      "goes over, and the reply lists it. That can't be undone. The same once more is answered the same.",
    problems: ["not_found", "alias_taken", "too_many_aliases", "merge_too_large"],
    replies: {
      200: { description: "It was theirs already", schema: namesReply },
      201: { description: "It is theirs now", schema: namesReply },
    },
  },
  async ({ app, asker, idempotency, params: { externalId, alias }, body: { merge, reason } }) => {
    const input = { whom: { externalId }, alias, reason: reason ?? null };
    const request = { asker, idempotency };
    return replyTo(
      await (merge === true ? mergeParticipant(app.deps, request, input) : addAlias(app.deps, request, input)),
    );
  },
);

export const endAliasRoute = serverRoute(
  {
    ...{ id: "endAlias", method: "delete", path, tag, params },
    summary: "Ends an alias: what came by it stays the participant's, and what comes by it later is of someone new",
    problems: ["not_found", "alias_not_found", "alias_merged"],
    replies: { 200: { description: "The aliases that they have left", schema: aliasesReply } },
  },
  async ({ app, asker, idempotency, params: { externalId, alias } }) =>
    replyTo(await endAlias(app.deps, { asker, idempotency }, { whom: { externalId }, alias })),
);
