/** Of a participant who acts without being referred, in a program that rewards its actors. */
export interface StoredMembership {
  readonly id: string;
  readonly programId: string;
  readonly participantId: string;
  /** What `nth` counts for them. */
  readonly qualifyingCount: number;
  /** Whether signup rules for actors have been asked. */
  readonly signedUp: boolean;
}
