/** What may tell that two participants are one person, or that they share something. It is kept as keyed hashes alone. */
export const CONTACT_KINDS = ["email", "phone"] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** A contact that more participants have than this names none of them: an address of a family, a shop or a test. */
export const MAX_HOLDERS = 20;
