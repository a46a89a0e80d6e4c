import type { ListedMessage } from "./matters.ts";

/** Why a reward ended (`voidReason`), where it was not a person who said why in words of their own. */
export const END_REASONS = [
  /** Refunds have left nothing of it. */
  "refund",
  /** The order was changed, and nothing of it is left. */
  "order_change",
  /** A person gave its referral to another advocate, who got it instead. */
  "reassigned",
  /** Its referral ended, since its friend is one person with another who was someone's friend before, or above them. */
  "merged",
  /** A person voided it and did not say why. */
  "manual",
] as const;

export type EndReason = (typeof END_REASONS)[number];

/** The reasons with a sentence of their own; that of all others says only that it ended. */
export type ToldEndReason = Exclude<EndReason, "manual">;

/** What the sentence of each needs, by the names of `statement.ts`. */
export const END_MESSAGES = {
  refund: { says: ["rule"] },
  order_change: { says: ["rule"] },
  reassigned: { says: ["rule"] },
  merged: { says: ["rule"] },
} as const satisfies Readonly<Record<ToldEndReason, ListedMessage>>;

/** Why a reward ends: a reason of the list, or a person's own words. */
export type EndCause = EndReason | { readonly words: string };

/** Whether a stored reason has a sentence of its own. */
export function isToldEndReason(reason: string | null): reason is ToldEndReason {
  return reason !== null && Object.hasOwn(END_MESSAGES, reason);
}

/** A stored reason as all but the shop read it: what a person wrote is for those who work there. */
export function endReasonOutside(reason: string | null): string | null {
  return reason === null || isToldEndReason(reason) ? reason : "manual";
}
