import type { ProgramStatus } from "../../domain/attribution.ts";
import type { CodeTerms } from "../../domain/codeTerms.ts";
import type { ApplicationStatus, Candidate, WrittenEligibility } from "../../domain/eligibility.ts";

/** A code with the terms of its primary code, which a vanity code shares, as the load statement writes it. */
export interface StoredCode extends CodeTerms {
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

/** Whose code it is, in which program. */
export interface OwnedCode {
  readonly programId: string;
  readonly participantId: string;
}

export type OwnedCodeArray = readonly [code: string, programId: string, participantId: string];

/** A code with the program it belongs to, and that program's latest rules as written. */
export interface CodeView {
  /** The primary or vanity code that was asked for, folded. */
  readonly code: string;
  readonly program: string;
  readonly currency: string;
  readonly timezone: string;
  readonly landingUrl: string;
  readonly status: ProgramStatus;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly texts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly rules: unknown;
  readonly eligibility: WrittenEligibility | null;
  readonly owner: Candidate & {
    readonly emailFolded: string | null;
    readonly phone: string | null;
    readonly blocked: boolean;
  };
  /** The participant who would use it, where that was asked and they are known. */
  readonly visitor: {
    readonly externalId: string;
    readonly emailFolded: string | null;
    readonly phone: string | null;
    /** Whether they are a friend in this program. */
    readonly isReferred: boolean;
  } | null;
  /** These four are the primary code's, which a vanity code shares. */
  readonly disabled: boolean;
  readonly expiresAt: string | null;
  readonly maxUses: number | null;
  readonly uses: number;
}

/** A primary code as those who change it see it, with its vanity alias. */
export interface CodeRecord {
  readonly code: string;
  readonly vanity: string | null;
  readonly program: string;
  readonly participant: string;
  readonly disabled: boolean;
  readonly expiresAt: string | null;
  readonly maxUses: number | null;
  readonly uses: number;
  readonly version: number;
}
