import type { StoredCode } from "../../db/rows/code.ts";
import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import { isActive } from "../../domain/attribution.ts";
import { codeRefusalOf } from "../../domain/codeTerms.ts";
import type { LifetimeNumber } from "../../domain/fields.ts";
import { passingFact } from "../../domain/fields.ts";
import { CLICK, passingFieldsOf } from "../../domain/rules.ts";
import type { ClickEvent } from "../events/events.ts";
import { lifetimeOf } from "./advocateNumbers.ts";
import { isEligible } from "./attribute.ts";
import { resumeInNewPeriod } from "./budgetPause.ts";
import { codeTermsOf } from "./codeUse.ts";
import { factsOf } from "./facts.ts";
import type { EntryDraft, Making } from "./making.ts";
import { addOutcome, draftEntry } from "./making.ts";
import { membershipFor } from "./memberships.ts";
import { passRules } from "./rulePass.ts";
import type { ParticipantState, State } from "./state.ts";
import { membershipOf } from "./state.ts";

/**
 * Asks the rules that listen to clicks, under the latest version, for the owner of the code: while the program is
 * active, the code may be used and its owner may be an advocate and is not blocked. Otherwise the event is kept
 * without a decision, so that a click that is delivered again is never paid after all.
 *
 * A click refers no friend. To the rules the code's owner is the advocate of a referral without a friend. What the
 * owner earns hangs on their membership.
 */
export function decideClick(state: State, making: Making, event: ClickEvent): EntryDraft[] {
  const code = state.codes.get(event.code);
  const program = state.programs.get(code?.programId ?? "");
  const advocate = state.participants.get(code?.participantId ?? "");
  if (code === undefined || program === undefined || advocate === undefined) return [];
  const rules = program.now.rules.get(program.now.version);
  if (rules === undefined || !rules.rewards.some(({ on }) => on.event === CLICK)) return [];
  resumeInNewPeriod(program, event.occurredAt);
  if (!isPaid(state, program.now, code, advocate, event.occurredAt)) return [];

  // A new owner is locked as by an event of their own, since their signup marks their membership. Later clicks
  // only look at them, and don't hold up what they do themselves.
  if (membershipOf(state, program.now.id, advocate.now.id) === null) advocate.touched = true;
  const membership = membershipFor(state, making, program.now, advocate).referral;
  const draft = draftEntry(membership);
  const { clickId, channel, occurredAt } = event;
  const advocateId = advocate.now.id;
  const now: StoredReferral = { ...membership.now, advocateId, code: event.code, source: "click", channel };
  const lifetime = (by: LifetimeNumber) => lifetimeOf(state, program.now, advocateId, by);
  const passing = { isFirst: null, friend: null, advocate: advocate.now, occurredAt, lifetime };
  const seen = Object.fromEntries(passingFieldsOf(rules).map((field) => [field, passingFact(field, passing)]));
  const { eventId, nextId } = making;
  const outcome = passRules(state, {
    eventId,
    nextId,
    program,
    referral: { was: null, now },
    rules,
    listens: (rule) => rule.on.event === CLICK,
    occurredAt,
    source: `${CLICK}:${clickId}`,
    attributes: false,
    order: null,
    facts: factsOf({ name: CLICK, occurredAt, metadata: {}, order: null }, now, seen),
    seen,
  });
  addOutcome(draft, outcome);
  return [draft];
}

/** What would refuse a friend who brought the code, as far as it is not about the friend. */
function isPaid(
  state: State,
  program: StoredProgram,
  code: StoredCode,
  advocate: ParticipantState,
  at: number,
): boolean {
  advocate.watched = true;
  if (codeRefusalOf(codeTermsOf(state, code), at) !== null || !isActive(program, at)) return false;
  return isEligible(program, code, advocate) && !advocate.now.blocked;
}
