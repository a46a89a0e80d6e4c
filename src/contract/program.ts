import * as z from "zod";
import type { ProgramRow } from "../db/rows/program.ts";
import { PROGRAM_STATUSES } from "../domain/attribution.ts";
import { pageSchema } from "./page.ts";
import type { Shown } from "./shown.ts";

const time = z.iso.datetime();

export const programReply = z
  .strictObject({
    key: z.string(),
    name: z.string(),
    landingUrl: z.url(),
    currency: z.string(),
    timezone: z.string(),
    startsAt: time.nullable(),
    endsAt: time.nullable(),
    texts: z.record(z.string(), z.unknown()),
    status: z.enum(PROGRAM_STATUSES),
    pausedReason: z.enum(["budget", "person"]).nullable(),
    version: z.int(),
    rules: z.record(z.string(), z.unknown()).nullable(),
    draft: z.record(z.string(), z.unknown()).nullable(),
    draftVersion: z.int().meta({
      description: "Rises whenever the draft is saved or published; `ifDraftVersion` names the one that you began with",
    }),
    schedule: z
      .array(
        z.strictObject({
          id: z.string(),
          publishAt: time,
          applyTo: z.enum(["new", "open"]),
          version: z.int().nullable().meta({ description: "The version that is published again; null of a draft" }),
        }),
      )
      .meta({ description: "Rules that will be published at a time, the first first" }),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: "Program" });

export const programsReply = pageSchema(programReply);

/** The JSON of a program: `rules` are those of its latest version, `draft` what the next publish makes of it. */
export function presentProgram(
  program: Omit<ProgramRow, "id" | "versionId" | "counterPlan" | "epoch">,
): Shown<typeof programReply> {
  return {
    key: program.key,
    name: program.name,
    landingUrl: program.landingUrl,
    currency: program.currency,
    timezone: program.timezone,
    startsAt: isoOrNull(program.startsAt),
    endsAt: isoOrNull(program.endsAt),
    texts: program.texts,
    status: program.status,
    pausedReason: program.pausedReason,
    version: program.version,
    rules: program.rules,
    draft: program.draftRules,
    draftVersion: program.draftVersion,
    schedule: program.schedule.map(({ id, publishAt, applyTo, again }) => {
      return { id, publishAt: iso(publishAt), applyTo, version: again };
    }),
    createdAt: iso(program.createdAt),
    updatedAt: iso(program.updatedAt),
  };
}

/** As the database writes a time, or as it was taken: any form of it. */
function iso(at: string): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: string | null): string | null {
  return at === null ? null : iso(at);
}
