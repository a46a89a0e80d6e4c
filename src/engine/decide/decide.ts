import type { StoredProgram } from "../../db/rows/program.ts";
import { isLiveReferral } from "../../domain/attribution.ts";
import { MAX_DECIDED } from "../../domain/decisionSize.ts";
import { isGivenBack } from "../../domain/orderHistory.ts";
import type { CustomEvent, EngineEvent, PurchaseEvent, SignupEvent } from "../events/events.ts";
import { isOrderEvent, keyOfPerson } from "../events/events.ts";
import { decideAddition } from "./additions.ts";
import { attribute, beforeOf, passSignupRules } from "./attribute.ts";
import { decideBacklog } from "./backlog.ts";
import { bindsOrders } from "./binding.ts";
import { pauseAfterEvent, resumeInNewPeriod } from "./budgetPause.ts";
import { decideByHand } from "./byHand.ts";
import { decideClick } from "./click.ts";
import { reportCoupons, undoCoupons } from "./coupons.ts";
import { decideCustomIn } from "./custom.ts";
import { decideCustomerSince } from "./customerSince.ts";
import { decideDispute } from "./disputeEvent.ts";
import { remember } from "./known.ts";
import type { EntryDraft, Making } from "./making.ts";
import { draftEntry, entryOf, makingOf } from "./making.ts";
import { membershipDrafts } from "./memberships.ts";
import { decideMerge } from "./merge.ts";
import type { EventRefusal, NewDecision } from "./newDecision.ts";
import { conflict, inOrder, problem } from "./newDecision.ts";
import { decideOrderEvent } from "./orderEvents.ts";
import { earlier, storePurchase } from "./orders.ts";
import type { EventProblem, Outcome } from "./outcome.ts";
import { noteSigns } from "./prints.ts";
import { programOf } from "./programRules.ts";
import { orderNow } from "./purchaseFacts.ts";
import { purchaseFlags } from "./purchaseFlags.ts";
import { beginWith, decidePurchaseIn } from "./purchases.ts";
import { decideReassign } from "./reassign.ts";
import { toldBefore } from "./repeats.ts";
import { resultsOf, sizeOfResults } from "./results.ts";
import { OutOfRoomError, takeRoom } from "./room.ts";
import type { Snapshot } from "./snapshot.ts";
import { isCodeUnknown, programBrought } from "./source.ts";
import { reportSpends } from "./spends.ts";
import type { EventRecord, State, Tracked } from "./state.ts";
import { liveReferral, openState } from "./state.ts";
import { takePart } from "./takePart.ts";
import { useAtOnce } from "./usedAtOnce.ts";

export interface Decided {
  /** In the order of the events. */
  readonly outcomes: readonly Outcome[];
  /** What they changed, for `effectsOf`. */
  readonly state: State;
}

/**
 * The one engine: decides a batch of events on a snapshot, in order, each seeing the effects of those before.
 * Pure: the same input gives the same output, and neither the clock nor chance nor a database is asked.
 *
 * @param room what the decisions may come to: from the first event on that does not fit, all are refused
 */
export function decide(snapshot: Snapshot, events: readonly EngineEvent[], room = MAX_DECIDED): Decided {
  const state = { ...openState(snapshot), room };
  const outcomes: Outcome[] = [];
  try {
    for (const event of events) outcomes.push(decideOne(state, event));
    return { outcomes, state };
  } catch (error) {
    if (!(error instanceof OutOfRoomError)) throw error;
    return decideFirst(snapshot, events, outcomes.length);
  }
}

/** Decides the first events again, without what the next one has left in the state, and refuses the others. */
function decideFirst(snapshot: Snapshot, events: readonly EngineEvent[], count: number): Decided {
  const state = openState(snapshot);
  const outcomes = decideAll(state, events.slice(0, count));
  const refusal: Outcome = { kind: "problem", problem: noRoom(count === 0) };
  return { outcomes: [...outcomes, ...events.slice(count).map(() => refusal)], state };
}

/**
 * What an event is told that finds no room in its request.
 *
 * @param isAlone whether it found none by itself
 */
export function noRoom(isAlone: boolean): EventProblem {
  return { code: "too_many_decisions", path: null, detail: isAlone ? OF_ONE_EVENT : OF_THOSE_BEFORE };
}

const OF_ONE_EVENT = "the decisions of this event are more than one request may make; nothing was changed";
const OF_THOSE_BEFORE = "the events before it take all the decisions of one request; send it again in another request";

