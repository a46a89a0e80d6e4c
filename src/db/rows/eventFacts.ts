import type { Scalar } from "../../domain/conditions.ts";

/** What is kept of an event as it was reported: facts only, no name and no address. */

/** The facts of an order that conditions and grants look at. Amounts are minor units. */
export interface OrderFacts {
  readonly country: string | null;
  readonly items: readonly OrderItem[];
  readonly subscription: boolean;
  readonly discounts: readonly { readonly code: string; readonly amountMinor: number }[];
  readonly metadata: Metadata;
}

export interface OrderItem {
  readonly sku: string;
  readonly category: string | null;
  readonly quantity: number;
  readonly amountMinor: number;
}

export type Metadata = Readonly<Record<string, Scalar>>;
