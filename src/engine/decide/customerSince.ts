import { isCustomerBefore } from "../../domain/attribution.ts";
import type { Instant } from "../../domain/periods.ts";
import type { CustomerSinceEvent } from "../events/events.ts";
import { doubtOldCustomer } from "./doubts.ts";
import type { EntryDraft, Making } from "./making.ts";
import type { NewDecision } from "./newDecision.ts";
import type { ParticipantState, State } from "./state.ts";
import { takePart } from "./takePart.ts";

/** What a profile says is stored and asks no rule: it counts for what is decided from now on, and shows who is no one new. */
export function decideCustomerSince(state: State, making: Making, event: CustomerSinceEvent): NewDecision {
  const participant = takePart(state, making, event.participant);
  const { id, customerSince: was } = participant.now;
  // By what was known before.
  if (event.customerSince !== null) {
    doubtOldCustomer(state, making.eventId, id, { was, since: event.customerSince });
  }
  participant.now = { ...participant.now, customerSince: event.customerSince };
  return { participantId: participant.now.id, flags: [], drafts: [] };
}

/** Notes that the shop says of a time before an instant that the friend was a customer, where it does. */
export function noteCustomerSince(
  draft: EntryDraft,
  { now: { customerSince } }: ParticipantState,
  orderId: string | null,
  at: Instant,
): void {
  if (customerSince === null || !isCustomerBefore(customerSince, at)) return;
  draft.happened.push({ kind: "customer_since", orderId, since: customerSince });
}
