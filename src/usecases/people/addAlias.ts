import { presentAliases } from "../../contract/participant.ts";
import type { BeforeAlias } from "../../db/queries/aliases.ts";
import { readBeforeAlias } from "../../db/queries/aliases.ts";
import type { Whom } from "../../db/queries/participantWrites.ts";
import type { AliasRefusal } from "../../domain/aliases.ts";
import { MAX_ALIASES } from "../../domain/aliases.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

export interface AliasInput {
  readonly whom: Whom;
  /** The other name, as the shop writes it. */
  readonly alias: string;
}

export type AddAliasRefusal = "not_found" | "alias_taken" | "too_many_aliases";

/**
 * Gives a participant another name. What is reported, asked or signed in by it from then on is theirs. The same once more
 * changes nothing.
 */
export async function addAlias(
  deps: WriteDeps,
  request: Request,
  input: AliasInput,
): Promise<WriteOutcome<AddAliasRefusal>> {
  // Drawn once, so that after a lost reply the name is known to be this request's own.
  const id = deps.ids.id("par", deps.clock.now());
  return await commitOnce(
    deps,
    request,
    () => readBeforeAlias(deps.database, request.asker, request.idempotency?.key ?? null, input),
    (before, attempt) => decide(deps, { id, ...input }, before, attempt),
  );
}

function decide(
  deps: WriteDeps,
  { id, alias }: { readonly id: string; readonly alias: string },
  before: BeforeAlias | null,
  attempt: Attempt,
): WriteDecision<AddAliasRefusal> {
  if (before === null) return { refusal: { code: "not_found", detail: "No participant has this externalId." } };
  const { participant, named } = before;
  if (named !== null && named.mergedInto === participant.id) {
    return { done: { status: named.id === id ? 201 : 200, body: presentAliases(participant) }, effects: null };
  }
  const reason = named === null ? null : reasonAgainst(participant, named);
  if (reason !== null) return { refusal: { code: "alias_taken", detail: TAKEN[reason], reason } };
  if (participant.aliases.length >= MAX_ALIASES) {
    const detail = `The participant has ${MAX_ALIASES} aliases, and more they may not have.`;
    return { refusal: { code: "too_many_aliases", detail } };
  }
  const aliases = [...participant.aliases, alias].toSorted();
  return {
    done: { status: 201, body: presentAliases({ ...participant, aliases }) },
    effects: {
      participants: [guardOf(participant)],
      newAliases: [{ id, externalId: alias, participantId: participant.id }],
      audit: [auditRow(deps, attempt, "participant.alias_added", participant.id, { alias: id })],
    },
  };
}

function reasonAgainst(
  participant: BeforeAlias["participant"],
  named: NonNullable<BeforeAlias["named"]>,
): AliasRefusal {
  if (named.id === participant.id) return "itself";
  return named.mergedInto === null ? "participant" : "alias";
}

const TAKEN: Readonly<Record<AliasRefusal, string>> = {
  itself: "It is the participant's own externalId.",
  alias: "It is an alias of another participant.",
  participant: "It is the externalId of another participant.",
};

/** Not by their events: a busy customer could hardly get another name otherwise. The commit raises the number. */
export function guardOf({ id, referredVersion, firstSignupAt, firstPurchaseAt }: BeforeAlias["participant"]) {
  return { id, version: null, referredVersion, touched: false, referred: 0, firstSignupAt, firstPurchaseAt };
}
