import type { Instant } from "../../domain/periods.ts";

/** A participant as decisions need them, and as the load statements write them. */
export interface StoredParticipant {
  readonly id: string;
  readonly externalId: string;
  readonly emailFolded: string | null;
  readonly country: string | null;
  readonly segments: readonly string[];
  /** By a person: kept out of new referrals, on either side. */
  readonly blocked: boolean;
  readonly firstSignupAt: Instant | null;
  readonly firstPurchaseAt: Instant | null;
  readonly version: number;
  readonly referredVersion: number;
}