/**
 * Goes on with a fold: decides more events on the state that those before have left. A history longer than memory
 * is decided in parts, and its caller drains the state between them (`release.ts`).
 *
 * @returns what became of each, in the order of the events
 */
export function decideAll(state: State, events: readonly EngineEvent[]): Outcome[] {
  return events.map((event) => decideOne(state, event));
}

function decideOne(state: State, event: EngineEvent): Outcome {
  const named = programNamedBy(state, event);
  if ("problem" in named) return named;
  const told = toldBefore(state, event, named.program);
  if (told.kind === "conflict") return conflict(event);
  if (told.kind === "repeat") {
    const { known } = told;
    const results = resultsOf(state, known.entries);
    takeRoom(state, sizeOfResults(results));
    return { kind: "duplicate", known, waits: isWaiting(state, event), results };
  }

  // A second report is kept as what it adds. Else only a signup's key is completed: all others are records of themselves.
  const isAddition = told.kind === "addition";
  const kept = isAddition ? told.event : withKey(event, told.naturalKey);
  const making = makingOf(event, state.events.length + 1);
  const program = isAddition ? programBrought(state, told.event) : named.program;
  const decision = decideNew(state, making, kept, program);
  if ("problem" in decision) return decision;
  pauseAfterEvent(state);
  const { participantId, flags, drafts } = decision;
  if ("participant" in kept && participantId !== null) noteSigns(state, participantId, drafts);
  const record: EventRecord = {
    event: ofPerson(kept, participantId),
    participantId,
    flags,
    entries: drafts.map(entryOf),
  };
  state.events.push(record);
  remember(state, record);
  return { kind: "decided", record, waits: isWaiting(state, kept), results: resultsOf(state, record.entries) };
}

function withKey(event: EngineEvent, naturalKey: string): EngineEvent {
  return naturalKey === event.naturalKey ? event : { ...event, naturalKey };
}

/** Whom a signup makes has an id only now. */
function ofPerson(event: EngineEvent, participantId: string | null): EngineEvent {
  if (event.type !== "signup" || participantId === null) return event;
  return withKey(event, keyOfPerson(event.naturalKey, participantId));
}

/** For its purchase; an undone refund for its refund too. */
function isWaiting(state: State, event: EngineEvent): boolean {
  if (!isOrderEvent(event) && event.type !== "dispute") return false;
  const purchase = state.purchases.get(event.orderId)?.now;
  if (purchase?.reported === null) return true;
  if (event.type !== "refund_reversal") return false;
  return !purchase?.history.some(({ entry }) => entry.kind === "refund" && entry.refundId === event.refundId);
}

function decideNew(
  state: State,
  making: Making,
  event: EngineEvent,
  program: Tracked<StoredProgram> | null,
): NewDecision | EventRefusal {
  switch (event.type) {
    case "signup":
      return decideSignup(state, making, event, program);
    case "purchase":
      return decidePurchase(state, making, event, program);
    case "refund":
    case "order_change":
    case "refund_reversal":
      return decideOrderEvent(state, making, event);
    case "order_addition":
      return decideAddition(state, making, event, program);
    case "dispute":
      return decideDispute(state, making, event);
    case "custom":
      return decideCustom(state, making, event);
    case "referral_by_hand":
      return decideByHand(state, making, event, program);
    case "referral_reassigned":
      return decideReassign(state, making, event, program);
    case "participant_merged":
      return decideMerge(state, making, event);
    case "customer_since":
      return decideCustomerSince(state, making, event);
    case "click":
      return { participantId: null, flags: [], drafts: decideClick(state, making, event) };
    default:
      return event satisfies never;
  }
}

/** A signup may attribute its participant; then what was stored of them since is decided. */
function decideSignup(
  state: State,
  making: Making,
  event: SignupEvent,
  program: Tracked<StoredProgram> | null,
): NewDecision | EventRefusal {
  if (program === null)
    return problem("program_required", "program", "name the program, or a code that belongs to one");
  const friend = takePart(state, making, event.participant);
  resumeInNewPeriod(program, event.occurredAt);
  // The clock of late entries starts with the first signup; an older one that arrives late starts it then.
  friend.now = { ...friend.now, firstSignupAt: earlier(friend.now.firstSignupAt, event.occurredAt) };
  const draft = attribute(state, making, event, program, friend, beforeOf(state, friend));
  if (draft !== null && isLiveReferral(draft.referral.now.status)) decideBacklog(state, making, draft, null);
  const drafts = draft === null ? [] : [draft];
  const { occurredAt } = event;
  for (const draft of membershipDrafts(state, making, friend, { name: "signup", occurredAt }, [program])) {
    passSignupRules(state, making, draft, program, occurredAt);
    if (draft.decisions.length > 0) drafts.push(draft);
  }
  // A refusal says it already.
  const setAside = isCodeUnknown(state, event, program.now) && draft?.referral.now.source === "click";
  return { participantId: friend.now.id, flags: setAside ? ["unknown_code"] : [], drafts };
}

