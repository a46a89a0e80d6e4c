/**
 * What went over when one participant became another name of another, as the event of it keeps it: ids, codes and amounts,
 * and nothing that tells who they are. Amounts are minor units.
 */
export interface MovedThings {
  /** Names of what the kept one's profile lacked. */
  readonly profile: readonly string[];
  readonly codes: readonly { readonly code: string; readonly program: string }[];
  readonly referrals: readonly MovedReferral[];
  readonly orders: readonly string[];
  readonly rewards: readonly MovedReward[];
  /** What the orders earned that are decided now in a referral of the other. */
  readonly granted: readonly MovedReward[];
  readonly balances: readonly {
    readonly unit: string;
    readonly pendingMinor: number;
    readonly availableMinor: number;
  }[];
  readonly applications: readonly { readonly program: string; readonly stands: "kept" | "merged" }[];
  /** What is left of what they earned in credit and points, in the parts that the balances are made of. Older merges don't say it. */
  readonly lots?: readonly MovedLot[];
  /** What orders are paid with of it. Older merges don't say it. */
  readonly spends?: readonly { readonly orderId: string; readonly unit: string; readonly amountMinor: number }[];
  /** What is set aside for them or paid. Older merges don't say it. */
  readonly payouts?: readonly { readonly id: string; readonly unit: string; readonly amountMinor: number }[];
  /** Whose account the person is paid to. Null, or left out of older merges, where the merged one has said none. */
  readonly payoutDetails?: "kept" | "merged" | null;
}

export interface MovedLot {
  readonly id: string;
  readonly unit: string;
  readonly leftMinor: number;
  readonly expiresAt: string | null;
}

export interface MovedReferral {
  readonly id: string;
  readonly program: string;
  /** What the merged one is in it; of one of the kept one that ended, what they are. */
  readonly as: "friend" | "advocate";
  readonly ended: boolean;
}

export interface MovedReward {
  readonly id: string;
  readonly program: string;
  /** As it is now. */
  readonly status: string;
  readonly unit: string | null;
  readonly amountMinor: number;
}
