import type { BatchStatus } from "../../domain/payoutBatches.ts";
import type { PayoutSettings } from "../../domain/payoutSettings.ts";
import type { LeftOutReason, PayoutMethod, PayoutStatus } from "../../domain/payouts.ts";

/** What commits write of payouts. Amounts are decimal strings of minor units. */
export interface PayoutEffects {
  /** Approved rewards that a payout fulfils; stale where one has ended or changed, or waits for a review. */
  readonly paidRewards?: readonly PaidReward[];
  /** Stale where one has changed since it was read. */
  readonly payouts?: readonly PayoutChange[];
  /** Stale where there is one under the same key, or one that collects the same unit. */
  readonly newPayoutBatches?: readonly NewPayoutBatch[];
  /** Stale where one has changed since it was read. */
  readonly payoutBatches?: readonly PayoutBatchChange[];
  /** Of a batch that the same commit makes or changes. */
  readonly newPayouts?: readonly NewPayout[];
  readonly leftOut?: readonly LeftOutRow[];
  /** Stale where they have changed since they were read. */
  readonly payoutSettings?: readonly PayoutSettingsChange[];
}

export interface PayoutSettingsChange {
  readonly unit: string;
  /** 0 where there were none. */
  readonly versionWas: number;
  /** Null where they are removed. */
  readonly settings: PayoutSettings | null;
  /** When the next batch is drafted; null where none is. */
  readonly dueOn: string | null;
}

interface PaidReward {
  readonly id: string;
  readonly payoutId: string;
  readonly amountMinor: string;
}

export interface PayoutChange {
  readonly id: string;
  readonly versionWas: number;
  readonly status: PayoutStatus;
  readonly reference: string | null;
  readonly reason: string | null;
  /** What its rewards become: those that are fulfilled approved, or those that are approved fulfilled; null where none changes. */
  readonly rewards: "approved" | "fulfilled" | null;
}

/** What a batch has more than before. */
interface Collected {
  readonly status: BatchStatus;
  readonly collectedTo: string | null;
  readonly payouts: number;
  readonly amountMinor: string;
  readonly leftOut: number;
}

interface NewPayoutBatch extends Collected {
  readonly id: string;
  readonly key: string;
  readonly requestHash: string;
  readonly unit: string;
  readonly method: PayoutMethod;
  readonly cutoff: string;
  readonly minimumMinor: string;
  readonly participantId: string | null;
  /** The day for which it is drafted; left out where it is made by hand. */
  readonly dueOn?: string;
  readonly confirmed?: boolean;
}

export interface PayoutBatchChange extends Collected {
  readonly id: string;
  readonly versionWas: number;
  /** Where a draft is confirmed; left out, it stays as it is. */
  readonly confirmed?: boolean;
}

interface NewPayout {
  readonly id: string;
  readonly batchId: string;
  readonly participantId: string;
  readonly unit: string;
  readonly amountMinor: string;
  readonly rewards: number;
}

interface LeftOutRow {
  readonly batchId: string;
  readonly participantId: string;
  readonly reason: LeftOutReason;
  readonly amountMinor: string;
}
