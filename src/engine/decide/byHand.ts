import type { StoredProgram } from "../../db/rows/program.ts";
import type { RefusalReason } from "../../domain/attribution.ts";
import type { ByHandEvent } from "../events/events.ts";
import { attribute, beforeOf, latestOf, refusalIn } from "./attribute.ts";
import { decideBacklog } from "./backlog.ts";
import { resumeInNewPeriod } from "./budgetPause.ts";
import type { Making } from "./making.ts";
import type { EventRefusal, NewDecision } from "./newDecision.ts";
import { problem } from "./newDecision.ts";
import { chooseSource } from "./source.ts";
import type { State, Tracked } from "./state.ts";
import { takePart, unknownParticipant } from "./takePart.ts";

/**
 * Ties a friend to an advocate by hand: what a signup with the advocate's code at that instant would do, without being
 * one. What was stored of the friend since is decided. A refusal is answered, and nothing is kept of it.
 */
export function decideByHand(
  state: State,
  making: Making,
  event: ByHandEvent,
  program: Tracked<StoredProgram> | null,
): NewDecision | EventRefusal {
  if (program === null) throw new Error("who is tied by hand is tied in a program");
  const before = program.now;
  resumeInNewPeriod(program, event.occurredAt);
  const reason = refusalOfHand(state, event, program.now);
  if (reason !== null) {
    // Only an event that is decided resumes its program.
    program.now = before;
    const { problem: told } = problem("referral_refused", null, `the friend can't be tied to the advocate: ${reason}`);
    return { kind: "problem", problem: { ...told, reason } };
  }
  const friend = takePart(state, making, event.participant);
  const draft = attribute(state, making, event, program, friend, beforeOf(state, friend));
  if (draft === null) throw new Error("a code that may tie ties");
  decideBacklog(state, making, draft, null);
  return { participantId: friend.now.id, flags: [], drafts: [draft] };
}

function refusalOfHand(state: State, event: ByHandEvent, program: StoredProgram): RefusalReason | null {
  const chosen = chooseSource(state, event, program, latestOf(program)?.attribution ?? null);
  if (chosen === null) return "unknown_code";
  const friend = state.participantsByExternalId.get(event.participant.externalId);
  if (friend === undefined) {
    return refusalIn(state, event, program, chosen, unknownParticipant("", event.participant));
  }
  return refusalIn(state, event, program, chosen, { ...friend.now, ...beforeOf(state, friend) });
}
