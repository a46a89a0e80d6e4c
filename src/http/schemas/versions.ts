import * as z from "zod";
import { pageSchema } from "../../contract/page.ts";
import { CHANGE_CODES } from "../../domain/rulesChanges.ts";

/** No program gets this far; it keeps the number within what the database counts with. */
const MAX_VERSION = 1_000_000;

const wholeNumber = /^[1-9][0-9]{0,6}$/;

/** In a path or a query. */
export const versionNumber = z
  .string()
  .regex(wholeNumber, "the number of a version")
  .transform(Number)
  .refine((version) => version <= MAX_VERSION, `at most ${MAX_VERSION}`)
  .meta({ inDocument: { type: "integer", minimum: 1, maximum: MAX_VERSION } });

export const versionOrDraft = z
  .union([z.literal("draft"), versionNumber], { error: 'the number of a version, or "draft"' })
  .meta({
    inDocument: {
      anyOf: [{ type: "integer", minimum: 1, maximum: MAX_VERSION }, { const: "draft" }],
      description: "The number of a version, or `draft`",
    },
  });

/** In a body. */
export const publishedVersion = z.int().min(1).max(MAX_VERSION);

const listed = z.strictObject({ version: z.int(), publishedAt: z.iso.datetime() });

export const versionReply = listed
  .extend({ program: z.string(), rules: z.record(z.string(), z.unknown()) })
  .meta({ id: "ProgramVersion" });

export const versionsReply = pageSchema(listed);

const versionName = z.union([z.int(), z.literal("draft")]);

export const comparisonReply = z
  .strictObject({
    program: z.string(),
    from: versionName,
    to: versionName,
    changes: z.array(
      z.strictObject({
        path: z.string(),
        ruleId: z.string().nullable(),
        before: z.unknown(),
        after: z.unknown(),
        code: z.enum(CHANGE_CODES).meta({ description: "What the text says; `values` has what it says it of" }),
        values: z.record(z.string(), z.unknown()),
        text: z.string(),
      }),
    ),
  })
  .meta({ id: "RulesComparison" });
