import * as z from "zod";

/** A problem of one row of a batch: what the OpenAPI document says of every other problem. */
export const rowProblem = z
  .looseObject({ code: z.string(), detail: z.string() })
  .meta({ inDocument: { $ref: "#/components/schemas/Problem" } });
