import type { StoredSpend } from "../../db/rows/spend.ts";
import type { Tracked } from "./tracked.ts";

/** What orders were paid with in credit or points, by order. */
export type SpendState = ReadonlyMap<string, readonly Tracked<StoredSpend>[]>;

export function openSpends(spends: readonly StoredSpend[]): SpendState {
  const tracked = spends.map((spend): Tracked<StoredSpend> => ({ was: spend, now: spend }));
  return Map.groupBy(tracked, ({ now }) => now.orderId);
}
