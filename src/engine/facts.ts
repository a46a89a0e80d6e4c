import type { Fact, Facts } from "../domain/conditions.ts";
import { METADATA_PREFIX } from "../domain/conditions.ts";
import type { Instant } from "../domain/periods.ts";
import { DAY_MS } from "../domain/periods.ts";
import type { Metadata, OrderFacts } from "./events.ts";
import type { StoredParticipant, StoredReferral } from "./snapshot.ts";

/** What an event itself says; it never changes. */
export interface EventFacts {
  readonly name: string;
  readonly occurredAt: Instant;
  readonly metadata: Metadata;
  readonly order: (OrderFacts & { readonly amountMinor: bigint; readonly currency: string }) | null;
}

/** What is true of the people at the time of a decision; lazily, since few rules ask. */
export interface PassingFacts {
  readonly isFirst: boolean | null;
  /** Null where nobody is one: of a click. */
  readonly friend: StoredParticipant | null;
  readonly advocate: StoredParticipant | null;
  readonly occurredAt: Instant;
  lifetime(by: "conversions" | "revenue"): bigint | null;
}

/** Looks a passing fact up as it is now. */
export function passingFact(field: string, facts: PassingFacts): Fact {
  switch (field) {
    case "order.isFirst":
      return facts.isFirst;
    case "friend.country":
      return facts.friend?.country ?? null;
    case "friend.segments":
      return facts.friend?.segments ?? null;
    case "friend.ageDays": {
      const since = facts.friend?.firstSignupAt ?? null;
      return since === null ? null : Math.floor((facts.occurredAt - since) / DAY_MS);
    }
    case "advocate.country":
      return facts.advocate?.country ?? null;
    case "advocate.segments":
      return facts.advocate?.segments ?? null;
    case "advocate.conversions":
      return numberOf(facts.lifetime("conversions"));
    case "advocate.revenueMinor":
      return numberOf(facts.lifetime("revenue"));
    default:
      return null;
  }
}

function numberOf(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}

/** The facts of a decision: what the event says, what the referral says, and the passing ones as given. */
export function factsOf(event: EventFacts, referral: StoredReferral, passing: Readonly<Record<string, Fact>>): Facts {
  return (field) => {
    if (field.startsWith("order.") && field !== "order.isFirst") return orderFact(field, event);
    if (field.startsWith(METADATA_PREFIX)) {
      const name = field.slice(METADATA_PREFIX.length);
      return Object.hasOwn(event.metadata, name) ? (event.metadata[name] ?? null) : null;
    }
    switch (field) {
      case "event.name":
        return event.name;
      case "event.occurredAt":
        return new Date(event.occurredAt).toISOString();
      case "referral.channel":
        return referral.channel;
      case "referral.source":
        return referral.source;
      default:
        return passing[field] ?? null;
    }
  };
}

function orderFact(field: string, { order }: EventFacts): Fact {
  if (order === null) return null;
  switch (field) {
    case "order.amountMinor":
      return Number(order.amountMinor);
    case "order.currency":
      return order.currency;
    case "order.country":
      return order.country;
    case "order.itemCount":
      return order.items.reduce((sum, item) => sum + item.quantity, 0);
    case "order.skus":
      return order.items.map((item) => item.sku);
    case "order.categories":
      return order.items.flatMap(({ category }) => (category === null ? [] : [category]));
    case "order.subscription":
      return order.subscription;
    default:
      return null;
  }
}
