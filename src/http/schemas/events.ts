import * as z from "zod";
import { DISPUTE_STATUSES } from "../../domain/disputes.ts";
import { CHANGE_FIELDS } from "../../domain/orderChanges.ts";
import { CLICK } from "../../domain/rules.ts";
import { isMadeHere, TRIGGERS } from "../../domain/triggers.ts";
import { BY_HAND, CUSTOMER_SINCE, MERGED, ORDER_EVENTS, REASSIGNED } from "../../engine/events/events.ts";
import type { ReportedEvent } from "../../engine/events/report.ts";
import type { FieldError } from "../replies/problem.ts";
import { nearest } from "../request/didYouMean.ts";
import type { Parsed } from "../request/parse.ts";
import { parseWith } from "../request/parse.ts";
import { id, items, MAX_ITEMS, metadata, orderMetadata, paid, quantity } from "./orderParts.ts";
import {
  currency,
  discountCode,
  enteredCode,
  externalId,
  instant,
  lineOrNothing,
  MAX_CHANNEL_LENGTH,
  minor,
  programKey,
  reportedParticipant,
} from "./texts.ts";

export const MAX_CLICK_IDS = 20;
export const MAX_DISCOUNTS = 20;
const MAX_CLICK_ID_LENGTH = 340;
/** Clocks of shops and ours may differ by this much. */
export const MAX_AHEAD_MS = 5 * 60_000;

const occurredAt = instant.nullish().transform((text) => text ?? null);
const clickIds = z.array(z.string().min(1).max(MAX_CLICK_ID_LENGTH)).max(MAX_CLICK_IDS).nullish();

/** What ties a friend to an advocate. */
export const signupSource = {
  code: enteredCode.nullish().transform((code) => code ?? null),
  codeEntered: z
    .boolean()
    .nullish()
    .transform((isEntered) => (isEntered === true ? true : undefined))
    .meta({ description: "Whether a person typed the code: else a code that one of the clicks has is that click" }),
  clickIds: clickIds.transform((ids) => ids ?? []),
  channel: lineOrNothing(MAX_CHANNEL_LENGTH).transform((given) => given ?? null),
};

const MAX_PRINT_LENGTH = 200;
const print = z
  .string()
  .max(MAX_PRINT_LENGTH)
  .nullish()
  .transform((text) => (text === "" ? null : text));

/** By what a card and a device are known; anything else, such as an address, is unknown like any other property. */
const fingerprints = z
  .strictObject({ card: print, device: print })
  .nullish()
  .transform((given) => given ?? undefined)
  .meta({
    description:
      "By what your payment provider knows the card and your pages the device. Nothing but hashes is kept. What friend " +
      "and advocate have in common is told with the referral as `signs`, and holds nothing. It is no content: a repeat may " +
      "leave it out",
    examples: [{ card: "fp_1", device: "d-81" }],
  });

const discount = z.strictObject({ code: discountCode, amountMinor: minor });

const signup = z
  .strictObject({
    type: z.literal("signup"),
    participant: reportedParticipant,
    program: programKey.nullish().transform((key) => key ?? null),
    ...signupSource,
    fingerprints,
    occurredAt,
  })
  .meta({ id: "SignupEvent" });

const purchase = z
  .strictObject({
    type: z.literal("purchase"),
    participant: reportedParticipant,
    orderId: externalId,
    amountMinor: minor,
    currency,
    country: id.transform((country) => country ?? null),
    paid: paid
      .nullish()
      .transform((given) => given ?? undefined)
      .meta({ description: "What the customer paid, in their currency, tax included; left out, it is the amount" }),
    items: items.nullish().transform((given) => given ?? []),
    discounts: z
      .array(discount)
      .max(MAX_DISCOUNTS)
      .nullish()
      .transform((discounts) => discounts ?? [])
      .meta({
        description:
          "What codes took off the order. A coupon of a reward is used by it; the very `code` that the order brings has used the friend's first discount",
      }),
    subscription: z.boolean().default(false),
    metadata,
    ...signupSource,
    fingerprints,
    occurredAt,
  })
  .meta({ id: "PurchaseEvent" });

