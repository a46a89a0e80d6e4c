import type { ChangeFacts, Metadata, OrderFacts, RefundFacts } from "../../db/rows/eventFacts.ts";
import { ADDITION_KEY } from "../../db/rows/purchase.ts";
import type { ClickSeen } from "../../domain/attribution.ts";
import type { ContactKind, PrintKind } from "../../domain/contacts.ts";
import type { DisputeStatus } from "../../domain/disputes.ts";
import type { Instant } from "../../domain/periods.ts";
import type { NamedContact } from "./contacts.ts";

/** What was reported, parsed, normalised and named: the input of `decide`. */
export type EngineEvent =
  | SignupEvent
  | PurchaseEvent
  | OrderEvent
  | DisputeEvent
  | CustomEvent
  | ClickEvent
  | CustomerSinceEvent
  | ByHandEvent
  | ReassignEvent
  | MergeEvent;

/** What is reported of an order beside its purchase: it follows the purchase, or waits for it. */
export type OrderEvent = RefundEvent | OrderChangeEvent | RefundReversalEvent | OrderAdditionEvent;

/** The types of these. */
export const ORDER_EVENTS = [
  "refund",
  "order_change",
  "refund_reversal",
  "order_addition",
] as const satisfies readonly OrderEvent["type"][];

export function isOrderEvent(event: EngineEvent): event is OrderEvent {
  return ORDER_EVENTS.some((type) => type === event.type);
}

interface Reported {
  /** Given by the shell; the ids of all that the event makes are derived from it. */
  readonly id: string;
  /** Identity within the tenant; a signup's is completed by the program that its code or click names. */
  readonly naturalKey: string;
  /** Of the content that a repeat must match, the time left out. */
  readonly contentHash: string;
  readonly occurredAt: Instant;
  /** False where occurredAt was defaulted to the time of arrival, and where a repeat may have another. */
  readonly occurredAtGiven: boolean;
}

/** A participant as an event names them; used only when they don't exist yet. */
export interface NamedParticipant {
  readonly externalId: string;
  readonly email: string | null;
  readonly emailFolded: string | null;
  readonly phone: string | null;
  readonly name: string | null;
  readonly locale: string | null;
  readonly country: string | null;
  readonly segments: readonly string[];
  /** Those that the profile says, hashed. */
  readonly contacts: readonly NamedContact<ContactKind>[];
  /** The card and the device that the event says, hashed. */
  readonly prints: readonly NamedContact<PrintKind>[];
  /** Whether they have agreed that their advocate reads their name, where they are new. */
  readonly mayBeNamed?: boolean;
  /** Whether they have no account, where they are new. */
  readonly guest: boolean;
  /** Whether the shop has made sure that the e-mail is theirs. */
  readonly emailVerified: boolean;
}

/** What may tie a friend to an advocate. The code is folded, the clicks have been verified. */
export interface Source {
  readonly code: string | null;
  /** Whether a person typed the code, even where one of the clicks has it too. */
  readonly codeEntered: boolean;
  readonly clicks: readonly ClickSeen[];
  readonly channel: string | null;
}

export interface SignupEvent extends Reported, Source {
  readonly type: "signup";
  readonly participant: NamedParticipant;
  /** The program's key, or null where the code or click names it. */
  readonly program: string | null;
}

export interface PurchaseEvent extends Reported, Source {
  readonly type: "purchase";
  readonly participant: NamedParticipant;
  readonly orderId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly order: OrderFacts;
}

export interface RefundEvent extends Reported {
  readonly type: "refund";
  readonly orderId: string;
  readonly refund: RefundFacts;
}

/** The customer has questioned the payment of an order, or that is settled. */
export interface DisputeEvent extends Reported {
  readonly type: "dispute";
  readonly orderId: string;
  readonly disputeId: string;
  readonly status: DisputeStatus;
}

export interface OrderChangeEvent extends Reported {
  readonly type: "order_change";
  readonly orderId: string;
  readonly change: ChangeFacts;
}

/** A refund did not happen after all: it failed, or a dispute was won. */
export interface RefundReversalEvent extends Reported {
  readonly type: "refund_reversal";
  readonly orderId: string;
  readonly refundId: string;
}

/**
 * What a second report of an order brought that none had brought before. No caller reports it: they report the purchase
 * once more.
 */
export interface OrderAdditionEvent extends Reported, Source {
  readonly type: "order_addition";
  readonly orderId: string;
  readonly added: Partial<OrderFacts>;
}

