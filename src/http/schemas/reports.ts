import * as z from "zod";
import { ProblemError } from "../replies/problem.ts";
import { currency, day, instant, isInOrder, OUT_OF_ORDER, programKey } from "./texts.ts";

/** What every report is asked with. */

/** A day of the tenant's time zone, or an instant. */
const time = z
  .union([instant.transform((text) => new Date(text).toISOString()), day], {
    error: "a date, or an RFC 3339 time with its offset",
  })
  .meta({ description: "A day, in the tenant's time zone, or a time with its offset" });

export const reportQuery = {
  program: programKey.optional(),
  currency: currency.optional().meta({
    description: "Programs of this currency alone; left out, that of the tenant's oldest program",
  }),
  from: time.optional(),
  to: time.optional(),
};

interface Asked {
  readonly program?: string | undefined;
  readonly currency?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The query of a report, with what is its own. */
export function reportQueryOf<Own extends z.ZodRawShape>(own: Own) {
  return z
    .strictObject({ ...reportQuery, ...own })
    .refine((query) => isInOrder(query as Asked), OUT_OF_ORDER)
    .refine((query) => hasOneCurrency(query as Asked), {
      path: ["currency"],
      message: "a program has a currency of its own",
    });
}

function hasOneCurrency({ program, currency: named }: Asked): boolean {
  return program === undefined || named === undefined;
}

/** @throws {ProblemError} where the program that a report names does not exist */
export function ofProgram<T extends { readonly found: boolean }>(program: string | null, view: T): T {
  if (!view.found) throw new ProblemError("program_not_found", `There is no program "${program}".`);
  return view;
}
