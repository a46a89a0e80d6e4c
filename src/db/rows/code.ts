import type { CodeStanding } from "../../domain/codeStanding.ts";
import type { ApplicationStatus } from "../../domain/eligibility.ts";

/** A code with the standing of its primary code, which a vanity code shares, as the load statement writes it. */
export interface StoredCode extends CodeStanding {
  readonly code: string;
  readonly programId: string;
  readonly participantId: string;
  /** The code itself, or the one that a vanity code is an alias of. */
  readonly primary: string;
  /** Of the primary: raised when a person changes it. */
  readonly version: number;
  /** Of its owner in its program; null where they never applied. */
  readonly application: ApplicationStatus | null;
}
