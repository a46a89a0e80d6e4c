import * as z from "zod";

/** A page of a list as the OpenAPI document shows it. */
export function pageSchema<S extends z.ZodType>(item: S) {
  return z.object({ data: z.array(item), nextCursor: z.string().nullable() });
}
