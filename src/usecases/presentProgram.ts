import type { ProgramRow } from "../db/queries/programs.ts";

/** The JSON of a program: `rules` are those of its latest version, `draft` what the next publish makes of it. */
export function presentProgram(program: Omit<ProgramRow, "id" | "versionId" | "counterPlan" | "epoch">) {
  const { key, name, landingUrl, currency, timezone, startsAt, endsAt, texts, status, pausedReason, version } = program;
  return {
    key,
    name,
    landingUrl,
    currency,
    timezone,
    startsAt: isoOrNull(startsAt),
    endsAt: isoOrNull(endsAt),
    texts,
    status,
    pausedReason,
    version,
    rules: program.rules ?? null,
    draft: program.draftRules ?? null,
    createdAt: new Date(program.createdAt).toISOString(),
    updatedAt: new Date(program.updatedAt).toISOString(),
  };
}

function isoOrNull(at: string | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
