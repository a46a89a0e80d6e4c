import type { Instant } from "../../domain/periods.ts";
import type { SpendStatus } from "../../domain/spends.ts";

/** What an order was paid with in one unit, as far as its events go by it. */
export interface StoredSpend {
  readonly orderId: string;
  readonly unit: string;
  /** Whose wallet it is of now. */
  readonly participantId: string;
  readonly amountMinor: bigint;
  readonly status: SpendStatus;
  /** When it ends by itself unless its order is reported; null where it does not. */
  readonly reportBy: Instant | null;
  readonly version: number;
}

export interface SpendJson extends Omit<StoredSpend, "amountMinor"> {
  readonly amountMinor: string;
}

export function parseSpend({ amountMinor, ...spend }: SpendJson): StoredSpend {
  return { ...spend, amountMinor: BigInt(amountMinor) };
}
