import type { PayeeKind } from "../../domain/payoutDetails.ts";

/** The rows of `Effects` that say to where participants are paid. */

export type PayoutDetailsRow = PayoutDetailsOf & {
  readonly participantId: string;
  /** Stale where it is another by now; 0 where there was no row. */
  readonly versionWas: number;
  readonly heldUntil: string | null;
  /** Whether another participant has the account: then theirs is looked at too. */
  readonly sameAccount: boolean;
};

type PayoutDetailsOf =
  | {
      readonly kind: PayeeKind;
      readonly sealed: string;
      readonly shown: string;
      /** What the account and all of the details are hashed from; the head of the account is in the same commit. */
      readonly account: string;
      readonly content: string;
    }
  /** They are removed. */
  | { readonly kind: null };

export interface ClearedPayoutDetails {
  readonly participantId: string;
  readonly versionWas: number;
}