/** A purchase is stored, may attribute its participant, and concerns every program they are a friend in. */
function decidePurchase(
  state: State,
  making: Making,
  event: PurchaseEvent,
  brought: Tracked<StoredProgram> | null,
): NewDecision {
  const buyer = takePart(state, making, event.participant);
  const before = brought === null ? null : beforeOf(state, buyer);
  const purchase = storePurchase(state, making, event, buyer);
  reportCoupons(state, making, { ...event, discounts: event.order.discounts });
  if (purchase.now.history.length > 0 && isGivenBack(orderNow(purchase))) undoCoupons(state, making, event.orderId);
  const isLate = reportSpends(state, making, event, orderNow(purchase).netMinor);
  const drafts: EntryDraft[] = (state.liveByFriend.get(buyer.now.id) ?? [])
    .filter(({ now }) => !bindsOrders(programOf(state, now).now))
    .map(draftEntry);
  for (const { referral } of drafts) {
    resumeInNewPeriod(programOf(state, referral.now), event.occurredAt);
    beginWith(state, referral, event);
  }
  for (const draft of inOrder(state, drafts)) decidePurchaseIn(state, making, draft, purchase);

  if (
    brought !== null &&
    before !== null &&
    (bindsOrders(brought.now) || liveReferral(state, brought.now.id, buyer.now.id) === null)
  ) {
    resumeInNewPeriod(brought, event.occurredAt);
    const draft = attribute(state, making, event, brought, buyer, before);
    if (draft !== null && isLiveReferral(draft.referral.now.status)) {
      decideBacklog(state, making, draft, purchase);
      useAtOnce(state, making, draft, purchase, event.order.discounts);
    }
    if (draft !== null) drafts.push(draft);
  }
  // Last, so that whom this very purchase attributed is asked as a friend.
  const asked = membershipDrafts(state, making, buyer, { name: "purchase", occurredAt: event.occurredAt, purchase });
  for (const draft of asked) decidePurchaseIn(state, making, draft, purchase);
  drafts.push(...asked);
  return {
    participantId: buyer.now.id,
    flags: purchaseFlags({ state, purchase, drafts, isLate, unknownCode: isCodeUnknown(state, event, null) }),
    drafts: inOrder(state, drafts),
  };
}

/** Any other event is stored and asked of the rules that listen to its name, wherever its actor is a friend. */
function decideCustom(state: State, making: Making, event: CustomEvent): NewDecision {
  const actor = takePart(state, making, event.participant);
  const friendOf = inOrder(state, (state.liveByFriend.get(actor.now.id) ?? []).map(draftEntry));
  for (const { referral } of friendOf) resumeInNewPeriod(programOf(state, referral.now), event.occurredAt);
  const asActor = membershipDrafts(state, making, actor, event);
  const drafts = [...friendOf, ...asActor];
  for (const draft of drafts) decideCustomIn(state, making, draft, event, false);
  const [programIds, membershipProgramIds] = [friendOf, asActor].map(programIdsOf);
  const stored = {
    event,
    participantId: actor.now.id,
    arrival: state.nextArrival++,
    programIds: programIds ?? [],
    membershipProgramIds: membershipProgramIds ?? [],
  };
  const list = state.customByParticipant.get(actor.now.id);
  if (list === undefined) state.customByParticipant.set(actor.now.id, [stored]);
  else list.push(stored);
  return { participantId: actor.now.id, flags: [], drafts };
}

function programIdsOf(drafts: readonly EntryDraft[]): string[] {
  return drafts.map(({ referral }) => referral.now.programId);
}

/** The program that an event names, by its key or by what it brings; only a signup needs one. */
function programNamedBy(state: State, event: EngineEvent): { program: Tracked<StoredProgram> | null } | EventRefusal {
  const named = "program" in event ? event.program : null;
  if (named !== null) {
    const program = state.programsByKey.get(named);
    if (program !== undefined) return { program };
    return problem("program_not_found", "program", `there is no program "${named}"`);
  }
  if (event.type !== "signup" && event.type !== "purchase" && event.type !== "order_addition") return { program: null };
  return { program: programBrought(state, event) };
}
