import type { CustomEvent } from "../events/events.ts";
import { factsOf } from "./facts.ts";
import type { EntryDraft, Making } from "./making.ts";
import { addOutcome } from "./making.ts";
import { mayAsk } from "./memberships.ts";
import { programOf, rulesOf } from "./programRules.ts";
import { passRules } from "./rulePass.ts";
import { COUNTED, seenNow } from "./seenNow.ts";
import type { State } from "./state.ts";

/**
 * Asks the rules that listen to a custom event's name, in one referral or membership of its participant.
 *
 * @param askedOfMembership whether the rules for its actor were asked when the participant was no friend yet
 */
export function decideCustomIn(
  state: State,
  making: Making,
  draft: EntryDraft,
  event: Pick<CustomEvent, "name" | "eventId" | "metadata" | "occurredAt">,
  askedOfMembership: boolean,
): void {
  const { referral } = draft;
  const program = programOf(state, referral.now);
  const rules = rulesOf(program.now, referral.now.version);
  const { name, metadata, occurredAt } = event;
  const seen = seenNow(state, rules, program.now, referral.now, null, COUNTED, occurredAt);
  const { eventId, nextId } = making;
  const outcome = passRules(state, {
    eventId,
    nextId,
    program,
    referral,
    rules,
    listens: (rule) => rule.on.event === name && mayAsk(referral, rule, askedOfMembership),
    occurredAt,
    source: `event:${event.eventId}`,
    attributes: false,
    order: null,
    measured: { order: null, metadata },
    facts: factsOf({ name, occurredAt, metadata, order: null }, referral.now, seen),
    seen,
  });
  addOutcome(draft, outcome);
}
