import type { StoredCode } from "../../db/rows/code.ts";
import type { StoredParticipant } from "../../db/rows/participant.ts";
import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import { attributedSince, FORCED, type RefusalReason, refusalOf } from "../../domain/attribution.ts";
import { ineligibleFor, OPEN_TO_ALL } from "../../domain/eligibility.ts";
import type { Instant } from "../../domain/periods.ts";
import type { Rules } from "../../domain/rules.ts";
import { BY_HAND } from "../events/events.ts";
import { countFor } from "./advocateNumbers.ts";
import { bindsOrders, isNewFriend } from "./binding.ts";
import { codeTermsOf, countUse } from "./codeUse.ts";
import { asOnePerson, otherNamesOf } from "./contacts.ts";
import { noteCustomerSince } from "./customerSince.ts";
import { factsOf } from "./facts.ts";
import type { EntryDraft, Making } from "./making.ts";
import { addOutcome, draftEntry } from "./making.ts";
import { mayAsk, takeSignup } from "./memberships.ts";
import { notify } from "./notify.ts";
import { SIGNUP } from "./occasion.ts";
import { earliestLeft, earliestSince } from "./ordersLeft.ts";
import { rulesOf } from "./programRules.ts";
import { passRules } from "./rulePass.ts";
import { COUNTED, seenNow } from "./seenNow.ts";
import { type Brought, type ChosenSource, chooseSource } from "./source.ts";
import type { ParticipantState, State, Tracked } from "./state.ts";
import { addReferral, liveReferral } from "./state.ts";

/** A participant as they were before the event at hand; the event itself is no earlier signup or purchase. */
export interface Before {
  readonly firstSignupAt: number | null;
  /** Of a purchase with something left. */
  readonly firstPurchaseAt: number | null;
}

/**
 * What is known of a participant so far.
 *
 * @param exceptOrderId the order at hand, which is no earlier one
 */
export function beforeOf(
  { ordersLeft }: State,
  { now: { id, firstSignupAt } }: ParticipantState,
  exceptOrderId: string | null = null,
): Before {
  return { firstSignupAt, firstPurchaseAt: earliestLeft(ordersLeft, id, exceptOrderId)?.occurredAt ?? null };
}

/**
 * Ties the friend to the advocate whose code or click the event brings, or keeps the refusal. The signup rules
 * of a signup fire here; those of a purchase are asked in one pass with its other rules.
 *
 * @returns what the program made of it, or null where the event brings no usable source
 */
export function attribute(
  state: State,
  making: Making,
  event: Brought,
  program: Tracked<StoredProgram>,
  friend: ParticipantState,
  before: Before,
): EntryDraft | null {
  const latest = latestOf(program.now);
  const chosen = chooseSource(state, event, program.now, latest?.attribution ?? null);
  if (chosen === null) return null;
  const advocate = chosen.owner === null ? null : (state.participants.get(chosen.owner.participantId) ?? null);
  const orderId = event.type === "purchase" && bindsOrders(program.now) ? event.orderId : null;
  const reason = refusalIn(state, event, program.now, chosen, { ...friend.now, ...before });
  const now: StoredReferral = {
    id: making.nextId("ref"),
    programId: program.now.id,
    version: program.now.version,
    status: reason === null ? "attributed" : "rejected",
    advocateId: advocate?.now.id ?? null,
    friendId: friend.now.id,
    code: chosen.code,
    source: chosen.source,
    channel: event.channel ?? chosen.channel,
    attributedAt: reason === null && orderId === null ? sinceOf(state, event, friend, latest) : event.occurredAt,
    enteredAt: event.occurredAt,
    convertedAt: null,
    conversionOrderId: null,
    orderId,
    newFriend:
      reason === null && advocate !== null && isNewFriend(state, program.now.id, friend.now.id, advocate.now.id),
    qualifyingCount: 0,
    reversals: 0,
    rejectedReason: reason,
    reviewReasons: [],
    signs: [],
  };
  const referral = { was: null, now };
  addReferral(state, referral);
  const draft = draftEntry(referral);
  if (reason === "existing_customer") noteCustomerSince(draft, friend, orderId, event.occurredAt);
  const { eventId } = making;
  const type = reason === null ? "referral.attributed" : "referral.rejected";
  notify(state, { type, eventId, programId: now.programId, subjectId: now.id });
  if (reason === null) {
    if (chosen.owner !== null) countUse(state, chosen.owner);
    // The chain of advocates never leads through a referral of a single order.
    if (orderId === null) friend.now = { ...friend.now, referredVersion: friend.now.referredVersion + 1 };
    const signup = { by: "signups" as const, key: now.id, at: now.enteredAt, value: now.newFriend ? 1n : 0n };
    countFor(state, program.now, now.advocateId, signup, 0n);
    if (event.type !== "purchase") passSignupRules(state, making, draft, program, event.occurredAt);
  }
  return draft;
}

