import type { Decision, ProgramEntry } from "../../db/rows/event.ts";
import type { Happening } from "../../db/rows/happening.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import type { EngineEvent } from "../events/events.ts";
import type { Tracked } from "./state.ts";

/** The event being decided, as those who decide parts of it see it. */
export interface Making {
  readonly eventId: string;
  /** 1-based position among the events that the batch stores. */
  readonly position: number;
  /** The next id derived from the event's own: unique because the event's is, and sorting with it. */
  readonly nextId: (prefix: string) => string;
}

export function makingOf(event: EngineEvent, position: number): Making {
  const core = event.id.slice(event.id.indexOf("_") + 1);
  let made = 0;
  return {
    eventId: event.id,
    position,
    nextId: (prefix) => {
      made += 1;
      return `${prefix}_${core}-${made.toString(36)}`;
    },
  };
}

/** The id of the event that made the thing of this id. */
export function eventOf(madeId: string): string {
  return `evt_${madeId.slice(madeId.indexOf("_") + 1, madeId.lastIndexOf("-"))}`;
}

/** What one program makes of one event, while it is being decided. */
export interface EntryDraft {
  readonly referral: Tracked<StoredReferral>;
  readonly decisions: Decision[];
  readonly rewards: Set<Tracked<StoredReward>>;
  readonly happened: Happening[];
}

export function draftEntry(referral: Tracked<StoredReferral>): EntryDraft {
  return { referral, decisions: [], rewards: new Set(), happened: [] };
}

/** Notes what rules gave in the entry. */
export function addOutcome(
  draft: EntryDraft,
  outcome: { readonly decisions: readonly Decision[]; readonly rewards: readonly Tracked<StoredReward>[] },
): void {
  draft.decisions.push(...outcome.decisions);
  for (const reward of outcome.rewards) draft.rewards.add(reward);
}

export function entryOf({ referral, decisions, rewards, happened }: EntryDraft): ProgramEntry {
  return {
    programId: referral.now.programId,
    referralId: referral.now.id,
    decisions,
    rewardIds: [...rewards].map((reward) => reward.now.id),
    happened,
  };
}
