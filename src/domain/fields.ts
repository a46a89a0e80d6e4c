import type { Audience } from "./audiences.ts";
import type { Fact, FieldType, Scalar } from "./conditions.ts";
import { METADATA_PREFIX } from "./conditions.ts";
import { sumOfQuantities } from "./orderLines.ts";
import type { Instant } from "./periods.ts";
import { DAY_MS } from "./periods.ts";

/**
 * Every field that a condition can ask for, with all that is to be known of it. The schema of rules, their
 * documentation, the facts of a decision and what an explanation may show follow from this list.
 */

/** What an event itself says; it never changes. */
export interface EventFacts {
  readonly name: string;
  readonly occurredAt: Instant;
  readonly metadata: Readonly<Record<string, Scalar>>;
  readonly order: OrderSaid | null;
}

export interface OrderSaid {
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly country: string | null;
  readonly subscription: boolean;
  readonly items: readonly ItemSaid[];
}

export interface ItemSaid {
  readonly sku: string | null;
  readonly category: string | null;
  readonly quantity: number;
}

/** What a referral says; it never changes either. */
export interface ReferralFacts {
  readonly channel: string | null;
  readonly source: string | null;
}

/** What is true at the time of a decision; the numbers are looked up lazily, since few rules ask. */
export interface PassingFacts {
  readonly isFirst: boolean | null;
  /** Null where there is none: of a click. */
  readonly friend: (PersonFacts & { readonly firstSignupAt: Instant | null }) | null;
  readonly advocate: PersonFacts | null;
  readonly occurredAt: Instant;
  /** Null where there is no advocate. */
  lifetime(by: LifetimeNumber): bigint | null;
}

interface PersonFacts {
  readonly country: string | null;
  readonly segments: readonly string[];
}

/** Numbers of an advocate that are counted from the first version on that asks for them. */
export type LifetimeNumber = "conversions" | "revenue";

interface AnyField {
  readonly type: FieldType;
  /** Whose matter it is: of the two, the other one may not see it, and neither what is the tenant's. */
  readonly of: "friend" | "advocate" | "both" | "tenant";
  /** An amount of minor units in the program's currency. */
  readonly isMoney?: true;
  /**
   * Its values are keys of the shop's own, which say nothing to customers: they read the names that the program has for
   * articles or events, and of keys for which it has none (null) only whether the condition is met.
   */
  readonly keysOf?: "item" | "event" | null;
}

/** A field that the event or the referral answers, for good. */
interface SaidField extends AnyField {
  readonly said: (event: EventFacts, referral: ReferralFacts) => Fact;
}

/** A field whose answer changes with time: what a decision saw is kept with it, for when a refund asks again. */
interface PassingField extends AnyField {
  readonly seen: (facts: PassingFacts) => Fact;
  /** The number that a program has to count for it. */
  readonly counts?: LifetimeNumber;
}

const ofOrder =
  (read: (order: OrderSaid) => Fact) =>
  ({ order }: EventFacts): Fact =>
    order === null ? null : read(order);

const numberOf = (value: bigint | null): Fact => (value === null ? null : Number(value));

function ageDays({ friend, occurredAt }: PassingFacts): Fact {
  const since = friend?.firstSignupAt ?? null;
  return since === null ? null : Math.floor((occurredAt - since) / DAY_MS);
}

/** Every field but `event.metadata.*`, whose names and types are whatever the shop reported. */
export const FIELDS = {
  /** What the order came to; for a refund that asks again, what is left of it. */
  "order.amountMinor": {
    type: "number",
    of: "friend",
    isMoney: true,
    said: ofOrder(({ amountMinor }) => Number(amountMinor)),
  },
  "order.currency": { type: "string", of: "friend", said: ofOrder(({ currency }) => currency) },
  "order.country": { type: "string", of: "friend", said: ofOrder(({ country }) => country) },
  /** The sum of the quantities. */
  "order.itemCount": {
    type: "number",
    of: "friend",
    said: ofOrder(({ items }) => sumOfQuantities(items)),
  },
  "order.skus": {
    type: "list",
    of: "friend",
    keysOf: "item",
    said: ofOrder(({ items }) => items.flatMap(({ sku }) => (sku === null ? [] : [sku]))),
  },
  "order.categories": {
    type: "list",
    of: "friend",
    keysOf: null,
    said: ofOrder(({ items }) => items.flatMap(({ category }) => (category === null ? [] : [category]))),
  },
  /** Whether no stored purchase of the friend is earlier. */
  "order.isFirst": { type: "boolean", of: "friend", seen: ({ isFirst }) => isFirst },
  "order.subscription": { type: "boolean", of: "friend", said: ofOrder(({ subscription }) => subscription) },
  /** "signup", "purchase", "click" or the shop's own name of an event. */
  "event.name": { type: "string", of: "friend", keysOf: "event", said: ({ name }) => name },
  "event.occurredAt": { type: "date", of: "both", said: ({ occurredAt }) => new Date(occurredAt).toISOString() },
  "friend.country": { type: "string", of: "friend", seen: ({ friend }) => friend?.country ?? null },
  "friend.segments": {
    type: "list",
    of: "friend",
    keysOf: null,
    seen: ({ friend }) => friend?.segments ?? null,
  },
  /** Whole days since the friend's first signup. */
  "friend.ageDays": { type: "number", of: "friend", seen: ageDays },
  "advocate.country": { type: "string", of: "advocate", seen: ({ advocate }) => advocate?.country ?? null },
  "advocate.segments": {
    type: "list",
    of: "advocate",
    keysOf: null,
    seen: ({ advocate }) => advocate?.segments ?? null,
  },
  /** Over all time, the one at hand included. */
  "advocate.conversions": {
    type: "number",
    of: "advocate",
    seen: (facts) => numberOf(facts.lifetime("conversions")),
    counts: "conversions",
  },
  /**
   * What the qualifying purchases of the advocate's friends come to after refunds, the one at hand included. Of one
   * friend, and from one purchase to the next, it is what that friend paid: so it is no matter of the advocate's.
   */
  "advocate.revenueMinor": {
    type: "number",
    of: "tenant",
    isMoney: true,
    seen: (facts) => numberOf(facts.lifetime("revenue")),
    counts: "revenue",
  },
  /** How the link was shared that brought the friend. */
  "referral.channel": { type: "string", of: "both", said: (_, { channel }) => channel },
  /** "code", "click" or "manual". */
  "referral.source": { type: "string", of: "both", said: (_, { source }) => source },
} as const satisfies Readonly<Record<string, SaidField | PassingField>>;

