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
const expiredOf = (programId: string) => `program:${programId}:expired`;
const world = (unit: string) => `world:${unit}`;
const discountsGiven = (programId: string) => `program:${programId}:discounts_given`;
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

/** A reward that was held is approved. */
export function released({ participantId }: Parties, amount: bigint): Movement {
  return { source: held(participantId, "pending"), destination: held(participantId, "available"), amount };
}

/** Credit or points are spent, or an approved reward is fulfilled without a payout. */
export function spent({ participantId }: Pick<Parties, "participantId">, unit: string, amount: bigint): Movement {
  return { source: held(participantId, "available"), destination: world(unit), amount };
}

/** What an order spent of credit or points is given back. */
export function spentBack({ participantId }: Pick<Parties, "participantId">, unit: string, amount: bigint): Movement {
  return { source: world(unit), destination: held(participantId, "available"), amount };
}

/** What payouts have set aside and not sent yet. */
export const CLEARING = "payouts:clearing";

/** A payout moves its amount between what its participant has, what is set aside for payouts, and the world. */
export function movedByPayout(
  { participantId }: Pick<Parties, "participantId">,
  unit: string,
  from: PayoutPlace,
  to: PayoutPlace,
  amount: bigint,
): Movement {
  const accounts: Readonly<Record<PayoutPlace, string>> = {
    available: held(participantId, "available"),
    clearing: CLEARING,
    world: world(unit),
  };
  return { source: accounts[from], destination: accounts[to], amount };
}

/** Where the amount of a payout is. */
export type PayoutPlace = "available" | "clearing" | "world";

/** What is left of a reward in credit or points expires: the program has it back. */
export function expired({ programId, participantId }: Parties, amount: bigint): Movement {
  return { source: held(participantId, "available"), destination: expiredOf(programId), amount };
}

/** Something of a reward is taken back of which something has expired: that goes first, so that it is not owed. */
export function expiredBack({ programId, participantId }: Parties, amount: bigint): Movement {
  return { source: expiredOf(programId), destination: held(participantId, "available"), amount };
}

/** The account that a bonus by hand comes from and a correction goes to. */
export const ADJUSTMENTS = "tenant:adjustments";

/**
 * A bonus or a correction by hand.
 *
 * @param amount what is given; below zero is taken from what is available, which may go below zero; never 0
 */
export function adjusted(participantId: string, amount: bigint): Movement {
  const available = held(participantId, "available");
  return amount > 0n
    ? { source: ADJUSTMENTS, destination: available, amount }
    : { source: available, destination: ADJUSTMENTS, amount: -amount };
}

/** The account through which what a merged participant has goes to the one who is kept; it always comes to 0. */
export const MERGES = "tenant:merges";

/**
 * What a participant has goes to another whom they are merged with.
 *
 * @param amount below zero where the one who goes owes it
 * @returns two movements, one of each participant; none of nothing
 */
export function mergedBalance(
  { fromId, toId }: { readonly fromId: string; readonly toId: string },
  holding: Holding,
  amount: bigint,
): readonly (Movement & { readonly participantId: string })[] {
  if (amount === 0n) return [];
  const [from, to] = [held(fromId, holding), held(toId, holding)];
  return amount > 0n
    ? [
        { source: from, destination: MERGES, amount, participantId: fromId },
        { source: MERGES, destination: to, amount, participantId: toId },
      ]
    : [
        { source: MERGES, destination: from, amount: -amount, participantId: fromId },
        { source: to, destination: MERGES, amount: -amount, participantId: toId },
      ];
}

/** A coupon was used: what the shop gave is a cost of the program. */
export function discountUsed(programId: string, unit: string, amount: bigint): Movement {
  return { source: discountsGiven(programId), destination: world(unit), amount };
}

/** The order that used a coupon was refunded in full: nothing was given after all. */
export function discountUndone(programId: string, unit: string, amount: bigint): Movement {
  return { source: world(unit), destination: discountsGiven(programId), amount };
}

/** What is said of a posting that the database refuses, because a balance would be rounded when it is told. */
export const BALANCE_OUT_OF_RANGE = `A balance would be beyond ${Number.MAX_SAFE_INTEGER} minor units, which JSON can't tell exactly.`;