/** Why the friend of an event is not tied to the advocate whom its source names, or null. */
export function refusalIn(
  state: State,
  event: Brought,
  program: StoredProgram,
  { owner }: ChosenSource,
  friend: StoredParticipant & Before,
): RefusalReason | null {
  const advocate = owner === null ? null : (state.participants.get(owner.participantId) ?? null);
  if (advocate !== null) advocate.watched = true;
  const names = [friend.id, ...otherNamesOf(state, friend.id)];
  const isOfOrder = event.type === "purchase" && bindsOrders(program);
  return refusalOf({
    at: event.occurredAt,
    advocate: advocate?.now ?? null,
    code: owner === null ? null : codeTermsOf(state, owner),
    eligible: isEligible(program, owner, advocate),
    friend: asOnePerson(state, friend, names),
    isOnePerson: advocate !== null && names.includes(advocate.now.id),
    program,
    attribution: latestOf(program)?.attribution ?? null,
    waived: event.type === BY_HAND && event.force ? FORCED : [],
    alreadyReferred: !isOfOrder && names.some((id) => liveReferral(state, program.id, id) !== null),
    ancestors: () => ancestorsOf(state, program.id, advocate),
  });
}

/** The rules that attribute; null where none were ever published. */
export function latestOf(program: StoredProgram): Rules | null {
  return program.version === 0 ? null : rulesOf(program, program.version);
}

/** Since when a new friend's purchases may earn. */
function sinceOf({ ordersLeft }: State, event: Brought, friend: ParticipantState, latest: Rules | null): Instant {
  if (latest === null) return event.occurredAt;
  const own = event.type === "purchase" ? event.orderId : null;
  return attributedSince(event.occurredAt, latest.attribution, (since) => {
    return earliestSince(ordersLeft, friend.now.id, since, own)?.occurredAt ?? null;
  });
}

/** By the latest version, whatever it was when the code was issued. */
export function isEligible(
  program: StoredProgram,
  code: StoredCode | null,
  advocate: ParticipantState | null,
): boolean {
  if (code === null || advocate === null) return false;
  const eligibility = program.rules.get(program.version)?.eligibility ?? OPEN_TO_ALL;
  return ineligibleFor(eligibility, { ...advocate.now, application: code.application }, program.key) === null;
}

/** Upwards from the advocate. Everyone passed is watched: the answer depends on who referred them. */
export function* ancestorsOf(state: State, programId: string, advocate: ParticipantState | null): Generator<string> {
  let current = advocate;
  while (current !== null) {
    const parentId = liveReferral(state, programId, current.now.id)?.now.advocateId ?? null;
    if (parentId === null) return;
    yield parentId;
    current = state.participants.get(parentId) ?? null;
    if (current !== null) current.watched = true;
  }
}

/** Asks the rules that listen to a signup: in a referral when it is attributed, in a membership at the signup. */
export function passSignupRules(
  state: State,
  making: Making,
  draft: EntryDraft,
  program: Tracked<StoredProgram>,
  occurredAt: Instant,
): void {
  const { referral } = draft;
  const rules = rulesOf(program.now, referral.now.version);
  const isAsked = takeSignup(state, referral.now);
  const seen = seenNow(state, rules, program.now, referral.now, null, COUNTED, occurredAt);
  const { eventId, nextId } = making;
  const outcome = passRules(state, {
    eventId,
    nextId,
    program,
    referral,
    rules,
    listens: (rule) => rule.on.event === "signup" && mayAsk(referral, rule, !isAsked),
    occurredAt,
    source: SIGNUP,
    attributes: false,
    order: null,
    facts: factsOf({ name: "signup", occurredAt, metadata: {}, order: null }, referral.now, seen),
    seen,
  });
  addOutcome(draft, outcome);
}
