import type { reassignedReply } from "../../contract/reassigned.ts";
import { presentReferral } from "../../contract/referral.ts";
import { presentReward } from "../../contract/reward.ts";
import type { Shown } from "../../contract/shown.ts";
import { isTooMuch } from "../../db/pgErrors.ts";
import type { ReassignInput } from "../../db/queries/reassign.ts";
import { MAX_REASSIGNED } from "../../db/queries/reassign.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import { isLiveReferral } from "../../domain/attribution.ts";
import { decide, noRoom } from "../../engine/decide/decide.ts";
import { keptReward } from "../../engine/decide/keptReward.ts";
import type { State } from "../../engine/decide/state.ts";
import type { ReassignEvent } from "../../engine/events/events.ts";
import { KEY_SEPARATOR, REASSIGNED } from "../../engine/events/events.ts";
import { effectsWithoutEvent } from "../../engine/loop/effects.ts";
import type { LoadedReassign } from "../../engine/loop/load.ts";
import { loadReassign } from "../../engine/loop/load.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

export type ReassignRefusal =
  | "not_found"
  | "not_reassignable"
  | "referral_refused"
  | "too_many_decisions"
  | "unprocessable";

/**
 * Gives a referral to another advocate, who gets what the former one has of it and was not given out. Whose it is
 * already is the natural key: the same once more answers the referral as it is.
 *
 * @param input the reason is for people, and kept in the audit alone
 */
export async function reassignReferral(
  deps: WriteDeps,
  request: Request,
  input: ReassignInput & { readonly reason: string },
): Promise<WriteOutcome<ReassignRefusal>> {
  const { asker, idempotency } = request;
  const load = () => loadReassign(deps.database, asker, idempotency?.key ?? null, input, deps.clock.now());
  try {
    return await commitOnce(deps, request, load, (before, attempt) => {
      if (before === null) return refuse("not_found", "No referral has this id.");
      const { advocateId, referral } = before;
      if (advocateId === null) return refuse("not_found", "No participant has the advocate's externalId.");
      if (!isLiveReferral(referral.status))
        return refuse("not_reassignable", "A referral that was refused is no one's.");
      if (referral.orderId !== null) {
        return refuse("not_reassignable", "A referral of a single order stays with the code that the order brought.");
      }
      if (referral.advocateId === advocateId)
        return { done: { status: 200, body: unchanged(before, input) }, effects: null };
      if (before.rewards.length > MAX_REASSIGNED || before.orders > MAX_REASSIGNED) return tooMuch();
      return decided(deps, input, { before, advocateId }, attempt);
    });
  } catch (error) {
    if (!isTooMuch(error)) throw error;
    return { kind: "refused", refusal: tooMuch().refusal };
  }
}

function refuse(code: ReassignRefusal, detail: string, reason?: string) {
  return { refusal: { code, detail, ...(reason === undefined ? {} : { reason }) } };
}

function tooMuch() {
  return refuse("too_many_decisions", noRoom(true).detail);
}

function decided(
  deps: WriteDeps,
  { reason }: { readonly reason: string },
  { before, advocateId }: { readonly before: LoadedReassign; readonly advocateId: string },
  attempt: Attempt,
): WriteDecision<ReassignRefusal> {
  const { referral, rewards, used } = before;
  const kept = rewards.filter(({ id, status }) => status === "fulfilled" || used.has(id));
  const event = eventOf(deps, before, advocateId, kept, attempt.at);
  const { outcomes, state } = decide(before.loaded.snapshot, [event]);
  const [outcome] = outcomes;
  if (outcome?.kind === "problem") {
    const { code, detail, reason: why } = outcome.problem;
    return refuse(code === "referral_refused" ? code : "too_many_decisions", detail, why);
  }
  const now = state.referrals.get(referral.id)?.now;
  if (outcome?.kind !== "decided" || now === undefined) throw new Error("what is given to another was decided before");
  // Drawn with the effects are the codes of coupons, which the answer tells.
  const effects = effectsWithoutEvent(deps, state, attempt);
  const shown = showing(before, state, attempt.at);
  const [result] = outcome.results;
  const changed = (result?.rewards ?? []).map((reward) => ({ reward, isGiven: reward.participantId === advocateId }));
  const body: Shown<typeof reassignedReply> = {
    referral: shown.referral(now),
    ended: changed.flatMap(({ reward, isGiven }) => (isGiven ? [] : [shown.reward(reward)])),
    given: changed.flatMap(({ reward, isGiven }) => (isGiven ? [shown.reward(reward)] : [])),
    kept: kept.map(shown.reward),
  };
  const detail = { program: now.programId, participantId: now.friendId, eventId: event.id, reason };
  const audit = [auditRow(deps, attempt, "referral.reassigned", referral.id, detail)];
  return { done: { status: 201, body }, effects: { ...effects, audit } };
}

function unchanged({ referral, program, friend, loaded }: LoadedReassign, input: ReassignInput) {
  const advocate = loaded.aliases.get(input.advocate) ?? input.advocate;
  const nothing: Omit<Shown<typeof reassignedReply>, "referral"> = { ended: [], given: [], kept: [] };
  return { referral: presentReferral(referral, { program, advocate, friend }), ...nothing };
}

function eventOf(
  { ids }: WriteDeps,
  { referral, program, friend }: LoadedReassign,
  advocateId: string,
  kept: readonly StoredReward[],
  at: Date,
): ReassignEvent {
  const id = ids.id("evt", at);
  const noProfile = {
    email: null,
    emailFolded: null,
    phone: null,
    name: null,
    locale: null,
    country: null,
    segments: [],
    contacts: [],
    prints: [],
    ...{ guest: false, emailVerified: false },
  };
  return {
    type: REASSIGNED,
    id,
    naturalKey: [REASSIGNED, id, referral.programId].join(KEY_SEPARATOR),
    contentHash: "",
    ...{ occurredAt: at.getTime(), occurredAtGiven: false, program, advocateId, formerId: referral.advocateId },
    participant: { externalId: friend, ...noProfile },
    givenOut: kept.map(({ ruleId, source }) => ({ ruleId, source })),
  };
}

/** How it is shown, by the names that people outside give. */
function showing({ program, friend, loaded }: LoadedReassign, { participants }: State, at: Date) {
  const currency = loaded.snapshot.programs.find(({ key }) => key === program)?.currency ?? "";
  const externalId = (id: string | null) => participants.get(id ?? "")?.now.externalId ?? "";
  return {
    referral: (now: StoredReferral) => presentReferral(now, { program, friend, advocate: externalId(now.advocateId) }),
    reward: (reward: StoredReward) =>
      presentReward(keptReward(reward, at.getTime()), {
        ...{ program, currency, participant: externalId(reward.participantId) },
      }),
  };
}
