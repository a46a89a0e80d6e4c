import type { ClickSeen } from "./attribution.ts";
import { foldCode } from "./codes.ts";
import type { OrderFacts } from "./orderFacts.ts";
import { canonicalJson, isSameJson } from "./sameJson.ts";

/**
 * An order may be reported more than once: a shop's page and its server both tell it, and one of them knows more. What
 * no report has brought so far is added; where one says otherwise than another did, they contradict each other.
 */

/** The most additions of one order. */
export const MAX_ADDITIONS = 20;

/** What an addition may bring: at least one of them. */
export const ADDED_FIELDS = [
  "country",
  "items",
  "subscription",
  "discounts",
  "paid",
  "metadata",
  "code",
  "clicks",
] as const;

/** What ties who bought to an advocate, as reports of an order have brought it. The code is folded, clicks are verified. */
export interface BroughtSource {
  readonly code: string | null;
  readonly clicks: readonly ClickSeen[];
  readonly channel: string | null;
}

/** What one report of an order says, or all that have come. */
export interface OrderReport {
  readonly facts: OrderFacts;
  readonly source: BroughtSource;
}

/** What a report brings that none has brought before; what it adds nothing to is absent. */
export interface Addition {
  readonly facts: Partial<OrderFacts>;
  readonly source: BroughtSource;
}

/** What a report of an order is beside those that have come. */
export type SecondReport =
  | { readonly kind: "contradicts" }
  | { readonly kind: "repeats" }
  | { readonly kind: "adds"; readonly addition: Addition };

/** Facts that come whole: one report says them, and any other says the same or nothing. */
const WHOLES = [
  "country",
  "items",
  "subscription",
  "discounts",
  "paid",
] as const satisfies readonly (keyof OrderFacts)[];

/** Compares a report of an order with all that have come. The amount and who bought are the caller's to compare. */
export function secondReport(told: OrderReport, again: OrderReport): SecondReport {
  const known = told.facts.metadata;
  const named = Object.entries(again.facts.metadata);
  const contradicts =
    WHOLES.some((name) => differ(told.facts[name], again.facts[name])) ||
    named.some(([name, value]) => Object.hasOwn(known, name) && known[name] !== value) ||
    differ(foldAgain(told.source.code), foldAgain(again.source.code)) ||
    differ(told.source.channel, again.source.channel);
  if (contradicts) return { kind: "contradicts" };
  const wholes = WHOLES.filter((name) => isSilent(told.facts[name]) && !isSilent(again.facts[name]));
  const metadata = named.filter(([name]) => !Object.hasOwn(known, name));
  const source = addedSource(told.source, again.source);
  if (wholes.length === 0 && metadata.length === 0 && source === NOTHING_BROUGHT) return { kind: "repeats" };
  const facts: Partial<OrderFacts> = {
    ...Object.fromEntries(wholes.map((name) => [name, again.facts[name]])),
    ...(metadata.length === 0 ? {} : { metadata: Object.fromEntries(metadata) }),
  };
  return { kind: "adds", addition: { facts, source } };
}

/** All that reports of an order say, when one has added to it. */
export function withAddition(facts: OrderFacts, added: Partial<OrderFacts>): OrderFacts {
  return { ...facts, ...added, metadata: { ...facts.metadata, ...added.metadata } };
}

const NOTHING_BROUGHT: BroughtSource = { code: null, clicks: [], channel: null };

/** A report may bring clicks that another did not see; they contradict nothing. */
function addedSource(told: BroughtSource, again: BroughtSource): BroughtSource {
  const code = told.code === null ? again.code : null;
  const clicks = again.clicks.filter(({ code: clicked, at }) => {
    return !told.clicks.some((known) => known.code === clicked && known.at === at);
  });
  return code === null && clicks.length === 0 ? NOTHING_BROUGHT : { code, clicks, channel: again.channel };
}

/** Reports that were stored before codes were folded as they are now have one that was folded less. */
function foldAgain(code: string | null): string | null {
  return code === null ? null : foldCode(code);
}

/** Absent, empty, and what stands where nothing was said. */
function isSilent(value: unknown): boolean {
  return value === null || value === undefined || value === false || (Array.isArray(value) && value.length === 0);
}

function differ(told: unknown, again: unknown): boolean {
  if (isSilent(told) || isSilent(again)) return false;
  return !isSameJson(inOneOrder(told), inOneOrder(again));
}

/** Two reports may list the same lines in another order. */
function inOneOrder(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((entry: unknown) => canonicalJson(entry)).toSorted();
}
