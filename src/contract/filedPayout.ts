import type { PayoutDetails } from "../domain/payoutDetails.ts";

/** A payout in a file that a person takes to where it is paid. */
export interface FiledPayout {
  readonly id: string;
  readonly participant: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly amountMinor: bigint;
  readonly details: PayoutDetails | null;
}
