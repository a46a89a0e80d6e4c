import type { ConditionList } from "./conditions.ts";
import type { WrittenRules } from "./rulesSchema.ts";
import { hasOrder } from "./triggers.ts";

/**
 * How much decisions come to: about the characters that they have in a reply, without the cost of writing them. By it a
 * request is kept in the 128 MB of a Worker, which holds them several times at once: decided, answered and committed.
 */

/** The most that the decisions of one request may come to. */
export const MAX_DECIDED = 12_000_000;
/**
 * The most characters that one load may bring. What a request has decided is brought once more when it is repeated, with
 * the rewards, orders and people that it is about, so it is more than `MAX_DECIDED`.
 */
export const MAX_LOADED = 20_000_000;
/** The most that the rules of one program may have to say of one order. */
export const MAX_SAID_OF_ORDER = 1_000_000;

/** A decision without its trace. */
const DECISION_SIZE = 300;
/** A reward without what is given, with its postings and notices. */
const REWARD_SIZE = 1_200;
/** A condition in a trace, beside its field, its value and what it saw. */
const TRACED_SIZE = 50;
/** A number, a truth value or null. */
const SCALAR_SIZE = 8;

/** What a JSON value comes to. */
export function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value !== "object" || value === null) return SCALAR_SIZE;
  let size = 2;
  if (Array.isArray(value)) {
    for (const member of value) size += sizeOf(member) + 1;
    return size;
  }
  // Without a list of its keys, since each reward of a request is measured.
  for (const key in value) size += sizeOf(value[key as keyof object]) + key.length + 3;
  return size;
}

/** What a decision comes to, its reward apart. */
export function sizeOfDecision(trace: readonly Traced[]): number {
  let size = DECISION_SIZE;
  for (const { field, value, seen } of trace) size += TRACED_SIZE + field.length + sizeOf(value) + sizeOf(seen);
  return size;
}

interface Traced {
  readonly field: string;
  readonly value: unknown;
  readonly seen: unknown;
}

/** What a reward comes to: made, changed or shown again. */
export function sizeOfReward({ grant, choice, facts }: Sized): number {
  return REWARD_SIZE + sizeOf(grant) + (choice === null ? 0 : sizeOf(choice)) + sizeOf(facts);
}

interface Sized {
  readonly grant: unknown;
  readonly choice: unknown;
  readonly facts: unknown;
}

/** The most that a document has to say of one order, where each of its rules gives what is largest. */
export function mostSaidOf({ qualifies, rewards }: Pick<WrittenRules, "qualifies" | "rewards">): number {
  const ofOrder = sizeOfDecision(tracedOf(qualifies));
  return rewards.reduce((sum, { on, when = [], grant, tiers }) => {
    const grants = [grant, ...(tiers?.steps ?? []).map((step) => step.grant)];
    return (
      sum +
      (hasOrder(on.event) ? ofOrder : 0) +
      sizeOfDecision(tracedOf(when)) +
      REWARD_SIZE +
      Math.max(...grants.map(sizeOf))
    );
  }, 0);
}

function tracedOf(conditions: ConditionList): Traced[] {
  return conditions
    .flatMap((condition) => ("any" in condition ? condition.any : [condition]))
    .map((condition) => ({ ...condition, seen: null }));
}
