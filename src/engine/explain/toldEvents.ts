import type { Decision, ProgramEntry } from "../../db/rows/event.ts";
import type { ExplainedEventRow } from "../../db/rows/explanation.ts";
import type { Happening } from "../../db/rows/happening.ts";

/** An event with what the referral's program made of it. */
export interface ToldEvent extends Omit<ExplainedEventRow, "entry"> {
  readonly decisions: readonly Decision[];
  readonly rewardIds: readonly string[];
  /** Null where the entry is of a time when entries did not tell it. */
  readonly happened: readonly Happening[] | null;
  /** A refund that came before its order was decided here: it was decided with it. */
  readonly waited: boolean;
}

/** Parses an event with its entry. */
export function toldEvent({ entry, ...event }: ExplainedEventRow): ToldEvent {
  if (entry === null) return { ...event, decisions: [], rewardIds: [], happened: [], waited: true };
  const { decisions, rewardIds, happened = null } = entry as Pick<ProgramEntry, "decisions" | "rewardIds" | "happened">;
  return { ...event, decisions, rewardIds, happened, waited: false };
}

/** The order that an event reports or refunds; null where it is about none. */
export function orderIdOf({ facts: { orderId } }: Pick<ToldEvent, "facts">): string | null {
  return typeof orderId === "string" ? orderId : null;
}
