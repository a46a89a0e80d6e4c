import * as z from "zod";
import { pageSchema } from "../../contract/page.ts";
import { currency, programKey } from "./texts.ts";

const listed = z.strictObject({ key: z.string(), name: z.string(), summary: z.string() });

export const recipesReply = pageSchema(listed);

export const recipeParams = z.strictObject({ key: programKey });
export const recipeQuery = z.strictObject({ currency });

export const recipeReply = listed
  .extend({
    currency: z.string(),
    texts: z.record(z.string(), z.unknown()).meta({ description: "By rule id, then by language" }),
    rules: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "Recipe" });