/** How a refund says how much went back: in exactly one of these ways. */
export const REFUND_WAYS = ["amountMinor", "paid", "totalPaidMinor", "rest"] as const;

const refundLine = z
  .strictObject({
    lineId: externalId.optional(),
    sku: externalId.optional(),
    quantity: quantity.optional(),
    amountMinor: minor.meta({ description: "What came back of the line, in the currency of the order" }),
  })
  .refine(({ lineId, sku }) => lineId !== undefined || sku !== undefined, "needs a lineId or a sku")
  .meta({ allOf: [{ anyOf: [{ required: ["lineId"] }, { required: ["sku"] }] }] });

const refund = z
  .strictObject({
    type: z.literal("refund"),
    orderId: externalId,
    refundId: externalId,
    amountMinor: minor.optional().meta({ description: "In the currency of the order, which stands beside it" }),
    currency: currency.optional(),
    paid: paid.optional().meta({ description: "Money that went back, in the currency in which the order was paid" }),
    totalPaidMinor: minor.optional().meta({
      description:
        "All the money that went back so far, in the currency in which the order was paid, as payment providers tell " +
        "it; each telling has a `refundId` of its own",
    }),
    rest: z.literal(true).optional().meta({ description: "Everything that was not given back yet" }),
    items: z.array(refundLine).max(MAX_ITEMS).optional(),
    occurredAt,
  })
  .refine((given) => REFUND_WAYS.filter((way) => given[way] !== undefined).length === 1, {
    error: `needs exactly one of ${REFUND_WAYS.join(", ")}`,
  })
  .refine(({ amountMinor, currency: given }) => amountMinor === undefined || given !== undefined, {
    path: ["currency"],
    error: "is missing",
  })
  .meta({
    id: "RefundEvent",
    oneOf: REFUND_WAYS.map((way) => ({ required: [way] })),
    dependentRequired: { amountMinor: ["currency"] },
  });

const dispute = z
  .strictObject({
    type: z.literal("dispute"),
    orderId: externalId,
    disputeId: externalId,
    status: z.enum(DISPUTE_STATUSES),
    occurredAt,
  })
  .meta({ id: "DisputeEvent" });

const orderChange = z
  .strictObject({
    type: z.literal("order_change"),
    changeId: externalId,
    orderId: externalId,
    currency: currency.meta({ description: "That of the order" }),
    amountMinor: minor.optional().meta({ description: "What the order comes to now, before refunds" }),
    paid: paid.optional(),
    items: items.optional().meta({ description: "All lines that the order has now" }),
    metadata: orderMetadata.optional(),
    occurredAt,
  })
  .refine((given) => CHANGE_FIELDS.some((field) => given[field] !== undefined), {
    error: `needs one of ${CHANGE_FIELDS.join(", ")}`,
  })
  // Beside the properties, and not among them: clients in TypeScript would take a union with it for anything at all.
  .meta({ id: "OrderChangeEvent", allOf: [{ anyOf: CHANGE_FIELDS.map((field) => ({ required: [field] })) }] });

const refundReversal = z
  .strictObject({ type: z.literal("refund_reversal"), refundId: externalId, orderId: externalId, occurredAt })
  .meta({ id: "RefundReversalEvent" });

/** What the engine makes of a second report of a purchase. */
const ADDITION = "order_addition" satisfies (typeof ORDER_EVENTS)[number];
/** What is made here of what is told by other routes. */
const MADE_OF_OTHERS: readonly string[] = [CUSTOMER_SINCE, BY_HAND, REASSIGNED, MERGED];
/** What is parsed by a schema of its own. */
const EVENT_TYPES = ["signup", "purchase", ...ORDER_EVENTS.filter((type) => type !== ADDITION), "dispute"];
/** The names that an event of the tenant's own can't have: those, and what no shop reports. */
const OWN_NAMES = [...EVENT_TYPES, ADDITION, ...MADE_OF_OTHERS, ...Object.keys(TRIGGERS).filter(isMadeHere)];

