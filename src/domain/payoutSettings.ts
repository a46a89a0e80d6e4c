import type { PayoutSchedule } from "./payoutSchedules.ts";
import type { PayoutMethod } from "./payouts.ts";

/** What a tenant sets for the payouts of one unit of cash. */
export interface PayoutSettings {
  /** Who is due less is left out. */
  readonly minimumMinor: number;
  readonly method: PayoutMethod;
  /** When a batch is drafted; null where all are made by hand. */
  readonly schedule: PayoutSchedule | null;
  /** Whether a draft is confirmed by itself. */
  readonly autoConfirm: boolean;
}
