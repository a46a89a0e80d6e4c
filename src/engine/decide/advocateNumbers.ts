import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import type { CounterName, Moment, PlannedTier } from "../../domain/counters.ts";
import { momentsCounter, tierCounter } from "../../domain/counters.ts";
import type { Instant } from "../../domain/periods.ts";
import { DAY_MS } from "../../domain/periods.ts";
import type { Tiers } from "../../domain/rules.ts";
import { openMovingSums, setMoment, sumBetween } from "./movingSums.ts";
import { reportedOf } from "./purchaseFacts.ts";
import type { PurchaseState, State } from "./state.ts";
import { addToCounter, readCounter, relyOn } from "./state.ts";

/** What tiers go by: an advocate's conversions, attributed friends and revenue in a program. */

/** Sets what one order or referral counts for its advocate; 0 takes it away. */
export function countFor(
  state: State,
  program: StoredProgram,
  advocateId: string | null,
  moment: Moment,
  valueWas: bigint,
): void {
  const delta = moment.value - valueWas;
  if (advocateId === null || delta === 0n) return;
  for (const tier of program.plan.tiers) {
    if (tier.by === moment.by) addToCounter(state, tierCounter(program, advocateId, tier, moment.at), delta);
  }
  if (program.plan.rollingDays === 0) return;
  addToCounter(state, momentsCounter(program, advocateId), 1n);
  const key = momentsKey(program, advocateId);
  const sums = state.moments.get(key) ?? openMovingSums([]);
  state.moments.set(key, sums);
  setMoment(sums, moment);
}

/** Adds a referral's conversion to what is counted of its advocate, or takes it away. */
export function countConversion(
  state: State,
  program: StoredProgram,
  { id, advocateId }: StoredReferral,
  { at, isThere }: { at: Instant; isThere: boolean },
): void {
  const value = isThere ? 1n : 0n;
  countFor(state, program, advocateId, { by: "conversions", key: id, at, value }, 1n - value);
}

/** Sets what a qualifying purchase counts as revenue of its friend's advocate: its net. */
export function countRevenue(
  state: State,
  program: StoredProgram,
  { advocateId }: StoredReferral,
  purchase: PurchaseState,
  was: bigint,
  value: bigint,
): void {
  const at = reportedOf(purchase).occurredAt;
  countFor(state, program, advocateId, { by: "revenue", key: purchase.now.orderId, at, value }, was);
}

/**
 * An advocate's position in a tier at an instant, what is at hand included. The decision relies on it through
 * the interval that the caller sets, or, for a rolling window, on nothing of the advocate having moved.
 */
export function positionAt(
  state: State,
  program: StoredProgram,
  advocateId: string,
  { by, window }: Tiers,
  at: Instant,
): { position: bigint; name: CounterName | null } {
  if (typeof window === "string") {
    const name = tierCounter(program, advocateId, { by, window }, at);
    return { position: readCounter(state, name), name };
  }
  const moments = momentsCounter(program, advocateId);
  const seen = readCounter(state, moments);
  relyOn(state, moments, { low: seen, high: seen });
  const since = at - window.rollingDays * DAY_MS;
  const sums = state.moments.get(momentsKey(program, advocateId));
  return { position: sums === undefined ? 0n : sumBetween(sums, by, since, at), name: null };
}

/** A lifetime number that a condition asks for; the decision relies on it exactly, because it is shown. */
export function lifetimeOf(state: State, program: StoredProgram, advocateId: string, by: PlannedTier["by"]): bigint {
  const name = tierCounter(program, advocateId, { by, window: "lifetime" }, 0);
  const counted = readCounter(state, name);
  relyOn(state, name, { low: counted, high: counted });
  return counted;
}

export function momentsKey({ id }: { id: string }, advocateId: string): string {
  return `${id} ${advocateId}`;
}
