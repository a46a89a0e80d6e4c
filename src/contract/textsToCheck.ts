import * as z from "zod";
import type { WrittenJson } from "../db/rows/program.ts";
import { parseStored } from "../db/rows/program.ts";
import { NAMED_KINDS } from "../domain/namedThings.ts";
import { LANGUAGES } from "../i18n/languages.ts";
import type { Said } from "../i18n/textsToCheck.ts";
import { textsToCheck } from "../i18n/textsToCheck.ts";
import { programReply } from "./program.ts";
import type { Shown } from "./shown.ts";

export const textsToCheckReply = z
  .strictObject({
    oldAmounts: z
      .array(
        z.strictObject({
          in: z.enum(["texts", "materials"]),
          key: z.string().meta({ description: "The key of the program's texts, or the id of the material" }),
          language: z.string(),
          property: z.string(),
          text: z.string(),
        }),
      )
      .meta({ description: "Texts that name a sum or a share which earlier rules had and these do not; 100 at most" }),
    unnamed: z
      .array(z.strictObject({ kind: z.enum(NAMED_KINDS), key: z.string(), languages: z.array(z.enum(LANGUAGES)) }))
      .meta({
        description: "Articles, metadata and events that these rules name and for which customers have no name",
      }),
  })
  .meta({ id: "TextsToCheck", description: "What to look at in the program's own texts; nothing of it is refused" });

export const publishReply = programReply.extend({ textsToCheck: textsToCheckReply }).meta({ id: "PublishedProgram" });

/** The JSON of what to look at before, or after, a document of rules is published. */
export function presentTextsToCheck(
  said: Said,
  document: WrittenJson,
  currency: string,
): Shown<typeof textsToCheckReply> {
  const { oldAmounts, unnamed } = textsToCheck(said, document, parseStored(document, currency), currency);
  return {
    oldAmounts: oldAmounts.map(({ in: where, key, language, property, text }) => {
      return { in: where, key, language, property, text };
    }),
    unnamed: unnamed.map(({ kind, key, languages }) => ({ kind, key, languages: [...languages] })),
  };
}
