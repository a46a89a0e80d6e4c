import type { ProgramEntry } from "../../db/rows/event.ts";
import type { ExplainedEventRow, ExplanationRows } from "../../db/rows/explanation.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import type { RewardJson } from "../../db/rows/reward.ts";
import type { Ids } from "../../ports.ts";
import type { Decided } from "../decide/decide.ts";
import type { State } from "../decide/state.ts";
import { ORDER_EVENTS, REASSIGNED } from "../events/events.ts";
import { effectsOf } from "../loop/effects.ts";

/** What the database would read for the explanation of each referral, of a history that was decided in memory. */

/**
 * The rows of every referral that was made, refused ones included.
 *
 * @param documents of the programs as written, by key; they are version 1
 */
export function explanationRowsOf({ state }: Decided, documents: ReadonlyMap<string, unknown>): ExplanationRows[] {
  const attempt = { id: "att_1", at: new Date("2026-06-01T00:00:00Z"), ids: countedIds() };
  // As JSON, since that is what comes from the database.
  const events = asJson(effectsOf(state, attempt).events) as readonly CommittedEvent[];
  return [...state.referrals.values()].map(({ now }) => rowsOf(state, now, events, documents));
}

/** The rows as they were before entries told what became of orders. */
export function withoutHappened(rows: ExplanationRows): ExplanationRows {
  const events = rows.events.map(({ entry, ...event }) => {
    if (entry === null) return { ...event, entry };
    const { happened: _, ...older } = entry as ProgramEntry;
    return { ...event, entry: older };
  });
  return { ...rows, events };
}

interface CommittedEvent extends Omit<ExplainedEventRow, "entry" | "occurredAt"> {
  readonly occurredAt: string;
  readonly decisions: readonly ProgramEntry[];
}

function rowsOf(
  state: State,
  referral: StoredReferral,
  events: readonly CommittedEvent[],
  documents: ReadonlyMap<string, unknown>,
): ExplanationRows {
  const program = state.programs.get(referral.programId)?.now;
  if (program === undefined) throw new Error("the history lacks the program of a referral");
  const nameOf = (id: string) => state.participants.get(id)?.now.externalId ?? "";
  const orders = ordersOf(state, referral);
  const orderIds = new Set(orders.map(({ orderId }) => orderId));
  const told = events.flatMap(({ id, type, occurredAt, facts, flags, decisions }): ExplainedEventRow[] => {
    const entry = decisions.find(({ referralId }) => referralId === referral.id) ?? null;
    const mayWait = type === "dispute" || ORDER_EVENTS.some((known) => known === type);
    const waitedForIts = mayWait && orderIds.has(String(facts.orderId));
    return entry === null && !waitedForIts
      ? []
      : [{ id, type, occurredAt: Date.parse(occurredAt), facts, flags, entry, advocateThen: null }];
  });
  const { id, key, currency, timezone } = program;
  return {
    referral: asJson(referral) as ExplanationRows["referral"],
    advocate: referral.advocateId === null ? null : nameOf(referral.advocateId),
    friend: nameOf(referral.friendId),
    friendSince: state.participants.get(referral.friendId)?.now.customerSince ?? null,
    program: { id, key, currency, timezone, texts: null },
    tenantTimezone: "UTC",
    versions: [{ version: 1, rules: documents.get(key) }],
    events: told.map((event, place) => ({ ...event, advocateThen: advocateAt(told, place, nameOf) })),
    byHand: referral.source === "manual" ? { who: "sam@example.com", reason: "called us" } : null,
    reassigned: told
      .filter(({ type }) => type === REASSIGNED)
      .map(({ id }) => ({ eventId: id, who: "sam@example.com", reason: "the wrong link" })),
    earlier: 0,
    isFirst: true,
    nextBefore: null,
    changedLater: [],
    orders,
    rewards: heldOf(state, referral.id).map(({ now }) => {
      return { reward: rewardJson(now), participant: nameOf(now.participantId) };
    }),
    couponUses: [],
    taken: takenOf(state, referral.id),
    counters: [...state.counters.values()].map(({ name: { programId: _, ...name }, loaded, delta }) => {
      return { ...name, value: String(loaded + delta) };
    }),
  };
}

/** Whose friend they were at one of the events, where they were given to another advocate since. */
function advocateAt(
  told: readonly ExplainedEventRow[],
  place: number,
  nameOf: (id: string) => string,
): ExplainedEventRow["advocateThen"] {
  const given = told.find(({ type }, later) => later > place && type === REASSIGNED);
  if (given === undefined) return null;
  const { formerId } = given.facts;
  return typeof formerId === "string"
    ? { id: formerId, externalId: nameOf(formerId) }
    : { id: "par_another", externalId: "another" };
}

function ordersOf(state: State, { id, programId }: StoredReferral): ExplanationRows["orders"] {
  return [...state.purchases.values()].flatMap(({ now: { orderId, currency, reported, decided } }) => {
    const made = decided[programId];
    if (reported === null || made?.referralId !== id) return [];
    return [{ orderId, currency, occurredAt: reported.occurredAt, qualifies: made.qualifies }];
  });
}

function rewardJson(reward: object): RewardJson {
  const times = new Set(["expiresAt", "chooseBy"]);
  const json = JSON.stringify(reward, (key, value: unknown) => {
    if (typeof value === "bigint") return String(value);
    return times.has(key) && typeof value === "number" ? new Date(value).toISOString() : value;
  });
  return JSON.parse(json) as RewardJson;
}

function takenOf(state: State, referralId: string): ExplanationRows["taken"] {
  const ids = new Set(heldOf(state, referralId).map(({ now }) => now.id));
  const taken = state.postings.filter(({ destination, rewardId, eventId }) => {
    return eventId !== null && ids.has(rewardId ?? "") && destination.endsWith(":reward_cost");
  });
  const byCause = Map.groupBy(taken, ({ eventId, rewardId, unit }) => JSON.stringify([eventId, rewardId, unit]));
  return [...byCause.values()].map((postings) => {
    const { eventId, rewardId, unit = "" } = postings[0] ?? {};
    const amount = postings.reduce((sum, posting) => sum + posting.amount, 0n);
    return {
      eventId: eventId ?? "",
      rewardId: rewardId ?? "",
      amount: String(amount),
      unit,
      isLater: false,
      settled: null,
    };
  });
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part)));
}

function countedIds(): Ids {
  let drawn = 0;
  const next = (name: string) => {
    drawn += 1;
    return `${name}${drawn}`;
  };
  return {
    id: (prefix) => next(`${prefix}_`),
    code: () => next("CODE"),
    coupon: () => next("COUPON"),
    secret: () => next("secret"),
  };
}

function heldOf(state: State, referralId: string) {
  return [...state.rewards.byId.values()].filter(({ now }) => now.referralId === referralId);
}
