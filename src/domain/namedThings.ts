import type { Grant, RewardRule, Rules } from "./rules.ts";
import { isTrigger } from "./triggers.ts";

/** What rules name by a key of the shop's own, for which customers need a name: articles, metadata and events. */
export const NAMED_KINDS = ["item", "metadata", "event"] as const;
export type NamedKind = (typeof NAMED_KINDS)[number];

export interface NamedThing {
  readonly kind: NamedKind;
  /** The sku, the name of the entry of the metadata, or the name of the event. */
  readonly key: string;
}

/** An event of which offers have words, as if it were one of ours. */
const KNOWN_EVENT = "lead";

/** Each of them once, in the order of the rules. */
export function namedThingsOf({ rewards }: Pick<Rules, "rewards">): readonly NamedThing[] {
  const all = rewards.flatMap((rule) => [...eventOf(rule), ...grantsOf(rule).flatMap(thingsOfGrant)]);
  return [...new Map(all.map((thing) => [`${thing.kind} ${thing.key}`, thing])).values()];
}

function eventOf({ on: { event } }: RewardRule): NamedThing[] {
  return isTrigger(event) || event === KNOWN_EVENT ? [] : [{ kind: "event", key: event }];
}

function grantsOf({ grant, tiers }: RewardRule): readonly Grant[] {
  return [grant, ...(tiers?.steps ?? []).map((step) => step.grant)];
}

function thingsOfGrant(grant: Grant): NamedThing[] {
  if (grant.kind === "choice") return grant.options.flatMap(thingsOfGrant);
  if (grant.kind === "item") return [{ kind: "item", key: grant.sku }];
  if (!("amount" in grant) || grant.amount.type !== "rate" || grant.amount.of.kind !== "metadata") return [];
  return [{ kind: "metadata", key: grant.amount.of.name }];
}
