import type { Fact } from "../../domain/conditions.ts";
import type { Instant } from "../../domain/periods.ts";
import type { OrderFacts } from "./eventFacts.ts";

/** What one program made of a purchase. */
export interface DecidedPurchase {
  readonly referralId: string;
  /** The version that decided, also when the referral has moved to another; absent in older rows. */
  readonly version?: number;
  /** In the credit window, qualifying when decided and still so on its net. */
  readonly qualifies: boolean;
  /** The passing facts that its version asks for, as they were. */
  readonly facts: Readonly<Record<string, Fact>>;
}

export interface StoredPurchase {
  readonly orderId: string;
  readonly currency: string;
  /** Null in a stub: refunds came, the purchase has not. */
  readonly reported: ReportedPurchase | null;
  readonly refundedMinor: bigint;
  /** Every refund as it was reported, in order of arrival; a stub's wait for their purchase. */
  readonly refunds: readonly bigint[];
  readonly overRefunds: number;
  readonly decided: Readonly<Record<string, DecidedPurchase>>;
}

export interface ReportedPurchase {
  readonly participantId: string;
  readonly amountMinor: bigint;
  readonly occurredAt: Instant;
  /** Order of arrival: the seq of its event. */
  readonly arrival: number;
  /** Null where no decision of the batch can need it. */
  readonly order: OrderFacts | null;
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
  readonly refunds: readonly string[];
  readonly overRefunds: number;
  readonly decided: StoredPurchase["decided"];
  readonly facts: OrderFacts | null;
}

/** When an order was bought of which something is left, as the load statement writes it. */
export type OrderLeftArray = readonly [participantId: string, orderId: string, occurredAt: Instant, arrival: number];

export function parseOrderLeft([participantId, orderId, occurredAt, arrival]: OrderLeftArray) {
  return { participantId, orderId, occurredAt, arrival };
}

export function parsePurchase(row: PurchaseJson): StoredPurchase {
  const { orderId, currency, participantId, amountMinor, occurredAt, overRefunds, decided } = row;
  const isReported = participantId !== null && amountMinor !== null && occurredAt !== null;
  return {
    orderId,
    currency,
    reported: isReported
      ? { participantId, amountMinor: BigInt(amountMinor), occurredAt, arrival: row.arrival ?? 0, order: row.facts }
      : null,
    refundedMinor: BigInt(row.refundedMinor),
    refunds: row.refunds.map(BigInt),
    overRefunds,
    decided,
  };
}
