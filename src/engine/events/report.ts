import type { ChangeFacts, Metadata, OrderFacts, RefundFacts } from "../../db/rows/eventFacts.ts";
import { type ClickVisit, visitKey } from "../../domain/clickVisit.ts";
import { foldCode } from "../../domain/codes.ts";
import type { DisputeStatus } from "../../domain/disputes.ts";
import { foldEmail } from "../../domain/emails.ts";
import type { Ids } from "../../ports.ts";
import type { Fingerprints } from "./contacts.ts";
import { contactsOf, printsOf } from "./contacts.ts";
import type { EngineEvent, NamedParticipant } from "./events.ts";
import { KEY_SEPARATOR, OWN_EVENT_KEY, purchaseKey, refundKey } from "./events.ts";
import { sha256 } from "./sha256.ts";

/** One event as it was reported: the parsed body, after defaults. Amounts are minor units. */
export type ReportedEvent =
  | ReportedSignup
  | ReportedPurchase
  | ReportedRefund
  | ReportedDispute
  | ReportedChange
  | ReportedReversal
  | ReportedCustom
  | ReportedClick;

export interface ReportedParticipant {
  readonly externalId: string;
  readonly email?: string | null | undefined;
  /** As `foldPhone` makes it. */
  readonly phone?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly locale?: string | null | undefined;
  readonly country?: string | null | undefined;
  readonly segments?: readonly string[] | null | undefined;
  /** Whether a participant who is new has agreed that their advocate reads their name. */
  readonly mayBeNamed?: boolean | null | undefined;
  /** Whether a participant who is new has no account. */
  readonly guest?: boolean | null | undefined;
  /** Whether the shop has made sure that the e-mail is theirs. */
  readonly emailVerified?: boolean | null | undefined;
}

interface WithTime {
  /** RFC 3339; null where it was left out. */
  readonly occurredAt: string | null;
}

interface WithPrints {
  /** Of no content: a repeat may bring others, or none. */
  readonly fingerprints?: Fingerprints | undefined;
}

interface WithSource {
  readonly code: string | null;
  /** Left out where it is not so, as it was before there was such a field. */
  readonly codeEntered?: true | undefined;
  readonly clickIds: readonly string[];
  readonly channel: string | null;
}

export interface ReportedSignup extends WithTime, WithSource, WithPrints {
  readonly type: "signup";
  readonly participant: ReportedParticipant;
  readonly program: string | null;
}

export interface ReportedPurchase extends WithTime, WithSource, WithPrints, OrderFacts {
  readonly type: "purchase";
  readonly participant: ReportedParticipant;
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
}

export interface ReportedRefund extends WithTime, RefundFacts {
  readonly type: "refund";
}

export interface ReportedDispute extends WithTime {
  readonly type: "dispute";
  readonly orderId: string;
  readonly disputeId: string;
  readonly status: DisputeStatus;
}

export interface ReportedChange extends WithTime, ChangeFacts {
  readonly type: "order_change";
}

export interface ReportedReversal extends WithTime {
  readonly type: "refund_reversal";
  readonly refundId: string;
  readonly orderId: string;
}

export interface ReportedCustom extends WithTime, WithPrints {
  readonly type: "custom";
  readonly name: string;
  readonly eventId: string;
  readonly participant: ReportedParticipant;
  readonly metadata: Metadata;
}

/** A click on a share link: no caller reports it, the engine's own redirects do. */
export interface ReportedClick extends WithTime {
  readonly type: "click";
  readonly clickId: string;
  readonly code: string;
  readonly channel: string | null;
  /** Which visit it is, where that is known: visits are told apart by it, else by the click. */
  readonly visit?: ClickVisit;
}

/** An event ready to be loaded for: its clicks are still ids, since the tenant's secret and slug come with the load. */
export interface PreparedEvent {
  readonly event: EngineEvent;
  /** Where a code belongs, as it was written; null where none was. */
  readonly writtenCode: string | null;
  readonly clickIds: readonly string[];
}

/**
 * Names, hashes and normalises a reported event. Its id is drawn anew on every attempt.
 *
 * @param contactKey under which contacts are hashed
 */
export function prepareEvent(reported: ReportedEvent, now: Date, ids: Ids, contactKey: string): PreparedEvent {
  const [clickIds, writtenCode] = "clickIds" in reported ? [reported.clickIds, reported.code] : [[], null];
  return { event: eventOf(reported, now, ids, contactKey), clickIds, writtenCode };
}

