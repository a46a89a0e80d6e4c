/** What may tell that two participants are one person. It is kept as keyed hashes alone. */
export const CONTACT_KINDS = ["email", "phone"] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/**
 * What a shop's payment provider or its own pages know a card or a device by. Two participants who share one may well be
 * two persons: it is shown to the shop and holds nothing. It is kept as hashes too, and as nothing else.
 */
export const PRINT_KINDS = ["card", "device"] as const;
export type PrintKind = (typeof PRINT_KINDS)[number];

export type HeldKind = ContactKind | PrintKind;

/** Of each kind a participant keeps so many: what identifies every visit anew identifies no one. */
export const MAX_PRINTS = 20;

/** Whether a contact of a kind tells who a person is. */
export function isContactKind(kind: HeldKind): kind is ContactKind {
  return CONTACT_KINDS.some((each) => each === kind);
}

/** A contact that more participants have than this names none of them: an address of a family, a shop or a test, a till. */
export const MAX_HOLDERS = 20;
