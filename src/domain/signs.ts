import type { PrintKind } from "./contacts.ts";

/**
 * What friend and advocate have in common, as a set that is kept with the referral, in the order of this list. The shop
 * alone is shown it, and it holds nothing: of three referrals that have one, two are of honest households.
 */
export const SIGNS = ["same_card", "same_device"] as const;
export type Sign = (typeof SIGNS)[number];

/** What it means that both have a card or a device. */
export const SIGN_OF = {
  card: "same_card",
  device: "same_device",
} as const satisfies Readonly<Record<PrintKind, Sign>>;
