import type { OwnedCode, StoredCode } from "../../db/rows/code.ts";
import type { StoredCustomEvent } from "../../db/rows/customEvent.ts";
import type { KnownEvent, ProgramEntry } from "../../db/rows/event.ts";
import type { StoredMembership } from "../../db/rows/membership.ts";
import type { StoredParticipant } from "../../db/rows/participant.ts";
import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredPurchase } from "../../db/rows/purchase.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import type { Notice } from "../../domain/notices.ts";
import type { EngineEvent, NamedParticipant } from "../events/events.ts";
import { purchaseKey } from "../events/events.ts";
import { type Belongings, holdCode } from "./belongings.ts";
import { type ContactState, openContacts } from "./contactState.ts";
import { type CounterState, openCounters } from "./counterState.ts";
import { type CouponState, openCoupons } from "./couponState.ts";
import { type HeldRewards, holdNoRewards, holdReward } from "./heldRewards.ts";
import { type MovingSums, openMovingSums } from "./movingSums.ts";
import { noteNet, type OrdersLeft, openOrdersLeft } from "./ordersLeft.ts";
import { addReferral, openReferrals, type ReferralState } from "./referralState.ts";
import type { Snapshot } from "./snapshot.ts";
import { openSpends, type SpendState } from "./spendState.ts";
import type { Tracked } from "./tracked.ts";

export type { CounterState } from "./counterState.ts";
export { addToCounter, readCounter, relyOn, setCeiling } from "./counterState.ts";
export { addReferral, dropReferral, friendshipKey, liveReferral, noteReferral } from "./referralState.ts";
export type { Tracked } from "./tracked.ts";

/**
 * The snapshot while a batch is folded over it: what the events before have changed, and what the commit must
 * guard and write. One call of `decide` makes it for one batch; a backtest carries it on from page to page.
 */
export interface State extends ReferralState {
  readonly tenantId: string;
  readonly known: Map<string, KnownEvent>;
  /** By the id of a participant, under which ids signups of theirs are known beside it. */
  readonly formerIds: ReadonlyMap<string, readonly string[]>;
  readonly programs: Map<string, Tracked<StoredProgram>>;
  readonly programsByKey: Map<string, Tracked<StoredProgram>>;
  readonly codes: Map<string, StoredCode>;
  readonly codesOf: Belongings<string>;
  /** Whose codes those are that orders name among their discounts, as far as no event brings them. */
  readonly namedCodes: ReadonlyMap<string, OwnedCode>;
  /** By primary code: those that a decision has looked at. */
  readonly codeUses: Map<string, CodeUseState>;
  readonly participants: Map<string, ParticipantState>;
  readonly participantsByExternalId: Map<string, ParticipantState>;
  readonly memberships: Map<string, MembershipState>;
  /** By program and participant. */
  readonly membershipIds: Map<string, string>;
  readonly purchases: Map<string, PurchaseState>;
  readonly purchasesByParticipant: Map<string, Set<PurchaseState>>;
  readonly ordersLeft: OrdersLeft;
  readonly customByParticipant: Map<string, StoredCustomEvent[]>;
  readonly rewards: HeldRewards;
  /** By referral, of those whose conversion has moved. */
  readonly qualifying: Map<string, Qualifying>;
  readonly counters: Map<string, CounterState>;
  readonly countersOf: Belongings<CounterState>;
  /** Programs whose budget the event at hand has found dry, with the period it was dry in. */
  readonly pausing: Map<string, string>;
  /** By program and advocate, for rolling windows. */
  readonly moments: Map<string, MovingSums>;
  readonly events: EventRecord[];
  readonly postings: PostingRecord[];
  readonly notices: Notice[];
  readonly coupons: CouponState;
  readonly spends: SpendState;
  readonly contacts: ContactState;
  /** Arrival of what this batch brings: after everything stored. */
  nextArrival: number;
  readonly unread: ReadonlySet<string>; // Participants whose stored events the snapshot has no room for.
  room: number; // What more decisions may come to (`takeRoom`).
}

/** The purchases of a referral that may qualify, the earliest first; those before `next` don't any more. */
export interface Qualifying {
  readonly purchases: PurchaseState[];
  next: number;
}

export interface ParticipantState extends Tracked<StoredParticipant> {
  readonly named: NamedParticipant | null;
  /** An event of their own: their row is locked, compared and raised. */
  touched: boolean;
  /** Looked at as an advocate or ancestor: their row is locked and their being referred compared. */
  watched: boolean;
  /** Looked at as another name of a person: what their own events change is compared too. */
  compared: boolean;
}

export interface MembershipState {
  readonly was: StoredMembership | null;
  readonly id: string;
  /** As the rules see it. */
  readonly referral: Tracked<StoredReferral>;
  signedUp: boolean;
}

export interface PurchaseState extends Tracked<StoredPurchase> {
  /** 1-based position of the event of this batch that reported it, else null. */
  eventPosition: number | null;
  /** Ids of the events that reported it, or added to it. */
  readonly reportIds: string[];
}

export interface CodeUseState {
  readonly version: number;
  /** Referrals that the batch attributes by it. */
  added: number;
  /** The most uses, as loaded, for which every decision of the batch stays what it is; they never fall. */
  high: number | null;
}

export interface EventRecord {
  readonly event: EngineEvent;
  readonly participantId: string | null;
  readonly flags: KnownEvent["flags"];
  readonly entries: readonly ProgramEntry[];
}

export interface PostingRecord {
  readonly source: string;
  readonly destination: string;
  readonly unit: string;
  readonly amount: bigint;
  /** Null for what an order spends. */
  readonly programId: string | null;
  readonly participantId: string;
  readonly rewardId: string | null;
  /** Null for what a person or a job did. */
  readonly eventId: string | null;
}