const custom = z
  .strictObject({
    type: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_.:-]{0,63}$/, "a letter, then letters, digits, _ . : -; 64 at most")
      .refine(
        (name) => !isMadeHere(name) && !MADE_OF_OTHERS.includes(name),
        "this name is kept for what the engine makes itself",
      )
      .refine((name) => name !== ADDITION, "report the purchase once more: what it adds becomes an event of this type")
      .meta({ not: { enum: OWN_NAMES } }),
    eventId: externalId,
    participant: reportedParticipant,
    metadata,
    fingerprints,
    occurredAt,
  })
  .meta({ id: "CustomEvent" });

/** A click on the share link of a code. Share links record clicks; one that is sent can only be tried out. */
const triedClick = z
  .strictObject({ type: z.literal("click"), code: enteredCode, channel: signupSource.channel, occurredAt })
  .meta({ id: "TriedClick" });

/** For the document alone: which of them an event is, its `type` says. */
export const eventSchema = z
  .union([signup, purchase, refund, orderChange, refundReversal, dispute, custom])
  .meta({ id: "Event" });
export const triedEventSchema = z
  .union([signup, purchase, refund, orderChange, refundReversal, dispute, triedClick, custom])
  .meta({ id: "TriedEvent" });

/**
 * Parses one reported event, by the schema that its type names.
 *
 * @param now the latest `occurredAt` is a few minutes after it
 */
export function parseEvent(value: unknown, now: Date): Parsed<ReportedEvent> {
  return inTime(parseByType(value), now);
}

/** Parses one event that is to be tried out: one that may be reported, or a click. */
export function parseTriedEvent(value: unknown, now: Date): Parsed<ReportedEvent> {
  if (typeOf(value) !== CLICK) return parseEvent(value, now);
  const parsed = parseWith(triedClick, value);
  // No click that was recorded has such an id.
  return inTime(parsed.ok ? { ok: true, value: { ...parsed.value, clickId: "tried" } } : parsed, now);
}

function inTime(parsed: Parsed<ReportedEvent>, now: Date): Parsed<ReportedEvent> {
  if (!parsed.ok || parsed.value.occurredAt === null) return parsed;
  if (Date.parse(parsed.value.occurredAt) <= now.getTime() + MAX_AHEAD_MS) return parsed;
  return { ok: false, errors: [{ path: "occurredAt", message: "more than 5 minutes in the future" }] };
}

function typeOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
}

/** An event of your own may have any name, so a slip is told only where the event can't be one of your own. */
function misspelt(value: unknown): FieldError[] {
  const type = typeOf(value);
  const meant = typeof type === "string" ? nearest(type, EVENT_TYPES) : null;
  if (meant === null) return [];
  const message = `did you mean "${meant}"? Under any other name it is an event of your own, with an eventId`;
  return [{ path: "type", message }];
}

function parseByType(value: unknown): Parsed<ReportedEvent> {
  switch (typeOf(value)) {
    case "signup":
      return parseWith(signup, value);
    case "purchase":
      return parseWith(purchase, value);
    case "refund":
      return parseWith(refund, value);
    case "dispute":
      return parseWith(dispute, value);
    case "order_change":
      return parseWith(orderChange, value);
    case "refund_reversal":
      return parseWith(refundReversal, value);
    default: {
      const parsed = parseWith(custom, value);
      if (!parsed.ok) return { ok: false, errors: [...misspelt(value), ...parsed.errors] };
      const { type: name, ...event } = parsed.value;
      return { ok: true, value: { ...event, type: "custom", name } };
    }
  }
}
