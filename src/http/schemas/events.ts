import * as z from "zod";
import type { Metadata } from "../../db/rows/eventFacts.ts";
import { foldCode } from "../../domain/codes.ts";
import { DISPUTE_STATUSES } from "../../domain/disputes.ts";
import { CLICK } from "../../domain/rules.ts";
import { isMadeHere, TRIGGERS } from "../../domain/triggers.ts";
import type { ReportedEvent } from "../../engine/events/report.ts";
import type { FieldError } from "../replies/problem.ts";
import { nearest } from "../request/didYouMean.ts";
import type { Parsed } from "../request/parse.ts";
import { parseWith } from "../request/parse.ts";
import { unlessMissing } from "../request/plainSentence.ts";
import {
  currency,
  externalId,
  instant,
  lineOrNothing,
  MAX_CHANNEL_LENGTH,
  MAX_ID_LENGTH,
  minor,
  namedParticipant,
  programKey,
  writtenCode,
} from "./texts.ts";

export const MAX_CLICK_IDS = 20;
export const MAX_ITEMS = 500;
export const MAX_METADATA = 50;
export const MAX_DISCOUNTS = 20;
const MAX_CLICK_ID_LENGTH = 200;
const MAX_METADATA_TEXT = 500;
const MAX_QUANTITY = 1_000_000_000;
/** Of a quantity, such as half a kilogram. */
const DECIMALS = 3;
/** Clocks of shops and ours may differ by this much. */
export const MAX_AHEAD_MS = 5 * 60_000;

const occurredAt = instant.nullish().transform((text) => text ?? null);
const clickIds = z.array(z.string().min(1).max(MAX_CLICK_ID_LENGTH)).max(MAX_CLICK_IDS).nullish();
const enteredCode = writtenCode
  .refine((code) => foldCode(code) !== "", "a code has letters or digits")
  .meta({ pattern: String.raw`[^-_\s]` });

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

const metadata = z
  .record(
    z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/, "letters, digits, _ . : -; 64 at most"),
    // What is null is not known, as everywhere else in a body.
    z.union([z.string().max(MAX_METADATA_TEXT), z.number(), z.boolean(), z.null()], {
      error: `a number, true, false, or a text of ${MAX_METADATA_TEXT} characters at most`,
    }),
  )
  .refine((given) => Object.keys(given).length <= MAX_METADATA, `at most ${MAX_METADATA} properties`)
  .meta({ maxProperties: MAX_METADATA })
  .nullish()
  .transform((given) => known(given ?? {}));

function known(given: Readonly<Record<string, string | number | boolean | null>>): Metadata {
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

const id = lineOrNothing(MAX_ID_LENGTH);
const quantity = z
  .number(unlessMissing("a number above 0"))
  .gt(0, "above 0")
  .max(MAX_QUANTITY)
  .refine((given) => Number(given.toFixed(DECIMALS)) === given, "at most three decimals");

export const item = z.strictObject({
  sku: id.transform((sku) => sku ?? null),
  category: id.transform((category) => category ?? null),
  quantity: quantity.default(1),
  amountMinor: z.int(unlessMissing("a whole number of minor units")).meta({
    description: "Minor units; below 0 for what a line takes off, such as a discount",
  }),
  lineId: id
    .transform((lineId) => lineId ?? undefined)
    .meta({
      description: "Your own id of the line, once in the order; the `sku` stands for it where it is left out",
    }),
});

const items = z
  .array(item)
  .max(MAX_ITEMS)
  .refine((lines) => haveOwnIds(lines), "each lineId once");

function haveOwnIds(lines: readonly { readonly lineId?: string | undefined }[]): boolean {
  const ids = lines.flatMap(({ lineId }) => lineId ?? []);
  return new Set(ids).size === ids.length;
}

/** What was really paid, or went back. */
const paid = z.strictObject({ amountMinor: minor, currency }).meta({ id: "Paid" });

const discount = z.strictObject({ code: writtenCode, amountMinor: minor });

const signup = z
  .strictObject({
    type: z.literal("signup"),
    participant: namedParticipant,
    program: programKey.nullish().transform((key) => key ?? null),
    ...signupSource,
    occurredAt,
  })
  .meta({ id: "SignupEvent" });

const purchase = z
  .strictObject({
    type: z.literal("purchase"),
    participant: namedParticipant,
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
      .transform((discounts) => discounts ?? []),
    subscription: z.boolean().default(false),
    metadata,
    ...signupSource,
    occurredAt,
  })
  .meta({ id: "PurchaseEvent" });

/** How a refund says how much went back: in exactly one of these ways. */
const WAYS = ["amountMinor", "paid", "totalPaidMinor", "rest"] as const;

const refundLine = z
  .strictObject({
    lineId: externalId.optional(),
    sku: externalId.optional(),
    quantity: quantity.optional(),
    amountMinor: minor.meta({ description: "What came back of the line, in the currency of the order" }),
  })
  .refine(({ lineId, sku }) => lineId !== undefined || sku !== undefined, "needs a lineId or a sku")
  .meta({ anyOf: [{ required: ["lineId"] }, { required: ["sku"] }] });

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
  .refine((given) => WAYS.filter((way) => given[way] !== undefined).length === 1, {
    error: `one of ${WAYS.join(", ")}`,
  })
  .refine(({ amountMinor, currency: given }) => amountMinor === undefined || given !== undefined, {
    path: ["currency"],
    error: "is missing",
  })
  .meta({
    id: "RefundEvent",
    oneOf: WAYS.map((way) => ({ required: [way] })),
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

/** What is parsed by a schema of its own. */
const EVENT_TYPES = ["signup", "purchase", "refund", "dispute"];
/** The names that an event of the tenant's own can't have: those, and what no shop reports. */
const OWN_NAMES = [...EVENT_TYPES, ...Object.keys(TRIGGERS).filter(isMadeHere)];

const custom = z
  .strictObject({
    type: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_.:-]{0,63}$/, "a letter, then letters, digits, _ . : -; 64 at most")
      .refine((name) => !isMadeHere(name), "this name is kept for what the engine makes itself")
      .meta({ not: { enum: OWN_NAMES } }),
    eventId: externalId,
    participant: namedParticipant,
    metadata,
    occurredAt,
  })
  .meta({ id: "CustomEvent" });

/** A click on the share link of a code. Share links record clicks; one that is sent can only be tried out. */
const triedClick = z
  .strictObject({ type: z.literal("click"), code: enteredCode, channel: signupSource.channel, occurredAt })
  .meta({ id: "TriedClick" });

/** For the document alone: which of them an event is, its `type` says. */
export const eventSchema = z.union([signup, purchase, refund, dispute, custom]).meta({ id: "Event" });
export const triedEventSchema = z
  .union([signup, purchase, refund, dispute, triedClick, custom])
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
    default: {
      const parsed = parseWith(custom, value);
      if (!parsed.ok) return { ok: false, errors: [...misspelt(value), ...parsed.errors] };
      const { type: name, ...event } = parsed.value;
      return { ok: true, value: { ...event, type: "custom", name } };
    }
  }
}
