import type { SpendStatus } from "../../domain/spends.ts";

/** What commits write of spends, and what they compare of that on which one was decided. */

/** What a participant has available once the postings of the commit are in; stale where it is another amount. */
export interface WalletSeen {
  participantId: string;
  unit: string;
  available: string;
}

/** What is left of a lot once the postings of the commit are in, before its spends; stale where it is another amount. */
export interface LotSeen {
  id: string;
  unit: string;
  leftMinor: string;
  /** Else the commit is stale as well where nothing of it may be spent meanwhile. */
  canWait: boolean;
  /** Stale where it is good until another time; absent where that does not matter. */
  expiresAt?: string;
}

/** When what is left of a reward and its lot expires. The commit locks the wallet. */
export interface ExpiryRow {
  id: string;
  participantId: string;
  unit: string;
  expiresAt: string;
}

/** One spend as it is from now on. Stale where it has changed since it was read. */
export interface SpendRow {
  orderId: string;
  unit: string;
  status: SpendStatus;
  reportBy: string | null;
  /** Null for a new one. */
  versionWas: number | null;
  /** Whether lots give or get by it. */
  moves: boolean;
  /** Until when lots that get by it can be spent at least; absent where their own time goes on. */
  goodUntil?: string;
  /** Of one that is new, or asked for anew. */
  made?: {
    participantId: string;
    askedMinor: string;
    partly: boolean;
    amountMinor: string;
    parts: readonly (readonly [lotId: string, amountMinor: string])[];
  };
}
