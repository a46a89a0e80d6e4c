import type { WalletBalance } from "../../db/queries/walletReads.ts";
import { spendableOf } from "../../domain/wallet.ts";

/** The JSON of what a participant has in one unit. */
export function presentBalance(balance: WalletBalance) {
  const { unit, pending, available, paid, waiting } = balance;
  return {
    ...{ unit, pendingMinor: Number(pending), availableMinor: Number(available), waitingMinor: Number(waiting) },
    ...{ spendableMinor: Number(spendableIn(balance)), paidMinor: Number(paid) },
    expiring: presentExpiring(balance),
  };
}

/** What of it expires when. */
export function presentExpiring({ expiring }: WalletBalance) {
  return expiring.map(([at, minor]) => ({ at: new Date(at).toISOString(), amountMinor: Number(minor) }));
}

/** What can be spent of it now. */
export function spendableIn({ available, waiting }: WalletBalance): bigint {
  return spendableOf({ availableMinor: BigInt(available), waitingMinor: BigInt(waiting) });
}
