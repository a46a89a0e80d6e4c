import type { StoredReferral } from "../../db/rows/referral.ts";
import type { Instant } from "../../domain/periods.ts";
import { DAY_MS } from "../../domain/periods.ts";

/** Whether an order of this time can count for a referral. A membership has no window to be outside of. */
export function isInWindow(
  { status, attributedAt }: StoredReferral,
  creditWindowDays: number | null,
  at: Instant,
): boolean {
  if (status === "membership") return true;
  return attributedAt <= at && (creditWindowDays === null || at <= attributedAt + creditWindowDays * DAY_MS);
}
