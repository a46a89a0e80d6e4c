import type { ProgramStatus } from "../../domain/attribution.ts";
import type { CounterPlan } from "../../domain/counters.ts";
import { parseKeptRules } from "../../domain/parseRules.ts";
import type { Instant } from "../../domain/periods.ts";
import type { Rules } from "../../domain/rules.ts";

/** What a tenant wrote, kept as it was written. */
export type WrittenJson = Readonly<Record<string, unknown>>;

/** A program as `program_json` writes it: times are milliseconds, and its rules are rows of their own. */
export interface ProgramJson {
  readonly id: string;
  readonly key: string;
  readonly currency: string;
  readonly timezone: string;
  readonly status: ProgramStatus;
  readonly pausedReason: "budget" | "person" | null;
  readonly pausedPeriod: string | null;
  /** Since when a person has paused or ended it; null where it was not active then. */
  readonly pausedAt: Instant | null;
  readonly startsAt: Instant | null;
  readonly endsAt: Instant | null;
  /** The latest version, 0 before the first publish. */
  readonly version: number;
  readonly epoch: number;
  readonly plan: CounterPlan;
}

export interface StoredProgram extends ProgramJson {
  /** Rules by version: the latest, every one that a loaded referral or reward has, and others that were loaded before. */
  readonly rules: ReadonlyMap<number, Rules>;
}

/** Rules that wait to be published, without them. */
export interface ScheduledPublish {
  readonly id: string;
  /** As the database writes a time. */
  readonly publishAt: string;
  readonly applyTo: "new" | "open";
  /** The version whose rules are published again; null where they were the draft's. */
  readonly again: number | null;
}

/** A program as those who change it see it, with the rules of its latest version; times as the database writes them. */
export interface ProgramRow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly landingUrl: string;
  readonly currency: string;
  readonly timezone: string;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly texts: WrittenJson;
  readonly status: ProgramStatus;
  readonly pausedReason: "budget" | "person" | null;
  /** As written; null where nothing is to be published. */
  readonly draftRules: WrittenJson | null;
  /** Raised whenever the draft is saved or goes. */
  readonly draftVersion: number;
  /** What waits to be published, the first first. */
  readonly schedule: readonly ScheduledPublish[];
  /** 0 before the first publish. */
  readonly version: number;
  readonly versionId: string | null;
  readonly rules: WrittenJson | null;
  readonly counterPlan: CounterPlan;
  readonly epoch: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A program for what asks none of its rules. */
export function withoutRules(program: ProgramJson): StoredProgram {
  return { ...program, rules: new Map() };
}

/**
 * The rules of a published version, from the document as it is kept.
 *
 * @throws {Error} a defect: only what could be parsed was ever published
 */
export function parseStored(document: unknown, currency: string): Rules {
  const parsed = parseKeptRules(document, currency);
  if (parsed.ok) return parsed.rules;
  throw new Error(`a published version can't be read: ${JSON.stringify(parsed.problems)}`);
}
