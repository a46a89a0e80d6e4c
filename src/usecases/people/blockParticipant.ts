import { presentBlocked } from "../../contract/participant.ts";
import type { Whom } from "../../db/queries/participantWrites.ts";
import { readProfile } from "../../db/queries/participantWrites.ts";
import type { ParticipantProfile } from "../../db/rows/participant.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

/** A block keeps its reason, for the tenant's eyes; the one given for taking it away is in the audit alone. */
export type BlockInput = { readonly whom: Whom } & (
  | { readonly blocks: true; readonly reason: string }
  | { readonly blocks: false; readonly reason: string | null }
);

/**
 * Keeps a participant out of new referrals, as an advocate and as a friend, or lets them in again. What they have
 * goes on: referrals, rewards, share links. From the commit on it holds for every event, those in flight included:
 * they are decided again. Asking for what holds already changes nothing.
 */
export async function blockParticipant(
  deps: WriteDeps,
  request: Request,
  input: BlockInput,
): Promise<WriteOutcome<"not_found">> {
  return await commitOnce(
    deps,
    request,
    () => readProfile(deps.database, request.asker, request.idempotency?.key ?? null, input.whom),
    (found, attempt) => decide(deps, input, found, attempt),
  );
}

function decide(
  deps: WriteDeps,
  input: BlockInput,
  found: ParticipantProfile | null,
  attempt: Attempt,
): WriteDecision<"not_found"> {
  if (found === null) return { refusal: { code: "not_found", detail: "No participant has this externalId." } };
  const was = presentBlocked(found);
  // With another reason they are blocked since the first.
  const blocked = input.blocks ? { at: was?.at ?? attempt.at.toISOString(), reason: input.reason } : null;
  const done = { status: 200 as const, body: { externalId: found.externalId, blocked } };
  if (blocked?.reason === was?.reason) return { done, effects: null };
  // What looks at them, as an advocate or at their own event, compares `referred_version`, which the commit raises.
  // Their own events don't hold a block up.
  const { id, referredVersion, firstSignupAt, firstPurchaseAt } = found;
  const guard = { id, version: null, referredVersion, touched: false, referred: 0, firstSignupAt, firstPurchaseAt };
  const action = input.blocks ? "participant.blocked" : "participant.unblocked";
  return {
    done,
    effects: {
      participants: [guard],
      blocks: [{ id, blockedAt: blocked?.at ?? null, reason: blocked?.reason ?? null }],
      audit: [auditRow(deps, attempt, action, id, { reason: input.reason, was })],
    },
  };
}