export type FieldName = keyof typeof FIELDS;

/** The fields of one item, for the conditions of a rate on some items. */
export const ITEM_FIELDS = {
  "item.sku": { type: "string", read: ({ sku }) => sku },
  "item.category": { type: "string", read: ({ category }) => category },
} as const satisfies Readonly<
  Record<string, { type: FieldType; read: (item: Pick<ItemSaid, "sku" | "category">) => Fact }>
>;

/** The fields that a record lists, by any name; `undefined` for a name that is none. */
function fieldNamed(field: string): SaidField | PassingField | undefined {
  return Object.hasOwn(FIELDS, field) ? FIELDS[field as FieldName] : undefined;
}

/** The name of a metadata entry that a field asks for; null where it is another field. */
export function metadataName(field: string): string | null {
  return field.startsWith(METADATA_PREFIX) ? field.slice(METADATA_PREFIX.length) : null;
}

/** What the event and the referral say, or null where neither says it. */
export function saidFact(field: string, event: EventFacts, referral: ReferralFacts): Fact {
  const name = metadataName(field);
  if (name !== null) return Object.hasOwn(event.metadata, name) ? (event.metadata[name] ?? null) : null;
  const known = fieldNamed(field);
  return known !== undefined && "said" in known ? known.said(event, referral) : null;
}

/** Whether what a decision saw has to be kept with it. */
export function isPassing(field: string): boolean {
  const known = fieldNamed(field);
  return known !== undefined && "seen" in known;
}

/** A passing fact as it is now; null for any other field. */
export function passingFact(field: string, facts: PassingFacts): Fact {
  const known = fieldNamed(field);
  return known !== undefined && "seen" in known ? known.seen(facts) : null;
}

/** A fact of one item of an order. */
export function itemFact(field: string, item: Pick<ItemSaid, "sku" | "category">): Fact {
  return Object.hasOwn(ITEM_FIELDS, field) ? ITEM_FIELDS[field as keyof typeof ITEM_FIELDS].read(item) : null;
}

/** The numbers of an advocate that conditions on these fields look at, each once, in the order of the list. */
export function lifetimeNumbersOf(fields: readonly string[]): LifetimeNumber[] {
  return Object.entries(FIELDS).flatMap(([name, field]) => {
    return "counts" in field && fields.includes(name) ? [field.counts] : [];
  });
}

/** Whether a fact is an amount of minor units; of metadata the name says so, as ours do. */
export function isMoneyField(field: string): boolean {
  return metadataName(field) === null ? fieldNamed(field)?.isMoney === true : field.endsWith("Minor");
}

/** Whether a fact is a time; a name that is no field's is none. */
export function isDateField(field: string): boolean {
  return fieldNamed(field)?.type === "date";
}

/**
 * A customer sees facts of their own and what the two share. Metadata is whatever the shop wrote, which may name
 * any person, so no customer sees it, nor a field that is not known here.
 */
export function maySeeField(audience: Audience, field: string): boolean {
  if (audience === "tenant") return true;
  const owner = fieldNamed(field)?.of;
  return owner === "both" || owner === audience;
}

/** Of which things of the shop's a field's values are keys; null where these have no names, undefined where they are no keys. */
export function keysOfField(field: string): AnyField["keysOf"] {
  return fieldNamed(field)?.keysOf;
}

/** Whether a reader sees what a condition asks for and what was seen as they are, and not by names alone. */
export function maySeeValues(audience: Audience, field: string): boolean {
  return maySeeField(audience, field) && (audience === "tenant" || keysOfField(field) === undefined);
}
