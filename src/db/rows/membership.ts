/**
 * What a participant who acts without being referred has in a program that rewards its actors, and the owner of a share
 * link in one that pays for clicks. The table, the prefix `mem_` of its ids and `member:` in `purchases.decided` are
 * stored and keep their names, although a participant is never called a member: members are people of a tenant's staff.
 */
export interface StoredMembership {
  readonly id: string;
  readonly programId: string;
  readonly participantId: string;
  /** Whose it is where its participant was merged; absent or null for all others. */
  readonly ofId?: string | null;
  /** What `nth` counts for them. */
  readonly qualifyingCount: number;
  /** Whether signup rules for actors have been asked. */
  readonly signedUp: boolean;
}
