import type { Fact } from "../../domain/conditions.ts";
import type { DisputeStatus } from "../../domain/disputes.ts";
import type { BroughtSource } from "../../domain/orderAdditions.ts";
import type { AdditionEntry, OrderEntry } from "../../domain/orderHistory.ts";
import { changeEntry, refundEntry } from "../../domain/orderHistory.ts";
import type { Instant } from "../../domain/periods.ts";
import type { ChangeFacts, OrderFacts, RefundFacts } from "./eventFacts.ts";

/** What one program made of a purchase. */
export interface DecidedPurchase {
  readonly referralId: string;
  /** The version that decided, also when the referral has moved to another; absent in older rows. */
  readonly version?: number;
  /** In the credit window, qualifying when decided and still so on its net. */
  readonly qualifies: boolean;
  /** The passing facts that its version asks for, as they were. */
  readonly facts: Readonly<Record<string, Fact>>;
  /** Seen once, when it was first decided; absent in older rows. */
  readonly inWindow?: boolean;
  /** Which of the qualifying purchases it was when it first counted; absent where it never did, and in older rows. */
  readonly nth?: number;
  /** By rule: why it was last skipped, where that lasts. */
  readonly skipped?: Readonly<Record<string, string>>;
}

/** A dispute of the payment of an order. One that was closed stays closed, whatever is told of it later. */
export interface StoredDispute {
  readonly disputeId: string;
  readonly status: DisputeStatus;
}

export interface StoredPurchase {
  readonly orderId: string;
  readonly currency: string;
  /** Null in a stub: refunds came, the purchase has not. */
  readonly reported: ReportedPurchase | null;
  readonly refundedMinor: bigint;
  /** What was reported of it beside its purchase, in order of arrival; a stub's wait for their purchase. */
  readonly history: readonly KeptEntry[];
  readonly overRefunds: number;
  /** In the order in which they were first told. */
  readonly disputes: readonly StoredDispute[];
  /** Raised by each commit that changes the row: what a stub is guarded by. */
  readonly version: number;
  readonly decided: Readonly<Record<string, DecidedPurchase>>;
}

/** An entry with the natural key of its event, or `amount:{minor units}` where no key was kept. */
export interface KeptEntry {
  readonly key: string;
  readonly entry: OrderEntry;
}

export interface ReportedPurchase {
  readonly participantId: string;
  /** As it is now. */
  readonly amountMinor: bigint;
  /** As it came. */
  readonly firstMinor: bigint;
  readonly occurredAt: Instant;
  /** Order of arrival: the seq of its event. */
  readonly arrival: number;
  /** Null where no decision of the batch can need it. */
  readonly order: OrderFacts | null;
  /** What its purchase brought to tie who bought to an advocate. */
  readonly source: BroughtSource;
}

/** A purchase as the load statement writes it: money as decimal strings, times as milliseconds. */
export interface PurchaseJson {
  readonly orderId: string;
  readonly currency: string;
  readonly participantId: string | null;
  readonly amountMinor: string | null;
  readonly occurredAt: number | null;
  readonly arrival: number | null;
  readonly refundedMinor: string;
  /** What each refund took: of older rows all that is kept of them, so that their number tells which those are. */
  readonly refunds: readonly string[];
  /** Absent or empty where no key was kept. */
  readonly history?: readonly KeptJson[] | null;
  readonly overRefunds: number;
  readonly disputes: StoredPurchase["disputes"];
  readonly version?: number;
  readonly decided: StoredPurchase["decided"];
  readonly facts: (OrderFacts & { readonly amountMinor?: number } & Partial<BroughtSource>) | null;
}

/** An entry as it is kept, with what its event said. */
interface KeptJson {
  readonly key: string;
  readonly at: number;
  readonly facts: unknown;
}

/** When an order was bought of which something is left, as the load statement writes it. */
export type OrderLeftArray = readonly [participantId: string, orderId: string, occurredAt: Instant, arrival: number];

export function parseOrderLeft([participantId, orderId, occurredAt, arrival]: OrderLeftArray) {
  return { participantId, orderId, occurredAt, arrival };
}

export function parsePurchase(row: PurchaseJson): StoredPurchase {
  const { orderId, currency, participantId, occurredAt, overRefunds, disputes, decided } = row;
  const amountMinor = row.amountMinor === null ? null : BigInt(row.amountMinor);
  const isReported = participantId !== null && amountMinor !== null && occurredAt !== null;
  return {
    orderId,
    currency,
    reported: isReported
      ? {
          ...{ participantId, amountMinor, occurredAt, arrival: row.arrival ?? 0, order: row.facts },
          source: sourceFrom(row.facts ?? {}),
          firstMinor: row.facts?.amountMinor === undefined ? amountMinor : BigInt(row.facts.amountMinor),
        }
      : null,
    refundedMinor: BigInt(row.refundedMinor),
    history: historyFrom(row),
    overRefunds,
    disputes,
    version: row.version ?? 0,
    decided,
  };
}

/** Refunds that an older version of the code wrote have no key; what it wrote last comes last. */
function historyFrom({ history, refunds }: PurchaseJson): KeptEntry[] {
  const kept = (history ?? []).map((entry) => ({ key: entry.key, entry: entryFrom(entry) }));
  const known = kept.filter(({ entry }) => entry.kind === "refund").length;
  const older = refunds.slice(known).map((amount) => `${AMOUNT_KEY}${amount}`);
  return [...kept, ...older.map((key) => ({ key, entry: entryFrom({ key, at: 0, facts: null }) }))];
}

const AMOUNT_KEY = "amount:";

/** What the natural key of an addition begins with, before the order. No id of a shop's change can begin so. */
export const ADDITION_KEY = "change:\u001f";

/** What is kept of an event that brought something. */
function sourceFrom({ code = null, clicks = [], channel = null }: Partial<BroughtSource>): BroughtSource {
  return { code, clicks, channel };
}

/** What is kept of an addition: what it added, beside what it brought. */
export type KeptAddition = Partial<OrderFacts> & BroughtSource & { readonly orderId: string };

/** An addition as its order goes by it. */
export function additionEntry(kept: KeptAddition): AdditionEntry {
  const { country, items, subscription, discounts, metadata, paid } = kept;
  const said = { country, items, subscription, discounts, metadata, paid };
  const facts = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return { kind: "addition", facts, source: sourceFrom(kept) };
}

/** By the natural key: `naturalKeyOf`. */
function entryFrom({ key, at, facts }: KeptJson): OrderEntry {
  if (key.startsWith(ADDITION_KEY)) return additionEntry(facts as KeptAddition);
  if (key.startsWith("change:")) return changeEntry(facts as ChangeFacts, at);
  if (key.startsWith("reversal:")) return { kind: "reversal", refundId: (facts as RefundFacts).refundId };
  if (!key.startsWith(AMOUNT_KEY)) return refundEntry(facts as RefundFacts);
  const amountMinor = BigInt(key.slice(AMOUNT_KEY.length));
  return { kind: "refund", refundId: null, currency: null, amountMinor, ...NOT_SAID };
}

const NOT_SAID = { paid: null, totalPaidMinor: null, rest: false, lines: [] } as const;
