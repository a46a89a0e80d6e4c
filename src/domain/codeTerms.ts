import type { Instant } from "./periods.ts";

/** A primary code comes first; a vanity code is shown in its place; further codes go on working beside the two. */
export const CODE_KINDS = ["primary", "vanity", "further"] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/** The most codes of one participant in one program. */
export const MAX_OWN_CODES = 20;

/** Whether a code may still be used. The others are aliases of the primary code: all of this is the primary's. */
export interface CodeTerms {
  readonly disabled: boolean;
  /** The first instant at which it can't be used any more; null has no end. */
  readonly expiresAt: Instant | null;
  /** Null: any number. */
  readonly maxUses: number | null;
  /** Referrals attributed by it so far, those by its alias included; a refund gives none back. */
  readonly uses: number;
}

/** Why a code can't be used by anyone, in the order in which it is looked at: the first that holds is told. */
export const CODE_REFUSALS = {
  /** A person has switched it off; that counts at once, whenever the event happened. */
  code_disabled: ({ disabled }: CodeTerms) => disabled,
  /** The event happened at its end or later. */
  code_expired: ({ expiresAt }: CodeTerms, at: Instant) => expiresAt !== null && at >= expiresAt,
  /** It has attributed as many friends as it may. */
  code_used_up: ({ maxUses, uses }: CodeTerms) => maxUses !== null && uses >= maxUses,
} as const satisfies Readonly<Record<string, (terms: CodeTerms, at: Instant) => boolean>>;

export type CodeRefusal = keyof typeof CODE_REFUSALS;

export const CODE_REFUSAL_REASONS = Object.keys(CODE_REFUSALS) as CodeRefusal[];

/** Of `maxUses`. */
export const MAX_CODE_USES = 1_000_000_000;

/** A code that a person has set nothing on. */
export const UNRESTRICTED: CodeTerms = { disabled: false, expiresAt: null, maxUses: null, uses: 0 };

/**
 * The first reason against using a code, or null.
 *
 * @param at of the event that brings it
 */
export function codeRefusalOf(terms: CodeTerms, at: Instant): CodeRefusal | null {
  return CODE_REFUSAL_REASONS.find((reason) => CODE_REFUSALS[reason](terms, at)) ?? null;
}
