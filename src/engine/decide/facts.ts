import type { Fact, Facts } from "../../domain/conditions.ts";
import type { EventFacts, ReferralFacts } from "../../domain/fields.ts";
import { isPassing, saidFact } from "../../domain/fields.ts";

/** The facts of a decision: what the event says, what the referral says, and the passing ones as given. */
export function factsOf(event: EventFacts, referral: ReferralFacts, passing: Readonly<Record<string, Fact>>): Facts {
  return (field) => (isPassing(field) ? (passing[field] ?? null) : saidFact(field, event, referral));
}
