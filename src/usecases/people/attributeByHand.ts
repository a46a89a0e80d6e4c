import { isTooMuch } from "../../db/pgErrors.ts";
import { foldCode } from "../../domain/codes.ts";
import { decide, noRoom } from "../../engine/decide/decide.ts";
import type { Outcome } from "../../engine/decide/outcome.ts";
import type { State } from "../../engine/decide/state.ts";
import type { ByHandEvent, NamedParticipant } from "../../engine/events/events.ts";
import { BY_HAND, KEY_SEPARATOR } from "../../engine/events/events.ts";
import { effectsWithoutEvent } from "../../engine/loop/effects.ts";
import { loadByHand } from "../../engine/loop/load.ts";
import { presentOutcome } from "../../engine/loop/presentOutcome.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

export interface ByHandInput {
  /** The key of the program. */
  readonly program: string;
  /** Who brought the friend: their externalId, or one of their codes as it is written. */
  readonly advocate: { readonly externalId: string } | { readonly code: string };
  /** The friend's externalId. */
  readonly friend: string;
  /** RFC 3339: from when on they are a friend; null: now. */
  readonly attributedAt: string | null;
  /** Why, for people. It is kept in the audit alone. */
  readonly reason: string;
  /** Whether an old customer, or one who is late, is tied all the same. */
  readonly force: boolean;
}

export type ByHandRefusal =
  | "not_found"
  | "no_code"
  | "program_not_found"
  | "referral_refused"
  | "too_many_decisions"
  | "unprocessable";

/**
 * Ties a friend to an advocate: what a signup with the advocate's code at that time would do. Whom they are tied to
 * already is the natural key: the same once more answers the referral as it is.
 */
export async function attributeByHand(
  deps: WriteDeps,
  request: Request,
  input: ByHandInput,
): Promise<WriteOutcome<ByHandRefusal>> {
  const { asker, idempotency } = request;
  const since = input.attributedAt === null ? deps.clock.now().getTime() : Date.parse(input.attributedAt);
  const named = "code" in input.advocate ? foldCode(input.advocate.code) : null;
  const head = { program: input.program, advocate: "code" in input.advocate ? null : input.advocate.externalId };
  const load = () =>
    loadByHand(deps.database, asker, idempotency?.key ?? null, head, {
      ...{ key: null, prefix: null, orderId: null, isRefund: false, isClick: false, coupons: [], contacts: [] },
      ...{ externalId: input.friend, program: input.program, codes: [named ?? ""], at: new Date(since).toISOString() },
    });
  try {
    return await commitOnce(deps, request, load, ({ code, isAdvocateKnown, loaded }, attempt) => {
      if (head.advocate !== null && !isAdvocateKnown)
        return refuse("not_found", "No participant has the advocate's externalId.");
      const own = named ?? code;
      const hasProgram = loaded.snapshot.programs.some(({ key }) => key === input.program);
      if (!hasProgram) return refuse("program_not_found", `There is no program "${input.program}".`);
      if (own === null) return refuse("no_code", "Give the advocate a code in the program first: POST /v1/codes.");
      const friend = loaded.aliases.get(input.friend) ?? input.friend;
      const event = eventOf(deps, { ...input, friend }, own, since, attempt.at);
      const { outcomes, state } = decide(loaded.snapshot, [event]);
      const [outcome] = outcomes;
      if (outcome === undefined) throw new Error("one event was decided and none was answered");
      return answer(deps, input, { outcome, state }, attempt);
    });
  } catch (error) {
    if (!isTooMuch(error)) throw error;
    const { code, detail } = noRoom(true);
    return { kind: "refused", refusal: { code: code as "too_many_decisions", detail } };
  }
}

function refuse(code: ByHandRefusal, detail: string, reason?: string): WriteDecision<ByHandRefusal> {
  return { refusal: { code, detail, ...(reason === undefined ? {} : { reason }) } };
}

function eventOf(
  { ids }: WriteDeps,
  { program, friend, force, attributedAt }: ByHandInput,
  code: string,
  occurredAt: number,
  at: Date,
): ByHandEvent {
  const id = ids.id("evt", at);
  const naturalKey = [BY_HAND, id, ""].join(KEY_SEPARATOR);
  const source = { code, codeEntered: true, clicks: [], channel: null };
  const when = { occurredAt, occurredAtGiven: attributedAt !== null };
  return {
    type: BY_HAND,
    id,
    naturalKey,
    contentHash: "",
    ...when,
    ...source,
    program,
    force,
    participant: nameOf(friend),
  };
}

function nameOf(externalId: string): NamedParticipant {
  return {
    externalId,
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
}

function answer(
  deps: WriteDeps,
  { reason, force }: ByHandInput,
  { outcome, state }: { readonly outcome: Outcome; readonly state: State },
  attempt: Attempt,
): WriteDecision<ByHandRefusal> {
  if (outcome.kind === "problem") {
    const { code, detail, reason: why } = outcome.problem;
    return refuse(code === "referral_refused" ? code : "too_many_decisions", detail, why);
  }
  // Drawn with the effects are the codes of coupons, which the answer tells.
  const effects = outcome.kind === "duplicate" ? null : effectsWithoutEvent(deps, state, attempt);
  const { status, ...body } = presentOutcome(state, outcome, attempt.at, false);
  if (outcome.kind === "duplicate" || effects === null) return { done: { status: 200, body }, effects: null };
  const [made] = outcome.results;
  if (made === undefined || status >= 400) throw new Error("what was tied by hand has no referral");
  const { id, programId, friendId } = made.referral;
  const detail = { program: programId, participantId: friendId, reason, force };
  const audit = [auditRow(deps, attempt, "referral.attributed", id, detail)];
  return { done: { status: 201, body }, effects: { ...effects, audit } };
}
