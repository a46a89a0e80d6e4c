import type { ChangeFacts, Metadata, OrderFacts, RefundFacts } from "../../db/rows/eventFacts.ts";
import type { ClickSeen } from "../../domain/attribution.ts";
import type {
  ByHandEvent,
  ClickEvent,
  CustomEvent,
  CustomerSinceEvent,
  DisputeEvent,
  EngineEvent,
  MergeEvent,
  NamedParticipant,
  OrderChangeEvent,
  PurchaseEvent,
  ReassignEvent,
  RefundEvent,
  RefundReversalEvent,
  SignupEvent,
} from "../events/events.ts";
import { KEY_SEPARATOR, MERGED } from "../events/events.ts";

/** Events as the shell hands them to `decide`. Ids follow from the content, so that a replay makes the same ones. */

type Content<E extends EngineEvent> = Omit<
  E,
  "id" | "naturalKey" | "contentHash" | "occurredAt" | "occurredAtGiven" | "participant"
>;

/** The code of an advocate of `snapshotOf` in a program. */
export function codeOf(externalId: string, program = "p"): string {
  return `${externalId}${program}`.toUpperCase();
}

/** @param advocate whose code is entered; null where none is */
export function signup(
  who: string | NamedParticipant,
  advocate: string | null,
  at: string,
  more: Partial<Content<SignupEvent>> = {},
): SignupEvent {
  const participant = personNamed(who);
  const code = advocate === null ? null : codeOf(advocate, more.program ?? "p");
  const content = { type: "signup" as const, program: "p", ...source, code, ...more };
  const touch = content.code ?? content.clicks.map((click: ClickSeen) => `${click.code}@${click.at}`).join(" ");
  const naturalKey = ["signup", participant.externalId, touch, ""].join(KEY_SEPARATOR);
  return { ...identified(`${naturalKey}${content.program ?? ""}`, at, participant, content), naturalKey };
}

export function purchase(
  who: string | NamedParticipant,
  orderId: string,
  amountMinor: number,
  at: string,
  more: Partial<Omit<Content<PurchaseEvent>, "order">> & { order?: Partial<OrderFacts> } = {},
): PurchaseEvent {
  const facts = { country: null, items: [], subscription: false, discounts: [], metadata: {}, ...more.order };
  const said = { type: "purchase" as const, orderId, amountMinor: BigInt(amountMinor), currency: "GBP" };
  const content = { ...said, ...source, ...more, order: facts };
  return identified(`purchase:${orderId}`, at, personNamed(who), content);
}

/** A person ties a friend to one of the people of `snapshotOf`. */
export function byHand(
  who: string,
  advocate: string,
  at: string,
  { program = "p", force = false }: { readonly program?: string; readonly force?: boolean } = {},
): ByHandEvent {
  const said = { type: "referral_by_hand" as const, program, force, ...source, codeEntered: true };
  const key = ["referral_by_hand", who, advocate, at, ""].join(KEY_SEPARATOR);
  return identified(key, at, personNamed(who), { ...said, code: codeOf(advocate, program) });
}

/** A person gives a friend to another of the people of `snapshotOf`. */
export function reassigned(
  who: string,
  advocate: string,
  at: string,
  { program = "p", givenOut = [], formerId = null }: Partial<Content<ReassignEvent>> = {},
): ReassignEvent {
  const said = { type: "referral_reassigned" as const, program, advocateId: `par_${advocate}`, formerId, givenOut };
  // Ids sort as events come: the time is first.
  const key = ["referral_reassigned", at, who, advocate, `prog_${program}`].join(KEY_SEPARATOR);
  return identified(key, at, personNamed(who), said);
}

/** One of the people of `snapshotOf` becomes another name of another. */
export function merged(who: string, other: string, at: string): MergeEvent {
  const said = { type: MERGED, mergedId: `par_${other}`, givenOut: [] } as const;
  const event = identified([MERGED, said.mergedId].join(KEY_SEPARATOR), at, personNamed(who), said);
  // As the use case makes it: the same two are merged once.
  return { ...event, contentHash: "", occurredAtGiven: false };
}

