import type { Instant } from "./periods.ts";

/** Whether a code may still be used. A vanity code is an alias of its primary code: all of this is the primary's. */
export interface CodeStanding {
  readonly disabled: boolean;
  /** The first instant at which it can't be used any more; null has no end. */
  readonly expiresAt: Instant | null;
  /** Null: any number. */
  readonly maxUses: number | null;
  /** Referrals attributed by it so far, those by its alias included; a refund gives none back. */
  readonly uses: number;
}

export type CodeRefusal = "code_disabled" | "code_expired" | "code_used_up";

/** Of `maxUses`. */
export const MAX_CODE_USES = 1_000_000_000;

/** A code that a person has set nothing on. */
export const UNRESTRICTED: CodeStanding = { disabled: false, expiresAt: null, maxUses: null, uses: 0 };

/**
 * The first reason against using a code, or null.
 *
 * @param at of the event that brings it; disabling a code counts at once, whenever the event happened
 */
export function codeRefusalOf({ disabled, expiresAt, maxUses, uses }: CodeStanding, at: Instant): CodeRefusal | null {
  if (disabled) return "code_disabled";
  if (expiresAt !== null && at >= expiresAt) return "code_expired";
  return maxUses !== null && uses >= maxUses ? "code_used_up" : null;
}