// Above every seq a database will reach, and exact as a number.
const FIRST_ARRIVAL = 2 ** 52;

/** Begins a fold over a snapshot, with room for any number of decisions. */
export function openState(snapshot: Snapshot): State {
  const state: State = {
    tenantId: snapshot.tenantId,
    known: new Map(snapshot.known.map((event) => [event.naturalKey, event])),
    formerIds: formerIdsOf(snapshot.known),
    programs: new Map(),
    programsByKey: new Map(),
    codes: new Map(),
    codesOf: new Map(),
    namedCodes: snapshot.namedCodes,
    codeUses: new Map(),
    participants: new Map(),
    participantsByExternalId: new Map(),
    memberships: new Map(),
    membershipIds: new Map(),
    ...openReferrals(),
    purchases: new Map(),
    purchasesByParticipant: new Map(),
    ordersLeft: openOrdersLeft(snapshot.ordersLeft),
    customByParticipant: Map.groupBy(snapshot.customEvents, (custom) => custom.participantId),
    rewards: holdNoRewards(),
    qualifying: new Map(),
    ...openCounters(snapshot.counters),
    pausing: new Map(),
    moments: new Map(),
    events: [],
    postings: [],
    notices: [],
    coupons: openCoupons(snapshot),
    spends: openSpends(snapshot.spends),
    contacts: openContacts(snapshot.contacts),
    nextArrival: FIRST_ARRIVAL,
    unread: new Set(snapshot.unread),
    room: Number.POSITIVE_INFINITY,
  };
  for (const code of snapshot.codes) holdCode(state, code);
  const moments = Map.groupBy(snapshot.moments, ({ programId, advocateId }) => `${programId} ${advocateId}`);
  for (const [key, list] of moments) state.moments.set(key, openMovingSums(list));
  for (const program of snapshot.programs) {
    const tracked = { was: program, now: program };
    state.programs.set(program.id, tracked);
    state.programsByKey.set(program.key, tracked);
  }
  for (const row of snapshot.participants) {
    addParticipant(state, { was: row, now: row, named: null, touched: false, watched: false, compared: false });
  }
  for (const referral of snapshot.referrals) addReferral(state, { was: referral, now: referral });
  for (const membership of snapshot.memberships) {
    addMembership(state, membership, state.programs.get(membership.programId)?.now.version ?? 0, membership);
  }
  for (const purchase of snapshot.purchases) {
    const keys = [purchaseKey(purchase.orderId), ...purchase.history.map(({ key }) => key)];
    const reportIds = keys.flatMap((key) => state.known.get(key)?.id ?? []);
    addPurchase(state, { was: purchase, now: purchase, eventPosition: null, reportIds });
  }
  for (const reward of snapshot.rewards) holdReward(state.rewards, { was: reward, now: reward });
  return state;
}

function formerIdsOf(known: readonly KnownEvent[]): Map<string, string[]> {
  const former = known.flatMap((event) => event.former ?? []);
  const kept = Map.groupBy(former, ({ keptId }) => keptId);
  return new Map([...kept].map(([keptId, all]) => [keptId, [...new Set(all.map(({ id }) => id))].toSorted()]));
}

export function addParticipant(state: State, participant: ParticipantState): ParticipantState {
  state.participants.set(participant.now.id, participant);
  state.participantsByExternalId.set(participant.now.externalId, participant);
  return participant;
}

/**
 * @param version the program's latest
 * @param was the row it was loaded from; null for a new one
 */
export function addMembership(
  state: State,
  { id, programId, participantId, ofId, qualifyingCount, signedUp }: StoredMembership,
  version: number,
  was: StoredMembership | null,
): MembershipState {
  const nobodys = {
    advocateId: null,
    code: null,
    source: null,
    channel: null,
    rejectedReason: null,
    reversals: 0,
    reviewReasons: [],
    signs: [],
  };
  const unconverted = { convertedAt: null, conversionOrderId: null, orderId: null, newFriend: false };
  const head = {
    id,
    programId,
    version,
    status: "membership" as const,
    friendId: ofId ?? participantId,
    attributedAt: 0,
    enteredAt: 0,
  };
  const now = { ...head, ...nobodys, ...unconverted, qualifyingCount };
  const membership = { was, id, referral: { was: was === null ? null : now, now }, signedUp };
  state.memberships.set(id, membership);
  state.membershipIds.set(`${programId} ${participantId}`, id);
  return membership;
}

export function membershipOf(state: State, programId: string, participantId: string): MembershipState | null {
  return state.memberships.get(state.membershipIds.get(`${programId} ${participantId}`) ?? "") ?? null;
}

/** A referral, or a membership in its form. */
export function referralOrMembership(state: State, id: string): Tracked<StoredReferral> | null {
  return state.referrals.get(id) ?? state.memberships.get(id)?.referral ?? null;
}

export function addPurchase(state: State, purchase: PurchaseState): void {
  state.purchases.set(purchase.now.orderId, purchase);
  indexPurchase(state, purchase);
}

/** Makes a purchase that has just been reported known to those who look for a participant's purchases. */
export function indexPurchase(state: State, purchase: PurchaseState): void {
  if (purchase.now.reported === null) return;
  const { participantId } = purchase.now.reported;
  const others = state.purchasesByParticipant.get(participantId);
  if (others === undefined) state.purchasesByParticipant.set(participantId, new Set([purchase]));
  else others.add(purchase);
  noteNet(state.ordersLeft, purchase.now);
}
