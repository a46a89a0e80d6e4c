/** The accounts of the books and what each step of a reward moves between them. */

export interface Movement {
  readonly source: string;
  readonly destination: string;
  /** Above zero, in the reward's unit. */
  readonly amount: bigint;
}

/** Where the value of a reward stands: what its state says. */
export type Holding = "pending" | "available";

const rewardCost = (programId: string) => `program:${programId}:reward_cost`;
const held = (participantId: string, holding: Holding) => `participant:${participantId}:${holding}`;

interface Parties {
  readonly programId: string;
  readonly participantId: string;
}

/** A reward is earned: pending while it is held, else available at once. */
export function earned({ programId, participantId }: Parties, holding: Holding, amount: bigint): Movement {
  return { source: rewardCost(programId), destination: held(participantId, holding), amount };
}

/** A reward shrinks or ends; after fulfilment it is taken from what is available, which may go below zero. */
export function takenBack({ programId, participantId }: Parties, holding: Holding, amount: bigint): Movement {
  return { source: held(participantId, holding), destination: rewardCost(programId), amount };
}
