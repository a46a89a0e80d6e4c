/** Who reads: the tenant's own people, or one of the two whom the referral is about. */
export const AUDIENCES = ["tenant", "advocate", "friend"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Whom a sentence is about; `other` is an advocate further up, whom only the tenant hears of. */
export type Role = "advocate" | "friend" | "other";
