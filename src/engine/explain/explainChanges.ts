import type { ExplanationRows, TakenRow } from "../../db/rows/explanation.ts";
import type { Telling } from "./telling.ts";
import type { ToldEvent } from "./toldEvents.ts";

/** What an event took back of a reward. */
export interface RewardChange {
  readonly rewardId: string;
  readonly takenMinor: bigint;
  readonly leftMinor: bigint;
  /** Of a choice, the unit of the option that was in force. */
  readonly unit: string | null;
  /** No later event changed it. */
  readonly isLast: boolean;
}

interface Walk {
  readonly telling: Telling;
  /** What is left of each reward after the events so far. */
  readonly left: Map<string, bigint>;
  /** By reward: the last event that made or changed it. */
  readonly lastOf: ReadonlyMap<string, string>;
  /** Rewards that events of another page have changed since. */
  readonly changedLater: ReadonlySet<string>;
}

/**
 * The rewards that each event cut or ended, by event: read from the books, walking the events in the order of their
 * commits.
 *
 * @param isWhole whether no event is left out, neither before these nor after
 */
export function changesByEvent(
  telling: Telling,
  events: readonly ToldEvent[],
  { taken, changedLater }: Pick<ExplanationRows, "taken" | "changedLater">,
  isWhole: boolean,
): ReadonlyMap<string, readonly RewardChange[]> {
  const lastOf = new Map(events.flatMap(({ id, rewardIds }) => rewardIds.map((rewardId) => [rewardId, id] as const)));
  const walk: Walk = { telling, left: new Map(), lastOf, changedLater: new Set(changedLater) };
  if (!isWhole) catchUp(walk, events, [...taken, ...addedIn(events)]);
  const takenBy = Map.groupBy([...taken, ...addedIn(events)], ({ eventId }) => eventId);
  return new Map(
    events.map((event) => {
      const rows = new Map<string, TakenRow>();
      for (const row of takenBy.get(event.id) ?? []) rows.set(row.rewardId, joined(rows.get(row.rewardId), row));
      return [event.id, changesOf(walk, event, rows)];
    }),
  );
}

/** What events added to rewards, as if it had been taken from below zero. */
function addedIn(events: readonly ToldEvent[]): TakenRow[] {
  return events.flatMap(({ id: eventId, happened }) =>
    (happened ?? []).flatMap((happening): TakenRow[] => {
      if (happening.kind !== "grew") return [];
      const { rewardId, addedMinor } = happening;
      return [{ eventId, rewardId, amount: String(-BigInt(addedMinor)), unit: "", settled: null, isLater: false }];
    }),
  );
}

/** One event may take of a reward and add to it. */
function joined(known: TakenRow | undefined, row: TakenRow): TakenRow {
  if (known === undefined) return row;
  const amount = String(BigInt(known.amount) + BigInt(row.amount));
  return { ...known, amount, unit: known.unit || row.unit };
}

/** Where the walk begins when something is left out: from what is stored now, backwards. */
function catchUp(walk: Walk, events: readonly ToldEvent[], taken: readonly TakenRow[]): void {
  const shown = new Set(events.map(({ id }) => id));
  for (const { reward } of walk.telling.rewards.values()) {
    const isOther = (reward.choice?.taken ?? 0) !== 0;
    walk.left.set(leftKey(reward.id, isOther), reward.amountMinor);
  }
  for (const { eventId, rewardId, amount, settled, isLater } of taken) {
    const key = leftKey(rewardId, settled !== null);
    const left = walk.left.get(key);
    if ((isLater || shown.has(eventId)) && left !== undefined) walk.left.set(key, left + BigInt(amount));
  }
}

/** Of another option that was taken than the first, what is left is counted from then on. */
function leftKey(rewardId: string, isOther: boolean): string {
  return isOther ? `${rewardId} taken` : rewardId;
}

/** The rewards that an event cut or ended; one that it made itself only where it took of it again. */
function changesOf(walk: Walk, event: ToldEvent, taken: ReadonlyMap<string, TakenRow>): RewardChange[] {
  const made = new Set(event.decisions.flatMap(({ rewardId }) => rewardId ?? []));
  return [...new Set([...event.rewardIds, ...taken.keys()])].flatMap((rewardId): RewardChange[] => {
    const told = walk.telling.rewards.get(rewardId);
    if (told === undefined) return [];
    const { amount = "0", unit: said = null, settled = null } = taken.get(rewardId) ?? {};
    const unit = said || told.reward.unit;
    const { choice, grantedMinor } = told.reward;
    const key = leftKey(rewardId, settled !== null);
    const begun = settled === null ? (choice?.options[0]?.grantedMinor ?? grantedMinor) : BigInt(settled);
    const before = walk.left.get(key) ?? begun;
    const takenMinor = BigInt(amount);
    walk.left.set(key, before - takenMinor);
    if (made.has(rewardId) && takenMinor === 0n) return [];
    const isLast = walk.lastOf.get(rewardId) === event.id && !walk.changedLater.has(rewardId);
    return [{ rewardId, takenMinor, leftMinor: before - takenMinor, unit, isLast }];
  });
}
