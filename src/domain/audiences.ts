/** Who reads: the tenant's own people, or one of the two whom the referral is about. */
export const AUDIENCES = ["tenant", "advocate", "friend"] as const;
export type Audience = (typeof AUDIENCES)[number];
