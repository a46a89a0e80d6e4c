import type { KnownEvent, ProgramEntry } from "../../db/rows/event.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import type { RefusalReason } from "../../domain/attribution.ts";
import type { EventRecord } from "./state.ts";

/** What became of one event of a batch. */
export type Outcome =
  | { readonly kind: "decided"; readonly record: EventRecord; readonly waits: boolean; readonly results: Results }
  | { readonly kind: "duplicate"; readonly known: KnownEvent; readonly waits: boolean; readonly results: Results }
  | { readonly kind: "problem"; readonly problem: EventProblem };

/** What each program made of an event, with the referral and the rewards as they were right after it. */
export type Results = readonly {
  readonly entry: ProgramEntry;
  readonly referral: StoredReferral;
  readonly rewards: readonly StoredReward[];
}[];

/** Why an event can't be taken: nothing of it is written. */
export interface EventProblem {
  readonly code:
    | "event_conflict"
    | "program_required"
    | "program_not_found"
    | "referral_refused"
    | "currency_mismatch"
    | "too_many_refunds"
    | "too_many_disputes"
    | "too_many_changes"
    | "too_many_additions"
    | "too_many_decisions";
  readonly path: string | null;
  readonly detail: string;
  /** Why a person may not tie a friend to an advocate. */
  readonly reason?: RefusalReason;
}
