import type { Instant } from "../../domain/periods.ts";
import type { Metadata } from "./eventFacts.ts";

export interface StoredCustomEvent {
  readonly event: {
    readonly id: string;
    /** The tenant's name for it, for instance "lead". */
    readonly name: string;
    readonly eventId: string;
    readonly metadata: Metadata;
    readonly occurredAt: Instant;
  };
  readonly participantId: string;
  readonly arrival: number;
  /** Programs that have decided it for a referral. */
  readonly programIds: readonly string[];
  /** Programs that have decided it for a membership. */
  readonly membershipProgramIds: readonly string[];
}

/** A custom event as the load statement writes it, in its own names; a list without entries is null. */
export interface CustomEventJson {
  readonly id: string;
  readonly name: string;
  readonly participantId: string;
  readonly occurredAt: number;
  readonly arrival: number;
  readonly facts: { readonly eventId: string; readonly metadata: Metadata };
  readonly programIds: readonly string[] | null;
  readonly memberProgramIds: readonly string[] | null;
}

export function parseCustomEvent({ id, name, participantId, occurredAt, arrival, facts, ...decided }: CustomEventJson) {
  const event: StoredCustomEvent["event"] = { id, name, occurredAt, ...facts };
  const { programIds, memberProgramIds } = decided;
  return {
    event,
    participantId,
    arrival,
    programIds: programIds ?? [],
    membershipProgramIds: memberProgramIds ?? [],
  };
}
