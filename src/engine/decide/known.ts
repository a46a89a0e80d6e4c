import type { KnownEvent } from "../../db/rows/event.ts";
import type { EngineEvent } from "../events/events.ts";
import type { EventRecord, State } from "./state.ts";

/** The same content; an occurredAt that either side left out is not compared. */
export function isRepeat(known: KnownEvent, event: EngineEvent): boolean {
  if (known.contentHash !== event.contentHash) return false;
  return !known.occurredAtGiven || !event.occurredAtGiven || known.occurredAt === event.occurredAt;
}

/** Makes an event of this batch known to those after it. */
export function remember(state: State, { event, flags, entries }: EventRecord): void {
  const { id, naturalKey, contentHash, occurredAt, occurredAtGiven, type } = event;
  const sent = { contentHash, attemptId: "", occurredAt, occurredAtGiven, receivedAt: Number.NaN };
  state.known.set(naturalKey, { naturalKey, id, type, ...sent, flags, entries });
}
