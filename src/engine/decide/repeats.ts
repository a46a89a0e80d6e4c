import type { KnownEvent } from "../../db/rows/event.ts";
import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import { MERGED_REASON } from "../../domain/attribution.ts";
import type { ByHandEvent, EngineEvent, SignupEvent } from "../events/events.ts";
import { attemptKey, BY_HAND, keyOfPerson, signupKey } from "../events/events.ts";
import { beforeOf, latestOf, refusalIn } from "./attribute.ts";
import { resumeInNewPeriod } from "./budgetPause.ts";
import { isRepeat } from "./known.ts";
import { eventOf } from "./making.ts";
import { earlier } from "./orders.ts";
import { purchaseTold } from "./secondReports.ts";
import { chooseSource } from "./source.ts";
import type { State, Tracked } from "./state.ts";
import { liveReferral } from "./state.ts";
import type { Told } from "./told.ts";

/**
 * Whether an event was decided before. A signup that was refused may be sent again: it is decided anew, and is a repeat
 * only where it would be refused for the same reason. One that leads to the advocate whom its friend has already is a
 * repeat, whatever else it says: a shop's page and its server may both tell it.
 */
export function toldBefore(state: State, event: EngineEvent, program: Tracked<StoredProgram> | null): Told {
  if (event.type === "signup") return signupTold(state, event, program);
  if (event.type === "purchase") return purchaseTold(state, event);
  if (event.type === BY_HAND) return byHandTold(state, event, program);
  const known = state.known.get(event.naturalKey);
  if (known === undefined) return { kind: "new", naturalKey: event.naturalKey };
  return isRepeat(known, event) ? { kind: "repeat", known } : { kind: "conflict" };
}

/** To tie a friend by hand to the advocate whom they have already is a repeat, whatever tied them. */
function byHandTold(state: State, event: ByHandEvent, program: Tracked<StoredProgram> | null): Told {
  const made = program === null ? null : referralItLeadsTo(state, event, program.now);
  if (made !== null) return { kind: "repeat", known: makerOf(state, made) };
  return { kind: "new", naturalKey: signupKey(event.naturalKey, program?.now.id ?? "") };
}

function signupTold(state: State, event: SignupEvent, program: Tracked<StoredProgram> | null): Told {
  const friend = state.participantsByExternalId.get(event.participant.externalId)?.now.id ?? "";
  const first = keyOfPerson(signupKey(event.naturalKey, program?.now.id ?? ""), friend);
  const own = attemptsUnder(state, first);
  const naturalKey = attemptKey(first, own.length + 1);
  // What they have told by another name before it was known to be theirs counts as theirs.
  const former = (state.formerIds.get(friend) ?? []).flatMap((id) => attemptsUnder(state, keyOfPerson(first, id)));
  const last = own.at(-1) ?? former.at(-1);
  const refused = program === null || last === undefined ? null : refusalOfKnown(state, last, program.now.id);
  // What a merge has ended was taken before.
  const wasTaken = refused === null || refused === MERGED_REASON;
  if (last !== undefined && wasTaken && isRepeat(last, event)) return { kind: "repeat", known: last };
  const made = program === null ? null : referralItLeadsTo(state, event, program.now);
  if (made !== null) return { kind: "repeat", known: makerOf(state, made) };
  if (last === undefined) return { kind: "new", naturalKey };
  if (refused === null || program === null) return { kind: "conflict" };
  const reason = refusalNow(state, event, program);
  return reason === refused ? { kind: "repeat", known: last } : { kind: "new", naturalKey };
}

/** What was decided of a signup and of its repetitions, the first one first. */
function attemptsUnder(state: State, first: string): KnownEvent[] {
  const attempts: KnownEvent[] = [];
  for (;;) {
    const known = state.known.get(attemptKey(first, attempts.length + 1));
    if (known === undefined) return attempts;
    attempts.push(known);
  }
}

/** Why an event that was decided made no friend in a program, or has none any more; null where it did, or had no advocate. */
function refusalOfKnown(state: State, { entries }: KnownEvent, programId: string): string | null {
  const referrals = entries.map(({ referralId }) => state.referrals.get(referralId)?.now);
  return referrals.find((referral) => referral?.programId === programId)?.rejectedReason ?? null;
}

/** Why the signup would be refused now; null where it would not be, or has no advocate any more. */
function refusalNow(state: State, event: SignupEvent, program: Tracked<StoredProgram>): string | null {
  const friend = state.participantsByExternalId.get(event.participant.externalId);
  const before = program.now;
  resumeInNewPeriod(program, event.occurredAt);
  const resumed = program.now;
  // Only an event that is decided resumes its program.
  program.now = before;
  const chosen = chooseSource(state, event, resumed, latestOf(resumed)?.attribution ?? null);
  if (chosen === null || friend === undefined) return null;
  const since = beforeOf(state, friend);
  const firstSignupAt = earlier(since.firstSignupAt, event.occurredAt);
  return refusalIn(state, event, resumed, chosen, { ...friend.now, ...since, firstSignupAt });
}

/** The live referral of the friend to the very advocate whom the signup brings. */
function referralItLeadsTo(
  state: State,
  event: SignupEvent | ByHandEvent,
  program: StoredProgram,
): StoredReferral | null {
  const friend = state.participantsByExternalId.get(event.participant.externalId);
  const live = friend === undefined ? null : liveReferral(state, program.id, friend.now.id);
  if (live === null) return null;
  const chosen = chooseSource(state, event, program, latestOf(program)?.attribution ?? null);
  return chosen?.owner?.participantId === live.now.advocateId ? live.now : null;
}

/** The event that made a referral. A history that is decided again no longer knows it: then it is told by the referral. */
function makerOf(state: State, { id, programId, enteredAt }: StoredReferral): KnownEvent {
  const eventId = eventOf(id);
  for (const known of state.known.values()) if (known.id === eventId) return known;
  const unsaid = { contentHash: "", attemptId: "", occurredAtGiven: true, receivedAt: Number.NaN, flags: [] };
  const entry = { programId, referralId: id, decisions: [], rewardIds: [] };
  return { id: eventId, naturalKey: eventId, type: "signup", occurredAt: enteredAt, ...unsaid, entries: [entry] };
}