function eventOf(reported: ReportedEvent, now: Date, ids: Ids, contactKey: string): EngineEvent {
  const base = {
    id: ids.id("evt", now),
    naturalKey: naturalKeyOf(reported),
    contentHash: contentHashOf(reported),
    occurredAt: reported.occurredAt === null ? now.getTime() : Date.parse(reported.occurredAt),
    // A visitor who comes again comes later.
    occurredAtGiven: reported.occurredAt !== null && visitOf(reported) === null,
  };
  const source =
    "clickIds" in reported
      ? {
          ...noSource,
          code: foldedOf(reported.code),
          codeEntered: reported.codeEntered === true,
          channel: reported.channel,
        }
      : null;
  switch (reported.type) {
    case "signup": {
      const { type, program } = reported;
      const participant = namedParticipant(reported, contactKey);
      return { ...base, ...noSource, ...source, type, participant, program };
    }
    case "purchase": {
      const { type, orderId, currency, country, items, subscription, discounts, metadata, paid } = reported;
      const participant = namedParticipant(reported, contactKey);
      const order = { country, items, subscription, discounts, metadata, ...(paid === undefined ? {} : { paid }) };
      const amountMinor = BigInt(reported.amountMinor);
      return { ...base, ...noSource, ...source, type, participant, orderId, amountMinor, currency, order };
    }
    case "refund": {
      const { type, occurredAt: _, ...refund } = reported;
      return { ...base, type, orderId: refund.orderId, refund };
    }
    case "dispute": {
      const { type, orderId, disputeId, status } = reported;
      return { ...base, type, orderId, disputeId, status };
    }
    case "order_change": {
      const { type, occurredAt: _, ...change } = reported;
      return { ...base, type, orderId: change.orderId, change };
    }
    case "refund_reversal": {
      const { type, orderId, refundId } = reported;
      return { ...base, type, orderId, refundId };
    }
    case "custom": {
      const { type, name, eventId, metadata } = reported;
      const participant = namedParticipant(reported, contactKey);
      return { ...base, type, name, eventId, participant, metadata };
    }
    case "click": {
      const { type, clickId, code, channel } = reported;
      return { ...base, type, clickId, code: foldCode(code), channel };
    }
    default:
      return reported satisfies never;
  }
}

/** A report by an alias, as one by its participant's own name. */
export function inOwnName(reported: ReportedEvent, aliases: ReadonlyMap<string, string>): ReportedEvent {
  if (!("participant" in reported)) return reported;
  const externalId = aliases.get(reported.participant.externalId);
  return externalId === undefined ? reported : inName(reported, externalId);
}

/** A report as if it had come by another name of its participant. */
function inName<Of extends ReportedEvent>(reported: Of, externalId: string): Of {
  if (!("participant" in reported)) return reported;
  return { ...reported, participant: { ...reported.participant, externalId } };
}

/** Whether an event of this content was reported by a name, by whichever name of the same participant it comes now. */
export function isSameByName(reported: ReportedEvent, externalId: string, contentHash: string): boolean {
  return "participant" in reported && contentHashOf(inName(reported, externalId)) === contentHash;
}

const noSource = { code: null, codeEntered: false, clicks: [], channel: null };

function foldedOf(code: string | null): string | null {
  return code === null ? null : foldCode(code);
}

function namedParticipant(
  { participant: reported, fingerprints }: WithPrints & { readonly participant: ReportedParticipant },
  contactKey: string,
): NamedParticipant {
  const email = reported.email ?? null;
  const emailFolded = email === null ? null : foldEmail(email);
  const phone = reported.phone ?? null;
  return {
    externalId: reported.externalId,
    email,
    emailFolded,
    phone,
    name: reported.name ?? null,
    locale: reported.locale ?? null,
    country: reported.country ?? null,
    segments: reported.segments ?? [],
    contacts: contactsOf(contactKey, { emailFolded, phone }),
    prints: printsOf(contactKey, fingerprints ?? null),
    mayBeNamed: reported.mayBeNamed === true,
    guest: reported.guest === true,
    emailVerified: reported.emailVerified === true,
  };
}

/** Null for all but clicks of which it is known who clicked. */
function visitOf(reported: ReportedEvent): ClickVisit | null {
  return reported.type === "click" ? (reported.visit ?? null) : null;
}

/** Within the tenant. A signup's is open: whose it is and the program that its code names complete it. */
function naturalKeyOf(reported: ReportedEvent): string {
  switch (reported.type) {
    case "signup": {
      const clicks = [...new Set(reported.clickIds)].sort();
      const token =
        reported.code === null ? (clicks.length === 0 ? "" : sha256(clicks.join(" "))) : foldCode(reported.code);
      return ["signup", "", token, ""].join(KEY_SEPARATOR);
    }
    case "purchase":
      return purchaseKey(reported.orderId);
    case "refund":
      return refundKey(reported.refundId);
    case "dispute":
      return `dispute:${reported.status}:${reported.disputeId}`;
    case "order_change":
      return `change:${reported.changeId}`;
    case "refund_reversal":
      return `reversal:${reported.refundId}`;
    case "custom":
      return OWN_EVENT_KEY + reported.eventId;
    case "click": {
      const visit = visitOf(reported);
      return `click:${visit === null ? reported.clickId : visitKey(visit)}`;
    }
    default:
      return reported satisfies never;
  }
}

/**
 * Of the content that a repeat must match: the whole body, of the participant the external id, neither the time nor fingerprints. Of a visit
 * nothing else: the same visitor comes by another channel or another name of the code.
 */
function contentHashOf(reported: ReportedEvent): string {
  const visit = visitOf(reported);
  if (visit !== null) return sha256(visitKey(visit));
  const { occurredAt: _, fingerprints: __, ...body }: ReportedEvent & WithPrints = reported;
  const who = "participant" in body ? { participant: body.participant.externalId } : {};
  const code = "code" in body ? { code: foldedOf(body.code) } : {};
  return sha256(canonical({ ...body, ...code, ...who }));
}

/** JSON with the keys of every object in order, so that their order in the body doesn't matter. */
function canonical(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

// A copy, since a replacer would be called for every value, which takes twice as long.
function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const sorted: Record<string, unknown> = {};
  const given = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(given).sort()) sorted[key] = inOrder(given[key]);
  return sorted;
}
