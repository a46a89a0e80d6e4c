import { presentProfile } from "../../contract/participant.ts";
import type { TenantAsker } from "../../db/queries/asker.ts";
import type { NewParticipantRow } from "../../db/queries/commitEffects.ts";
import { readProfile } from "../../db/queries/participantWrites.ts";
import type { ParticipantProfile } from "../../db/rows/participant.ts";
import { foldEmail } from "../../domain/codes.ts";
import { noticeOf } from "../../domain/notices.ts";
import type { Attempt, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

/** What is said of a participant: null clears a value, a value left out stays as it is. */
export interface ProfileInput {
  readonly email?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly locale?: string | null | undefined;
  readonly country?: string | null | undefined;
  readonly segments?: readonly string[] | null | undefined;
}

/** Creates a participant, or changes what the tenant says of them. */
export async function putParticipant(
  deps: WriteDeps,
  asker: TenantAsker,
  externalId: string,
  input: ProfileInput,
): Promise<WriteOutcome<never>> {
  // Drawn once, so that after a lost reply the participant is known to be this request's own.
  const id = deps.ids.id("par", deps.clock.now());
  return await commitOnce(
    deps,
    { asker, idempotency: null },
    () => readProfile(deps.database, asker, null, { externalId }),
    (found, attempt) => decide(deps, { id, externalId, input }, found, attempt),
  );
}

function decide(
  deps: WriteDeps,
  asked: { readonly id: string; readonly externalId: string; readonly input: ProfileInput },
  found: ParticipantProfile | null,
  attempt: Attempt,
): WriteDecision<never> {
  const { id, externalId, input } = asked;
  const { at } = attempt;
  const profile = profileOf(input, found);
  const body = presentProfile({ externalId, ...profile, createdAt: found?.createdAt ?? at.toISOString() });
  if (found === null) {
    const created = newParticipant(id, externalId, input);
    const notices = [noticeOf("participant.created", id, null)];
    return {
      done: { status: 201, body },
      effects: { newParticipants: [created], outbox: [{ id: deps.ids.id("obx", at), notices }] },
    };
  }
  // Not guarded by their events: a busy customer could hardly be changed otherwise.
  const { referredVersion, firstSignupAt, firstPurchaseAt } = found;
  const guard = {
    id: found.id,
    version: null,
    referredVersion,
    touched: false,
    referred: 0,
    firstSignupAt,
    firstPurchaseAt,
  };
  return {
    done: { status: found.id === id ? 201 : 200, body },
    effects: { participants: [guard], profiles: [{ id: found.id, ...profile }] },
  };
}

/** The row of a participant who is new. */
export function newParticipant(id: string, externalId: string, input: ProfileInput): NewParticipantRow {
  const since = { firstSignupAt: null, firstPurchaseAt: null, referredVersion: 0 };
  return { id, externalId, ...profileOf(input, null), ...since };
}

function profileOf(input: ProfileInput, found: ParticipantProfile | null) {
  const pick = <T>(given: T | null | undefined, before: T | null): T | null => (given === undefined ? before : given);
  const email = pick(input.email, found?.email ?? null);
  return {
    email,
    emailFolded: email === null ? null : foldEmail(email),
    name: pick(input.name, found?.name ?? null),
    locale: pick(input.locale, found?.locale ?? null),
    country: pick(input.country, found?.country ?? null),
    segments: pick(input.segments, found?.segments ?? null) ?? [],
  };
}
