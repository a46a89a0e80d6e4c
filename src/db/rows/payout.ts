import type { BatchStatus } from "../../domain/payoutBatches.ts";
import type { PayoutMethod, PayoutStatus } from "../../domain/payouts.ts";
import type { TransferDoubt, TransferProblem } from "../../domain/transfers.ts";

/** A batch as the database tells it: amounts are decimal strings of minor units, times milliseconds. */
export interface BatchJson {
  readonly id: string;
  readonly unit: string;
  readonly method: PayoutMethod;
  readonly cutoff: number;
  readonly minimumMinor: string;
  /** Who alone is paid, in the tenant's own words; null for everyone. */
  readonly participant: string | null;
  readonly status: BatchStatus;
  /** The day for which it was drafted; null where it was made by hand. */
  readonly dueOn: string | null;
  /** Whether it was a draft that was confirmed. */
  readonly confirmed: boolean;
  readonly payouts: number;
  readonly amountMinor: string;
  readonly leftOut: number;
  readonly createdAt: number;
}

/** The same of a payout. */
export interface PayoutJson {
  readonly id: string;
  readonly batchId: string;
  /** By the tenant's own id. */
  readonly participant: string;
  readonly unit: string;
  readonly method: PayoutMethod;
  readonly amountMinor: string;
  readonly rewards: number;
  readonly status: PayoutStatus;
  readonly reference: string | null;
  readonly reason: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** What Stripe was asked; null where it was not, or is not yet. */
  readonly transfer: {
    readonly tries: number;
    readonly problem: TransferProblem | null;
    readonly needsDecision: TransferDoubt | null;
  } | null;
}