export interface CustomEvent extends Reported {
  readonly type: "custom";
  /** The tenant's name for it, for instance "lead". */
  readonly name: string;
  readonly eventId: string;
  readonly participant: NamedParticipant;
  readonly metadata: Metadata;
}

/** The shop has said since when a participant is a customer. No event is reported under this name: a profile says it. */
export interface CustomerSinceEvent extends Reported {
  readonly type: typeof CUSTOMER_SINCE;
  readonly participant: NamedParticipant;
  /** Null where it has taken that back. */
  readonly customerSince: Instant | null;
}

/** `events.type` of what profiles say. */
export const CUSTOMER_SINCE = "customer_since";

/** A person ties a friend to an advocate, whose code stands for them. No event is reported under this name. */
export interface ByHandEvent extends Reported, Source {
  readonly type: typeof BY_HAND;
  readonly participant: NamedParticipant;
  /** The program's key. */
  readonly program: string;
  /** Whether what is waived by `FORCED` does not refuse it. */
  readonly force: boolean;
}

/** `events.type` of it. */
export const BY_HAND = "referral_by_hand";

/**
 * A person gives a friend to another advocate. It names the friend and the program, since a backtest makes referrals of
 * its own. No event is reported under this name.
 */
export interface ReassignEvent extends Reported {
  readonly type: typeof REASSIGNED;
  /** The friend. */
  readonly participant: NamedParticipant;
  /** The program's key. */
  readonly program: string;
  /** The id of the participant whose friend they are from now on. */
  readonly advocateId: string;
  /** The id of the one whose friend they were. */
  readonly formerId: string | null;
  /** What of the former advocate had been given out, which stays theirs: no event tells a history of that. */
  readonly givenOut: readonly GivenOut[];
}

/** What a rule gave for one cause, as a backtest finds it again. */
export interface GivenOut {
  readonly ruleId: string;
  /** `StoredReward.source`. */
  readonly source: string;
}

/** `events.type` of it. */
export const REASSIGNED = "referral_reassigned";

/**
 * The shop has said that two of its participants are one person: all that the one has becomes the other's. No event is
 * reported under this name.
 */
export interface MergeEvent extends Reported {
  readonly type: typeof MERGED;
  /** The one who is kept. */
  readonly participant: NamedParticipant;
  /** The id of the one whose name becomes an alias. */
  readonly mergedId: string;
  /** What referrals that may end had been given out of, which stays: no event tells a history of that. */
  readonly givenOut: readonly (GivenOut & { readonly programId: string })[];
}

/** `events.type` of it. */
export const MERGED = "participant_merged";

/** A visit through a share link of a program that pays for clicks. The visitor is not known. */
export interface ClickEvent extends Reported {
  readonly type: "click";
  /** Under which the click is stored. */
  readonly clickId: string;
  /** Folded. */
  readonly code: string;
  readonly channel: string | null;
}

/** What the natural key of an event of the shop's own begins with, under whatever name it is reported. */
export const OWN_EVENT_KEY = "event:";

/** `events.natural_key` of the first report of an order. */
export function purchaseKey(orderId: string): string {
  return `purchase:${orderId}`;
}

/** `events.natural_key` of a refund. */
export function refundKey(refundId: string): string {
  return `refund:${refundId}`;
}

/** Separates the parts of natural keys; no external id can contain it. */
export const KEY_SEPARATOR = "\u001f";

/** `events.natural_key` of what a report of an order added: by its content, so that the same report is a repeat. */
export function additionKey(orderId: string, contentHash: string): string {
  return ADDITION_KEY + orderId + KEY_SEPARATOR + contentHash;
}

/** Separates a natural key from how often its event was decided; no id of a program can contain it. */
const ATTEMPT = "#";

/** The natural key of the nth time that a refused signup is decided. */
export function attemptKey(first: string, nth: number): string {
  return nth === 1 ? first : `${first}${ATTEMPT}${nth}`;
}

/** The id of the program in a signup's natural key. */
export function programInKey(naturalKey: string): string {
  return naturalKey.slice(naturalKey.lastIndexOf(KEY_SEPARATOR) + 1).split(ATTEMPT)[0] ?? "";
}

/** `events.natural_key` of a signup in a program; of a signup it is not yet told whose it is. */
export function signupKey(prefix: string, programId: string): string {
  return prefix + programId;
}

/** The same of a participant: by their id, so that it holds no name, and stays the same by whichever name they come. */
export function keyOfPerson(key: string, participantId: string): string {
  const [kind = "", , ...rest] = key.split(KEY_SEPARATOR);
  return [kind, participantId, ...rest].join(KEY_SEPARATOR);
}
