import type { FeedEvent } from "../db/queries/feed.ts";
import { FEED_TEXTS } from "../i18n/dashboard/feed.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import { daysOf } from "./days.ts";
import { maskedText } from "./persons.ts";
import type { Viewer } from "./viewer.ts";
import { viewerMay } from "./viewer.ts";

/** What was understood of an event, field by field, in the names of the API and in values that people read. */

export interface UnderstoodField {
  /** As the API names it, for instance `participant.externalId` or `items.0`. */
  readonly name: string;
  /** Null where the shop gave none. */
  readonly value: string | null;
}

const MAX_FIELDS = 24;
/** Of a list so many entries are shown. */
const MAX_ENTRIES = 3;
const MAX_VALUE_LENGTH = 80;
/** What stands for a text that the viewer may not see. */
const MASK = "•••";
/** Keys of these lists are the shop's own words, and what stands there may name people. */
const OF_SHOPS_OWN = "metadata";
const PAID = "paid";

/** The order of the API's documents; what has no place here comes behind. */
const ORDER = [
  ...["orderId", "refundId", "changeId", "disputeId", "eventId", "clickId", "status", "amountMinor", "currency"],
  ...["paid", "totalPaidMinor", "rest", "code", "clicks", "channel", "country"],
  ...["items", "discounts", "subscription", "metadata"],
];

/** Everything that is kept of the event, in the order of the API; what came as nothing is told as such. */
export function understoodFields(viewer: Viewer, event: FeedEvent): readonly UnderstoodField[] {
  const { type, person, occurredAt, facts, counts } = event;
  const currency = typeof facts.currency === "string" ? facts.currency : null;
  const write = valueWriter(viewer, currency);
  const fields: UnderstoodField[] = [
    { name: "type", value: type },
    ...(person === null ? [] : [{ name: "participant.externalId", value: cut(maskedText(viewer, person.externalId)) }]),
    ...Object.entries(facts)
      .toSorted(byOrder)
      .flatMap(([name, value]) => fieldsOf(viewer, name, value, write)),
    ...Object.entries(counts ?? {}).map(([name, count]) => ({ name, value: countText(viewer, count) })),
    { name: "occurredAt", value: daysOf(viewer).second(occurredAt) },
  ];
  return fields.slice(0, MAX_FIELDS);
}

function byOrder([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  const placeOf = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return placeOf(one) - placeOf(other);
}

type Write = (name: string, value: unknown) => string | null;

function fieldsOf(viewer: Viewer, name: string, value: unknown, write: Write): UnderstoodField[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [{ name, value: null }];
    const shown = value
      .slice(0, MAX_ENTRIES)
      .map((entry, at) => ({ name: `${name}.${at}`, value: lineOf(entry, write) }));
    return value.length > MAX_ENTRIES ? [...shown, { name, value: countText(viewer, value.length) }] : shown;
  }
  if (typeof value !== "object" || value === null) return [{ name, value: write(name, value) }];
  const entries = Object.entries(value);
  if (entries.length === 0) return [{ name, value: null }];
  // What was paid has a currency of its own.
  const own = name === PAID && "currency" in value && typeof value.currency === "string" ? value.currency : null;
  const writeInside = own === null ? write : valueWriter(viewer, own);
  const isHidden = name === OF_SHOPS_OWN && !viewerMay(viewer, "seePeople");
  return entries.slice(0, MAX_ENTRIES * 2).map(([key, inside]) => ({
    name: cut(maskedText(viewer, `${name}.${key}`)),
    value: isHidden && typeof inside === "string" ? MASK : writeInside(key, inside),
  }));
}

/** An entry of a list in one line: "A-1 · 2 · £10.00". */
function lineOf(entry: unknown, write: Write): string | null {
  if (typeof entry !== "object" || entry === null) return write("", entry);
  const parts = Object.entries(entry).flatMap(([name, value]) => write(name, value) ?? []);
  return parts.length === 0 ? null : cut(parts.join(" · "));
}

/** Amounts are money of the event's currency, and what looks like a moment is one in the shop's time zone. */
function valueWriter(viewer: Viewer, currency: string | null): Write {
  const formats = formatsOf(viewer.language);
  return (name, value) => {
    if (value === null || value === undefined || value === "") return null;
    if (typeof value === "boolean") return FEED_TEXTS[value ? "yes" : "no"][viewer.language];
    if (typeof value === "string") return cut(maskedText(viewer, value));
    if (typeof value !== "number") return cut(maskedText(viewer, JSON.stringify(value)));
    const isMoney = name.endsWith("Minor") && currency !== null && Number.isSafeInteger(value);
    return isMoney ? formats.money(BigInt(value), currency) : formats.number(value);
  };
}

function countText({ language }: Viewer, count: number): string {
  const formats = formatsOf(language);
  return fillText(formats, FEED_TEXTS.entries[language], { count: formats.number(count) });
}

function cut(text: string): string {
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
}
