import { presentAliases } from "../../contract/participant.ts";
import { readBeforeAlias } from "../../db/queries/aliases.ts";
import { auditRow } from "../auditRow.ts";
import type { Request, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import type { AliasInput } from "./addAlias.ts";
import { guardOf } from "./addAlias.ts";

export type EndAliasRefusal = "not_found" | "alias_not_found" | "alias_merged";

/**
 * Ends another name of a participant. What came by it stays theirs. What comes by it afterwards is of someone who is new.
 */
export async function endAlias(
  deps: WriteDeps,
  request: Request,
  input: AliasInput,
): Promise<WriteOutcome<EndAliasRefusal>> {
  return await commitOnce(
    deps,
    request,
    () => readBeforeAlias(deps.database, request.asker, request.idempotency?.key ?? null, input),
    (before, attempt) => {
      if (before === null) return { refusal: { code: "not_found", detail: "No participant has this externalId." } };
      const { participant, named } = before;
      if (named === null || named.mergedInto !== participant.id) {
        return { refusal: { code: "alias_not_found", detail: "The participant has no such alias." } };
      }
      if (named.mergedAt !== null) {
        const detail = "It was a participant, and all that they had is this one's. It can't be taken apart again.";
        return { refusal: { code: "alias_merged", detail } };
      }
      const aliases = participant.aliases.filter((alias) => alias !== input.alias);
      return {
        done: { status: 200, body: presentAliases({ ...participant, aliases }) },
        effects: {
          participants: [guardOf(participant)],
          endedAliases: [{ id: named.id, participantId: participant.id }],
          audit: [auditRow(deps, attempt, "participant.alias_ended", participant.id, { alias: named.id })],
        },
      };
    },
  );
}
