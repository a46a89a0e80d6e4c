import type { PayoutDetailsReply } from "../../contract/payoutDetails.ts";
import { presentPayoutDetails } from "../../contract/payoutDetails.ts";
import type { Asker } from "../../db/queries/asker.ts";
import type { Effects } from "../../db/queries/commitEffects.ts";
import type { Whom } from "../../db/queries/participantWrites.ts";
import type { BeforePayoutDetails, KeptDetails } from "../../db/queries/payoutDetails.ts";
import { readBeforePayoutDetails } from "../../db/queries/payoutDetails.ts";
import { noticeOf } from "../../domain/notices.ts";
import type { PayoutDetails } from "../../domain/payoutDetails.ts";
import { heldFrom, shownOf } from "../../domain/payoutDetails.ts";
import { payoutDetailsPlace, payoutMacs } from "../../engine/events/payoutDetails.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { unchangedPerson } from "../people/participantGuards.ts";

const NOT_FOUND = { refusal: { code: "not_found", detail: "No participant has this externalId." } } as const;

/**
 * Says where a participant is paid. The same once more changes nothing. An account in the place of another is held, and one
 * that another participant has is looked at, as is theirs, before anything is paid to either.
 */
export async function setPayoutDetails(
  deps: WriteDeps,
  request: Request<Asker>,
  whom: Whom,
  details: PayoutDetails,
): Promise<WriteOutcome<"not_found">> {
  const macs = payoutMacs(deps.contactKey, details);
  const load = async () => {
    const read = await readBeforePayoutDetails(deps.database, request.asker, keyOf(request), whom, macs);
    const before = read?.body.data;
    if (read === null || before === null || before === undefined)
      return read && { ...read, body: { ...read.body, data: null } };
    const place = payoutDetailsPlace(read.tenantId, before.participant.id);
    const sealed = await deps.sealing.seal(JSON.stringify(details), place);
    return { ...read, body: { ...read.body, data: { before, sealed } } };
  };
  return await commitOnce(deps, request, load, (data, attempt) => {
    return data === null ? NOT_FOUND : setting(deps, { ...data, details, macs }, attempt);
  });
}

interface Setting {
  readonly before: BeforePayoutDetails;
  readonly sealed: string;
  readonly details: PayoutDetails;
  readonly macs: { readonly account: string; readonly content: string };
}

function setting(
  deps: WriteDeps,
  { before, sealed, details, macs }: Setting,
  attempt: Attempt,
): WriteDecision<"not_found"> {
  const { participant, kept, asked } = before;
  if (asked === null) throw new Error("what is asked for was read");
  if (kept?.contentHash === asked.contentHash) {
    return { done: { status: 200, body: replyOf(before, kept, attempt.at) }, effects: null };
  }
  const isSame = kept?.accountHash === asked.accountHash;
  const { at } = attempt;
  const held = kept === null ? null : heldFrom(at).toISOString();
  const next = {
    ...{ kind: details.kind, shown: shownOf(details) },
    heldUntil: isSame ? kept.heldUntil : held,
    sameAccount: isSame ? kept.sameAccount : asked.isOthers,
  };
  const { id } = participant;
  const isNew = kept === null || kept.kind === null;
  return {
    done: {
      status: isNew ? 201 : 200,
      body: replyOf(before, { ...next, changedAt: at.toISOString() }, at),
    },
    effects: {
      participants: [unchangedPerson(participant)],
      contactHeads: [{ mac: macs.account, version: asked.headVersion, added: 1 }],
      payoutDetails: [{ ...next, ...macs, sealed, participantId: id, versionWas: kept?.version ?? 0 }],
      ...told(deps, attempt, id),
      audit: [auditRow(deps, attempt, "payout_details.set", id, { kind: next.kind, shown: next.shown })],
    },
  };
}

/** Removes what is known of where a participant is paid. Of someone who has none nothing is removed. */
export async function removePayoutDetails(
  deps: WriteDeps,
  request: Request<Asker>,
  whom: Whom,
): Promise<WriteOutcome<"not_found">> {
  return await changeKept(deps, request, whom, (before, kept, attempt) => {
    const done = { status: 200 as const, body: replyOf(before, null, attempt.at) };
    if (kept === null || kept.kind === null) return { done, effects: null };
    const { participant } = before;
    const { kind, shown, version, heldUntil } = kept;
    return {
      done,
      effects: {
        participants: [unchangedPerson(participant)],
        payoutDetails: [
          { participantId: participant.id, kind: null, versionWas: version, heldUntil, sameAccount: false },
        ],
        ...told(deps, attempt, participant.id),
        audit: [auditRow(deps, attempt, "payout_details.removed", participant.id, { kind, shown: shown ?? "" })],
      },
    };
  });
}

/** Lets a participant be paid although another has had the same account: someone has looked at it. */
export async function clearPayoutDetails(
  deps: WriteDeps,
  request: Request,
  whom: Whom,
  reason: string,
): Promise<WriteOutcome<"not_found">> {
  return await changeKept(deps, request, whom, (before, kept, attempt) => {
    const cleared = kept === null ? null : { ...kept, sameAccount: false };
    const done = { status: 200 as const, body: replyOf(before, cleared, attempt.at) };
    if (kept?.sameAccount !== true) return { done, effects: null };
    const { participant } = before;
    return {
      done,
      effects: {
        participants: [unchangedPerson(participant)],
        clearedPayoutDetails: [{ participantId: participant.id, versionWas: kept.version }],
        audit: [auditRow(deps, attempt, "payout_details.cleared", participant.id, { reason })],
      },
    };
  });
}

async function changeKept(
  deps: WriteDeps,
  request: Request<Asker>,
  whom: Whom,
  decide: (before: BeforePayoutDetails, kept: KeptDetails | null, attempt: Attempt) => WriteDecision<"not_found">,
): Promise<WriteOutcome<"not_found">> {
  const load = () => readBeforePayoutDetails(deps.database, request.asker, keyOf(request), whom, null);
  return await commitOnce(deps, request, load, (before, attempt) => {
    return before === null ? NOT_FOUND : decide(before, before.kept, attempt);
  });
}

function keyOf({ idempotency }: Request<Asker>): string | null {
  return idempotency?.key ?? null;
}

function told({ ids }: WriteDeps, { at }: Attempt, participantId: string): Pick<Effects, "outbox"> {
  return { outbox: [{ id: ids.id("obx", at), notices: [noticeOf("payout_details.changed", participantId, null)] }] };
}

function replyOf({ participant }: BeforePayoutDetails, details: Shown | null, at: Date): PayoutDetailsReply {
  return presentPayoutDetails(participant.externalId, details, at);
}

type Shown = Parameters<typeof presentPayoutDetails>[1];
