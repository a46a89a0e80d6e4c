import type { ProgramStatus } from "../../domain/attribution.ts";
import type { WrittenJson } from "../rows/program.ts";

/** The rows of `Effects` that are of programs themselves. */

export interface ProgramColumns {
  name: string;
  landingUrl: string;
  currency: string;
  timezone: string;
  startsAt: string | null;
  endsAt: string | null;
  texts: WrittenJson;
  status: ProgramStatus;
  pausedReason: "budget" | "person" | null;
  pausedPeriod: string | null;
  pausedAt: string | null;
  draftRules: WrittenJson | null;
  version: number;
  counterPlan: unknown;
}

/** A new program is a draft at epoch 1. */
export interface NewProgramRow
  extends Pick<
    ProgramColumns,
    "name" | "landingUrl" | "currency" | "timezone" | "startsAt" | "endsAt" | "texts" | "draftRules" | "counterPlan"
  > {
  id: string;
  key: string;
}

/** Rules that will be published at a time; `again` names the version that they are of, if they are not the draft's. */
export interface NewScheduleRow {
  programId: string;
  id: string;
  rules: unknown;
  again: number | null;
  applyTo: "new" | "open";
  publishAt: string;
}
