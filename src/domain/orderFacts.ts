import type { Scalar } from "./conditions.ts";
import type { OrderLine, RefundLine } from "./orderLines.ts";

/** What events say of an order, as they are kept: facts only. Amounts are minor units. */

/** A sum as events tell it: minor units with their currency. */
export interface Paid {
  readonly amountMinor: number;
  readonly currency: string;
}

/** The facts of an order that conditions and grants look at. */
export interface OrderFacts {
  readonly country: string | null;
  readonly items: readonly OrderLine[];
  readonly subscription: boolean;
  readonly discounts: readonly { readonly code: string; readonly amountMinor: number }[];
  readonly metadata: Readonly<Record<string, Scalar>>;
  /** What the customer paid, where the purchase says it. */
  readonly paid?: Paid | undefined;
}

/** An order as its purchase told it. */
export interface FirstReport {
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly facts: OrderFacts;
}

/** A refund: exactly one of the four ways to say how much. Amounts are minor units. */
export interface RefundFacts {
  readonly orderId: string;
  readonly refundId: string;
  readonly currency?: string | undefined;
  readonly amountMinor?: number | undefined;
  readonly paid?: Paid | undefined;
  readonly totalPaidMinor?: number | undefined;
  readonly rest?: true | undefined;
  readonly items?: readonly RefundLine[] | undefined;
}

/** What a change of an order brings is so from then on; what is absent stays as it was. */
export interface ChangeFacts {
  readonly orderId: string;
  readonly changeId: string;
  readonly currency: string;
  readonly amountMinor?: number | undefined;
  readonly paid?: Paid | undefined;
  readonly items?: readonly OrderLine[] | undefined;
  readonly metadata?: OrderFacts["metadata"] | undefined;
}
