import type { BatchStatus } from "./payoutBatches.ts";
import type { PayeeKind } from "./payoutDetails.ts";
import type { PayoutSettings } from "./payoutSettings.ts";
import type { PayoutMethod, PayoutStatus } from "./payouts.ts";

/** What the rows of the audit say of payouts. */
export interface PayoutAuditDetails {
  readonly "tenant.stripe_key_set": ShownStripe;
  readonly "tenant.stripe_key_removed": ShownStripe;
  readonly "payout_details.set": ShownPayee;
  readonly "payout_details.removed": ShownPayee;
  readonly "payout_details.cleared": { readonly reason: string };
  readonly "payout_settings.changed": PayoutSettings & { readonly unit: string };
  readonly "payout_settings.removed": { readonly unit: string };
  readonly "payout_batch.made": {
    readonly unit: string;
    readonly method: PayoutMethod;
    readonly cutoff: string;
    readonly minimumMinor: string;
    /** Who alone is paid; null for everyone. */
    readonly participantId: string | null;
    /** The day for which it was drafted. */
    readonly dueOn?: string;
  };
  readonly "payout_batch.confirmed": BatchStepped;
  readonly "payout_batch.cancelled": BatchStepped;
  readonly "payout_batch.file_taken": FileTaken;
  readonly "payout.paid": PayoutReported;
  readonly "payout.failed": PayoutReported;
  readonly "payout.returned": PayoutReported;
  readonly "payout.cancelled": PayoutReported;
}

/** The last four characters of a key, and whose it is. */
interface ShownStripe {
  readonly shown: string;
  readonly account: string;
}

/** The last four characters of an account, or a masked address. */
interface ShownPayee {
  readonly kind: PayeeKind;
  readonly shown: string;
}

/** What it had then. */
interface BatchStepped {
  readonly payouts: number;
  readonly amountMinor: string;
  readonly from: BatchStatus;
}

interface PayoutReported {
  readonly from: PayoutStatus;
  readonly reference: string | null;
  readonly reason: string | null;
}

/** What was in it. */
interface FileTaken {
  readonly method: PayoutMethod;
  readonly payouts: number;
  readonly amountMinor: string;
  /** Of a batch with several files: after which payout it begins. */
  readonly after: string | null;
}
