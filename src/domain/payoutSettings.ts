import type { PayoutMethod } from "./payouts.ts";

/** What a tenant sets for the payouts of one unit of cash. */
export interface PayoutSettings {
  /** Who is due less is left out. */
  readonly minimumMinor: number;
  readonly method: PayoutMethod;
}
