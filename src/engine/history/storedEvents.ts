import type { ChangeFacts, Metadata, OrderFacts, RefundFacts } from "../../db/rows/eventFacts.ts";
import type { KeptAddition } from "../../db/rows/purchase.ts";
import { additionEntry } from "../../db/rows/purchase.ts";
import type { ClickSeen } from "../../domain/attribution.ts";
import type { Instant } from "../../domain/periods.ts";
import type {
  CustomEvent,
  CustomerSinceEvent,
  DisputeEvent,
  EngineEvent,
  MergeEvent,
  NamedParticipant,
  ReassignEvent,
  Source,
} from "../events/events.ts";
import { CUSTOMER_SINCE, MERGED, OWN_EVENT_KEY, programInKey } from "../events/events.ts";

/** An event as the table keeps it, without what was decided: the opposite of `effects.ts`. */
export interface StoredEvent {
  /** The order of commits. */
  readonly seq: number;
  readonly id: string;
  /** Of a custom event, its name. */
  readonly type: string;
  readonly naturalKey: string;
  /** Null for a refund that came before its purchase, and for a click. */
  readonly participantId: string | null;
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
  readonly facts: unknown;
}

/** What a stored event does not say itself. */
export interface Around {
  /** The participant of an event, as they are now: what they were then is not kept. */
  personOf(participantId: string): NamedParticipant;
  /** The key by which `decide` finds the program of this id. */
  programKeyOf(programId: string): string;
  /** Whether a code was there at an instant. */
  isIssued(code: string, at: Instant): boolean;
}

/** No code is like this: it is what a code was to an event that came before the code was issued. */
const NOT_YET_ISSUED = "";

/**
 * Makes the event again that was decided once. Its own id is its natural key: the table holds each event once, so
 * nothing in it repeats another.
 */
export function eventFrom(stored: StoredEvent, around: Around): EngineEvent {
  const { id, type, occurredAt, facts } = stored;
  const base = { id, naturalKey: id, contentHash: "", occurredAt, occurredAtGiven: true };
  // Its name may have become that of an event of ours since.
  if (isOwnEvent(stored)) return customFrom(stored, base, around);
  switch (type) {
    case "signup": {
      const program = around.programKeyOf(programInKey(stored.naturalKey));
      return { ...base, ...sourceFrom(stored, around), type, participant: personOf(stored, around), program };
    }
    case "purchase": {
      const { orderId, amountMinor, currency, ...order } = facts as KeptPurchase & Source;
      return {
        ...base,
        ...sourceFrom(stored, around),
        type,
        participant: personOf(stored, around),
        ...{ orderId, amountMinor: BigInt(amountMinor), currency },
        order,
      };
    }
    case "refund": {
      const refund = facts as RefundFacts;
      return { ...base, type, orderId: refund.orderId, refund };
    }
    case "order_change": {
      const change = facts as ChangeFacts;
      return { ...base, type, orderId: change.orderId, change };
    }
    case "order_addition": {
      const { orderId } = facts as KeptAddition;
      return {
        ...base,
        ...sourceFrom(stored, around),
        type,
        orderId,
        added: additionEntry(facts as KeptAddition).facts,
      };
    }
    case "refund_reversal": {
      const { orderId, refundId } = facts as Pick<RefundFacts, "orderId" | "refundId">;
      return { ...base, type, orderId, refundId };
    }
    case "referral_by_hand": {
      const program = around.programKeyOf(programInKey(stored.naturalKey));
      const { force } = facts as { readonly force: boolean };
      return { ...base, ...sourceFrom(stored, around), type, participant: personOf(stored, around), program, force };
    }
    case "referral_reassigned": {
      const program = around.programKeyOf(programInKey(stored.naturalKey));
      const said = facts as Pick<ReassignEvent, "advocateId" | "formerId" | "givenOut">;
      return { ...base, type, participant: personOf(stored, around), program, ...said };
    }
    case "participant_merged":
      return mergeFrom(stored, base, around);
    case "customer_since":
      return customerSinceFrom(stored, base, around);
    case "click": {
      const { clickId, code, channel } = facts as KeptClick;
      return { ...base, type, clickId, code, channel };
    }
    case "dispute": {
      const { orderId, disputeId, status } = facts as KeptDispute;
      return { ...base, type, orderId, disputeId, status };
    }
    default:
      throw new Error(`event ${id} is of no type that is known: ${type}`);
  }
}

/** Older rows don't say whether the code was typed. */
type KeptSource = Omit<Source, "codeEntered"> & Partial<Pick<Source, "codeEntered">>;
/** An event of the shop's own, under whatever name. */
function isOwnEvent({ naturalKey }: StoredEvent): boolean {
  return naturalKey.startsWith(OWN_EVENT_KEY);
}

function customFrom(
  stored: StoredEvent,
  base: Pick<CustomEvent, "id" | "naturalKey" | "contentHash" | "occurredAt" | "occurredAtGiven">,
  around: Around,
): CustomEvent {
  const { eventId, metadata } = stored.facts as KeptCustom;
  return { ...base, type: "custom", name: stored.type, eventId, participant: personOf(stored, around), metadata };
}

type Base = Pick<MergeEvent, "id" | "naturalKey" | "contentHash" | "occurredAt" | "occurredAtGiven">;

/** What went over is kept for the answer; a backtest moves what it has. */
function mergeFrom(stored: StoredEvent, base: Base, around: Around): MergeEvent {
  const { mergedId, givenOut } = stored.facts as Pick<MergeEvent, "mergedId" | "givenOut">;
  return { ...base, type: MERGED, participant: personOf(stored, around), mergedId, givenOut };
}

function customerSinceFrom(stored: StoredEvent, base: Base, around: Around): CustomerSinceEvent {
  const { customerSince } = stored.facts as { readonly customerSince: string | null };
  const since = customerSince === null ? null : Date.parse(customerSince);
  return { ...base, type: CUSTOMER_SINCE, participant: personOf(stored, around), customerSince: since };
}

type KeptDispute = Pick<DisputeEvent, "orderId" | "disputeId" | "status">;

interface KeptPurchase extends OrderFacts {
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
}

interface KeptClick {
  readonly clickId: string;
  readonly code: string;
  readonly channel: string | null;
}

interface KeptCustom {
  readonly eventId: string;
  readonly metadata: Metadata;
}

function personOf({ id, participantId }: StoredEvent, around: Around): NamedParticipant {
  if (participantId === null) throw new Error(`event ${id} has no participant`);
  return around.personOf(participantId);
}

/** The clicks were verified when they were stored. */
function sourceFrom({ facts, receivedAt }: StoredEvent, around: Around): Source {
  const { code, codeEntered = false, clicks, channel } = facts as KeptSource;
  const asItWas = (used: string) => (around.isIssued(used, receivedAt) ? used : NOT_YET_ISSUED);
  return {
    code: code === null ? null : asItWas(code),
    codeEntered,
    clicks: clicks.map((click): ClickSeen => {
      // Older rows don't say through which channel it came.
      return { ...click, code: asItWas(click.code), channel: click.channel ?? null };
    }),
    channel,
  };
}