/** @param since null where the shop takes it back */
export function customerSince(who: string, since: string | null, at: string): CustomerSinceEvent {
  const content = { type: "customer_since" as const, customerSince: since === null ? null : Date.parse(since) };
  return identified(`customer_since:${who}:${since}`, at, personNamed(who), content);
}

export function refund(
  orderId: string,
  refundId: string,
  amountMinor: number,
  at: string,
  currency = "GBP",
): RefundEvent {
  return refundBy({ orderId, refundId, amountMinor, currency }, at);
}

/** A refund that says in another way how much went back. */
export function refundBy(facts: RefundFacts, at: string): RefundEvent {
  const { orderId, refundId } = facts;
  const content = { type: "refund" as const, orderId, refund: facts };
  const { participant: _, ...event } = identified(`refund:${refundId}`, at, personNamed(""), content);
  return event;
}

export function dispute(orderId: string, disputeId: string, status: DisputeEvent["status"], at: string): DisputeEvent {
  const content = { type: "dispute" as const, orderId, disputeId, status };
  const { participant: _, ...event } = identified(`dispute:${status}:${disputeId}`, at, personNamed(""), content);
  return event;
}

/** What an order is from then on. */
export function change(orderId: string, changeId: string, brought: Partial<ChangeFacts>, at: string): OrderChangeEvent {
  const facts = { orderId, changeId, currency: "GBP", ...brought };
  const content = { type: "order_change" as const, orderId, change: facts };
  const { participant: _, ...event } = identified(`change:${changeId}`, at, personNamed(""), content);
  return event;
}

/** A refund that did not happen after all. */
export function reversal(orderId: string, refundId: string, at: string): RefundReversalEvent {
  const content = { type: "refund_reversal" as const, orderId, refundId };
  const { participant: _, ...event } = identified(`reversal:${refundId}`, at, personNamed(""), content);
  return event;
}

export function custom(name: string, who: string, eventId: string, at: string, metadata: Metadata = {}): CustomEvent {
  return identified(`event:${eventId}`, at, personNamed(who), { type: "custom" as const, name, eventId, metadata });
}

/** A click on the share link of one of the people of `snapshotOf`. */
export function click(advocate: string, clickId: string, at: string, more: Partial<Content<ClickEvent>> = {}) {
  const content = { type: "click" as const, clickId, code: codeOf(advocate), channel: null, ...more };
  const { participant: _, ...event } = identified(`click:${clickId}`, at, personNamed(""), content);
  return event satisfies ClickEvent;
}

/** The same event from a caller who left its time out. */
export function undated<E extends EngineEvent>(event: E, arrivedAt: string): E {
  return { ...event, occurredAt: Date.parse(arrivedAt), occurredAtGiven: false };
}

/** Someone as an event names them, with more than an id. */
export function named(externalId: string, more: Partial<NamedParticipant> = {}): NamedParticipant {
  const nothing = {
    email: null,
    emailFolded: null,
    phone: null,
    name: null,
    locale: null,
    country: null,
    segments: [],
    contacts: [],
    prints: [],
    ...{ guest: false, emailVerified: false },
  };
  return { externalId, ...nothing, ...more };
}

const source = { code: null, codeEntered: false, clicks: [], channel: null };

function personNamed(who: string | NamedParticipant): NamedParticipant {
  return typeof who === "string" ? named(who) : who;
}

function identified<C extends object>(key: string, at: string, participant: NamedParticipant, content: C) {
  const hashed = { ...content, participant: participant.externalId };
  return {
    ...content,
    participant,
    id: `evt_${key.replaceAll(KEY_SEPARATOR, "/")}`,
    naturalKey: key,
    contentHash: JSON.stringify(hashed, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value)),
    occurredAt: Date.parse(at),
    occurredAtGiven: true,
  };
}
